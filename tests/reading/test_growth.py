"""Twice the text, about twice the work: calls are counted, since times depend on the machine."""

import cProfile

import pytest

from quotes.reading.article import read_article
from quotes.reading.document.formats import html
from quotes.reading.document.read import LARGEST, DocumentError, read_document
from quotes.reading.suggestions.work_dates import Described


def calls(data, format):
    profile = cProfile.Profile()
    profile.runcall(read_article, data, format)
    return sum(entry.callcount for entry in profile.getstats())


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
