"""Words inside words: every sentence on a card and in a line stands under whoever said it."""

import pytest

from tests.factories import QuotationFactory, SpeakerFactory, TopicFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def passage():
    """Ben, 1936, quotes Ada, 1923, and Cy, 1923, and goes on."""
    topic = TopicFactory(name="Soviets", proposition="Power to them.")
    ada, ben, cy = (SpeakerFactory(name=name, slug=name.lower()) for name in ("Ada", "Ben", "Cy"))
    said = "Ada wrote “let the soviets rule” and Cy “never again” in one year"
    outer = QuotationFactory(text=said, start=100, end=100 + len(said), speaker=ben, date="1936")
    inside = {"passage": outer.passage, "kind": "nested", "outer": outer, "date": "1923"}
    for text, speaker, stance in (
        ("let the soviets rule", ada, "advocates"),
        ("never again", cy, "opposes"),
    ):
        start = 100 + said.index(text)
        QuotationFactory(
            text=text,
            start=start,
            end=start + len(text),
            speaker=speaker,
            positions=[(topic, stance)],
            **inside,
        )
    QuotationFactory(text="And so on", start=900, passage=outer.passage, speaker=ben, date="1936")
    return outer.passage


def card_of(page):
    """What a card says in its order: head, then each quotation and line before it."""
    card = page.find(".passage-card")
    words = card.find(".words")
    said = [element.words for element in words if element.tag in ("p", "blockquote")]
    quiet = [
        element.words for element in words if "is-other" in element.attributes.get("class", "")
    ]
    return card.find(".card-head").words, said, quiet


def test_a_card_found_by_words_inside_it_is_theirs(passage, open_page):
    head, said, quiet = card_of(open_page("/?speaker=ada"))
    whole = "Ada wrote “let the soviets rule” and Cy “never again” in one year"
    assert head == "Ada 1923 stated in the text"
    assert said == ["let the soviets rule", "Quoted in words of Ben, 1936:", whole, "And so on"]
    assert quiet == [whole, "And so on"]


def test_each_of_several_speakers_inside_is_named(passage, open_page):
    page = open_page("/?to=1923")
    head, said, _ = card_of(page)
    assert head == "Ada 1923 stated in the text"
    assert said[:4] == [
        "let the soviets rule",
        "Cy, 1923:",
        "never again",
        "Quoted in words of Ben, 1936:",
    ]
    assert page.texts(".reading") == [
        "argues for Power to them.",
        "Cy argues against Power to them.",
    ]


def test_words_inside_words_that_match_follow_them(passage, open_page):
    head, said, quiet = card_of(open_page("/"))
    assert head == "Ben 1936 stated in the text"
    assert said[1:] == [
        "Quoted in it: Ada, 1923, “let the soviets rule”",
        "Quoted in it: Cy, 1923, “never again”",
        "And so on",
    ]
    assert quiet == []


def test_another_date_of_the_same_speaker_is_said(open_page):
    row = QuotationFactory(text="Early", date="1920", speaker=SpeakerFactory(name="Ada"), start=1)
    QuotationFactory(text="Late", date="1930", speaker=row.speaker, passage=row.passage, start=20)
    QuotationFactory(text="Then", date="1930", speaker=row.speaker, passage=row.passage, start=40)
    assert card_of(open_page("/"))[1] == ["Early", "Ada, 1930:", "Late", "Then"]


@pytest.mark.parametrize(
    "address", ["/?q=soviets&view=lines", "/?speaker=ada&q=soviets&view=lines"]
)
def test_a_line_stands_beside_whoever_said_its_words(passage, open_page, address):
    page = open_page(address)
    assert page.texts(".line-head") == ["Ada"]
    assert page.texts(".line mark") == ["soviets"]


def test_a_line_outside_the_inner_words_is_the_outer_speakers(passage, open_page):
    page = open_page("/?q=year&view=lines")
    assert page.texts(".line-head") == ["Ben"]


def test_a_place_after_a_paragraph_is_still_found_in_the_inner_words(open_page):
    text = "A first one\n\nand “inner words” then"
    outer = QuotationFactory(text=text, start=10, end=10 + len(text), kind="block")
    start = 10 + text.index("inner")
    inner = QuotationFactory(
        text="inner words", start=start, end=start + 11, kind="nested", outer=outer,
        passage=outer.passage, speaker=SpeakerFactory(name="Ada"),
    )  # fmt: skip
    page = open_page("/?q=inner&view=lines")
    assert page.texts(".line-head") == [inner.speaker.name]
    assert page.texts(".line .before") == ["A first one ¶ and “"]


def test_a_line_is_cut_between_words(open_page):
    QuotationFactory(text="before " * 30 + "the plan" + " after" * 30)
    page = open_page("/?q=plan&view=lines")
    before, after = page.find(".line .before").words, page.find(".line .after").words
    assert set(before.split()) == {"before", "the"}
    assert set(after.split()) == {"after"}
    assert 80 < len(before) <= 90
    assert 80 < len(after) <= 90
