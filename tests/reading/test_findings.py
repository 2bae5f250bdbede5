"""What readings of unfamiliar texts got wrong once: the smallest example of each, by its class."""

from quotes.reading.article import read_article


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
