"""Any text at all is read, and every span is the text at its place."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.reading.article import read_article
from quotes.reading.document.read import FORMATS, DocumentError, read_document
from tests.reading.rendering import CORPUS

ARTICLE = Path(__file__).parents[2] / "fixtures" / "the-bureaucracy-in-exile.txt"
FILES = {path.name: path.read_text(encoding="utf-8") for path in CORPUS}

# Marks, brackets and markup are what readers stumble over: most of a drawn text is made of them.
CHARACTERS = (
    "“”„«»\"‘’‚'`[]()<>{}*_#>|=~^\\&;:,.!?…-–— \n\n\n\t\r\xa0♦†‡¹²0123456789abcXYZäé\u2028\u0000"
)
PIECES = (
    ["[1]", "[2] ", "\n\n[1] ", "[^1]", "[^1]: ", "\\[1\\]", "[Footnote 1: ", "1 Smith "]
    + ["<quote>", "</quote>", "<p>", "</p>", "<i>", "</i>", "<blockquote>", "</blockquote>"]
    + ["Ibid., p. 3", "Op. Cit., ", "(London: Pluto, 1974), 4.", "Trotsky, 110.", "#title X\n"]
    + [" he said in 1921 ", " that ", ":\n\n", "---\n", "> ", "## "]
)
SIGNS = st.sampled_from([*CHARACTERS, *PIECES])
TEXTS = st.lists(st.one_of(SIGNS, SIGNS, st.text(max_size=8)), max_size=120).map("".join)


def assert_sound(article):
    """Every offset lies within the text, in order, and leads back into the file."""
    document = article.document
    size = len(document.text)
    for span in article.spans:
        assert 0 <= span.start < span.end <= size
        assert article.text_of(span).strip()
        assert document.line_of(span.start) >= 1
        if span.outer is not None:
            outer = article.spans[span.outer]
            assert outer.start <= span.start <= span.end <= outer.end
    for part in (*document.blocks, *document.sections, *document.marks, *document.notes):
        assert 0 <= part.start <= part.end <= size
    assert [block.start for block in document.blocks] == sorted(b.start for b in document.blocks)
    offsets = [document.source_offset(at) for at in range(0, size, max(1, size // 50))]
    assert offsets == sorted(offsets)
    assert len(article.suggestions) == len(article.reference_of) == len(article.spans)


def assert_is_a_sentence(error):
    assert error.line >= 1
    assert error.message.endswith(".")


def read(text, format=None):
    try:
        return read_article(text.encode("utf-8", "surrogatepass"), format)
    except DocumentError as error:
        assert_is_a_sentence(error)
        return None


@given(text=TEXTS, format=st.sampled_from([None, *FORMATS]))
@settings(max_examples=300)
def test_any_text_is_read_in_any_format(text, format):
    article = read(text, format)
    if article is not None:
        assert_sound(article)


@given(data=st.binary(max_size=300))
@settings(max_examples=150)
def test_any_bytes_are_read_or_refused_with_a_sentence(data):
    try:
        read_document(data)
    except DocumentError as error:
        assert_is_a_sentence(error)


def mutations(text):
    """The text with some of its pieces dropped, doubled, moved or replaced by signs."""
    size = len(text)
    cut = st.tuples(st.integers(0, size), st.integers(0, 200), st.sampled_from("dxms"), SIGNS)
    return st.lists(cut, min_size=1, max_size=8).map(lambda cuts: mutate(text, cuts))


def mutate(text, cuts):
    for at, length, how, sign in cuts:
        at = min(at, len(text))
        piece = text[at : at + length]
        rest = text[at + length :]
        text = {
            "d": text[:at] + rest,
            "x": text[:at] + piece + piece + rest,
            "m": piece + text[:at] + rest,
            "s": text[:at] + sign + text[at:],
        }[how]
    return text


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(max_examples=25)
def test_a_mutated_text_of_the_corpus_is_read(name, data):
    article = read(data.draw(mutations(FILES[name])))
    if article is not None:
        assert_sound(article)


@given(data=st.data())
@settings(max_examples=15)
def test_the_article_mutated_is_read(data):
    article = read(data.draw(mutations(ARTICLE.read_text(encoding="utf-8"))))
    if article is not None:
        assert_sound(article)


@given(at=st.integers(1, 84_000))
@settings(max_examples=10)
def test_the_article_cut_off_anywhere_is_read(at):
    article = read(ARTICLE.read_text(encoding="utf-8")[:at])
    assert article is not None
    assert_sound(article)
