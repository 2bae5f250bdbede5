"""Odd and hostile articles: loaded or refused with a sentence, the same on either database.

The whole suite runs on both engines; what is expected here is the same for both.
"""

import pytest
from django.core.management import CommandError, call_command

from quotes.annotations.load import load_article
from quotes.annotations.schema import EVERY
from quotes.annotations.values import room_for
from quotes.annotations.write import annotation_files
from quotes.annotations.yaml_files import AnnotationError
from quotes.models import Article, Passage, Quotation, Section, ThenAndNow
from tests import small_article
from tests.small_article import NAME

pytestmark = pytest.mark.django_db

NOTE = "\n\n[1] Ada, Essays (London: Press, 1922), 7.\n"
SAID = "Ada wrote in 1920 that “power belongs to all of us here” and more.[1]"


def loaded(folder, content, name="article.txt"):
    """Load what stands in a file that nobody has annotated."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return load_article(path)


def headings(*titles):
    return "<html>" + "".join(f"<h2>{title}</h2><p>{SAID}</p>" for title in titles) + "</html>"


TAKEN = {
    "a very long title": f"Title: {'A Title ' * 200}\n\n{SAID}{NOTE}",
    "a very long author": f"Title: X\nAuthor: {'Ada ' * 200}\n\n{SAID}{NOTE}",
    "a very long word": f"Title: X\n\n{SAID} {'x' * 100_000}{NOTE}",
    "a very long name": f"Title: X\n\n{'Ada' * 200} {SAID}{NOTE}",
    "a very long work": f"Title: X\n\n{SAID}\n\n[1] Ada, {'So ' * 200} (L: P, 1922), 7.",
    "characters beyond the first plane": f"Title: 𝔛 🏴󠁧󠁢󠁥󠁮󠁧󠁿\n\n𐍈 {SAID} 𝔓𝔬𝔴𝔢𝔯{NOTE}",
    "characters for a direction": f"Title: \u202eX\u202c\n\n\u2067{SAID}\u2069 \u200f{NOTE}",
    "combining marks": "Title: X\n\nA" + "\u0301" * 5_000 + f" {SAID}{NOTE}",
    "characters that say nothing": f"Title: X\ufffe\n\n\x01\x7f\x85 {SAID}\ufdd0{NOTE}",
    "references to what is no character": f"<html><p>&#0;&#xd800;&#x110000; {SAID}</p></html>",
    "only notes": "[1] Ada, Essays, 7.\n\n[2] Ben, “Letters”, 3.\n",
    "nothing but marks": "“”‘’„“«»" * 50,
    "one word": "x",
}  # fmt: skip


@pytest.mark.parametrize("content", TAKEN.values(), ids=TAKEN)
def test_an_odd_article_is_loaded_and_comes_back_as_it_was_read(tmp_path, content):
    article = loaded(tmp_path, content).article
    article.refresh_from_db()
    for quotation in Quotation.objects.all():
        assert article.text[quotation.start : quotation.end] == quotation.text
    for name, written in annotation_files(article).items():
        (tmp_path / name).write_text(written, encoding="utf-8")
    assert load_article(tmp_path / "article.txt").all_unchanged


REFUSED = {
    "nothing": (b"", "article.txt:1: The file is empty."),
    "a NUL byte": (b"one\ntwo\x00", "article.txt:2: The file is not text: it contains a NUL byte."),
}


@pytest.mark.parametrize(("content", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_article_is_refused(tmp_path, content, message):
    with pytest.raises(AnnotationError) as refusal:
        loaded(tmp_path, content)
    assert str(refusal.value) == message
    assert not Article.objects.exists()


# Headings


def sections():
    return [(section.slug, section.title) for section in Section.objects.order_by("order")]


def test_equal_headings_are_two_sections(tmp_path):
    content = headings("The Same Heading", "The Same Heading", "the same heading")
    loaded(tmp_path, content)
    assert sections() == [
        ("the-same-heading", "The Same Heading"),
        ("the-same-heading-2", "The Same Heading"),
        ("the-same-heading-3", "the same heading"),
    ]
    assert loaded(tmp_path, content).all_unchanged


def test_a_long_heading_is_cut_between_its_words_and_its_slug_numbered(tmp_path):
    heading = "A very long heading " * 20
    loaded(tmp_path, headings(heading, heading))
    cut = "A very long heading " * 9 + "A very long…"
    slug = ("a-very-long-heading-" * 4)[:79]
    assert sections() == [(slug, cut), (f"{slug[:78]}-2", cut)]


def test_a_heading_without_letters_that_a_slug_has_gets_one(tmp_path):
    loaded(tmp_path, headings("日本", "語"))
    assert sections() == [("introduction", "日本"), ("introduction-2", "語")]


# What does not fit


def test_the_name_of_a_file_can_be_too_long(tmp_path):
    name = "x" * 200 + ".txt"
    with pytest.raises(AnnotationError) as refusal:
        loaded(tmp_path, headings("One"), name=name)
    assert str(refusal.value) == (
        f"{name}:1: The name of the file: this is 204 characters long, 200 fit."
    )


def test_more_headings_than_can_be_numbered_are_refused(tmp_path):
    with pytest.raises(AnnotationError) as refusal:
        loaded(tmp_path, "<html>" + "<h2>One</h2><p>Words.</p>" * 32_768 + "</html>")
    assert str(refusal.value) == (
        "article.txt:1: The number of headings: "
        "32768 does not fit: this is a number from 0 to 32767."
    )


def columns():
    for record in EVERY:
        for key in record.keys:
            field = {field.name: field for field in record.model._meta.fields}.get(key.name)
            if getattr(field, "max_length", None):
                yield pytest.param(record, key, id=f"{record.name} {key.name}")


@pytest.mark.parametrize(("record", "key"), list(columns()))
def test_a_text_that_is_longer_than_its_column_is_refused(record, key):
    longest = room_for(record.model, key.name)
    key.check(record.model, "x" * longest)
    with pytest.raises(ValueError, match=f"{longest + 1} characters long, {longest} fit"):
        key.check(record.model, "x" * (longest + 1))


FILES = [
    ("contrasts", "label: Ben", f"label: {'B' * 81}",
     "“sides”: this is 81 characters long, 80 fit."),
    ("speakers", "slug: ben", f"slug: {'b' * 81}", "“slug”: this is 81 characters long, 80 fit."),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "message"), FILES)
def test_annotations_that_do_not_fit_are_refused_with_their_line(tmp_path, name, old, new, message):
    path = small_article.write(tmp_path)
    file = tmp_path / f"{name}.yaml"
    content = file.read_text()
    file.write_text(content.replace(old, new, 1))
    with pytest.raises(AnnotationError) as refusal:
        load_article(path)
    assert message in [problem.message for problem in refusal.value.problems]
    assert not Article.objects.exists()


# What the database holds once


def test_a_pair_that_stands_under_another_ref_is_refused(tmp_path):
    path = small_article.write(tmp_path)
    load_article(path)
    ThenAndNow.objects.update(ref="aaaaaa")
    with pytest.raises(AnnotationError) as refusal:
        load_article(path)
    assert str(refusal.value) == (
        "then-and-now.yaml:1: This pair stands under the ref “aaaaaa” already."
    )


def test_a_passage_of_another_article_is_refused(tmp_path):
    path = small_article.write(tmp_path)
    load_article(path)
    before = list(Passage.objects.values_list("ref", "article__slug"))
    annotations = tmp_path / f"{NAME}.yaml"
    content = annotations.read_text().replace(f"slug: {NAME}", "slug: another")
    annotations.write_text(content)
    with pytest.raises(CommandError, match="“p22222” is a passage of another article."):
        call_command("load_article", path)
    assert list(Passage.objects.values_list("ref", "article__slug")) == before
