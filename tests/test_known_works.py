"""The file of first years: what reading knows of much-cited works beforehand."""

import pytest

from quotes.annotations.known_works import read_known_works
from quotes.annotations.yaml_files import AnnotationError
from quotes.reading.results import Work
from quotes.reading.suggestions.known_works import NO_WORKS

ENTRY = "- author: Holm; Stein\n  title: Lamps\n  year: '1901'\n"


def test_the_collection_s_file_dates_a_work_by_its_author_and_title():
    known = read_known_works()

    assert known.first_year_of(Work(authors=("Karl Marx",), title="Capital")).value == "1867"
    assert known.first_year_of(Work(authors=("Olga Stein",), title="Capital")).value is None


def test_a_work_of_several_authors_is_known_by_each(tmp_path):
    file = tmp_path / "known.yaml"
    file.write_text(ENTRY)
    known = read_known_works(file)

    assert [
        known.first_year_of(Work(authors=(author,), title="Lamps")).value
        for author in ("Karl Holm", "Olga Stein", "Anna Berg")
    ] == ["1901", "1901", None]


def test_without_the_file_no_work_is_known(tmp_path):
    assert read_known_works(tmp_path / "none.yaml") == NO_WORKS


@pytest.mark.parametrize(
    ("content", "problems"),
    [
        ("lamps: 3\n", ["known.yaml:1: The file must be a list of entries."]),
        ("- author: Holm\n  year: '1901'\n", ["known.yaml:1: A known work needs its “title”."]),
        (
            ENTRY + "- author: Holm\n  title: Quays\n",
            ["known.yaml:4: A known work needs its “year”."],
        ),
        (
            "- author: Holm\n  title: [Lamps]\n  year: '1901'\n",
            ["known.yaml:2: A known work needs its “title”."],
        ),
    ],
)
def test_an_entry_that_is_no_work_is_refused_with_its_line(tmp_path, content, problems):
    file = tmp_path / "known.yaml"
    file.write_text(content)
    with pytest.raises(AnnotationError) as refused:
        read_known_works(file)

    assert [str(problem) for problem in refused.value.problems] == problems


def test_a_year_that_is_none_is_refused_with_its_line(tmp_path):
    file = tmp_path / "known.yaml"
    file.write_text(ENTRY.replace("'1901'", "soon"))
    with pytest.raises(AnnotationError) as refused:
        read_known_works(file)

    assert [(p.file, p.line) for p in refused.value.problems] == [("known.yaml", 3)]
