"""French: the words by which its texts are read."""

from __future__ import annotations

from .kind import Language
from .wordlist import words

FRENCH = Language(
    code="fr",
    names=("french", "français"),
    common=words("le les des et est une dans que pas du qui pour au il ne"),
    finite_verbs=words(
        """
        fait font vient vint reste tient vit dit est sont était étaient a ont avait avaient sera
        seront peut peuvent doit doivent faut fut
        """
    ),
    months=(
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    articles="le la les",
    small_words=words("de la le les du des et en"),
    says=(
        r"dit|disait|déclar[ae](?:it)?|affirm[ae](?:it)?|écri(?:t|vait|vit)"
        r"|répond(?:it|ait)?|not[ae](?:it)?|expliqu[ae](?:it)?|ajout[ae](?:it)?"
        r"|soulign[ae](?:it)?|conclu[ta]?i?t?|s['’]écri[ae]|observ[ae](?:it)?"
        r"|proclam[ae](?:it)?|avertit"
    ),
    announces_title=(r"livre|brochure|intitulée?"),
    announces_term=(r"dits?"),
)
