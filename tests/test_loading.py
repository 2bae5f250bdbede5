"""Loading: repeatable, keeping what editors changed, refusing what is wrong with file and line."""

import datetime
import re
import resource
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from quotes import models
from quotes.annotations.load import load_article
from quotes.annotations.write import annotation_files
from quotes.annotations.yaml_files import SHARED_FILES, AnnotationError
from quotes.data_version import data_version
from quotes.models import Article, Correction, Position, Quotation, Source, Speaker, Topic
from tests import small_article
from tests.small_article import NAME
from tests.varied import Rows

pytestmark = pytest.mark.django_db

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SHIPPED = FIXTURES / "the-bureaucracy-in-exile.txt"


class Files:
    """The small article's files in a folder of their own, to be changed and loaded."""

    def __init__(self, folder):
        self.folder = folder
        self.article = small_article.write(folder)

    def path(self, name):
        return self.folder / (name if "." in name else f"{name}.yaml")

    def change(self, name, old, new):
        """Change the first such words; the line in which they stood."""
        path = self.path(name)
        content = path.read_text(encoding="utf-8")
        assert old in content
        path.write_text(content.replace(old, new, 1), encoding="utf-8")
        return content[: content.index(old)].count("\n") + 1

    def load(self, **options):
        return load_article(self.article, **options)

    def line_of(self, name, words):
        lines = self.path(name).read_text(encoding="utf-8").splitlines()
        return next(number for number, line in enumerate(lines, start=1) if words in line)


@pytest.fixture
def files(tmp_path):
    return Files(tmp_path)


@pytest.fixture
def loaded(files):
    files.load()
    return files


def snapshot():
    """Every row of every table of what is known, the histories too."""
    tables = apps.get_app_config("quotes").get_models(include_auto_created=True)
    return {table._meta.label: Rows(table.objects.order_by("pk").values()) for table in tables}


def quotation(ref):
    return Quotation.objects.get(ref=ref)


# What is loaded


def test_the_first_load_creates_everything(files):
    report = files.load()
    assert report.created == {
        "speakers": 3, "topics": 2, "sources": 2, "landmarks": 1, "phases": 1, "glossary": 1,
        "article": 1, "passage": 3, "quotation": 6, "contrasts": 1, "then-and-now": 1,
        "corrections": 1,
    }  # fmt: skip
    assert (report.updated, report.unchanged, report.kept, report.gone) == ({}, {}, [], [])


def test_a_quotation_has_what_its_entry_says_and_where_it_stands(loaded):
    row = quotation("q22224")
    text = row.passage.article.text
    assert text[row.start : row.end] == row.text == "Ada said ‘all of it, now’ and we agree."
    assert text[row.start - len(row.prefix) : row.start] == row.prefix
    assert row.prefix.endswith("Ben answered in 1921: “")
    assert row.suffix.startswith("”[2] It was")
    assert (len(row.prefix), len(row.suffix)) == (32, 32)
    assert (row.speaker.slug, row.date, row.date_basis) == ("ben", "1921-03", "inferred")
    assert row.date_note == "the month of the meeting"
    assert [(p.topic.slug, p.stance) for p in row.positions.all()] == [("power", "qualifies")]
    assert (row.passage.ref, row.passage.note.label) == ("p22223", "2")
    assert row.passage.note.text.endswith("Ben, “Letters”, 3.")
    assert (row.passage.source.slug, row.passage.resolution) == ("letters", "full")
    assert (row.section.title, row.in_note) == ("First section", None)
    assert (row.state, row.state_by, row.verification) == ("published", None, "verbatim")


def test_a_prefix_says_which_of_the_same_words_are_meant(loaded):
    first, later = quotation("q22222"), quotation("q22226")
    assert first.text == later.text
    assert (first.section.title, later.section.title) == ("First section", "Second section")
    assert first.start < later.start


def test_a_nested_quotation_knows_its_outer_one(loaded):
    inner = quotation("q22225")
    assert (inner.outer.ref, inner.kind, inner.voice) == ("q22224", "nested", "attributed")
    assert inner.outer.start < inner.start < inner.end < inner.outer.end
    assert [p.stance for p in inner.positions.all()] == [""]


def test_a_quotation_inside_a_note_stands_in_the_section_of_the_notes_mark(loaded):
    row = quotation("q22227")
    assert (row.in_note.label, row.section.title) == ("3", "Second section")


def test_topics_stand_in_the_order_of_the_file(loaded):
    positions = quotation("q22222").positions.all()
    assert [(p.order, p.topic.slug, p.stance) for p in positions] == [
        (1, "power", "advocates"),
        (2, "meetings", "describes"),
    ]


def test_what_goes_without_saying_has_its_default(loaded):
    row = quotation("q22226")
    assert (row.date, row.date_basis, row.year, row.voice) == ("", "", None, "own")
    assert (row.state, row.fragment, row.kind) == ("draft", False, "inline")


def test_shared_entries_are_loaded(loaded):
    both = Speaker.objects.get(slug="both")
    assert (both.kind, [member.slug for member in both.members.all()]) == (
        "jointly",
        ["ada", "ben"],
    )
    assert Speaker.objects.get(slug="ada").life == "1880–1940"
    essays = Source.objects.get(slug="essays")
    assert (essays.issued, essays.first_published) == ("1922", 1921)
    assert Source.objects.get(slug="letters").aliases == ["Letters to Ada"]
    assert Topic.objects.get(slug="meetings").kind == "factual"


def test_the_article_is_loaded_with_its_text_sections_notes_and_what_was_left_out(loaded):
    article = Article.objects.get()
    assert article.text == small_article.TEXT
    assert [s.title for s in article.sections.all()][-2:] == ["First section", "Second section"]
    assert [n.label for n in article.notes.all()] == ["1", "2", "3"]
    assert article.left_out == [{"text": "friends", "reason": "scare-quote"}]
    assert len(article.sha256) == 64


# Again


def test_the_second_load_says_that_everything_is_unchanged_and_writes_nothing(loaded):
    before, version = snapshot(), data_version()
    report = loaded.load()
    assert report.all_unchanged
    assert sum(report.unchanged.values()) == 23
    assert (snapshot(), data_version()) == (before, version)


def test_a_change_in_the_file_updates_the_row(loaded):
    loaded.change(NAME, "date: '1925'", "date: '1926'")
    loaded.change("speakers", "line: A writer", "line: A painter")
    report = loaded.load()
    assert report.changes == ["speakers ada: line", "quotation q22227: date"]
    assert report.updated == {"speakers": 1, "quotation": 1}
    assert (quotation("q22227").date, quotation("q22227").year) == ("1926", 1926)
    assert Speaker.objects.get(slug="ada").line == "A painter"
    assert loaded.load().all_unchanged


def test_a_change_of_topics_in_the_file_updates_the_positions(loaded):
    loaded.change(
        NAME,
        "power: advocates\n          meetings: describes",
        "meetings: qualifies\n          power: opposes",
    )
    assert loaded.load().changes == ["quotation q22222: topics"]
    positions = [(p.topic.slug, p.stance) for p in quotation("q22222").positions.all()]
    assert positions == [("meetings", "qualifies"), ("power", "opposes")]
    loaded.change(NAME, "          meetings: qualifies\n", "")
    loaded.load()
    assert Position.objects.filter(quotation__ref="q22222").count() == 1


def test_words_that_moved_in_the_article_are_found_at_their_new_place(loaded):
    before = quotation("q22224").start
    loaded.change(f"{NAME}.txt", "Ben answered in 1921", "Soon Ben answered, in 1921")
    report = loaded.load()
    assert quotation("q22224").start == before + len("Soon , ") - 1
    assert "quotation q22224: start, end, prefix" in report.changes
    assert "quotation q22223: suffix" not in report.changes


def test_a_new_entry_is_created_and_the_others_are_left_alone(loaded):
    loaded.path("topics").write_text(
        small_article.SHARED["topics"] + "- slug: new\n  name: New\n  proposition: It is new.\n"
    )
    assert loaded.load().changes == ["topics new: new"]


# Dry run


def test_a_dry_run_changes_nothing_and_shows_what_would_change(files):
    before = snapshot()
    report = files.load(dry_run=True)
    assert report.dry_run
    assert report.created["quotation"] == 6
    assert snapshot() == before
    files.load()
    files.change(NAME, "date: '1925'", "date: '1926'")
    before = snapshot()
    assert files.load(dry_run=True).changes == ["quotation q22227: date"]
    assert snapshot() == before


# What an editor changed


def test_what_an_editor_changed_is_kept_and_reported(loaded):
    row = quotation("q22227")
    row.date = "1927"
    row.save()
    row.positions.update(stance="qualifies")
    for _ in range(2):
        report = loaded.load()
        assert [str(difference) for difference in report.kept] == [
            "quotation q22227, date: kept '1927'; the file says '1925'",
            "quotation q22227, topics: kept [['power', 'qualifies']]; "
            "the file says [['power', 'opposes']]",
        ]
        assert [difference.is_conflict for difference in report.kept] == [False, False]
        assert not report.all_unchanged
        assert (quotation("q22227").date, quotation("q22227").year) == ("1927", 1927)
    loaded.change(NAME, "note: so in the article", "note: as printed")
    loaded.load()
    assert (quotation("q22227").note, quotation("q22227").date) == ("as printed", "1927")


@pytest.mark.parametrize(
    ("model", "slug", "field", "value"),
    [
        (Speaker, "ada", "line", "A sculptor"),
        (Source, "essays", "translator", "Cleo"),
        (Topic, "power", "name", "Might"),
        (Article, NAME, "selection_short", "Selected."),
        (models.Landmark, "the-meeting", "title", "Their meeting"),
        (models.Contrast, "ada-and-ben", "introduction", "They said it."),
    ],
)
def test_every_kind_of_row_keeps_an_editors_change(loaded, model, slug, field, value):
    row = model.objects.get(slug=slug)
    setattr(row, field, value)
    row.save()
    (difference,) = loaded.load().kept
    assert (difference.identity, difference.key, difference.row) == (slug, field, value)
    assert getattr(model.objects.get(slug=slug), field) == value


RENAMED = [
    (Speaker, "ada", "speakers"),
    (Topic, "power", "topics"),
    (Source, "essays", "sources"),
    (Article, NAME, "article"),
    (models.Landmark, "the-meeting", "landmarks"),
    (models.Contrast, "ada-and-ben", "contrasts"),
]


@pytest.mark.parametrize(("model", "slug", "kind"), RENAMED)
def test_a_slug_that_an_editor_changed_is_kept_and_still_means_the_same_row(
    loaded, model, slug, kind
):
    row = model.objects.get(slug=slug)
    row.slug = "renamed"
    row.save()
    counts = {label: len(rows) for label, rows in snapshot().items() if "Historical" not in label}
    for _ in range(2):
        report = loaded.load()
        assert [str(difference) for difference in report.kept] == [
            f"{kind} renamed, slug: kept 'renamed'; the file says '{slug}'"
        ]
        assert (report.created, report.updated, report.gone) == ({}, {}, [])
    after = {label: len(rows) for label, rows in snapshot().items() if "Historical" not in label}
    assert after == counts
    loaded.change(NAME, "note: so in the article", "note: as printed")
    assert loaded.load().changes == ["quotation q22227: note"]


def test_a_renamed_speaker_is_written_back_under_the_present_slug(loaded):
    ada = Speaker.objects.get(slug="ada")
    ada.slug = "ada-writes"
    ada.save()
    command("write_annotations", "--to", loaded.folder)
    assert "speaker: ada\n" not in loaded.path(NAME).read_text(encoding="utf-8")
    assert "slug: ada-writes" in loaded.path("speakers").read_text(encoding="utf-8")
    loaded.load()
    assert loaded.load().all_unchanged
    assert not Speaker.objects.filter(slug="ada").exists()


def test_where_file_and_row_differ_the_row_is_kept_and_both_are_told(loaded):
    Quotation.objects.filter(ref="q22227").update(note="mine")
    loaded.change(NAME, "note: so in the article", "note: theirs")
    for _ in range(2):
        (difference,) = loaded.load().kept
        assert difference.is_conflict
        assert str(difference) == (
            "quotation q22227, note: kept 'mine'; "
            "the file now says 'theirs' (it said 'so in the article')"
        )
        assert quotation("q22227").note == "mine"


def test_where_file_and_row_changed_to_the_same_it_is_agreed(loaded):
    Quotation.objects.filter(ref="q22227").update(note="corrected")
    loaded.change(NAME, "note: so in the article", "note: corrected")
    report = loaded.load()
    assert (report.kept, report.updated) == ([], {})
    assert loaded.load().all_unchanged
    loaded.change(NAME, "note: corrected", "note: corrected again")
    assert loaded.load().changes == ["quotation q22227: note"]


def test_a_quotation_that_an_editor_unpublished_stays_so(loaded):
    row = quotation("q22222")
    row.state = "draft"
    row.save()
    loaded.load()
    assert quotation("q22222").state == "draft"


def test_what_an_editor_added_is_left_alone(loaded):
    row = quotation("q22222")
    models.Speaker.objects.create(slug="new", name="New", sort_name="New")
    row.positions.create(topic=Topic.objects.create(slug="x", name="X", proposition="X."), order=3)
    (difference,) = loaded.load().kept
    assert difference.row == [["power", "advocates"], ["meetings", "describes"], ["x", ""]]
    assert Speaker.objects.filter(slug="new").exists()


# Rows gone from the file


def test_rows_gone_from_the_file_are_reported_and_stay(loaded):
    entry = small_article.ANNOTATIONS.partition("      - ref: q22223")[2]
    entry = "      - ref: q22223" + entry.partition("  - ref: p22223")[0]
    loaded.change(NAME, entry, "")
    loaded.change("landmarks", small_article.SHARED["landmarks"], "")
    for _ in range(2):
        report = loaded.load()
        assert report.gone == ["landmarks the-meeting", "quotation q22223"]
        assert quotation("q22223").text == "it is ours"
        assert models.Landmark.objects.filter(slug="the-meeting").exists()


def test_rows_of_another_article_are_not_gone(loaded, tmp_path):
    load_article(SHIPPED)
    loaded_speakers = loaded.load()
    assert [
        gone for gone in loaded_speakers.gone if gone.startswith(("quotation", "passage"))
    ] == []


def test_a_ref_of_another_article_is_refused(loaded):
    loaded.change(NAME, "slug: a-small-article", "slug: another-article")
    before = snapshot()
    with pytest.raises(AnnotationError, match="“q22222” is a quotation of another article."):
        loaded.load()
    assert snapshot() == before


# What is refused: what is changed in which file, and the message with its line

REFUSED = [
    (NAME, "text: it is ours", "text: it is yours",
     "These words do not stand in the article: “it is yours”"),
    (NAME, "        prefix: that “\n", "",
     "These words stand 2 times in the article; a “prefix” must say which are meant: "
     "“power belongs to all”"),
    (NAME, "prefix: that “", "prefix: this “",
     "These words do not stand in the article after “this “”: “power belongs to all”"),
    (NAME, "note: '2'", "note: '9'", "The article has no note 9."),
    (NAME, "in_note: '3'", "in_note: '8'", "The article has no note 8."),
    (NAME, "          meetings: describes", "          meeting: describes",
     "There is no topic “meeting”."),
    (NAME, "speaker: ben", "speaker: bob", "There is no speaker “bob”."),
    (NAME, "source: letters", "source: letter", "There is no source “letter”."),
    (NAME, "outer: q22224", "outer: q99999", "There is no quotation “q99999”."),
    (NAME, "date: '1925'", "date: '1925-13'", None),
    (NAME, "date: '1925'", "date: spring 1925", None),
    (NAME, "date: '1925'", "date: 1926/1925", None),
    (NAME, "date_basis: cited", "date_basis: guessed",
     "“date_basis”: “guessed” is none of stated, cited, inferred."),
    (NAME, "        date_basis: cited\n", "", "A date and its basis go together."),
    (NAME, "        date_note: the month of the meeting\n", "",
     "An inferred date needs a “date_note”: where it is known from."),
    (NAME, "power: opposes", "power: against",
     "“topics”: “against” is none of advocates, opposes, qualifies, describes."),
    (NAME, "          power: ''", "          power: advocates",
     "Words that the speaker only voices for somebody else carry no stance."),
    (NAME, "kind: nested", "kind: inline",
     "A nested quotation, and only a nested one, names its “outer”."),
    (NAME, "        outer: q22224\n", "",
     "A nested quotation, and only a nested one, names its “outer”."),
    (NAME, "outer: q22224", "outer: q22225", "“outer” names the quotation itself."),
    (NAME, "outer: q22224", "outer: q22227", "“outer” names “q22227”, which must stand before it."),
    (NAME, "quoted_via: Somebody", "quoted_vya: Somebody", "Unknown key “quoted_vya”."),
    (NAME, "ref: q22223", "ref: q22222", "“q22222” is given twice, first in line 15."),
    (NAME, "ref: p22223", "ref: p22222", "“p22222” is given twice, first in line 9."),
    (NAME, "ref: q22223", "ref: q0",
     "“ref”: “q0” is not a ref: 4 to 12 of 2–9 a–z without i, l, o."),
    (NAME, "fragment: true", "fragment: yes", "“fragment”: this must be true or false."),
    (NAME, "state: draft", "state: hidden",
     "“state”: “hidden” is none of draft, reviewed, published."),
    (NAME, "text: it is ours", "text: ''", "“text” is missing."),
    (NAME, "text: it is ours", "text: [it, is]", "“text”: this must be one text."),
    (NAME, "prefix: that “", "prefix: [that]", "“prefix”: this must be one text."),
    (NAME, "locator: '9'", f"locator: {'9' * 81}",
     "“locator”: this is 81 characters long, 80 fit."),
    (NAME, "        topics:\n          power: qualifies\n", "        topics: power\n",
     "“topics”: this must say “topic: stance”, one a line."),
    (NAME, "text: friends", "text: fiends",
     "These words do not stand in the article: “fiends”"),
    (NAME, "    reason: scare-quote", "    comment: none",
     "What is left out needs “text” and “reason”."),
    (NAME, "reason: scare-quote", "reason: [scare-quote]", "“reason”: this must be one text."),
    (NAME, "reason: scare-quote", "reasons: scare-quote", "Unknown key “reasons”."),
    (NAME, "  slug: a-small-article", "  slug: a small article", None),
    (NAME, "  title: A Small Article\n", "", "“title” is missing."),
    (NAME, "article:\n", "articles:\n", "Unknown part “articles”."),
    ("speakers", "kind: jointly", "kind: pair", None),
    ("speakers", "    - ben", "    - bob", "There is no speaker “bob”."),
    ("speakers", "born: 1880", "born: about 1880",
     "“born”: “about 1880” is not a whole number up to 9999."),
    ("speakers", "born: 1880", "born: 99999",
     "“born”: “99999” is not a whole number up to 9999."),
    ("speakers", "died: 1940", "died: 1870", "Nobody dies (1870) before being born (1880)."),
    ("speakers", "slug: ben", "slug: ada", "“ada” is given twice, first in line 1."),
    ("speakers", "name: Ben", 'name: "Ben\\0"', "“name”: there is a NUL character in it."),
    ("speakers", "  sort_name: Ben\n", "", "“sort_name” is missing."),
    ("topics", "kind: factual", "kind: moral", "“kind”: “moral” is none of normative, factual."),
    ("sources", "url: https://books", "url: javascript://books", None),
    ("sources", "aliases:\n    - Letters to Ada", "aliases: Letters to Ada",
     "“aliases”: this must be a list."),
    ("landmarks", "date: 1921-03", "date: March 1921", None),
    ("phases", "speaker: ada", "speaker: eve", "There is no speaker “eve”."),
    ("contrasts", "- q22222", "- q99999", "There is no quotation “q99999”."),
    ("contrasts", "query: speaker=ben&to=1921", "query: to=x", None),
    ("contrasts", "    - label: Ben\n      query: speaker=ben&to=1921\n", "", None),
    ("then-and-now", "later: q22227", "later: q99999", "There is no quotation “q99999”."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "message"), REFUSED, ids=[f"{row[0]}:{row[2][:16]}" for row in REFUSED]
)
def test_what_is_wrong_is_refused_with_file_and_line_and_nothing_changes(
    files, name, old, new, message
):
    before = snapshot()
    changed = files.change(name, old, new)
    with pytest.raises(AnnotationError) as refusal:
        files.load()
    assert snapshot() == before
    told = [problem.message for problem in refusal.value.problems]
    assert message is None or message in told
    problem = refusal.value.problems[told.index(message) if message else 0]
    assert problem.file == f"{name}.yaml"
    lines = files.path(name).read_text(encoding="utf-8").splitlines()
    assert lines[problem.line - 1].strip() != ""
    assert abs(problem.line - changed) < 12  # it points into the entry


def test_what_is_wrong_leaves_a_loaded_database_as_it_was(loaded):
    loaded.change("speakers", "line: A writer", "line: A painter")
    for name, old, new, _ in REFUSED[::6]:
        before, whole = snapshot(), loaded.path(name).read_bytes()
        loaded.change(name, old, new)
        with pytest.raises(AnnotationError):
            loaded.load()
        assert snapshot() == before
        loaded.path(name).write_bytes(whole)


def test_everything_that_is_wrong_is_told_at_once(files):
    files.change(NAME, "speaker: ben", "speaker: bob")
    files.change(NAME, "text: it is ours", "text: it is yours")
    files.change("topics", "kind: factual", "kind: moral")
    with pytest.raises(AnnotationError) as refusal:
        files.load()
    assert len(refusal.value.problems) == 3
    line = files.line_of(NAME, "it is yours")
    assert f"{NAME}.yaml:{line}: These words do not stand in the article" in str(refusal.value)


ARTICLES = [
    (b"", 1, "The file is empty."),
    (b" \n\n ", 1, "The file is empty."),
    (b"\xef\xbb\xbf", 1, "The file is empty."),
    (b"GIF89a\x00\x01\x02", 1, "The file is not text: it contains a NUL byte."),
    (b"one\ntwo \x00", 2, "The file is not text: it contains a NUL byte."),
    (bytes(range(1, 256)) * 3, None, None),
]


@pytest.mark.parametrize(("content", "line", "message"), ARTICLES)
def test_an_article_that_is_no_text_is_refused(loaded, content, line, message):
    before = snapshot()
    loaded.article.write_bytes(content)
    with pytest.raises(AnnotationError) as refusal:
        loaded.load()
    assert snapshot() == before
    (problem,) = refusal.value.problems
    assert problem.file == f"{NAME}.txt"
    if message:
        assert (problem.line, problem.message) == (line, message)


@pytest.mark.parametrize("words", ["[2] Ben", "[3] Ada", "Second section", "[1] Ada,"])
def test_an_article_that_was_cut_off_is_refused(loaded, words):
    before = snapshot()
    whole = small_article.TEXT
    loaded.article.write_text(whole[: whole.index(words)], encoding="utf-8")
    with pytest.raises(AnnotationError) as refusal:
        loaded.load()
    assert snapshot() == before
    assert str(refusal.value).startswith(f"{NAME}.txt:") or "do not stand" in str(refusal.value)


def test_a_missing_article_is_refused(files):
    files.article.unlink()
    with pytest.raises(AnnotationError, match="The file cannot be read: No such file"):
        files.load()
    with pytest.raises(AnnotationError, match="The file cannot be read: Is a directory"):
        load_article(files.folder)


def test_named_annotations_that_are_missing_are_refused(files):
    with pytest.raises(AnnotationError, match="There is no file .*nowhere.yaml"):
        files.load(annotations=files.folder / "nowhere.yaml")


def test_a_correction_is_loaded_with_its_day_and_its_quotation(loaded):
    (correction,) = Correction.objects.all()
    assert (correction.ref, correction.date) == ("c22222", datetime.date(2026, 1, 2))
    assert (correction.quotation.ref, correction.remark) == ("q22227", "The year was 1924.")


@pytest.mark.parametrize("day", ["2026-02-30", "2026", "20260102", "2026-1-2", "[2026..2027]"])
def test_a_correction_has_one_day(files, day):
    files.change("corrections", "2026-01-02", day)
    with pytest.raises(AnnotationError, match=re.escape(f"“date”: “{day}” is not a day")):
        files.load()


# The standing of words


def standings():
    return dict(Quotation.objects.values_list("ref", "effective_standing"))


def test_words_have_the_standing_of_their_speaker_unless_their_entry_says_otherwise(loaded):
    assert (quotation("q22222").standing, standings()["q22222"]) == ("", "contemporary")
    loaded.change(NAME, "ref: q22222", "ref: q22222\n        standing: participant-later")
    assert loaded.load().updated == {"quotation": 1}
    assert (quotation("q22222").standing, standings()["q22222"]) == ("participant-later",) * 2


def test_the_standing_of_a_speaker_is_that_of_all_words_that_have_none_of_their_own(loaded):
    Quotation.objects.filter(ref="q22224").update(standing="contemporary")
    loaded.change("speakers", "standing: participant-later", "standing: later-writer")
    loaded.load()
    by_ben = Quotation.objects.filter(speaker__slug="ben")
    assert {row.ref: row.effective_standing for row in by_ben} == {
        row.ref: "contemporary" if row.ref == "q22224" else "later-writer" for row in by_ben
    }
    assert by_ben.count() > 1


def test_words_of_nobody_have_no_standing(loaded):
    row = quotation("q22222")
    row.speaker = None
    row.save()
    assert standings()["q22222"] == ""


def test_a_standing_that_is_none_is_refused(files):
    files.change(NAME, "ref: q22222", "ref: q22222\n        standing: witness")
    with pytest.raises(AnnotationError, match="“standing”: “witness” is none of contemporary,"):
        files.load()


# The commands


def command(*arguments):
    out = StringIO()
    call_command(*map(str, arguments), stdout=out)
    return out.getvalue()


def test_the_command_says_what_it_did_and_then_that_all_is_unchanged(files):
    said = command("load_article", files.article)
    assert said.splitlines() == [
        "Created: 3 speakers, 2 topics, 2 sources, 1 landmarks, 1 phases, 1 glossary, 1 article, "
        "3 passage, 6 quotation, 1 contrasts, 1 then-and-now, 1 corrections",
        "Unchanged: 0",
    ]
    assert command("load_article", files.article) == "All 23 entries unchanged.\n"


def test_the_command_shows_a_dry_run(loaded):
    loaded.change(NAME, "date: '1925'", "date: '1926'")
    said = command("load_article", loaded.article, "--dry-run")
    assert said.splitlines() == [
        "  quotation q22227: date",
        "Would be updated: 1 quotation",
        "Unchanged: 22",
    ]
    assert quotation("q22227").date == "1925"


def test_the_command_reports_what_an_editor_changed_and_what_is_gone(loaded):
    Quotation.objects.filter(ref="q22227").update(note="mine")
    loaded.change("landmarks", small_article.SHARED["landmarks"], "")
    assert command("load_article", loaded.article).splitlines() == [
        "An editor's change stays: quotation q22227, note: kept 'mine'; "
        "the file says 'so in the article'",
        "No longer in the file, left as it is: landmarks the-meeting",
        "Unchanged: 22",
    ]


def test_the_command_fails_with_file_and_line(files):
    files.change(NAME, "speaker: ben", "speaker: bob")
    line = files.line_of(NAME, "bob")
    with pytest.raises(CommandError) as refusal:
        command("load_article", files.article)
    assert refusal.value.returncode == 1
    assert str(refusal.value) == (
        f"{NAME}.yaml:{line}: There is no speaker “bob”.\nNothing was changed."
    )


# Writing back


def test_an_untouched_database_writes_the_small_files_byte_for_byte(loaded):
    written = annotation_files(Article.objects.get())
    assert written == {
        f"{name}.yaml": content
        for name, content in {NAME: small_article.ANNOTATIONS, **small_article.SHARED}.items()
    }


def test_the_shipped_files_come_back_byte_for_byte_and_load_unchanged(tmp_path):
    load_article(SHIPPED)
    command("write_annotations", "--to", tmp_path)
    names = {SHIPPED.with_suffix(".yaml").name, *(f"{name}.yaml" for name in SHARED_FILES)}
    assert {path.name for path in tmp_path.iterdir()} == names
    for name in names:
        assert (tmp_path / name).read_bytes() == (FIXTURES / name).read_bytes(), name
    assert load_article(SHIPPED).all_unchanged
    assert command("write_annotations", "--to", FIXTURES, "--check") == "All files agree.\n"


def test_a_correction_in_the_database_reaches_the_files(loaded):
    row = quotation("q22227")
    row.date = "1927"
    row.save()
    row.positions.update(stance="qualifies")
    Speaker.objects.filter(slug="ada").update(line="A sculptor")
    assert command("write_annotations", "--to", loaded.folder) == (
        f"Written: {NAME}.yaml, speakers.yaml\n"
    )
    content = loaded.path(NAME).read_text(encoding="utf-8")
    assert content == small_article.ANNOTATIONS.replace("'1925'", "'1927'").replace(
        "power: opposes", "power: qualifies"
    )
    report = loaded.load()
    assert (report.kept, report.updated) == ([], {})
    assert loaded.load().all_unchanged


def test_writing_can_only_check(loaded):
    Speaker.objects.filter(slug="ada").update(line="A sculptor")
    with pytest.raises(CommandError, match="These files differ from the database: speakers.yaml"):
        command("write_annotations", "--to", loaded.folder, "--check")
    assert loaded.path("speakers").read_text() == small_article.SHARED["speakers"]


@contextmanager
def little_room():
    """No file can grow beyond a few bytes, as on a disk that is nearly full."""
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (300, usual[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)


@pytest.mark.parametrize("write", ["write_annotations --to FOLDER",
                                   "load_article ARTICLE --write-annotations"])  # fmt: skip
def test_where_there_is_no_room_every_file_stays_as_it_was(loaded, write):
    Speaker.objects.filter(slug="ada").update(line="A sculptor")
    Quotation.objects.filter(ref="q22227").update(note="mine")
    before = {path: path.read_bytes() for path in loaded.folder.iterdir()}
    words = {"FOLDER": loaded.folder, "ARTICLE": loaded.article}
    with little_room(), pytest.raises(CommandError) as refusal:
        command(*(words.get(word, word) for word in write.split()))
    assert str(refusal.value).startswith(f"{loaded.path(NAME)} cannot be written: File too large.")
    assert {path: path.read_bytes() for path in loaded.folder.iterdir()} == before


def test_a_file_keeps_its_rights_and_a_link_stays_one(loaded):
    loaded.path("speakers").chmod(0o640)
    elsewhere = loaded.folder / "elsewhere"
    elsewhere.mkdir()
    file = loaded.path("topics").rename(elsewhere / "topics.yaml")
    loaded.path("topics").symlink_to(file)
    Speaker.objects.filter(slug="ada").update(line="A sculptor")
    Topic.objects.filter(slug="power").update(name="Might")
    command("write_annotations", "--to", loaded.folder)
    assert loaded.path("speakers").stat().st_mode & 0o777 == 0o640
    assert loaded.path("topics").is_symlink()
    assert "name: Might" in file.read_text()


def test_writing_needs_a_folder_and_one_article(loaded):
    with pytest.raises(CommandError, match="There is no folder"):
        command("write_annotations", "--to", loaded.folder / "nowhere")
    with pytest.raises(CommandError, match=f"there are: {NAME}"):
        command("write_annotations", "--to", loaded.folder, "--article", "other")


# The shipped article


def test_the_shipped_article_has_185_published_quotations_each_verbatim_and_read(tmp_path):
    load_article(SHIPPED)
    article = Article.objects.get()
    published = Quotation.objects.published().prefetch_related("positions")
    assert len(published) >= 185
    for row in published:
        assert article.text[row.start : row.end] == row.text, row.ref
    assert set(Position.objects.values_list("topic__slug", flat=True)) <= set(
        Topic.objects.values_list("slug", flat=True)
    )
    unread = [row.ref for row in published if not 1 <= len(row.positions.all()) <= 3]
    assert unread == ["yh7mv7"]  # it names neither a party nor a dictatorship
    without_stance = Position.objects.filter(stance="").values_list("quotation__voice", flat=True)
    assert set(without_stance) == {"attributed"}


# Whatever the files say, it is loaded or refused

LINES = {
    name: content.splitlines(keepends=True)
    for name, content in {NAME: small_article.ANNOTATIONS, **small_article.SHARED}.items()
}
ODD = st.sampled_from(
    ["", "''", "[]", "{}", "[[]]", "{a: b}", "- x", "&a x", "*a", "!!python/none x", "|", ">", "~",
     "true", "99999", "-1", "0", "1e9", "2021-13-45", "192X", "/", "..", '"\\0"', '"\\ud800"', "\0",
     "\ufeff", "\u2028", "“", "x" * 700, "q22222", "ada", "power", "? x", "<<: {a: b}",
     "---", "..."]
)  # fmt: skip


@st.composite
def mutations(draw):
    """One file with one to three of its lines dropped, doubled, swapped, indented or replaced."""
    name = draw(st.sampled_from(sorted(LINES)) | st.just(NAME))
    lines = list(LINES[name])
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        line, odd = lines[place], draw(ODD)
        key, colon, _ = line.partition(":")
        lines[place] = draw(
            st.sampled_from(
                ["", line * 2, lines[other], "  " + line, line.lstrip(), line[: len(line) // 2],
                 f"{key}{colon} {odd}\n", f"{odd}{colon}{line}", odd]
            )
        )  # fmt: skip
    return name, "".join(lines)


@settings(max_examples=80)
@given(mutated=mutations())
@example(mutated=(NAME, "[" * 20_000))
@example(mutated=(NAME, "a: " * 3 + "{" * 5_000))
@example(mutated=("topics", "- a: &a [x]\n  b: [*a, *a]\n"))
def test_mutated_files_are_loaded_or_refused_and_never_half_loaded(loaded, mutated):
    name, content = mutated
    path = loaded.path(name)
    before, whole = snapshot(), path.read_bytes()
    path.write_text(content, encoding="utf-8", errors="surrogatepass")
    with transaction.atomic():
        is_refused = refuses(loaded)
        assert not is_refused or snapshot() == before
        transaction.set_rollback(True)
    path.write_bytes(whole)


def refuses(files):
    try:
        files.load()
    except AnnotationError as refusal:
        return bool(refusal.problems)
    return False
