"""The shipped contrasts, pairs and landmarks, checked word by word against what was decided."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from django.http import QueryDict

from quotes.annotations.load import load_article
from quotes.choices import QuotationKind
from quotes.models import Contrast, Landmark, Quotation, ThenAndNow
from quotes.selection import Selection

pytestmark = pytest.mark.django_db

ARTICLE = Path(__file__).resolve().parent.parent / "fixtures" / "the-bureaucracy-in-exile.txt"

# Of every note that a contrast names, the first words of each quotation under it. Quotations
# inside another stand in the words around them and are chosen by themselves only where said.
WHOLE = {
    "3": ["[a]fter Lenin’s death", "the Russian Revolution’s goal"],
    "4": [
        "Lenin’s illness and subsequent",
        "principles of October were",
        "there was always an",
        "historical merit of the",
        "did link the question",
    ],
    "5": ["the reform of the"],
    "6": ["[a]lthough the left opposition"],
    "7": ["Grouped around Leon Trotsky"],
    "8": ["ever since 1923 [been]", "the greatest reach of"],
    "10": ["the principle of election"],
    "16": ["In the hands of"],
    "17": ["It is not easy"],
    "18": ["our Party Congress… expressed"],
    "20": ["Both economic and political"],
    "21": ["cannot be left wandering", "[d]eserters from labour ought"],
    "23": ["the striving of the", "every class prefers to"],
    "25": ["The Workers’ Opposition has"],
    "27": ["Formally speaking this [the"],
    "31": ["[i]f there is one", "[o]ur party is the", "Whoever makes an attempt"],
    "33": ["system of actual one-man", "appointment."],
    "36": [
        "[w]e are the only",
        "an epoch when the",
        "incontestable that factions [within",
        "does not want factions",
    ],
    "37": ["programme of democracy within", "was not something new"],
    "38": ["Workers’ democracy means the"],
    "39": ["party democracy in no", "I have never recognized"],
    "42": ["Of course, the foundation"],
    "43": ["[p]eople often say that"],
    "44": [
        "proper ‘proportions’",
        "the advance of democratic",
        "the identification of the",
        "dictatorship of a party",
    ],
    "45": ["Stalin’s way of putting"],
    "46": ["on the question of", "the most serious of"],
    "48": ["[w]ith us the dictatorship"],
    "49": [
        "consistent development of a",
        "convert the urban soviets",
        "growing substitution of the",
        "dictatorship of the proletariat",
        "fight with all our",
    ],
    "51": ["The dying out of", "leads to a dying"],
    "52": ["A struggle of groups"],
    "53": [
        "nationalization of the means",
        "appropriation of surplus value",
        "we have a workers’",
        "swollen and privileged administrative",
        "all the data indicate",
        "[n]ever before have the",
        "[p]re-revolutionary relations between foremen",
    ],
    "56": [
        "if the vanguard is",
        "the party is not",
        "the demand of party",
        "is inconceivable without a",
        "What we mean by",
        "means that the party",
        "one of the most",
    ],
    "57": ["same class can rule", "a small group in", "No, that is not"],
    "58": ["dictatorship of a class", "[s]o long as the"],
    "59": ["the Soviet bureaucracy is", "would begin with the", "would be able to,"],
    "60": ["had prevailed on him", "a declaration of freedom"],
    "61": ["the complete suppression of", "forbidden one after the", "obviously in conflict with"],
    "63": ["dictatorship of the Bolshevik"],
    "62": ["Bureaucratic autocracy must give", "freedom of Soviet parties,"],
    "64": [
        "nationalization of land, the",
        "the nature of the",
        "[n]obody who has wealth",
        "contrast between forms of",
        "socialist property system",
    ],
    "65": [
        "the transfer of the",
        "means of production belong",
        "In the bureaucracy he",
        "in the full sense",
        "the source of its",
        "this aspect of its",
        "remains a weapon of",
    ],
    "67": ["commanding staff needs democratic", "organizers of the Red"],
    "68": ["demobilisation of the Red"],
    "70": [
        "the proletariat can take",
        "the necessity for state",
        "support of the vanguard",
        "conquest of power",
        "this sense the proletarian",
        "a revolutionary party, even",
        "[t]hose who propose the",
    ],
    "71": ["The revolutionary dictatorship of"],
    "72": ["Because the leaders of"],
    "73": ["The very same masses"],
    "74": ["active control by the"],
    "75": ["Some claim that the"],
    "82": ["standing as a beacon", "revolutionary-democratic ideals of early"],
    "83": ["[o]utraged by the Opposition,"],
    "84": ["continued to his death"],
    "85": ["not violent in the", "few forces with which"],
    "86": ["the majority of the"],
    "87": ["[f]rom 1928–9 onwards, the", "[b]eginning in those years,", "the end of 1928,"],
    "88": ["almost all the Trotskyists", "who were in prison", "was not very different"],
    "89": ["From the beginning of"],
    "90": ["When Trotsky wrote (6"],
    "91": ["In point of truth"],
    "94": ["an absolute despotism politically", "bureaucratic machine was created,"],
    "95": ["We have always pointed"],
}

# Passages of which a contrast takes a part, as the table of contrasts names the part.
PARTS = {
    "24, own words": ["In a period in"],
    "34, no class exploitation": ["[n]o class exploitation exists"],
    "49, first spans": ["consistent development of a", "convert the urban soviets"],
    "49, on the party": [
        "growing substitution of the",
        "dictatorship of the proletariat",
        "fight with all our",
    ],
    "53, on management": [
        "[n]ever before have the",
        "[p]re-revolutionary relations between foremen",
    ],
    "57, his own words": ["same class can rule", "No, that is not"],
    "59, on democracy": ["would begin with the"],
    "59, on parties": ["would be able to,"],
    "49, on democracy": ["consistent development of a"],
    "90, nested": ["The historical absurdity of"],
}

# The table of contrasts: each side by the notes of its passages. Note 50 is named there too, but
# its one quoted word, “affirm[s]”, is no quotation by the rulings.
SIDES = {
    "no-substitution-and-an-episodic-act": [
        ["16", "17", "24, own words"],
        ["31", "42", "49"],
        ["61", "52", "59, on parties", "63"],
    ],
    "one-party-or-several": [
        ["49, on the party"],
        ["59", "62", "60", "63"],
    ],
    "after-the-revolution-betrayed": [
        ["59", "62", "63", "74"],
        ["70", "71", "72", "73"],
    ],
    "workers-democracy-one-phrase": [
        ["25", "27"],
        ["37", "38", "39"],
        ["49, first spans", "51"],
        ["4", "5", "7"],
    ],
    "dictatorship-of-the-class-of-the-party": [
        ["43"],
        ["42", "44", "45", "46", "48", "49"],
    ],
    "army-methods": [
        ["10", "20", "21", "23"],
        ["67", "68"],
    ],
    "who-runs-the-factory": [
        ["18", "27", "33"],
        ["49, on democracy", "53, on management", "59, on democracy", "64", "65"],
    ],
    "whose-state": [
        ["34, no class exploitation", "53", "57, his own words", "58", "65", "90, nested"],
        ["86", "90", "94"],
        ["84", "85", "89"],
    ],
    "break-or-continuity": [
        ["51", "61", "68"],
        ["75", "91", "94", "90", "95"],
    ],
    "the-left-opposition-in-books-documents-memories": [
        ["3", "4", "5", "6", "7", "82"],
        ["36", "38", "39", "49", "51", "53", "56"],
        ["8", "83", "87", "86", "88"],
    ],
}

PAIRS = [
    (
        "party-dictatorship",
        ("16", "In the hands of"),
        ("61", "obviously in conflict with"),
        16,
    ),
    (
        "soviets",
        ("29", "economic, political, and national"),
        ("59", "would be able to,"),
        15,
    ),
]

# A simple list: what an event was worth is not for its name to say.
# fmt: off
JUDGEMENTS = frozenset({
    "alleged", "arbitrary", "authoritarian", "barbaric", "betrayed", "bloody", "brutal",
    "counter-revolutionary", "courageous", "criminal", "cruel", "decisive", "disastrous",
    "fatal", "fateful", "fraudulent", "genuine", "glorious", "great", "heroic", "historic",
    "illegal", "illegitimate", "inevitable", "infamous", "just", "legitimate", "magnificent",
    "monstrous", "necessary", "notorious", "oppressive", "popular", "progressive", "proper",
    "reactionary", "real", "ruthless", "savage", "senseless", "shameful", "so-called", "staged",
    "terrible", "tragic", "treacherous", "true", "tyrannical", "unjust", "victorious",
    "vicious",
})
# fmt: on

YEARS = re.compile(r"\b(\d{4})(?:–(\d{4}|\d{2}))?\b")


@pytest.fixture(scope="module", autouse=True)
def shipped(django_db_setup, django_db_blocker):
    """The files as they are shipped, loaded once for this module and taken back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_article(ARTICLE)
        yield
        transaction.set_rollback(True)


def first_words(quotation: Quotation) -> str:
    return " ".join(quotation.text.split()[:4])


def named(quotation: Quotation) -> tuple[str, str]:
    """A quotation as the tables above name it: the label of its note, its first words."""
    return quotation.passage.note.label, first_words(quotation)


def quotations_of(side) -> list[Quotation]:
    selection = Selection.from_query(QueryDict(side.query))
    published = Quotation.objects.published().select_related("passage__note")
    return list(selection.narrow(published))


def expected(entries: list[str]) -> list[tuple[str, str]]:
    """What the entries of a side of the table mean, quotation by quotation."""
    wanted = []
    for entry in entries:
        note = entry.partition(",")[0]
        wanted += [(note, words) for words in (PARTS if "," in entry else WHOLE)[entry]]
    return sorted(wanted)


def words_of(text: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.casefold()))


# The contrasts


def test_the_ten_composed_contrasts_are_shipped_and_published():
    published = Contrast.objects.filter(is_published=True).values_list("slug", flat=True)
    assert sorted(published) == sorted(SIDES)
    assert len(SIDES) == 10


@pytest.mark.parametrize("slug", SIDES)
def test_each_side_holds_exactly_the_passages_that_the_table_names(slug):
    sides = Contrast.objects.get(slug=slug).sides.all()
    shipped_sides = [sorted(map(named, quotations_of(side))) for side in sides]
    assert shipped_sides == [expected(entries) for entries in SIDES[slug]]


def test_the_table_knows_every_quotation_of_a_passage():
    """So that a quotation that is added to the article's data is missed on no side."""
    under_notes = Quotation.objects.published().filter(passage__note__label__in=WHOLE)
    not_nested = under_notes.exclude(kind=QuotationKind.NESTED)
    wanted = [(note, words) for note, all_words in WHOLE.items() for words in all_words]
    assert sorted(map(named, not_nested.select_related("passage__note"))) == sorted(wanted)


@pytest.mark.parametrize("slug", SIDES)
def test_every_contrast_has_two_to_four_sides(slug):
    contrast = Contrast.objects.get(slug=slug)
    assert contrast.sides.count() == len(SIDES[slug])
    assert 2 <= contrast.sides.count() <= 4


@pytest.mark.parametrize("slug", SIDES)
def test_the_years_in_the_label_of_a_side_are_those_of_its_quotations(slug):
    for side in Contrast.objects.get(slug=slug).sides.all():
        quotations = quotations_of(side)
        ends, covered = set(), set()
        for first, last in YEARS.findall(side.label):
            last = first[: 4 - len(last)] + last
            ends |= {int(first), int(last)}
            covered |= set(range(int(first), int(last) + 1))
        if any(not quotation.date for quotation in quotations):
            assert covered == set(), f"“{side.label}” names years, but some words are undated"
            continue
        dated = {
            year
            for quotation in quotations
            for year in (quotation.date_first.year, quotation.date_last.year)
        }
        assert ends <= dated, side.label
        assert dated <= covered, side.label


@pytest.mark.parametrize("slug", SIDES)
def test_every_introduction_is_two_sentences_and_the_texts_judge_nobody(slug):
    contrast = Contrast.objects.get(slug=slug)
    assert len(re.findall(r"\.(?: |$)", contrast.introduction)) == 2
    # “The Revolution Betrayed” is the name of a book.
    texts = [contrast.title, contrast.introduction, *(side.label for side in contrast.sides.all())]
    told = " ".join(texts).replace("The Revolution Betrayed", "")
    assert words_of(told) & JUDGEMENTS == set()


def test_three_contrasts_open_the_front_page():
    opening = Contrast.objects.exclude(front_order=None).order_by("front_order")
    assert [contrast.slug for contrast in opening] == [
        "no-substitution-and-an-episodic-act",
        "one-party-or-several",
        "workers-democracy-one-phrase",
    ]


# Then and now


def test_every_shipped_pair_may_stand_side_by_side():
    assert {pair.ref: pair.problem() for pair in ThenAndNow.objects.all()} == {
        "kn96kp": "Both must have a reading on the topic.",  # and is no longer confirmed
        "uac898": "",
        "zr7x7s": "",
    }
    assert not ThenAndNow.objects.get(ref="kn96kp").is_confirmed


def test_the_shipped_pairs_are_the_ones_that_were_found_fair():
    pairs = ThenAndNow.objects.filter(is_confirmed=True)
    told = [
        (pair.topic.slug, named(pair.earlier), named(pair.later), pair.years_apart)
        for pair in pairs
    ]
    assert sorted(told) == sorted(PAIRS)


# Landmarks


def test_the_title_of_no_landmark_carries_an_adjective_of_judgement():
    titles = Landmark.objects.values_list("title", flat=True)
    assert len(titles) == 19
    assert {title: found for title in titles if (found := words_of(title) & JUDGEMENTS)} == {}


def test_every_landmark_has_a_date_and_says_where_it_is_taken_from():
    incomplete = [row.slug for row in Landmark.objects.all() if not (row.date and row.reference)]
    assert incomplete == []


def test_an_adjective_of_judgement_would_be_found():
    assert words_of("The so-called Heroic Rising of 1921") & JUDGEMENTS == {"so-called", "heroic"}
