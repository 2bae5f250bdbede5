"""Citations: every part where it belongs, and nothing left behind by a part that is missing."""

import re
from pathlib import Path

import pytest

from quotes.annotations.load import load_article
from quotes.citing import article_line, citation, line_beside_title, source_line
from quotes.models import Article, Note, Passage, Quotation, Source, Speaker

ARTICLE = Path(__file__).resolve().parent.parent / "fixtures" / "the-bureaucracy-in-exile.txt"
BOOK = {"author": "A. Author", "title": "A Book", "publisher": "P", "issued": "1961"}


@pytest.mark.parametrize(
    ("changes", "locator", "line"),
    [
        ({}, "7", "A. Author, A Book (P, 1961), 7."),
        ({}, "", "A. Author, A Book (P, 1961)."),
        ({"author": ""}, "", "A Book (P, 1961)."),
        ({"author": "A; B"}, "", "A and B, A Book (P, 1961)."),
        ({"author": "A; B; C"}, "", "A, B and C, A Book (P, 1961)."),
        ({"publisher_place": "London"}, "", "A. Author, A Book (London: P, 1961)."),
        (
            {"publisher_place": "Edinburgh; Chico"},
            "",
            "A. Author, A Book (Edinburgh and Chico: P, 1961).",
        ),
        # What is missing leaves nothing behind.
        ({"publisher": ""}, "", "A. Author, A Book (1961)."),
        ({"publisher": "", "publisher_place": "London"}, "", "A. Author, A Book (London, 1961)."),
        ({"issued": ""}, "", "A. Author, A Book (P)."),
        ({"issued": "", "publisher": ""}, "", "A. Author, A Book."),
        ({"issued": "", "publisher": ""}, "3", "A. Author, A Book, 3."),
        ({"title": "Where to?", "issued": "", "publisher": ""}, "", "A. Author, Where to?"),
        # The year of the first edition, where it is another one.
        ({"first_published": 1920}, "", "A. Author, A Book (P, 1961; first published 1920)."),
        ({"first_published": 1961}, "", "A. Author, A Book (P, 1961)."),
        ({"first_published": None}, "", "A. Author, A Book (P, 1961)."),
        (
            {"first_published": 1920, "publisher": "", "issued": ""},
            "",
            "A. Author, A Book (first published 1920).",
        ),
        # A volume stands once: before the pages, if these name it.
        ({"volume": "1"}, "", "A. Author, A Book, vol. 1 (P, 1961)."),
        ({"volume": "1"}, "151–2", "A. Author, A Book, vol. 1 (P, 1961), 151–2."),
        ({"volume": "1"}, "1: 151–2", "A. Author, A Book (P, 1961), 1: 151–2."),
        ({"volume": "1"}, "12: 3", "A. Author, A Book, vol. 1 (P, 1961), 12: 3."),
        ({"volume": "1"}, "1, 3", "A. Author, A Book, vol. 1 (P, 1961), 1, 3."),
        ({"volume": ""}, "2: 237, 245", "A. Author, A Book (P, 1961), 2: 237, 245."),
        # Dates are said in words, and what is no date as it is.
        ({"issued": "1921-05-12"}, "", "A. Author, A Book (P, 12 May 1921)."),
        ({"issued": "1921-05"}, "", "A. Author, A Book (P, May 1921)."),
        ({"issued": "1921?"}, "", "A. Author, A Book (P, 1921 [uncertain])."),
        ({"issued": "Autumn 2023"}, "", "A. Author, A Book (P, Autumn 2023)."),
        ({"issued": "2023-13-45"}, "", "A. Author, A Book (P, 2023-13-45)."),
        (
            {"title": "“A” Book", "container_title": "C"},
            "",
            "A. Author, “‘A’ Book”, in C (P, 1961).",
        ),
        (
            {"container_title": "C", "editor": "E; F", "translator": "T"},
            "",
            "A. Author, “A Book”, in C, ed. E and F, trans. T (P, 1961).",
        ),
    ],
)
def test_a_work(changes, locator, line):
    assert source_line(Source(**BOOK | changes), locator) == line


@pytest.mark.parametrize(
    ("speaker", "author", "is_named_again"),
    [
        ("A. Author", "A. Author", False),
        ("The United Opposition", "United Opposition", False),
        ("United Opposition", "The United Opposition", False),
        ("Karl Marx and Friedrich Engels", "Karl Marx; Friedrich Engels", False),
        ("Karl Marx", "Karl Marx; Friedrich Engels", True),  # the other one is named nowhere else
        ("Karl Marx and Friedrich Engels", "Karl Marx", True),
        ("A. Author", "", False),
        ("Sandy Brand", "Sandy Brand", False),  # “and” is a word of its own
        ("Sandy Brand", "S; y Br", True),
        ("Theodor", "odor", True),
    ],
)
def test_who_has_just_been_named_is_not_named_again(speaker, author, is_named_again):
    line = source_line(Source(**BOOK | {"author": author}), unless_by=Speaker(name=speaker))
    assert line.startswith("A Book") == (not is_named_again)


@pytest.mark.parametrize(
    ("values", "line"),
    [
        ({}, "“On It”"),
        ({"author": "A"}, "A, “On It”"),
        ({"issued": "2023"}, "“On It” (2023)"),
        ({"issued": "2023-10-05"}, "“On It” (5 October 2023)"),
        (
            {"publication": "Review, vol. 3 (2023), pp. 3–22", "issued": "2023"},
            "“On It”, Review, vol. 3 (2023), pp. 3–22",
        ),
        ({"publication": "Review, vol. 3", "issued": "2023"}, "“On It”, Review, vol. 3 (2023)"),
        ({"publication": "Review, vol. 3"}, "“On It”, Review, vol. 3"),
        ({"publication": "Review (2023)", "issued": "Autumn 2023"}, "“On It”, Review (2023)"),
    ],
)
def test_an_article(values, line):
    assert article_line(Article(title="On It", **values)) == line


def quoted(**values) -> Quotation:
    """A quotation, nothing of which is in the database."""
    source = values.pop("source", Source(**BOOK))
    article = values.pop("article", Article(author="B", title="On It", issued="2023"))
    passage = Passage(
        article=article,
        source=source,
        note=values.pop("note", Note(label="7")),
        locator=values.pop("locator", ""),
    )
    return Quotation(passage=passage, **values)


FARBER = Source(author="Samuel Farber", title="Before Stalinism: The Rise", issued="1990")


@pytest.mark.parametrize(
    ("values", "line"),
    [
        (
            {"speaker": Speaker(name="A. Author"), "date": "1920"},
            "A. Author (1920). A Book (P, 1961). As quoted in B, “On It” (2023), note 7.",
        ),
        (
            {"speaker": Speaker(name="C. Berneri"), "date": "1936-10-17?", "note": None},
            "C. Berneri (17 October 1936 [uncertain]). A. Author, A Book (P, 1961). "
            "As quoted in B, “On It” (2023).",
        ),
        (
            {"source": None, "article": Article(title="On It")},
            "Unknown speaker (undated). Source not resolved. As quoted in “On It”, note 7.",
        ),
        # The work that quotes the words is named once.
        (
            {"source": FARBER, "quoted_via": "Samuel Farber, Before Stalinism", "locator": "209"},
            "Unknown speaker (undated). Quoted in Samuel Farber, Before Stalinism: The Rise "
            "(1990), 209. As quoted in B, “On It” (2023), note 7.",
        ),
        (
            {"source": FARBER, "quoted_via": "M. Brinton, Workers’ Control."},
            "Unknown speaker (undated). Samuel Farber, Before Stalinism: The Rise (1990). "
            "Quoted by M. Brinton, Workers’ Control. As quoted in B, “On It” (2023), note 7.",
        ),
        (
            {"source": FARBER, "quoted_via": "Samuel Farber, Another Book"},
            "Unknown speaker (undated). Samuel Farber, Before Stalinism: The Rise (1990). "
            "Quoted by Samuel Farber, Another Book. As quoted in B, “On It” (2023), note 7.",
        ),
        (
            {"source": None, "quoted_via": "M. Brinton"},
            "Unknown speaker (undated). Source not resolved. Quoted by M. Brinton. "
            "As quoted in B, “On It” (2023), note 7.",
        ),
    ],
)
def test_a_quotation(values, line):
    assert citation(quoted(**values)) == line


@pytest.mark.django_db
def test_no_citation_of_the_shipped_article_has_a_part_amiss(shipped_quotations):
    amiss = re.compile(
        r"\bNone\b|\(\)|\(\(|, ,|,,|\.\.|\?\.|\d{4}-\d{2}-\d{2}|\([^()]*\(| {2}|; ,|: ,"
    )
    lines = {quotation.ref: citation(quotation) for quotation in shipped_quotations}
    assert {ref: line for ref, line in lines.items() if amiss.search(line)} == {}


SHIPPED = {
    "txvh8e": "The United Opposition (1927). “The Platform of the Opposition”, in The Challenge of "
    "the “Left Opposition” (1926–27), ed. Naomi Allen and George Saunders (New York: Pathfinder, "
    "2014), 440, 441, 453, 503, 506.",
    "aetbbk": "Grigory Zinoviev (23 July 1920). Communist International, Workers of the World and "
    "Oppressed Peoples, Unite! Proceedings and Documents of the Second Congress, 1920, ed. John "
    "Riddell (New York: Pathfinder, 1991; first published 1921), 1: 151–2.",
    "znw5qj": "Camillo Berneri (17 October 1936 [uncertain]). “The State and Classes”, in The "
    "State – Or Revolution: Selected Works of Camillo Berneri (London: Freedom Press, 2023; first "
    "published 1936), 87.",
    "ubmh2e": "Karl Marx and Friedrich Engels (February 1848). “Manifesto of the Communist Party”, "
    "in The Marx-Engels Reader, ed. Robert C. Tucker, trans. Samuel Moore (London: W. W. Norton & "
    "Co., 1978; first published 1848), 490.",
    "t22xs5": "Avanti! (26 September 1920). Quoted in Errico Malatesta, “At Last! What is the "
    "‘Dictatorship of the Proletariat’?”, in Anarchistes, Socialistes et Communistes (Annecy: "
    "Groupe 1er Mai, 1982; first published 1920), 208–10.",
}
ARTICLE_LINE = (
    "As quoted in Iain McKay, “The Bureaucracy in Exile”, Black Flag Anarchist Review, vol. 3, "
    "no. 3 (Autumn 2023), pp. 3–22, note"
)


@pytest.mark.django_db
def test_shipped_citations(shipped_quotations):
    found = {q.ref: citation(q).partition(f" {ARTICLE_LINE} ") for q in shipped_quotations}
    assert {ref: found[ref][0] for ref in SHIPPED} == SHIPPED
    assert [found[ref][2] for ref in SHIPPED] == ["49.", "77.", "90.", "22.", "79."]
    # The body that passed the resolution is named once, by the same name as its author.
    assert found["nsyead"][0].count("Politburo") == 1


@pytest.fixture
def shipped_quotations():
    load_article(ARTICLE)
    return list(Quotation.objects.with_details())


def test_what_stands_beside_a_title():
    assert line_beside_title(Source(title="A Book")) == ""
    assert line_beside_title(Source(title="A Book", container_title="c")) == "In c."
    assert line_beside_title(Source(title="A Book", author="A; B")) == "A and B."
