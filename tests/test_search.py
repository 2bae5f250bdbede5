"""Searching: how words are folded, what a query asks for, and what either database finds."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quotes.models import Quotation
from quotes.search import FIELD_BREAK, fold, occurrences, terms, tokens
from tests.factories import QuotationFactory, SourceFactory, SpeakerFactory

# What folding makes of a text

FOLDED = [
    ("", "  "),
    ("!?", "  "),
    ("Workers", " workers "),
    ("the PARTY’s rule", " the party s rule "),
    ("[d]eserters", " deserters "),
    ("de[s]erter[s]", " deserters "),
    ("[the] party", " the party "),
    ("Café", " cafe "),
    ("Cafe\u0301", " cafe "),
    ("Kienthal–Zimmerwald", " kienthal zimmerwald "),
    ("one-man management", " one man management "),
    ("Straße", " strasse "),
    ("ﬁre", " fire "),
    ("Троцкий", " троцкии "),
    ("ΛΌΓΟΣ λόγος", " λογοσ λογοσ "),
    ("co\u00adoperate", " cooperate "),
    ("zero\u200bwidth", " zerowidth "),
    ("in 1921,5", " in 1921 5 "),
    ("a … b", " a | b "),
    ("all…", " all | "),
    ("line\nbreak\ttab", " line break tab "),
    ("100 % _all_", " 100 all "),
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_a_text_is_folded(text, folded):
    assert fold(text) == folded


def test_fields_are_kept_apart_and_empty_ones_left_out():
    assert fold("All power", "", "Emma Goldman") == " all power | emma goldman "


def test_a_token_knows_where_it_stands():
    text = "“[D]eserters, cafe\u0301s"
    assert [(token.word, text[token.start : token.end]) for token in tokens(text)] == [
        ("deserters", "D]eserters"),
        ("cafes", "cafe\u0301s"),
    ]


@given(st.text())
def test_folding_what_is_folded_changes_nothing(text):
    words = [word for word in fold(text).split() if word != FIELD_BREAK]
    assert fold(" ".join(words)).split() == words


@given(st.text())
def test_however_a_text_is_composed_it_folds_alike(text):
    assert fold(unicodedata.normalize("NFC", text)) == fold(unicodedata.normalize("NFD", text))


@given(st.text())
def test_tokens_stand_in_order_and_inside_the_text(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


# What a query asks for

ASKED = [
    ("", []),
    ("   ", []),
    ('""', []),
    ('"', []),
    ("soviet", ["soviet"]),
    ("Soviet SOVIET [s]oviet", ["soviet"]),
    ("party class", ["party", "class"]),
    ('"dictatorship of the party"', ["dictatorship of the party"]),
    ("“Workers’ Democracy” soviet", ["workers democracy", "soviet"]),
    ('class "the party" rule', ["class", "the party", "rule"]),
    ('"never closed', ["never closed"]),
    ("one-man", ["one man"]),
    ("… !", []),
    ('"all … power"', ["all power"]),
    ("%", []),
    ("a%b_c", ["a b c"]),
    ("\x00", []),
]


@pytest.mark.parametrize(("query", "expected"), ASKED)
def test_a_query_asks_for_these_words_and_phrases(query, expected):
    assert terms(query) == expected


# Where a query's words stand in a text

STANDING = [
    ("the party and the class", "party", ["party"]),
    ("Party, party", "party", ["Party", "party"]),
    ("[d]eserters from the front", "deserters", ["d]eserters"]),
    ("partying", "party", []),
    ("rule of the party", '"of the party"', ["of the party"]),
    ("rule of the … party", '"the party"', []),
    ("rule of the party", "party rule", ["rule", "party"]),
    ("the party rules the party", '"the party" party', ["the party", "the party"]),
    ("a b a b a", '"a b a"', ["a b a"]),
    ("café culture", "cafe", ["café"]),
    ("nothing", "", []),
]


@pytest.mark.parametrize(("text", "query", "found"), STANDING)
def test_the_words_are_found_where_they_stand(text, query, found):
    assert [text[start:end] for start, end in occurrences(text, query)] == found


@given(st.text(alphabet="ab …[]é", max_size=40), st.text(alphabet='ab "é', max_size=12))
def test_what_is_marked_in_a_text_is_what_was_asked_for(text, query):
    spans = occurrences(text, query)
    assert all(fold(text[start:end]).strip() in terms(query) for start, end in spans)
    ends = [place for span in spans for place in span]
    assert ends == sorted(ends)


# What the database finds


@pytest.fixture
def quotations(db):
    """Three quotations, each under a name of its own."""
    platform = SourceFactory(author="Joint Opposition", title="Platform", container_title="Papers")
    return {
        "deserters": QuotationFactory(
            text="“[D]eserters” were shot … under Party orders",
            speaker=SpeakerFactory(name="Leon Trotsky"),
            passage__source=None,
        ),
        "café": QuotationFactory(
            text="The party met in the Café Odéon",
            speaker=SpeakerFactory(name="Víctor Serge"),
            passage__source=None,
        ),
        "platform": QuotationFactory(
            text="The workers’ party under attack", speaker=None, passage__source=platform
        ),
    }


FOUND = [
    ("", ["deserters", "café", "platform"]),
    ("party", ["deserters", "café", "platform"]),
    ("PARTY", ["deserters", "café", "platform"]),
    ("deserters", ["deserters"]),
    ("[d]eserters", ["deserters"]),
    ("desert", []),
    ("cafe odeon", ["café"]),
    ("CAFÉ", ["café"]),
    ("odeon cafe", ["café"]),
    ('"cafe odeon"', ["café"]),
    ('"odeon cafe"', []),
    ("party under", ["deserters", "platform"]),
    ('"party under"', ["platform"]),
    ('"shot under"', []),  # an omission stands between them
    ("trotsky", ["deserters"]),
    ("victor", ["café"]),
    ('"orders leon"', []),  # the words end where the name begins
    ("platform", ["platform"]),
    ('"joint opposition"', ["platform"]),
    ("papers", ["platform"]),
    ("%", ["deserters", "café", "platform"]),
    ("p_rty", []),
    ("party absent", []),
    ("'; DROP TABLE", []),
]


@pytest.mark.parametrize(("query", "names"), FOUND)
def test_whole_words_and_phrases_are_found(query, names, quotations):
    expected = [quotations[name] for name in names]
    assert list(Quotation.objects.search(query).order_by("pk")) == expected


@pytest.mark.django_db
def test_a_query_of_very_many_words_is_answered():
    QuotationFactory(text=" ".join(f"w{number}" for number in range(300)))
    words = " ".join(f"w{number}" for number in range(300))
    assert Quotation.objects.search(words).count() == 1
    assert Quotation.objects.search(f"{words} absent").count() == 0


@given(query=st.text(max_size=60) | st.text(alphabet="abc …\"%_\\'[]", max_size=12))
def test_any_query_finds_what_its_folded_words_say(quotation_of_letters, query):
    folded = fold(quotation_of_letters.text)
    found = Quotation.objects.search(query).exists()
    assert found is all(f" {term} " in folded for term in terms(query))


@pytest.fixture
def quotation_of_letters(db):
    return QuotationFactory(text="a b a … c", speaker=None, passage__source=None)
