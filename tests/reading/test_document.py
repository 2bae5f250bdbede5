"""Blocks, sections, marks and notes, and the way from the document text back into the file."""

from pathlib import Path

import pytest

from quotes.reading.document.read import read_document

ARTICLE = Path(__file__).parents[2] / "fixtures" / "the-bureaucracy-in-exile.txt"


def words_of(document, parts):
    return [document.text[part.start : part.end] for part in parts]


def test_the_shipped_article_is_its_own_document_text():
    data = ARTICLE.read_bytes()
    document = read_document(data)

    assert document.text == data.decode()
    assert document.source_offset(70_000) == 70_000
    assert [section.title for section in document.sections] == [
        "",
        "Before The New Course",
        "The New Course",
        "Platform of the Opposition",
        "In Exile",
        "The Revolution Betrayed",
        "Reiterating Orthodoxy",
        "International implications",
        "To Conclude",
    ]
    assert [mark.label for mark in document.marks] == [str(n) for n in range(1, 96)]
    assert [note.label for note in document.notes] == [str(n) for n in range(1, 96)]
    assert document.missing_notes == ()
    assert document.problems == ()


def test_an_article_cut_off_misses_the_notes_that_its_marks_call():
    text = ARTICLE.read_text(encoding="utf-8")
    document = read_document(text[: text.index("\n[61] ")].encode())

    assert document.missing_notes == tuple(str(n) for n in range(61, 96))
    assert document.problems[0].message == "mark [61] has no note"


def test_an_article_without_any_of_its_notes_misses_them_all():
    text = ARTICLE.read_text(encoding="utf-8")
    document = read_document(text[: text.index("\n[1] ")].encode())

    assert len(document.missing_notes) == 95


def test_wrapped_lines_are_joined_and_lead_back_into_the_file():
    source = (
        "The first paragraph of this file is wrapped by hand, as they were, and it\r\n"
        "runs over three lines, of which this is the second, before it comes to its\r\n"
        "end in the middle of the third.\r\n\r\n"
        "The second paragraph is just as long as the first and is wrapped in the\r\n"
        "very same way, so that nobody can miss it when looking at the whole file.\r\n"
    )
    document = read_document(source.encode())

    assert words_of(document, document.blocks) == [
        " ".join(part.split()) for part in source.split("\r\n\r\n")
    ]
    at = document.text.index("third")
    assert source[document.source_offset(at) :].startswith("third")
    assert document.line_of(at) == 3


@pytest.mark.parametrize("format", ["markdown", "muse", "html", "gutenberg", "plain"])
def test_every_character_leads_back_to_its_own_in_the_file(format):
    source = "Some words, *set off*, and “others”.\n\nA second paragraph of words.\n"
    document = read_document(source.encode(), format)

    for at, character in enumerate(document.text):
        if not character.isspace():
            assert source[document.source_offset(at)] == character


def test_numbers_that_restart_with_each_chapter_find_their_own_notes():
    document = read_document(
        b"Chapter 1\n\nOne says so.[1] Another too.[2]\n\n"
        b"[1] First of one.\n\n[2] Second of one.\n\n"
        b"Chapter 2\n\nA third denies it.[1]\n\n[1] First of two.\n"
    )

    notes = [document.note_for(mark) for mark in document.marks]
    assert words_of(document, notes) == ["First of one.", "Second of one.", "First of two."]
    assert document.note("1") == document.notes[0]


def test_numbers_that_restart_with_all_notes_at_the_end_are_paired_in_order():
    document = read_document(
        b"One.[1] Two.[2]\n\nThree.[1] Four.[2]\n\n"
        b"[1] a of one.\n\n[2] b of one.\n\n[1] a of two.\n\n[2] b of two.\n"
    )

    notes = [document.note_for(mark) for mark in document.marks]
    assert words_of(document, notes) == ["a of one.", "b of one.", "a of two.", "b of two."]


def test_a_note_may_be_called_twice():
    document = read_document(b"One.[1] Two.[2] One again.[1]\n\n[1] Smith, 3.\n\n[2] Jones, 4.\n")

    assert [document.note_for(mark).label for mark in document.marks] == ["1", "2", "1"]
    assert document.problems == ()


@pytest.mark.parametrize(
    "bracket", ["[1920]", "[a]fter", "[sic]", "[the party]", "[19]20", "[B]ut", "[77]"]
)
def test_other_brackets_are_no_marks(bracket):
    document = read_document(f"It was {bracket} so.[1]\n\n[1] Smith, 3.\n".encode())

    assert [mark.label for mark in document.marks] == ["1"]


@pytest.mark.parametrize("printed", ["[l]", "[1 ]", "(1]", "{1}"])
def test_a_misprinted_mark_is_read_and_reported(printed):
    text = f"One said “it is so and so”.{printed} Two.[2]\n\n[1] Smith, 3.\n\n[2] Jones, 4.\n"
    document = read_document(text.encode())

    assert [(mark.label) for mark in document.marks] == ["1", "2"]
    assert "misprinted note mark read as [1]" in [p.message for p in document.problems]


def test_a_mark_that_begins_a_paragraph_is_no_note():
    document = read_document(
        b"One.[1]\n\n[2] Two begins with the mark of what went before.\n\nThree.[3]\n\n"
        b"[1] Smith, 3.\n\n[2] Jones, 4.\n\n[3] Brown, 5.\n"
    )

    assert [mark.label for mark in document.marks] == ["1", "2", "3"]
    assert [note.label for note in document.notes] == ["1", "2", "3"]


def test_a_note_may_have_several_paragraphs():
    document = read_document(
        b"One.[1] Two.[2]\n\n[1] Smith, 3.\n\nSmith goes on about it.\n\n[2] Jones, 4.\n"
    )

    assert words_of(document, document.notes) == [
        "Smith, 3.\n\nSmith goes on about it.",
        "Jones, 4.",
    ]


@pytest.mark.parametrize(
    ("mark", "note"), [("¹", "¹ "), ("(1)", "(1) "), ("1", "1. "), ("1", "1 "), ("[1]", "1. ")]
)
def test_marks_and_notes_of_other_kinds(mark, note):
    source = f"She said “it is so”.{mark} Nobody knew.\n\nNotes\n\n{note}Smith, Essays, 3.\n"
    second = note.replace("1", "2").replace("¹", "²")
    document = read_document(f"{source}\n{second}Jones, Works, 4.\n".encode(), "plain")

    assert [m.label for m in document.marks] == ["1"]
    assert words_of(document, document.notes) == ["Smith, Essays, 3.", "Jones, Works, 4."]


def test_a_sentence_never_crosses_its_block():
    document = read_document(b"First here. Second is\n\nbroken off. And on.")
    at = document.text.index("Second")

    start, end = document.sentence_around(at, at + 3)

    assert document.text[start:end] == "Second is"


@pytest.mark.parametrize(
    "sentence",
    [
        "See Vol. 3, pp. 12–14 of it.",
        "J. S. Mill and G.R.F. Bursa agree.",
        "Dr. Smith went to St. Petersburg.",
        "He wrote, e.g. in his letters, of it.",
        "Am 3. November war es so.",
    ],
)
def test_abbreviations_do_not_end_a_sentence(sentence):
    document = read_document(f"Before this. {sentence} After this.".encode())
    at = document.text.index(sentence) + len(sentence) - 4

    assert document.text[slice(*document.sentence_around(at, at + 1))] == sentence


@pytest.mark.parametrize(
    ("source", "format"),
    [
        ("#title Life\n\nText", "muse"),
        ("---\ntitle: Life\n---\n\nText", "markdown"),
        ("# Life\n\nText with **strong** words", "markdown"),
        ("Text.[^1]\n\n[^1]: Smith", "markdown"),
        ("<!DOCTYPE html><html><body><p>Text</p></body></html>", "html"),
        ("<p>Text</p>\n" * 10, "html"),
        ("x\n*** START OF THE PROJECT GUTENBERG EBOOK X ***\nText", "gutenberg"),
        ("Title: Life\n\nText with a # and a > and 3 < 4.", "plain"),
        ("A line of verse * with a star\n\nand _another_ one", "plain"),
    ],
)
def test_formats_are_recognised(source, format):
    assert read_document(source.encode()).format == format


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("So ![a lamp](lamp.png) it was", "So  it was"),
        ("So ![lamp [1]](lamp.png) it was", "So  it was"),
        ("So ![a \\] lamp](lamp.png) it was", "So  it was"),
        ("So ![a lamp](lamp_(old).png) it was", "So  it was"),
        ("So ![a lamp](lamp.png was", "So ![a lamp](lamp.png was"),
        ("So ![[ it was", "So ![[ it was"),
    ],
)
def test_a_picture_of_markdown_is_no_text(source, text):
    assert read_document(source.encode(), "markdown").text == text
