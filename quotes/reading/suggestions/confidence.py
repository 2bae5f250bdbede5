"""How far each way of suggesting a value is to be trusted, from 0 to 1, in one place.

The figures were set by judgement and are ranks rather than frequencies: what is printed beside the
words stands above what is concluded. They order an editor's work.
"""

from __future__ import annotations

# Who says it
AGREED = 0.97  # sentence and note name the same person
ONE_OF_AUTHORS = 0.9  # the sentence names one of the work's authors
AUTHOR_CITED = 0.88  # the note names the author, the sentence nobody
NAMED_IN_NOTE = 0.85  # the note says whom it quotes, or the title which body issued the work
AUTHOR_CONCLUDED = 0.75  # the author is known by an earlier sentence only
PAPER_NAMED = 0.75  # the sentence introduces the paper that the note cites
REPORTED = 0.65  # the sentence names somebody whom the note's author reports
AGAINST_THE_NOTE = 0.6  # the sentence names another person than the work's author
AUTHOR_NEARBY = 0.6  # the text names the author near the words
PAPER_ALONE = 0.5  # a paper is cited and nobody is named
FROM_CONTEXT = 0.55  # the text is speaking of this person
_SENTENCE_LEAST, _SENTENCE_MOST, _SENTENCE_STEP = 0.35, 0.92, 0.15

# Whether the words are the speaker's own
OWN_WORDS = 0.8  # nothing in the sentence speaks against it
ATTRIBUTED_WORDS = 0.6  # the sentence denies or answers them

# When it was said
ISSUE = 0.93  # the day of the paper's issue
TEXT_DATES_WORK = 0.88  # text or note say when the work appeared
SENTENCE_DATES = 0.85
TITLE_DATES = 0.85
SHARED_DATE = 0.75  # of the words beside them, of the same piece, of the meeting
COLLECTION_DATES = 0.7  # the years of a collection's pieces
SAME_PAGES = 0.7  # words on the same pages are dated
KNOWN_FIRST_YEAR = 0.7  # another work by the author may bear the same title
FIRST_EDITION = 0.6  # the imprint shows no sign of a reprint


def of_sentence(strength: float) -> float:
    """From how strongly the cues of a sentence speak for a name (``cues.py``)."""
    return round(min(_SENTENCE_MOST, _SENTENCE_LEAST + strength * _SENTENCE_STEP), 2)
