"""Spanish: the words by which its texts are read."""

from __future__ import annotations

from .kind import Language
from .wordlist import words

SPANISH = Language(
    code="es",
    names=("spanish", "español"),
    common=words("el los las y una por con para del que es lo se no como"),
    finite_verbs=words(
        """
        es tiene tienen hace dice está están son era eran fue fueron ha han había puede pueden
        debe deben hay
        """
    ),
    months=(
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
    ),
    articles="el los las",
    small_words=words("y el la los las del de en"),
    says=(
        r"dijo|dice|decía|escrib(?:ió|e|ía)|afirm(?:ó|a|aba)|declar(?:ó|a|aba)|respondió"
        r"|sostuvo|sostiene|señal(?:ó|a)|añad(?:ió|e)|explic(?:ó|a)|proclam(?:ó|a)"
        r"|advirtió"
    ),
    announces_title=(r"libro|folleto|titulado|artículo"),
    announces_term=(r"llamad[oa]s?"),
)
