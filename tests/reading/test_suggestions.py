"""Who speaks and when: sentences that say so, and sentences that do not."""

import pytest

from quotes.reading.article import read_article
from quotes.reading.language.dates import find_dates
from quotes.reading.suggestions.known_works import KnownWork, KnownWorks

WORDS = "the lamps were out before we came home again"
AUTHORLESS = "\n\n[1] Letters from the Quay (Bonn: Rhein, 1990), 3.\n"
VIA = "\n\n[1] Quoted by Karl Holm, Lamps (Bonn: Rhein, 1990), 3.\n"


KNOWN = KnownWorks.of([KnownWork(("Holm", "Stein"), "The Long Quay: A Life", "1867/1868")])


def first(text, note=AUTHORLESS):
    article = read_article((text + note).encode(), known=KNOWN)
    index = next(i for i, s in enumerate(article.spans) if WORDS in article.text_of(s))
    return article.suggestions[index]


@pytest.mark.parametrize(
    "text",
    [
        f"Olga Stein wrote that “{WORDS}”.[1]",
        f"Olga Stein told the court at the end of a long day that “{WORDS}”.[1]",
        f"“{WORDS},” wrote Olga Stein to her brother.[1]",
        f"“{WORDS},” Olga Stein wrote.[1]",
        f"As Olga Stein put it, “{WORDS}”.[1]",
        f"According to Olga Stein “{WORDS}”.[1]",
        f"Olga Stein was at home that day. She recalled how “{WORDS}”.[1]",
        f"This was admitted by Olga Stein: “{WORDS}”.[1]",
        f"Olga Stein’s answer was short: “{WORDS}”.[1]",
        f"Hence Olga Stein:\n\n{WORDS} and nobody said a word about it.[1]",
        f"Against Karl Holm, Olga Stein, who had left the party, insisted that “{WORDS}”.[1]",
        f"“{WORDS},” said the editor of the paper, Olga Stein.[1]",
    ],
)
def test_the_sentence_names_the_speaker(text):
    assert first(text).speaker.value == "Olga Stein"


@pytest.mark.parametrize(
    "text",
    [
        f"It was said that “{WORDS}”.[1]",
        f"The curate of the parish said that “{WORDS}”.[1]",
        f"In Olga Stein’s town it was said that “{WORDS}”.[1]",
        f"A letter to Olga Stein said that “{WORDS}”.[1]",
    ],
)
def test_a_sentence_that_names_nobody_leaves_the_speaker_open(text):
    assert first(text, VIA).speaker.value is None


def test_he_and_she_are_told_apart():
    text = f"Karl Holm met Emma Stein on the quay. She said that “{WORDS}”.[1]"

    assert first(text, VIA).speaker.value == "Emma Stein"


def test_second_hand_words_are_not_the_quoting_author_s():
    suggestion = first(f"Olga Stein said that “{WORDS}”.[1]", VIA)

    assert (suggestion.speaker.value, suggestion.via) == ("Olga Stein", "Karl Holm")


def test_bodies_and_papers_speak_too():
    body = first(f"The Central Committee of the Union declared that “{WORDS}”.[1]")
    paper = first(f"The paper was short: “{WORDS}”.[1]", "\n\n[1] The Quay, 9 July 1921.\n")

    assert body.speaker.value == "Central Committee of the Union"
    assert paper.speaker.value == "The Quay"


def test_a_later_short_form_profits_from_the_sentence_that_named_the_author():
    article = read_article(
        f"Olga Stein wrote that “{WORDS}”.[1] The mayor knew that “nobody had lit them that"
        " day”.[2]\n\n[1] Letters from the Quay (Bonn: Rhein, 1990), 3.\n\n[2] Stein, 4.\n".encode()
    )

    assert article.references[1].trail == "short form of note 1"
    assert article.suggestions[1].speaker.value == "Olga Stein"


@pytest.mark.parametrize(
    "text",
    [
        f"Against those who argued that “{WORDS}” Stein replied in kind.[1]",
        f"Stein’s denial that “{WORDS}” was short.[1]",
    ],
)
def test_words_voiced_for_somebody_else_are_attributed(text):
    assert first(text).voice.value == "attributed"


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"In April 1923, Olga Stein argued that “{WORDS}”.[1]", "1923-04"),
        (f"Olga Stein said in 1903 that “{WORDS}”.[1]", "1903"),
        (f"Early in 1921 Olga Stein told them that “{WORDS}”.[1]", "1921"),
        (f"Olga Stein ended it in mid-March 1918: “{WORDS}”.[1]", "1918-03"),
        (
            f"At the Congress, held in July-August 1920, Olga Stein told them “{WORDS}”.[1]",
            "1920-07/1920-08",
        ),
        (f"“{WORDS},” wrote Olga Stein in 1932.[1]", "1932"),
        (f"When Olga Stein wrote (6 September 1935): “{WORDS}”, it was late.[1]", "1935-09-06"),
        (f"Writing in 1937, Olga Stein was hard. She argued that “{WORDS}”.[1]", "1937"),
        (
            "In March 1921 Olga Stein said “no lamp was lit for us”.[1] The following year she"
            f" said that “{WORDS}”.[1]",
            "1922",
        ),
        (
            f"She died in 1940. In the year before her death Olga Stein said that “{WORDS}”.[1]",
            "1939",
        ),
    ],
)
def test_the_sentence_dates_the_words(text, date):
    suggestion = first(text)

    assert (suggestion.date.value, suggestion.date.basis) == (date, "stated")


@pytest.mark.parametrize(
    "text",
    [
        f"Olga Stein, who had left in 1921, said that “{WORDS}”.[1]",
        f"Olga Stein said of the town of 1921 that “{WORDS}”.[1]",
        f"Olga Stein suggests that it was 1924–26 that saw “{WORDS}”.[1]",
        f"Discussing the lamps of the 1980s, Olga Stein said that “{WORDS}”.[1]",
        f"The strike of 1921 was over. Olga Stein said that “{WORDS}”.[1]",
        f"Since 1921 Olga Stein had said that “{WORDS}”.[1]",
    ],
)
def test_an_event_s_year_does_not_date_the_words(text):
    assert first(text).date.value is None


@pytest.mark.parametrize(
    ("note", "date", "basis"),
    [
        ("Olga Stein, “Lamps”, The Quay (12 May 1921), 3.", "1921-05-12", "cited"),
        ("The Quay, 9 July 1921.", "1921-07-09", "cited"),
        ("Olga Stein, “Lamps”, The Quay, July 1934.", "1934-07", "cited"),
        ("Writings 1930–31 (New York: Pathfinder, 2002), 241.", "[1930..1931]", "cited"),
        ("Karl Holm, The Long Quay (London: Dent, 1957), 3.", "1867/1868", "inferred"),
        ("Karl Holm, The Long Quay: A Life (London: Dent, 1957), 3.", "1867/1868", "inferred"),
        ("Olga Stein, Memoirs (Bonn: Rhein, 1961), 3.", None, ""),
        ("Olga Stein, “Lamps”, Selected Writings (Bonn: Rhein, 2011), 3.", None, ""),
        ("Quoted by Karl Holm, Lamps (Bonn: Rhein, 1961), 3.", None, ""),
    ],
)
def test_the_note_dates_the_words_but_never_an_edition_s_imprint(note, date, basis):
    suggestion = first(f"It says that “{WORDS}”.[1]", f"\n\n[1] {note}\n")

    assert (suggestion.date.value, suggestion.date.basis) == (date, basis)


def test_two_papers_of_different_years_leave_the_date_open():
    note = "\n\n[1] The Quay, 9 July 1921; The Harbour, 3 May 1923.\n"

    assert first(f"It says that “{WORDS}”.[1]", note).date.value is None


def test_every_suggestion_has_its_reason():
    article = read_article(f"Olga Stein said in 1903 that “{WORDS}”.[1]{VIA}".encode())

    assert (
        article.suggestions[0].speaker.reason
        == "“Olga Stein … said”; the note says quoted elsewhere"
    )
    assert article.suggestions[0].date.reason == "“…Olga Stein said in 1903 that “…”"
    assert 0 < article.suggestions[0].date.confidence <= 1


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("12 May 1921", ["1921-05-12"]),
        ("May 26th, 1871", ["1871-05-26"]),
        ("3. Mai 1905", ["1905-05-03"]),
        ("3 de mayo de 1905", ["1905-05-03"]),
        ("le 1er mars 1906", ["1906-03-01"]),
        ("late March 1921", ["1921-03"]),
        ("1923–7 and 1924–26", ["1923/1927", "1924/1926"]),
        ("the 1920s", ["192X"]),
        ("31 June 1921", []),
        ("£1,921 and 19210 men, no. 1921a", []),
        ("3456 men", []),
    ],
)
def test_date_words(text, edtf):
    assert [date.edtf for date in find_dates(text)] == edtf


@pytest.mark.parametrize(
    ("words", "speaker"),
    [
        ("Marxist Karl Holm wrote", "Karl Holm"),
        ("Owenists Karl Holm and Olga Stein were there, and Olga Stein wrote", "Olga Stein"),
        ("Olga Lindqvist wrote", "Olga Lindqvist"),
        ("Karl Quist wrote", "Karl Quist"),
        ("Karl Twist wrote", "Karl Twist"),
        ("Maoist Karl Christ wrote", "Karl Christ"),
        ("Fabianism declared", None),
        ("Then Saint-Simonists declared", None),
    ],
)
def test_a_doctrine_and_its_followers_are_no_persons(words, speaker):
    assert first(f"{words} that “{WORDS}”.[1]").speaker.value == speaker
