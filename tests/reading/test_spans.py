"""What is a quotation, what is none and why; fragments, blocks, nested ones, defects."""

import pytest

from quotes.reading.article import read_article

NOTE = "\n\n[1] Olga Stein, Letters (Bonn: Rhein, 1920), 3.\n"


def read(text, format=None):
    return read_article((text + NOTE).encode(), format)


def quoted(article):
    return [article.text_of(span) for span in article.spans]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Stein wrote “we were here before you came”.[1]", ["we were here before you came"]),
        ("Stein wrote “we were here before you came.”[1]", ["we were here before you came."]),
        ("Stein wrote[1] “we were here before you came”.", ["we were here before you came"]),
        ("“We were here,” she wrote, “before you.”[1]", ["We were here,", "before you."]),
        ("She called it “no meeting at all”[1] then.", ["no meeting at all"]),
        ("She said it was the end of “work”[1] for all.", ["work"]),
        ("“Nobody has ever asked us for anything at all,” said one.", None),
    ],
)
def test_words_that_somebody_said_are_quotations(text, words):
    expected = words or ["Nobody has ever asked us for anything at all,"]

    assert quoted(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The “New Union” wrote that it was so.[1]", "name"),
        ("The “Friends of the Quay” met.", "name"),
        ("In her essay “On the quay and the town” she says so.[1]", "title"),
        ("See the article “The Hour at Noon and the Night After It”.[1]", "title"),
        ("The “free” press was silent.[1]", "scare-quote"),
        ("So much for “progress”, then.", "scare-quote"),
        ("It was a kind of “peace at any price”.", "term"),
        ("In 1911 it was an ‘open’ question.", "scare-quote"),
    ],
)
def test_what_only_stands_in_marks_is_left_out_with_its_reason(text, reason):
    article = read(text)

    assert quoted(article) == []
    assert [left.reason for left in article.left_out] == [reason]


def test_words_quoted_before_are_an_echo_whatever_their_capitals():
    article = read(
        "Stein wrote that “the council has never met before”.[1] A council that “Has Never met”"
        " cannot vote, and “the council has never met before” proves it."
    )

    assert quoted(article) == ["the council has never met before"]
    assert [left.reason for left in article.left_out] == ["echo", "echo"]


def test_a_declared_requotation_is_left_out():
    article = read("This was (to re-quote her letter) “a matter that is settled by the sea”.[1]")

    assert [left.reason for left in article.left_out] == ["requotation"]


@pytest.mark.parametrize(
    ("words", "is_fragment"),
    [
        ("we were here", True),
        ("the settling of the matter by the sea and the land", True),
        ("nobody was there when the matter was settled", False),
        ("the men who settled it were not there", False),
    ],
)
def test_fragments_are_flagged(words, is_fragment):
    article = read(f"She wrote “{words}”.[1]")

    assert [span.fragment for span in article.spans] == [is_fragment]


def test_a_short_term_far_from_its_note_is_left_out_and_one_beside_a_quotation_is_in():
    far = read("The “open door” was a term. Much later she wrote “it was never open to us”.[1]")
    near = read("The “open door” meant, she wrote, that “it was never open to us”.[1]")

    assert quoted(far) == ["it was never open to us"]
    assert quoted(near) == ["open door", "it was never open to us"]


LEAD = "Stein wrote this about the meeting on the quay:"
FIRST = "we came on foot and we left on foot, and nobody had asked us anything at all that day"
SECOND = "It was late when we came home, and the lamps had been put out long before we did."


@pytest.mark.parametrize(
    ("text", "block"),
    [
        (f"{LEAD}\n\n{FIRST}.[1]", f"{FIRST}."),
        (f"{LEAD}\n\n{FIRST}[1]", FIRST),
        (f"{LEAD}\n\n{FIRST}.\n\n{SECOND}[1]", f"{FIRST}.\n\n{SECOND}"),
        (f"{LEAD}\n\n{FIRST}.\n\n[1]", f"{FIRST}."),
        (f"{LEAD[:-1]}:[1]\n\n{FIRST}.\n\nThen she stopped writing.", f"{FIRST}."),
        (
            f"Stein told the court and everybody who was in the hall that day that\n\n{FIRST}.[1]",
            f"{FIRST}.",
        ),
    ],
    ids=["mark inside", "no stop", "two paragraphs", "mark alone", "mark before", "run on"],
)
def test_block_quotations_without_markup(text, block):
    article = read(text)

    assert [(span.kind, article.text_of(span), span.note) for span in article.spans] == [
        ("block", block, "1")
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The council wanted three things:\n\n1. An hour at noon for everybody who worked.[1]",
        "It was so:\n\nThe members met.[1] Then they went home and did not meet again.",
        "It was so:\n\nA table of the wages[1]",
        "It was so.\n\nThe members met that day and the next and were never seen again.[1]",
    ],
    ids=["a list", "a mark in the middle", "a caption", "no lead-in"],
)
def test_other_paragraphs_are_no_block_quotations(text):
    assert [span.kind for span in read(text).spans] == []


def test_indented_prose_is_a_block_quotation_in_wrapped_text():
    body = (
        "The meeting of that year has often been described, though never by those\n"
        "who were at it, and the description that follows is no better than others.\n\n"
    )
    indented = (
        "    We came on foot and we left on foot, and nobody had asked us\n"
        "    anything at all on that day, as far as I can now remember it.\n\n"
    )
    article = read(body * 2 + indented + body * 2)

    assert [(span.kind, article.text_of(span)[:7]) for span in article.spans] == [
        ("block", "We came")
    ]


def test_a_quotation_of_several_paragraphs_closes_once():
    article = read(
        "Stein said: “We came on foot.\n\n“We left on foot, too.\n\n“Nobody asked us.”[1]"
    )

    assert quoted(article) == ["We came on foot.\n\n“We left on foot, too.\n\n“Nobody asked us."]
    assert article.problems == ()


def test_somebody_else_quoted_within_a_quotation_is_nested():
    article = read(
        "Stein wrote: “The mayor stood up and said: ‘This town has no room for you.’ We went.”[1]"
    )

    outer, inner = article.spans
    assert (outer.kind, inner.kind, inner.outer) == ("inline", "nested", 0)
    assert article.text_of(inner) == "This town has no room for you."
    assert inner.note == outer.note == "1"


@pytest.mark.parametrize("inner", ["‘free’", "‘New Union’", "‘open door’"])
def test_terms_and_names_within_a_quotation_are_not_nested(inner):
    article = read(f"Stein wrote: “We never believed in this {inner} of theirs, not once.”[1]")

    assert [span.kind for span in article.spans] == ["inline"]


def test_a_mark_that_never_opens_is_recovered_from_the_quoted_grammar():
    article = read("She noted that [n]obody had ever asked them about it”.[1]")

    assert quoted(article) == ["[n]obody had ever asked them about it"]
    assert article.spans[0].defect == "opening mark missing"
    assert [p.message for p in article.problems] == ["quotation mark closes and never opened"]


def test_a_mark_that_never_closes_ends_at_its_note():
    article = read("She noted that “nobody had ever asked them about it.[1] It was true.")

    assert quoted(article) == ["nobody had ever asked them about it."]
    assert article.spans[0].defect == "closing mark missing"


def test_quotations_in_a_note_have_the_source_in_its_brackets():
    article = read_article(
        "It was so.[1] So she wrote in her last letter, “we were never asked for it”.[2]\n\n"
        "[1] This was denied by the mayor: “They have been asked every day.” (Karl Holm, A Mayor’s"
        " Life [Bonn: Rhein, 1931], 12)\n\n"
        "[2] Olga Stein, Letters (Bonn: Rhein, 1920), 3.\n".encode()
    )

    _, inside = article.spans
    assert (inside.note, inside.in_note) == ("1", "1")
    assert article.work_of(1).title == "A Mayor’s Life"


def test_inline_citations_cover_like_notes():
    article = read_article(
        "She said “quay of sorrows” and “a place to leave”. (Stein, Letters, p. 12)\n".encode()
    )

    assert quoted(article) == ["quay of sorrows", "a place to leave"]
    assert [span.note for span in article.spans] == [None, None]
    assert {work.title for work in article.works} == {"Letters"}


def test_a_passage_is_what_one_note_covers():
    article = read_article(
        "She wrote “we were never asked for anything” and “nobody came to ask us”.[1] He wrote"
        " “they had been asked”.[2]\n\n[1] Stein, Letters, 3.\n\n[2] Holm, Life, 4.\n".encode()
    )

    assert [(passage.note, passage.spans) for passage in article.passages] == [
        ("1", (0, 1)),
        ("2", (2,)),
    ]


def test_a_text_that_quotes_in_italics_has_scare_quotes_upright():
    quotation = "<p>She: <i>“it is {0} where all of us worked”</i> [<b>Quay</b>, p. 3]</p>"
    places = ["the quay", "the mill", "the mine", "the field", "the town", "the sea"]
    body = "".join(quotation.format(place) for place in places)
    upright = "<p>Their “open and equal rights” [<b>Quay</b>, p. 9]</p>"
    article = read_article(f"<html><body>{body}{upright}</body></html>".encode())

    assert len(article.spans) == 6
    assert article.left_out[-1].reason == "scare-quote"


def test_elisions_are_counted():
    article = read("She wrote “we were … never asked . . . for it, … not once”.[1]")

    assert article.spans[0].elisions == 3
