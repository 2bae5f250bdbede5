"""The annotation files: what each entry's line is, what is refused, the one written form."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from quotes.annotations.yaml_files import (
    SHARED_FILES,
    AnnotationError,
    annotations_of,
    annotations_path,
    dump,
    read_annotations,
)
from tests import small_article
from tests.small_article import NAME

MINIMAL = b"article:\n  slug: x\n"


def problems(content, name="a.yaml"):
    """What is wrong with an article's file of this content."""
    files = {name: content if isinstance(content, bytes) else content.encode()}
    with pytest.raises(AnnotationError) as refusal:
        annotations_of(files, name)
    return [str(problem) for problem in refusal.value.problems]


def shared_problems(name, content):
    with pytest.raises(AnnotationError) as refusal:
        annotations_of({"a.yaml": MINIMAL, f"{name}.yaml": content.encode()}, "a.yaml")
    return [str(problem) for problem in refusal.value.problems]


@pytest.fixture
def article(tmp_path):
    return small_article.write(tmp_path)


def test_annotations_lie_beside_their_article(article):
    assert annotations_path(article) == article.parent / f"{NAME}.yaml"


def test_every_value_is_a_text_a_list_or_an_entry_with_its_line(article):
    found = read_annotations(annotations_path(article))
    assert found.article.values["issued"] == "2020"
    first = found.passages[0]
    assert (first.file, first.line, first.values["ref"]) == (f"{NAME}.yaml", 9, "p22222")
    quotation = first.values["quotations"][0]
    assert (quotation.line, quotation.lines["text"], quotation.lines["date"]) == (15, 16, 19)
    assert quotation.values["topics"].values == {"power": "advocates", "meetings": "describes"}
    assert found.shared["speakers"][0].values["born"] == "1880"
    assert found.shared["speakers"][2].values["members"] == ["ada", "ben"]
    assert [entry.values["reason"] for entry in found.left_out] == ["scare-quote"]


def test_quotations_come_with_their_passages(article):
    found = read_annotations(annotations_path(article))
    refs = [(p.values["ref"], q.values["ref"]) for p, q in found.quotations()]
    assert refs == [
        ("p22222", "q22222"),
        ("p22222", "q22223"),
        ("p22223", "q22224"),
        ("p22223", "q22225"),
        ("p22224", "q22226"),
        ("p22224", "q22227"),
    ]


def test_shared_files_may_be_missing_or_empty():
    found = annotations_of(
        {"a.yaml": MINIMAL, "topics.yaml": b"", "speakers.yaml": b"# \n"}, "a.yaml"
    )
    assert found.shared == {name: [] for name in SHARED_FILES}
    assert (found.passages, found.left_out) == ([], [])


def test_a_bom_is_no_part_of_the_text():
    assert annotations_of({"a.yaml": b"\xef\xbb\xbf" + MINIMAL}, "a.yaml").article.values == {
        "slug": "x"
    }


WRONG = [
    ("", "a.yaml:1: The file must be a mapping with “article”."),
    ("- article\n", "a.yaml:1: The file must be a mapping with “article”."),
    ("article\n", "a.yaml:1: The file must be a mapping with “article”."),
    ("passages: []\n", "a.yaml:1: The part “article” is missing."),
    ("article: x\n", "a.yaml:1: The part “article” is missing."),
    ("article: {slug: x}\npassage: []\n", "a.yaml:2: Unknown part “passage”."),
    ("article: {slug: x}\npassages: x\n", "a.yaml:2: “passages” must be a list of entries."),
    ("article: {slug: x}\npassages: [x]\n", "a.yaml:2: “passages” must be a list of entries."),
    ("article: {slug: x}\nleft_out: {a: b}\n", "a.yaml:2: “left_out” must be a list of entries."),
    ("article:\n  slug: x\n  slug: y\n", "a.yaml:3: “slug” stands here twice."),
    ("article:\n  ? [a]\n  : b\n", "a.yaml:2: A key must be a word."),
    ("article: &a {slug: x}\npassages: *a\n", "a.yaml:2: Aliases are not used here."),
    ("article: {slug: x}\n---\narticle: {}\n", None),
    ("article:\n\tslug: x\n", None),
    ("article: 'x\n", None),
    ("article: [x\n", None),
    ("article: {slug: x}\npassages: @x\n", None),
    ("article: \x07\n", None),
    ('article: "\\ud800"\n', None),
    ("[" * 50_000, "a.yaml:1: This is nested too deeply."),
    ("- " * 50_000, "a.yaml:1: This is nested too deeply."),
    ("article: " + "{a: " * 30, "a.yaml:1: This is nested too deeply."),
    (b"article:\n  slug: \xff\n", "a.yaml:2: This is not UTF-8 text."),
    (b"\x89PNG\r\n\x1a\n\x00", "a.yaml:1: This is not UTF-8 text."),
    ("article: {slug: x}\n".encode("utf-16"), "a.yaml:1: This is not UTF-8 text."),
]


@pytest.mark.parametrize(("content", "message"), WRONG, ids=[str(row[0])[:20] for row in WRONG])
def test_another_shape_is_refused_with_its_line(content, message):
    (problem,) = problems(content)
    if message:
        assert problem == message
    else:
        file, line, words = problem.split(":", maxsplit=2)
        assert (file, 1 <= int(line) <= 3) == ("a.yaml", True)
        assert words.startswith(" This is not YAML: ")


@pytest.mark.parametrize("content", ["a: b\n", "x\n", "- x\n", "- [a]\n", "- a: b\n- c\n"])
def test_a_shared_file_is_a_list_of_entries(content):
    assert shared_problems("topics", content) == [
        "topics.yaml:1: The file must be a list of entries."
    ]


def test_many_aliases_of_aliases_cost_nothing():
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert problems(bomb) == ["a.yaml:2: Aliases are not used here."]


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    with pytest.raises(AnnotationError, match="a.yaml:1: There is no file"):
        read_annotations(tmp_path / "a.yaml")
    (tmp_path / "a.yaml").mkdir()
    with pytest.raises(AnnotationError, match="a.yaml:1: The file cannot be read: Is a directory."):
        read_annotations(tmp_path / "a.yaml")


@settings(max_examples=150)
@given(
    st.binary(max_size=60) | st.text(max_size=60).map(str.encode) | st.text("-:[]{}&*!|>'\"#?, \na")
)
def test_any_bytes_are_read_or_refused(content):
    content = content if isinstance(content, bytes) else content.encode()
    try:
        found = annotations_of({"a.yaml": content}, "a.yaml")
    except AnnotationError as refusal:
        assert refusal.problems != []  # noqa: PT017
    else:
        assert "article" in content.decode() or found.article.values is not None


# Writing


def test_a_file_is_written_in_one_form():
    assert dump(
        [{"slug": "x", "born": 1880, "year": "1922", "is": True, "list": ["a"], "map": {"t": ""}}]
    ) == (
        "- slug: x\n  born: 1880\n  year: '1922'\n  is: true\n  list:\n    - a\n  map:\n    t: ''\n"
    )


def test_paragraphs_are_written_as_a_block():
    assert dump({"text": "One.\n\nTwo."}) == "text: |-\n  One.\n\n  Two.\n"


texts = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cn")) | st.just("\n"), max_size=40
).map(lambda text: text.replace("\u2028", " ").replace("\u2029", " "))


@settings(max_examples=100)
@given(st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), texts, min_size=1), max_size=3))
def test_what_is_written_is_read_again(rows):
    written = dump(rows)
    assert yaml.load(written, Loader=yaml.CBaseLoader) == rows
    assert dump(yaml.load(written, Loader=yaml.CBaseLoader)) == written
