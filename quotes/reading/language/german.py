"""German: the words by which its texts are read."""

from __future__ import annotations

from .kind import Language
from .wordlist import words

GERMAN = Language(
    code="de",
    names=("german", "deutsch"),
    common=words("der die das und nicht ist mit den von zu ein eine dem auf sich wir"),
    finite_verbs=words(
        """
        ist sind war waren hat haben hatte hatten wäre wären sei seien habe hätte hätten würde
        würden bin bist habt wirst dürfen darf durfte möge mögen mag mochte möchte könnte
        könnten müsste müssten sollte sollten wollte wollten weiß wissen wusste geht gehen ging
        gingen kommt kam kamen steht stehen stand standen liegt lag bleibt bleiben blieb blieben
        macht machte machten nimmt nahm nahmen findet fand fanden führt führte führten heißt
        hieß gilt galt leistete leisten bildet bildete bedeutet bedeutete vertritt vertrat
        entsteht entstand beginnt begann verwandelt verschwindet bestimmt zog ziehen brauchen
        braucht herrscht herrschte existiert existierte besteht bestand gehört gehörte wird
        werden wurde wurden kann können konnte muss müssen soll sollen will wollen gibt
        """
    ),
    capitalises_nouns=True,
    months=(
        "januar jan jänner",
        "februar feb",
        "märz",
        "april apr",
        "mai",
        "juni jun",
        "juli jul",
        "august aug",
        "september sept sep",
        "oktober okt",
        "november nov",
        "dezember dez",
    ),
    articles="der die das",
    small_words=words("der die das des und von zu im"),
    says=(
        r"sagte|sagt|schrieb|schreibt|meinte|meint|erklärte?|erklärt|betonte?|betont"
        r"|behauptete?|behauptet|bemerkte?|bemerkt|fragte?|fragt|antwortete?|forderte?"
        r"|fordert|nannte|nennt|rief|fügte|heißt es|hieß es|notierte?|verkündete?"
        r"|berichtete?|berichtet|urteilte?"
        r"|(?:spekul|konstat|resüm|komment|kritis|argument|formul|postul|proklam|plädi|propag|notifi|reflekt|referi|defini|charakteris|prognosti[zs]|akzepti|prophezei)(?:ier)?t(?:e|en)?"
        r"|warnte?|versicherte?|verlangte?|folgerte?|unterstrich|unterstreicht"
        r"|erwiderte?|entgegnete?|äußerte?|äußert|wiederholte?|ergänzte?|gestand|gesteht"
        r"|bezeichnete?|beschrieb|beschreibt|bestand|hofft|hoffte|klagte?|prophezeite?"
    ),
    announces_title=(r"schrift|aufsatz|buch|titel|artikel"),
    announces_term=(r"sogenannten?"),
)
