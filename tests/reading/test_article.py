"""The shipped article, read without its annotations, against them: the bars it must clear."""

from pathlib import Path

import pytest

from quotes.annotations.known_works import read_known_works
from quotes.annotations.yaml_files import read_annotations
from quotes.management.commands.evaluate_reading import annotated_spans
from quotes.reading.article import read_article
from quotes.reading.evaluate import Annotated, evaluate, listing, read_spans_of, table

FIXTURES = Path(__file__).parents[2] / "fixtures"
ARTICLE = FIXTURES / "the-bureaucracy-in-exile.txt"


@pytest.fixture(scope="module")
def article():
    return read_article(ARTICLE.read_bytes(), known=read_known_works())


@pytest.fixture(scope="module")
def result(article):
    annotations = read_annotations(ARTICLE.with_suffix(".yaml"))
    return evaluate(read_spans_of(article), annotated_spans(annotations, article.document.text))


def test_its_quotations_are_found_and_nothing_else(result):
    assert result.recall >= 0.97
    assert result.precision >= 0.97


@pytest.mark.parametrize(
    ("field", "right", "wrong"),
    [
        ("footnote", 0.97, 0.03),
        ("source", 0.95, 0.01),
        ("speaker", 0.92, 0.03),
        ("date", 0.85, 0.05),
    ],
)
def test_what_is_said_of_them_is_right_or_open(result, field, right, wrong):
    assert result.fields[field].share("right") >= right
    assert result.fields[field].share("wrong") <= wrong


def test_its_typographical_defects_are_told_with_their_lines(article):
    assert [(problem.line, problem.message) for problem in article.problems] == [
        (113, "quotation mark closes and never opened"),
        (137, "quotation mark closes and never opened"),
        (219, "quotation mark opens and never closes"),
    ]


def test_no_reference_stays_open(article):
    assert [reference.trail for reference in article.references if reference.work is None] == []


@pytest.mark.parametrize(
    ("note", "title", "trail"),
    [
        ("17", "Terrorism and Communism: a reply to Karl Kautsky", "short form of note 16"),
        ("34", "The First Five Years of the Communist International", "short form of note 30"),
        ("38", "The New Course Resolution", "in the collection of note 36"),
        ("40", "Speech at the Thirteenth Party Congress", "short form of note 39"),
        ("46", "Speech to the Seventh Plenum of the ECCI", "op. cit.: the collection of note 42"),
        ("71", "Writings 1936–37", "short form of note 70"),
        (
            "77",
            "Workers of the World and Oppressed Peoples, Unite: Proceedings and Documents of the"
            " Second Congress 1920",
            "short form of note 78, which follows",
        ),
        ("87", "Memoirs of a Revolutionary, 1901–1941", "short form of note 5"),
    ],
)
def test_short_forms_lead_to_their_works(article, note, title, trail):
    reference = next(r for r in article.references if r.note == note)

    assert (article.works[reference.work].title, reference.trail) == (title, trail)


def test_an_evaluation_counts_and_lists_every_disagreement(article):
    true = [
        Annotated(100, 140, "1", "Olga Stein", None, ("Letters",), "1920"),
        Annotated(200, 240, "2", "Karl Holm", None, ("Lamps",), "1921"),
        Annotated(300, 340, "3", None, None, (), None),
    ]
    read = [
        Annotated(101, 140, "1", "Stein", None, ("Letters: A Life",), "1920-05"),
        Annotated(200, 240, "9", "Olga Stein", None, (), "1931"),
        Annotated(400, 440, None, None, None, (), None),
    ]
    result = evaluate(read, true)

    assert (result.found, result.missed, result.spurious) == (2, 1, 1)
    tallies = {name: (t.right, t.wrong, t.open) for name, t in result.fields.items()}
    assert tallies == {
        "footnote": (1, 1, 0),
        "source": (1, 0, 1),
        "speaker": (1, 1, 0),
        "date": (1, 1, 0),
    }
    assert [item.what for item in result.disagreements] == [
        "footnote",
        "source",
        "speaker",
        "date",
        "missed",
        "spurious",
    ]
    assert table(result).splitlines()[0].endswith("recall 66.7%, precision 66.7%")
    assert listing(result, article.document)[4].startswith("line ")
