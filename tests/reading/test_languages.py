"""Languages are apart: each has its own finite verbs, and words are held to those of their own."""

import pytest

from quotes.reading.article import read_article
from quotes.reading.document.read import read_document
from quotes.reading.language.english import ENGLISH
from quotes.reading.language.french import FRENCH
from quotes.reading.language.german import GERMAN
from quotes.reading.language.grammar import has_finite_verb
from quotes.reading.language.italian import ITALIAN
from quotes.reading.language.languages import LANGUAGES, language_of
from quotes.reading.language.spanish import SPANISH

GERMAN_TEXT = (
    "Das war der Anfang, und die Lampen sind nicht mit den Leuten auf die Straße gegangen."
)
FRENCH_TEXT = "Les lampes de la rue ne sont pas dans les maisons, et il est tard pour le dire."


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.code)
def test_a_language_has_twelve_months_and_no_empty_list(language):
    assert len(language.months) == 12
    assert all([language.common, language.finite_verbs, language.says, language.articles])


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("it was so", ENGLISH),
        ("nobody asked for it", ENGLISH),
        ("a port that works for all", ENGLISH),
        ("a class which demands a party", ENGLISH),
        ("the few who exercise power", ENGLISH),
        ("so ist es", GERMAN),
        ("elle a raison", FRENCH),
        ("son las mismas", SPANISH),
        ("non è vero", ITALIAN),
    ],
)
def test_a_clause_has_a_finite_verb_of_its_language(words, language):
    assert has_finite_verb(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("a party and a programme for a class", ENGLISH),
        ("a body without a head", ENGLISH),
        ("the collected works of a class", ENGLISH),
        ("the dying of a son at war and in debt", ENGLISH),
        ("the appointed and the elected", ENGLISH),
        ("das Mitglied einer Partei", GERMAN),
        ("la fin de la guerre", FRENCH),
        ("der will, was, had", SPANISH),
    ],
)
def test_a_verb_of_another_language_makes_no_clause(words, language):
    assert not has_finite_verb(words, language)


def test_seven_words_with_an_article_are_a_fragment():
    article = read_article(
        b'She wrote "a party for a class in a land".[1] She wrote "a party is for a class in a'
        b' land".[1]\n\n[1] Olga Stein, Letters (Bonn: Rhein, 1920), 3.\n'
    )

    assert [span.fragment for span in article.spans] == [True, False]


def test_a_foreign_quotation_is_held_to_its_own_language():
    words = "la révolution est dans les mains des ouvriers et pas dans les bureaux"
    text = f"The paper of the party wrote that “{words}”, and that was the end of it for him.[1]"
    note = "\n\n[1] Olga Stein, Letters (Bonn: Rhein, 1920), 3.\n"
    article = read_article((text + note).encode())

    assert article.document.language == ENGLISH
    assert [span.fragment for span in article.spans] == [False]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (GERMAN_TEXT, GERMAN),
        (FRENCH_TEXT, FRENCH),
        ("They said that it was “das Ende der Welt”, and this was the end of it.", ENGLISH),
        ("Lampen.", ENGLISH),
        ("Language: German\n\nLampen.", GERMAN),
        (f"Language: en\n\n{GERMAN_TEXT}", ENGLISH),
        (f"Language: Klingon\n\n{GERMAN_TEXT}", GERMAN),
    ],
)
def test_the_language_is_the_one_given_else_the_one_of_the_commonest_words(text, language):
    assert read_document(text.encode()).language == language


def test_few_foreign_words_change_no_language():
    assert language_of("le Parti", ENGLISH) == ENGLISH
    assert language_of("le chef et les masses", ENGLISH) == FRENCH
    assert language_of("the end of the Politburo", GERMAN) == ENGLISH
