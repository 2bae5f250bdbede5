"""Which quotation marks belong together."""

import pytest

from quotes.reading.quotations.marks import match_marks, uses_reversed_guillemets


def paired(text):
    """The pairs as nested lists of words."""
    found = match_marks(text, 0, len(text), uses_reversed_guillemets(text))

    def tree(pairs):
        return [
            [text[p.start : p.end], tree(p.inner)] if p.inner else text[p.start : p.end]
            for p in pairs
        ]

    return tree(found.pairs)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("He said “yes” and “no”.", ["yes", "no"]),
        ('He said "yes" and "no".', ["yes", "no"]),
        ('("yes," he said) "no"', ["yes,", "no"]),
        ("Er sagte „ja“ und „nein”.", ["ja", "nein"]),
        ("Il dit « oui » et «non».", ["oui", "non"]),
        ("Er sagte »ja« und »nein«.", ["ja", "nein"]),
        ("He said ``yes'' twice.", ["yes"]),
        ("the `combination’ of workers", ["combination"]),
        ("“It is ‘true’ now”", [["It is ‘true’ now", ["true"]]]),
        ("„Sie sagt ‚ja‘ dazu“", [["Sie sagt ‚ja‘ dazu", ["ja"]]]),
        ("« il dit “non” »", [["il dit “non”", ["non"]]]),
        ("‘the workers’ state’ was", ["the workers’ state"]),
        ("‘yes’ said the workers’ paper", ["yes"]),
        ("don't say 'it is so' again", ["it is so"]),
        ("Title “Closed with the wrong mark“ here", ["Closed with the wrong mark"]),
        ('“Mixed marks" here', ["Mixed marks"]),
        ("hoped for a ‘steady trade” in 1926", ["steady trade"]),
    ],
)
def test_marks_pair(text, pairs):
    assert paired(text) == pairs


@pytest.mark.parametrize(
    "text",
    [
        "the workers’ state and the party’s paper",
        "don't, can't, won't",
        "rock 'n' roll’s",
        "’twas so in the ’20s",
        "6' 2\" and 5' 9 tall",
        "no marks at all",
    ],
)
def test_apostrophes_and_measures_are_no_quotations(text):
    assert [pair for pair in paired(text) if len(str(pair)) > 3] == []


def test_a_mark_that_never_opens_and_one_that_never_closes_are_told():
    found = match_marks("it ends” here, and “it begins", 0, 29)

    assert found.pairs == []
    assert [at for at, _, _ in found.unopened] == [7]
    assert [at for at, _, _ in found.unclosed] == [19]


def test_a_mark_left_open_does_not_swallow_the_next_quotation():
    assert paired("He said “never closed and then “closed” here") == ["closed"]
