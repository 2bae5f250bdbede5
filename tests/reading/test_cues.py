"""The tables of cues are their own test: each example has its cue, each counter-example has not."""

import pytest

from quotes.reading.document.read import read_document
from quotes.reading.results import INLINE, Span
from quotes.reading.suggestions.attribution import Attributor
from quotes.reading.suggestions.cues import (
    ADD,
    AT_LEAST,
    AT_MOST,
    CUES_AFTER,
    CUES_BEFORE,
    SET,
    Cue,
    weigh,
)
from quotes.reading.suggestions.people import People

ROWS = [*CUES_BEFORE, *CUES_AFTER]


def cues_of(sentence):
    """The cues of the name in ⟨ ⟩."""
    name = sentence[sentence.index("⟨") + 1 : sentence.index("⟩")]
    document = read_document(sentence.replace("⟨", "").replace("⟩", "").encode())
    start, end = document.text.index("“") + 1, document.text.index("”")
    people = People(document.text, ["Karl Holm", "Olga Stein"])
    attributor = Attributor(document, people, [(start, end)])
    found = attributor.cues_around(Span(start, end, INLINE, fragment=False))
    return next((cues for printed, cues in found if name in printed), ())


@pytest.mark.parametrize("cue", ROWS, ids=lambda cue: cue.name)
def test_the_example_of_a_cue_has_it(cue):
    assert cue.name in cues_of(cue.example)


@pytest.mark.parametrize("cue", ROWS, ids=lambda cue: cue.name)
def test_the_counter_example_of_a_cue_has_it_not(cue):
    assert cue.name not in cues_of(cue.counter_example)


def test_names_of_cues_are_unique_and_those_ruled_out_by_stand_before():
    for table in (CUES_BEFORE, CUES_AFTER):
        names = [cue.name for cue in table]
        assert len(names) == len(set(names))
        for number, cue in enumerate(table):
            assert set(cue.unless) <= set(names[:number])


def row(name, effect, weight, words="", unless=()):
    return Cue(name, effect, weight, lambda place: words, "", "", unless)


@pytest.mark.parametrize(
    ("effects", "score"),
    [
        ([(ADD, 3.0), (ADD, -1.0)], 2.0),
        ([(ADD, 3.0), (AT_LEAST, 2.5)], 3.0),
        ([(ADD, 1.0), (AT_LEAST, 2.5)], 2.5),
        ([(ADD, 3.0), (AT_MOST, 0.9)], 0.9),
        ([(ADD, 3.0), (SET, 3.6), (ADD, 1.0)], 4.6),
    ],
)
def test_rows_are_applied_in_their_order(effects, score):
    table = tuple(row(str(number), *effect) for number, effect in enumerate(effects))

    assert weigh(table, None).score == score


def test_a_cue_is_ruled_out_by_one_before_it():
    table = (row("a", ADD, 1.0, "said"), row("b", ADD, 1.0, "by", ("a",)), row("c", ADD, 1.0, "as"))

    assert weigh(table, None).cues == ("a", "c")
    assert weigh(table, None).words == "said"
