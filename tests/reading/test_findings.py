"""What readings of unfamiliar texts got wrong once: the smallest example of each, by its class."""

import pytest

from quotes.reading.article import read_article
from quotes.reading.citations.other_styles import read_whole


def read(text, **options):
    return read_article(text.encode(), **options)


def spans(article):
    return [article.text_of(span) for span in article.spans]


def speakers(article):
    return [suggestion.speaker.value for suggestion in article.suggestions]


def messages(article):
    return [problem.message for problem in article.problems]


# ---- quotation marks -------------------------------------------------------------------------


def test_a_low_opener_is_closed_by_a_straight_mark():
    article = read(
        "Er schrieb: „Die ‚Revolution' ist nötig und wird kommen.\"[^1] Danach: „So ist es lange"
        ' gewesen und so bleibt es", schrieb er.[^1]\n\n[^1]: Karl Holm, *Lampen*, S. 3.\n'
    )

    assert spans(article) == [
        "Die ‚Revolution' ist nötig und wird kommen.",
        "So ist es lange gewesen und so bleibt es",
    ]
    assert messages(article) == []


def test_straight_marks_within_straight_marks_nest_where_enough_of_them_close():
    article = read(
        'They say: "The knitters return thanks for support during the late "turn-out"; and they'
        ' have to ask for more."[1]\n\n[1] Olga Stein, *Looms*, 3.\n'
    )

    assert spans(article) == [
        'The knitters return thanks for support during the late "turn-out"; and they have to ask'
        " for more."
    ]
    assert messages(article) == []


# ---- citations -------------------------------------------------------------------------------

WORDS = "the lamps were out before we came home again"


def cited(note):
    article = read(f"It was said that “{WORDS}”.[1]\n\n[1] {note}\n")
    work = article.work_of(0)
    return (work.authors, work.title, work.container, work.year) if work else None


@pytest.mark.parametrize(
    ("note", "work"),
    [
        (
            "Karl Holm: Die Lampe (1867). In: Werke, Band 23. Berlin 1972, S. 66.",
            (("Karl Holm",), "Die Lampe", "Werke, Band 23", "1972"),
        ),
        (
            "Axel Brenner, Die Idee der Lampe. Versuch eines Lichts, Berlin 2015: 20f.",
            (("Axel Brenner",), "Die Idee der Lampe. Versuch eines Lichts", "", "2015"),
        ),
        (
            "Holm: Für Licht. Frankfurt am Main 2017, S. 18 ff.",
            (("Holm",), "Für Licht", "", "2017"),
        ),
        ("Vgl. Holm: Für Licht. Bonn 2017, S. 18.", (("Holm",), "Für Licht", "", "2017")),
    ],
)
def test_a_note_without_brackets_round_its_imprint_names_its_author(note, work):
    assert cited(note) == work


@pytest.mark.parametrize(
    "note",
    [
        "Karl Holm, Quay Mercury, May 1871, 3.",
        "He met them there: “so it was”, London 1871, 3.",
        "Holm, Lamps, Bonn 1921, 3.",
        "Karl Holm, who knew the port well, went to Bonn 1921, 3.",
    ],
)
def test_papers_and_sentences_are_no_books_without_brackets(note):
    assert read_whole(note, 0, len(note)) is None


def test_ebd_with_a_colon_and_ders_lead_to_the_author_before():
    article = read(
        f"“{WORDS}”.[1] “{WORDS} und blieben es”.[2] “Niemand war dabei gewesen, als es war”.[3]"
        "\n\n[1] Karl Holm: Lampen. Bonn 1921, S. 3.\n\n[2] Ebd.: 25.\n\n"
        "[3] Ders.: Schiffe. Bonn 1925, S. 7.\n"
    )

    assert [article.work_of(n).title for n in range(3)] == ["Lampen", "Lampen", "Schiffe"]
    assert speakers(article) == ["Karl Holm"] * 3


def test_idem_with_a_page_only_is_the_same_work():
    article = read(
        f"“{WORDS}”.[1] “Nobody had been there when it happened”.[2]\n\n"
        "[1] Karl Holm, *Lamps* (Bonn: Rhein, 1921), 3.\n\n[2] Idem, p. 25.\n"
    )

    assert [article.work_of(n).title for n in range(2)] == ["Lamps", "Lamps"]


@pytest.mark.parametrize(
    ("bracket", "speaker"),
    [
        ("(Holm SW 19, 385)", "Karl Holm"),
        ("(Holm 1990a, 70)", "Karl Holm"),
        ("(Holm/Stein SW 4, 70)", "Karl Holm and Olga Stein"),
        ("(Holm, 344)", "Karl Holm"),
        ("(zit. n. Holm 1990a, 70)", None),
    ],
)
def test_a_key_in_brackets_names_the_author(bracket, speaker):
    article = read(
        f"Karl Holm und Olga Stein lebten am Hafen.\n\nDamals war zu lesen, dass „niemand mehr die"
        f" Lampen sah, die dort gewesen waren“ {bracket}.\n"
    )

    assert speakers(article) == [speaker]


# ---- who speaks ------------------------------------------------------------------------------

NOTE = "\n\n[1] James Guill, *The Port* (Bonn: Rhein, 1990), 3.\n"
BARE = "\n\n[1] *The Port* (Bonn: Rhein, 1990), 3.\n"


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "He was with Michael Bakin until June, and Bakin writes in a letter to Ogar:"
            f" “{WORDS}.”[1]",
            "Michael Bakin",
        ),
        (f"“{WORDS},” wrote the then Home Secretary, Lord Melburn.[1]", "Melburn"),
        (
            f"Murray Bolt was born there. “{WORDS},” Murray once told me. His fellow Archie Lieber"
            " agreed with him.[1]",
            "Murray Bolt",
        ),
        (
            f"Michael Bakin had come. Karl Marks himself, said Bakin, “{WORDS}”.[1]",
            "Michael Bakin",
        ),
        (f"Leon Trosky shut down the talk. “{WORDS},” he sneered.[1]", "Leon Trosky"),
        (f"Selon Karl Marks, le port était beau, « {WORDS} ».[1]", "Karl Marks"),
        (f"Laut Karl Marks „{WORDS}“.[1]", "Karl Marks"),
        (f"Según Karl Marks, «{WORDS}».[1]", "Karl Marks"),
        (f"According to Karl Marks the port was late: “{WORDS}”.[1]", "Karl Marks"),
        (f"„{WORDS}“, spekulierte Karl Marks.[1]", "Karl Marks"),
        (f"1894 fragte Karl Marks, „ob niemand die Lampen brachte und {WORDS}“.[1]", "Karl Marks"),
        (
            "To his antagonist, Karl Marks, he was little more than a buffoon, “the man who said"
            f" that {WORDS}”.[1]",
            "Karl Marks",
        ),
    ],
)
def test_the_sentence_beats_the_note(text, speaker):
    assert speakers(read(text + NOTE))[-1] == speaker


def test_a_pronoun_may_stand_for_the_owner_of_what_the_sentence_names():
    article = read(
        "Frederick Engles claimed that it was late. This misrepresents Michael Bakin’s view, as he"
        f" always stressed that “{WORDS}”.[1]{BARE}"
    )

    assert speakers(article) == ["Michael Bakin"]


def test_every_quotation_of_a_sentence_is_the_speaker_s_whom_it_named():
    article = read(
        "Karl Marks noted it was “a lamp that was out before they came,” and as the “lamp that they"
        f" had all wanted to see” the port was to “{WORDS}”.[1]{NOTE}"
    )

    assert speakers(article) == ["Karl Marks"] * 3


def test_a_name_of_an_earlier_paragraph_is_not_the_pronoun_s():
    article = read(
        "Even Eric Hobson admitted that “nobody had known of it before that day”.[1]\n\nFor Michael"
        f" Bakin, a port meant more. In his words, “{WORDS}”.[2]{BARE}\n"
        "[2] *The Quay* (Bonn: Rhein, 1990), 3.\n"
    )

    assert speakers(article) == ["Eric Hobson", "Michael Bakin"]


def test_names_in_a_list_of_books_are_no_speakers():
    article = read(
        f"It was said that “{WORDS}”.[1]\n\nLiterature\n\nLaue, Theodore von 1961: The Port said.\n"
        + BARE
    )

    assert speakers(article) == [None]


# ---- what is a quotation -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They would “unite in bonds of lasting friendship with all the others” there.", 10),
        ("“I knew Olga’s secretary!” he would tell me when we met.", 4),
        ("“We want all the lamps,” Olga repeats here.", 5),
        ("„Wenn die Lampe dort noch gestanden hätte“, spekulierte Holm damals.", 7),
    ],
)
def test_long_or_spoken_words_are_quotations_without_a_note_too(text, words):
    found = spans(read(text + "\n"))

    assert [len(span.split()) for span in found] == [words]


@pytest.mark.parametrize(
    "text",
    ["The “first and last lamp” burnt.", "He was one of the “men of the old lamp” there."],
)
def test_short_words_that_nobody_speaks_are_terms(text):
    assert spans(read(text + "\n")) == []


# ---- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data",
    [
        "“So” – “yes”\n".encode() + b"a broken \xff byte, and \xff another",
        "He said “so” and\nwent to the caf\u00e9".encode()[:-1],
        b"\x93quoted\x94\n\x81\x8d",
    ],
    ids=["broken utf-8", "cut in a character", "broken cp1252"],
)
def test_a_byte_that_cannot_be_decoded_is_a_problem_not_a_refusal(data):
    article = read_article(data)

    assert [(p.line, p.message) for p in article.problems if "decoded" in p.message] == [
        (2, "a character could not be decoded; it reads U+FFFD here")
    ]


def test_german_nouns_in_marks_are_no_names():
    article = read(
        "Das ist die Lehre von der Lampe, und sie ist alt. Er nannte das die „Verabsolutierung"
        ' der Laterne".[^1]\n\n[^1]: Karl Holm: Lampen. Bonn 1921, S. 3.\n'
    )

    assert spans(article) == ["Verabsolutierung der Laterne"]


def test_words_in_italics_within_marks_are_titles_where_quotations_stand_upright():
    article = read(
        'He wrote two of his brochures, "*Aux amis lointains*," and "*La lampe du port*," and said'
        f' that "{WORDS}".[^1]\n\n[^1]: Karl Holm, *Lamps*, p. 3.\n'
    )

    assert spans(article) == [WORDS]


# ---- papers and years ----------------------------------------------------------------------------


def test_a_paper_speaks_by_the_last_word_of_its_name():
    article = read(
        f"The ‘Reporter’ believed that “{WORDS}”.[1]\n\n[1] Quay Reporter, 6 May 1824.\n"
    )

    assert speakers(article) == ["Quay Reporter"]


def test_a_reprint_s_year_is_not_the_work_s():
    assert cited("Karl Holm, Lamps (1978; reprint Bonn: Rhein, 1991), 3.")[3] == "1978"


def test_the_year_of_an_event_before_a_title_s_words_does_not_date_the_work():
    article = read(
        f"A few years after the fire in 1895, Lamps of the Port were rare. It was so that “{WORDS}”"
        ".[1]\n\n[1] Karl Holm, Lamps of the Port (Bonn: Rhein, 1955), 3.\n"
    )

    assert article.suggestions[0].date.value != "1895"


def test_ebd_in_brackets_and_a_quotation_carried_into_the_next_paragraph_are_covered():
    article = read(
        "Seine Antwort an Vera Stein, die er lange formulierte: „Wenn die Lampe dort gestanden"
        " hätte“, spekulierte Karl Holm,\n\n„wenn ferner das Licht gebrannt hätte, wäre niemand"
        " fort“ (Holm SW 19, 385).\n\nSo blieben „ihre guten Seiten“ (ebd.).\n"
    )

    assert len(spans(article)) == 3
    assert speakers(article) == ["Karl Holm"] * 3
    assert [article.work_of(n).authors for n in range(3)] == [("Holm",)] * 3


def test_a_sentence_about_somebody_else_takes_no_work_from_the_author_its_note_named():
    article = read(
        f"It was said that “{WORDS}”.[1] For Karl Marks, “nobody had been there when it was”.[2] It"
        " is true that “the shops were shut for a month or more”.[3]\n\n"
        "[1] James Guill, *The Port* (Bonn: Rhein, 1990), 3.\n\n[2] Ibid., 4.\n\n[3] Ibid., 5.\n"
    )

    assert speakers(article) == ["James Guill", "Karl Marks", "James Guill"]
