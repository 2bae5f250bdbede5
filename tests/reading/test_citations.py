"""Notes → references, and references → works."""

from dataclasses import replace

import pytest

from quotes.reading.citations.cited import FullNotes
from quotes.reading.citations.parse import parse_references
from quotes.reading.citations.parts import read_imprint, read_pages
from quotes.reading.citations.resolve import Resolver
from quotes.reading.language.names import is_name, split_names
from quotes.reading.language.titles import same_title


def references(note):
    return parse_references(note, 0, len(note), [])


@pytest.mark.parametrize(
    ("text", "volume", "locator"),
    [
        ("Trotsky, 172–3.", "", "172–3"),
        ("Trotsky. 239, 235, 111, 231–2.", "", "239, 235, 111, 231–2"),
        ("Works 6: 270", "6", "6: 270"),
        ("Unite 1 :151–2.", "1", "1: 151–2"),
        ("Histoire, vol. i, p. 204.", "i", "i: 204"),
        ("Erinnerungen, S. 44", "", "44"),
        ("Engines and Men (1921) p26", "", "26"),
        ("Guilds, p. 265 and pp. 268-9", "", "265 and pp. 268-9"),
        ("Written in 1921", "", ""),
        ("Pravda, 1921", "", ""),
        ("A book of no pages", "", ""),
    ],
)
def test_page_lists(text, volume, locator):
    pages = read_pages(text)

    assert (pages.volume, pages.locator) == (volume, locator)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("X (London: Pluto Press, 1974), 14", ("London", "Pluto Press", "1974")),
        ("X [New York: Dover Books, 1970] 2", ("New York", "Dover Books", "1970")),
        ("X (Chico: AK Press, 2020).", ("Chico", "AK Press", "2020")),
        ("X (12 May 1921), 3", None),
        ("X (1923–25)", None),
    ],
)
def test_imprints(text, parts):
    imprint = read_imprint(text)

    assert (imprint and (imprint.place, imprint.publisher, imprint.year)) == parts


@pytest.mark.parametrize(
    "text", ["Trotsky", "Robert V. Daniels", "Lenin and Trotsky", "J R Raynes", "Rosa de la Cruz"]
)
def test_names_are_names(text):
    assert is_name(text)


@pytest.mark.parametrize(
    "text", ["Memoirs of a Revolutionary", "On the Party", "Kronstadt 1921", "see below", ""]
)
def test_titles_and_words_are_no_names(text):
    assert not is_name(text)


def test_names_are_split_where_each_half_is_one():
    assert split_names("Lenin and Trotsky") == ("Lenin", "Trotsky")
    assert split_names("J L & B Hammond") == ("J L & B Hammond",)


@pytest.mark.parametrize(
    ("note", "authors", "title", "container", "locator"),
    [
        ("Anna Berg, Quays (Oslo: Nordlys, 1958), 14.", ("Anna Berg",), "Quays", "", "14"),
        ("Quays and Towns (Oslo: Nordlys, 1958), 14.", (), "Quays and Towns", "", "14"),
        ("“The Lamp”, Essays (Oslo: Nordlys, 1958), 14.", (), "The Lamp", "Essays", "14"),
        ("Berg, “The Lamp?” in Essays, 14.", ("Berg",), "The Lamp?", "Essays", "14"),
        (
            "Anna Berg, “Lamps”, The Quay 61 (Winter 1921).",
            ("Anna Berg",),
            "Lamps",
            "The Quay 61",
            "",
        ),
        (
            'J R Thorn "The Lamps - a history" Lamp Press (1952) p44',
            ("J R Thorn",),
            "The Lamps - a history",
            "",
            "44",
        ),
        ("W A Thorn unpublished memoirs p57", ("W A Thorn",), "unpublished memoirs", "", "57"),
        ("Derby Mercury July 26th 1871", (), "Derby Mercury", "", ""),
    ],
)
def test_full_references(note, authors, title, container, locator):
    (reference,) = references(note)

    assert (reference.authors, reference.title) == (authors, title)
    assert (reference.container, reference.locator) == (container, locator)


@pytest.mark.parametrize(
    ("note", "form", "authors"),
    [
        ("Trotsky, 110.", "short", ("Trotsky",)),
        ("Trotsky., 34, 96.", "short", ("Trotsky",)),
        ("Ibid., 21.", "ibid", ()),
        ("Ebd., S. 51.", "ibid", ()),
        ("Levine, op. cit., p. 24.", "opcit", ("Levine",)),
        ("“A Speech,” Op. Cit., 153.", "opcit", ()),
    ],
)
def test_short_references(note, form, authors):
    (reference,) = references(note)

    assert (reference.form, reference.authors) == (form, authors)


@pytest.mark.parametrize(
    "note", ["Quoted by Lind, 88.", "Cited in Lind, 88.", "Zitiert nach Lind, 88."]
)
def test_second_hand_references(note):
    (reference,) = references(note)

    assert reference.via
    assert reference.authors == ("Lind",)


def test_works_cited_in_passing_vouch_for_nothing():
    (reference,) = references("See Anna Berg, Quays (Oslo: Nordlys, 1958), 14.")

    assert reference.passing


def test_a_note_may_cite_several_works_and_remark_in_between():
    found = references("Berg, 12; Lind, 13. This is denied elsewhere. (Holm, 14)")

    assert [(r.authors, r.locator, r.in_brackets) for r in found] == [
        (("Berg",), "12", False),
        (("Lind",), "13", False),
        (("Holm",), "14", True),
    ]


@pytest.mark.parametrize(
    "note",
    [
        "These articles were published in Pravda in December 1923 and issued as a book later.",
        "Space excludes discussing these oppositions.",
        "He was thirty then, or 31.",
        "",
    ],
)
def test_remarks_are_no_references(note):
    assert references(note) == []


def test_titles_are_the_same_by_their_beginning_articles_and_numbers():
    assert same_title("The First 5 Years", "First Five Years: A Record")
    assert same_title("Bloodstained", "Blood-Stained: One Hundred Years")
    assert not same_title("The First Years", "The First Five Years")
    assert not same_title("The", "The First Five Years")


def cited_in(notes):
    """All references of an article's notes, which follow each other in one text."""
    text, found = "", []
    for number, note in enumerate(notes, start=1):
        start = len(text)
        text += note + "\n\n"
        references = parse_references(text, start, start + len(note), [])
        found += [(str(number), reference) for reference in references]
    return found


def trails(*notes):
    """The work's title and the trail of each reference, in order."""
    cited = cited_in(notes)
    resolver = Resolver(cited)
    found = []
    for label, reference in cited:
        resolved = resolver.resolve(reference, label)
        title = resolver.works[resolved.work].title if resolved.work is not None else None
        found.append((title, resolved.trail))
    return found


BERG = "Anna Berg, Quays (Oslo: Nordlys, 1958), 14."
LIND = "Peter Lind, Ports (London: Anchor, 1979), 88."


def test_a_short_form_goes_to_the_last_work_of_its_author():
    later = "Anna Berg, Sheds (Oslo: Nordlys, 1961), 3."

    assert trails(BERG, LIND, "Berg, 15.", later, "Berg, 4.")[2::2] == [
        ("Quays", "short form of note 1"),
        ("Sheds", "short form of note 4"),
    ]


def test_ibid_goes_to_the_reference_before_and_stays_open_after_several():
    assert trails(BERG, "Ibid., 15.")[1] == ("Quays", "ibid.: note 1")
    assert trails(f"{BERG} {LIND}", "Ibid., 15.")[2] == (None, "ibid.: note 1 cites several works")
    assert trails("Ibid., 15.")[0] == (None, "ibid. with nothing before it")


def test_a_quoted_title_goes_to_the_collection_of_an_earlier_note():
    collection = "“The Lamp”, Essays (Oslo: Nordlys, 1958), 14."

    assert trails(collection, "“The Quay”, 20.", "“The Sea,” Op. Cit., 30.") == [
        ("The Lamp", "full"),
        ("The Quay", "in the collection of note 1"),
        ("The Sea", "op. cit.: the collection of note 1"),
    ]


def test_a_short_title_may_point_forward():
    assert trails(
        "Ports and People, 3.", "Ports and People: A Story (London: Anchor, 1979), 4."
    ) == [
        ("Ports and People: A Story", "short form of note 2, which follows"),
        ("Ports and People: A Story", "full"),
    ]


def test_an_author_not_cited_before_stays_open():
    assert trails(BERG, "Holm, 15.")[1] == (None, "no work of Holm before this")


def test_each_issue_of_a_paper_is_a_source_of_its_own():
    cited = cited_in(["The Quay, 3 May 1921.", "The Quay, 9 May 1921."])
    resolver = Resolver(cited)
    works = [resolver.resolve(reference, label).work for label, reference in cited]

    assert [resolver.works[work].issued for work in works] == ["1921-05-03", "1921-05-09"]


def test_the_beginning_of_a_title_names_its_work_among_many():
    notes = [f"Karl Holm, Quay Number {n} (London: Pluto, 1950), 3." for n in range(500)]
    notes += [
        "Olga Stein, Lamps of the Long Quay (London: Pluto, 1950), 3.",
        "Stein, Lamps of the Long, 4.",
    ]
    resolver = Resolver([])
    found = [resolver.resolve(references(note)[0], str(at)) for at, note in enumerate(notes)]

    assert (found[-1].work, found[-1].trail) == (500, "short form of note 500")


def test_the_last_work_of_an_author_is_the_one_that_is_his_by_now():
    resolver = Resolver([])
    known = references("Karl Holm, Quays (London: Pluto, 1950), 3.")[0]
    unknown = replace(references("Olga Stein, Lamps (London: Pluto, 1951), 3.")[0], authors=())
    resolver.resolve(known, "1")
    resolver.resolve(unknown, "2")

    def last_of_holm():
        return resolver.resolve(references("Holm, 4.")[0], "9").work

    resolver.name_author(1, ("Karl Holm",), "the sentence names him")
    assert last_of_holm() == 1
    resolver.contest(1)
    assert last_of_holm() == 0


@pytest.mark.parametrize(
    ("title", "start", "number"),
    [
        ("The Lamps", 0, 1),
        ("Lamps of", 0, 2),
        ("Lamps of", 20, 3),
        ("Lamps", 0, 1),
        ("Quays", 0, 4),
        ("Lam", 0, None),
        ("Lamps o", 0, None),
        ("…", 0, None),
    ],
)
def test_a_short_title_is_of_the_first_full_note_that_follows(title, start, number):
    titles = ["Lamps", "Lamps: A Life", "The Lamps of Bonn", "Lamps of Köln", "Quays. A Guide"]
    coming = [
        (str(at), replace(references("X (London: Pluto, 1950), 3.")[0], title=full, start=10 * at))
        for at, full in enumerate(titles)
    ]
    found = FullNotes(coming).after(title, start)

    assert (found and found[0]) == (None if number is None else str(number))
