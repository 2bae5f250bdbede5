"""Italian: the words by which its texts are read."""

from __future__ import annotations

from .kind import Language
from .wordlist import words

ITALIAN = Language(
    code="it",
    names=("italian", "italiano"),
    common=words("il di che è una per con del non gli della dei si le"),
    finite_verbs=words(
        """
        sarà può deve è sono ha hanno aveva era erano fu sia viene dice
        """
    ),
    months=(
        "gennaio",
        "febbraio",
        "marzo",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "agosto",
        "settembre",
        "ottobre",
        "novembre",
        "dicembre",
    ),
    articles="il lo gli",
    small_words=words("e di da i il la del"),
    says=(r"scrisse|scrive|disse|affermò|dichiarò"),
    announces_title=(r"libro|opuscolo|intitolat[oa]"),
    announces_term=(r"cosiddett[oaie]"),
)
