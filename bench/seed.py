"""Fill an empty database with synthetic quotations, the same ones every time.

    python -m bench.seed COUNT

Everything follows from COUNT. The words come from a made-up vocabulary, a few of them most of the
time as in any language. The years lie within the usual period, so that the front page shows every
quotation. Speakers and works grow with the square root of COUNT, as they do in a collection.
"""

import os
import random
import sys
from itertools import accumulate

SEED = 1917
FIRST, LAST = 1918, 1940
TOPICS = 20
VOCABULARY = 5000
SYLLABLES = [first + vowel for first in "bdfgklmnprstv" for vowel in "aeiou"]
WORDS_EACH = (20, 90)
PASSAGE_HOLDS = (1, 1, 1, 2, 2, 3)  # quotations, one of these at random
BATCH = 500


def main(count: int) -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "timeline.settings")
    django.setup()
    from django.db import transaction

    with transaction.atomic():
        fill(count, random.Random(SEED))


def fill(count: int, dice: random.Random) -> None:
    """One article of COUNT quotations, with all that they need."""
    from quotes.models import Passage, Position, Quotation

    article, sections = make_article()
    topics = make_topics()
    speakers = make_speakers(round(3 * count**0.5))
    sources = make_sources(round(4 * count**0.5))
    few_say_much = list(accumulate(1 / rank for rank in range(1, len(speakers) + 1)))
    write = writer(dice)
    passages, quotations, positions = [], [], []
    while len(quotations) < count:
        passage = Passage(
            ref=ref("p", len(passages)),
            article=article,
            source=dice.choice(sources),
            locator=f"p. {dice.randint(1, 400)}",
            resolution="full",
        )
        passages.append(passage)
        [speaker] = dice.choices(speakers, cum_weights=few_say_much)
        date, basis = random_date(dice), dice.choice(("stated", "cited", "cited", "inferred"))
        for _ in range(min(dice.choice(PASSAGE_HOLDS), count - len(quotations))):
            place, text = len(quotations), write(dice.randint(*WORDS_EACH))
            quotation = Quotation(
                ref=ref("q", place),
                passage=passage,
                text=text,
                section=sections[place * len(sections) // count],
                start=place * 1000,
                end=place * 1000 + len(text),
                speaker=speaker,
                date=date,
                date_basis=basis,
                state="published",
            )
            quotations.append(quotation)
            positions += [
                Position(quotation=quotation, topic=topic, stance=stance, order=order)
                for order, (topic, stance) in enumerate(random_readings(topics, dice), start=1)
            ]
    Passage.objects.bulk_create(passages, BATCH)
    Quotation.objects.bulk_create(quotations, BATCH)
    Position.objects.bulk_create(positions, BATCH)


def make_article():
    from quotes.models import Article, Section

    article = Article.objects.create(
        slug="synthetic",
        title="Synthetic quotations",
        author="A program",
        issued="2024",
        file_name="synthetic.txt",
        sha256="0" * 64,
        selection_line="A program made these quotations up to measure the site with them.",
        selection_short="Made up by a program.",
    )
    sections = (
        Section(article=article, slug=f"part-{n}", title=f"Part {n}", order=n, start=n, end=n + 1)
        for n in range(1, 9)
    )
    return article, Section.objects.bulk_create(sections)


def make_topics():
    from quotes.models import Topic

    return Topic.objects.bulk_create(
        Topic(
            slug=f"question-{n}",
            name=f"Question {n}",
            proposition=f"What question {n} asks is so.",
            order=n,
        )
        for n in range(1, TOPICS + 1)
    )


def make_speakers(number):
    from quotes.models import Speaker

    return Speaker.objects.bulk_create(
        Speaker(slug=f"speaker-{n}", name=f"Speaker {n}", sort_name=f"Speaker {n:04}")
        for n in range(1, number + 1)
    )


def make_sources(number):
    from quotes.models import Source

    return Source.objects.bulk_create(
        Source(slug=f"work-{n}", author=f"Author {n}", title=f"Work {n}", issued="1980")
        for n in range(1, number + 1)
    )


def writer(dice):
    """A function from a number of words to a text: the n-th word of all comes 1/n times as often
    as the first."""
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(VOCABULARY)]
    weights = list(accumulate(1 / rank for rank in range(1, VOCABULARY + 1)))

    def write(length):
        return " ".join(dice.choices(words, cum_weights=weights, k=length)).capitalize() + "."

    return write


def random_date(dice):
    """EDTF: mostly a day, every tenth of a month, else a month or a year."""
    date = f"{dice.randint(FIRST, LAST)}-{dice.randint(1, 12):02}-{dice.choice((1, 11, 21)):02}"
    return date[: dice.choice((10, 10, 7, 4))]


def random_readings(topics, dice):
    chosen = dice.sample(topics, dice.randint(1, 2))
    return [(topic, dice.choice(("advocates", "opposes", "qualifies"))) for topic in chosen]


def ref(first, number):
    """The number as a public ref, six characters."""
    from quotes.models import REF_ALPHABET

    digits = ""
    for _ in range(5):
        number, digit = divmod(number, len(REF_ALPHABET))
        digits = REF_ALPHABET[digit] + digits
    return first + digits


if __name__ == "__main__":
    main(int(sys.argv[1]))
