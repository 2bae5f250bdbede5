"""Twice the text, about twice the work: calls are counted, since times depend on the machine."""

import cProfile
import re
from types import SimpleNamespace

import pytest

from quotes.reading.article import read_article
from quotes.reading.citations.cited import FullNotes
from quotes.reading.citations.parse import parse_references
from quotes.reading.citations.resolve import Resolver
from quotes.reading.document.formats import html
from quotes.reading.document.read import LARGEST, DocumentError, read_document
from quotes.reading.suggestions import people
from quotes.reading.suggestions.work_dates import Described


def calls_of(function, *args):
    profile = cProfile.Profile()
    profile.runcall(function, *args)
    return sum(entry.callcount for entry in profile.getstats())


def calls(data, format):
    return calls_of(read_article, data, format)


def name(number):
    """A word of letters for each number, as a surname: "Baaf"."""
    return "B" + "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))


def notes(count):
    """Quotations of one author from as many books, which only their imprints date."""
    body = [f"Smith wrote that “so it was for all {n}”.[{n}]\n\n" for n in range(count)]
    books = [f"[{n}] John Smith, Town {n} (Bonn: Rhein, 1990), 3.\n\n" for n in range(count)]
    return "".join(body + books)


def pieces(piece):
    return lambda count: "a word " + piece * count


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (notes, "plain"),
        (pieces("”"), "plain"),
        (pieces("“"), "plain"),
        (pieces("“a” b” "), "plain"),
        (pieces("<!--"), "html"),
        (pieces("<!--a>"), "html"),
        (pieces("<![CDATA["), "html"),
        (pieces("<p a='"), "html"),
    ],
)
def test_twice_the_text_takes_no_more_than_a_little_over_twice_the_calls(text, format):
    once, twice = (calls(text(count).encode(), format) for count in (100, 200))

    assert twice < 2.4 * once


def test_what_is_said_of_an_author_is_summed_up_once(monkeypatch):
    summed = []
    of = Described.of
    monkeypatch.setattr(
        Described, "of", lambda introductions, dates: summed.append(1) or of(introductions, dates)
    )
    read_article(notes(20).encode())

    assert len(summed) == 1


@pytest.mark.parametrize("piece", ["<!--a>", "<![CDATA[a>", "<p a='x' b=\"c>"])
def test_markup_that_never_closes_is_looked_for_to_the_end_only_so_often(monkeypatch, piece):
    lengths = []
    bounded = html._Parser._bounded

    def counted(parser, parse, i):
        def seen(at):
            end = parse(at)
            if end < 0:
                lengths.append(len(parser.rawdata) - at)
            return end

        return bounded(parser, seen, i)

    monkeypatch.setattr(html._Parser, "_bounded", counted)
    html.read(f"<p>So it is.</p>{piece * 2_000}<p>")

    assert sum(length > html._LONGEST_MARKUP for length in lengths) <= html._MOST_RUNAWAYS


def test_text_after_markup_that_never_closes_is_kept():
    assert read_document(b"<p>One.</p><p>1 < 2 and <!-- so", "html").text == (
        "One.\n\n1 < 2 and <!-- so"
    )


def test_a_file_that_is_too_large_is_refused_with_its_size():
    with pytest.raises(DocumentError) as refused:
        read_document(b"a" * (LARGEST + 1_000_000))

    assert refused.value.message == (
        "The file has 11.0 MB, more than the 10.0 MB that are read at once. Split it."
    )


def citing(references):
    resolver = Resolver([])
    for number, reference in enumerate(references):
        resolver.resolve(reference, str(number))


@pytest.mark.parametrize(
    "notes",
    [
        lambda count: (
            [f"Karl {name(n)}, Lamps{n} (London: Pluto, 1950), 3." for n in range(count)]
            + [f"{name(n)}, 4." for n in range(count)]
        ),
        lambda count: (
            [f"Karl Holm, Lamps{n} (London: Pluto, 1950), 3." for n in range(count)]
            + ["Holm, 4."] * count
        ),
        lambda count: [f"{name(n)}, 4." for n in range(2 * count)],
    ],
    ids=["many authors", "many works of one", "authors of nothing"],
)
def test_twice_the_notes_take_twice_the_calls_to_resolve(notes):
    def parsed(count):
        return [r for note in notes(count) for r in parse_references(note, 0, len(note), [])]

    once, twice = (calls_of(citing, parsed(count)) for count in (100, 200))

    assert twice < 2.2 * once


def test_full_notes_that_follow_are_found_without_a_walk():
    def seeking(count):
        notes = [f"Karl Holm, Lamps of {name(n)} (London: Pluto, 1950), 3." for n in range(count)]
        full = [(None, r) for note in notes for r in parse_references(note, 0, len(note), [])]
        coming = FullNotes(full)
        return calls_of(lambda: [coming.after(r.title, -1) for _, r in full])

    once, twice = seeking(100), seeking(200)

    assert twice < 2.2 * once


@pytest.mark.parametrize(
    "sentence",
    ["Then {0} wrote. ", "Then {0}-Holm wrote. ", "Then {0} wrote. It is {1}. "],
    ids=["one word", "two parts", "a common word"],
)
def test_no_name_has_the_whole_text_searched_for_it(monkeypatch, sentence):
    lengths = []

    def search(pattern, words):
        lengths.append(len(words))
        return re.search(pattern, words)

    text = "".join(sentence.format(name(n), name(n).lower()) for n in range(100))
    monkeypatch.setattr(people, "re", SimpleNamespace(**{**vars(re), "search": search}))
    people.People(text, [])

    assert len(text) not in lengths
