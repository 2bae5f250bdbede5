"""The closed vocabularies of a quotation, in the words that readers and editors see."""

from django.db.models import TextChoices


class SpeakerKind(TextChoices):
    PERSON = "person", "person"
    JOINTLY = "jointly", "persons jointly"
    BODY = "body", "body"
    PUBLICATION = "publication", "publication"
    UNNAMED = "unnamed", "unnamed speakers"


class Standing(TextChoices):
    CONTEMPORARY = "contemporary", "contemporary"
    PARTICIPANT_LATER = "participant-later", "participant writing later"
    LATER_WRITER = "later-writer", "later writer"
    EARLIER_AUTHOR = "earlier-author", "earlier author"


STANDINGS: dict[str, str] = {
    Standing.CONTEMPORARY: "contemporaries",
    Standing.PARTICIPANT_LATER: "participants writing later",
    Standing.LATER_WRITER: "later writers",
    Standing.EARLIER_AUTHOR: "earlier authors",
}
"""All who have a standing, in the plural."""


class TopicKind(TextChoices):
    NORMATIVE = "normative", "normative"
    FACTUAL = "factual", "factual"


class QuotationKind(TextChoices):
    INLINE = "inline", "in the running text"
    BLOCK = "block", "block quotation"
    NESTED = "nested", "inside another quotation"


class Voice(TextChoices):
    OWN = "own", "the speaker's own words"
    ATTRIBUTED = "attributed", "words the speaker voices for somebody else"


VOICES: dict[str, str] = {
    Voice.OWN: "own words",
    Voice.ATTRIBUTED: "words voiced for somebody else",
}
"""The same beside a speaker's name."""


class DateBasis(TextChoices):
    STATED = "stated", "stated in the text"
    CITED = "cited", "from the note or the title"
    INFERRED = "inferred", "inferred"


class Stance(TextChoices):
    """The stance towards a topic's proposition; factual topics have words of their own."""

    ADVOCATES = "advocates", "argues for"
    OPPOSES = "opposes", "argues against"
    QUALIFIES = "qualifies", "qualifies"
    DESCRIBES = "describes", "describes"


FACTUAL_STANCES: dict[str, str] = {
    Stance.ADVOCATES: "affirms",
    Stance.OPPOSES: "denies",
    Stance.QUALIFIES: "qualifies",
    Stance.DESCRIBES: "describes",
}


class State(TextChoices):
    DRAFT = "draft", "draft"
    REVIEWED = "reviewed", "reviewed"
    PUBLISHED = "published", "published"


class Verification(TextChoices):
    VERBATIM = "verbatim", "verbatim in the article"
    MOVED = "moved", "verbatim, at another place"
    NOT_FOUND = "not-found", "not found in the article"
    UNCHECKED = "unchecked", "not checked yet"
