"""Dull rows: every value follows from a number that counts up, so a test says all that matters.

    QuotationFactory(text="…", date="1920", positions=[(topic, "opposes")])

A row brings what it needs (a quotation its passage, article, source, note and speaker) and nothing
else; what two rows shall share is passed to both. Quotations are published unless they say not.
"""

import datetime

import factory
from factory.django import DjangoModelFactory

from quotes import models
from quotes.choices import State


def ref(number, first="q"):
    """The number as a ref: six characters, told apart by their ends ("q22223" is 1)."""
    digits = ""
    for _ in range(5):
        number, digit = divmod(number, len(models.REF_ALPHABET))
        digits = models.REF_ALPHABET[digit] + digits
    return first + digits


class UserFactory(DjangoModelFactory):
    class Meta:
        model = "auth.User"

    username = factory.Sequence("user-{}".format)


class SpeakerFactory(DjangoModelFactory):
    class Meta:
        model = models.Speaker
        skip_postgeneration_save = True

    slug = factory.Sequence("speaker-{}".format)
    name = factory.Sequence("Speaker {}".format)
    sort_name = factory.Sequence("{:04}, Speaker".format)

    @factory.post_generation
    def members(self, create, members, **kwargs):
        if members:
            self.members.set(members)


class QuotedSpeakerFactory(SpeakerFactory):
    """One whom readers know: undated words of theirs are published."""

    @factory.post_generation
    def words(self, create, extracted, **kwargs):
        QuotationFactory(speaker=self, date="", ref=ref(self.pk, first="k"))


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = models.Topic

    slug = factory.Sequence("topic-{}".format)
    name = factory.Sequence("Topic {}".format)
    proposition = factory.Sequence("Proposition {}.".format)
    order = factory.Sequence(lambda number: number)


class SourceFactory(DjangoModelFactory):
    class Meta:
        model = models.Source

    slug = factory.Sequence("source-{}".format)
    author = factory.Sequence("Author {}".format)
    title = factory.Sequence("Title {}".format)


class ArticleFactory(DjangoModelFactory):
    class Meta:
        model = models.Article

    slug = factory.Sequence("article-{}".format)
    title = factory.Sequence("Article {:04}".format)  # articles stand by title
    author = factory.Sequence("Article author {}".format)
    issued = "2023"
    file_name = factory.Sequence("article-{}.txt".format)
    sha256 = factory.Sequence("{:064x}".format)
    text = factory.Sequence("Text of article {}.".format)
    selection_line = factory.Sequence("Selection line of article {}.".format)
    selection_short = factory.Sequence("Selection {}.".format)


class SectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Section

    article = factory.SubFactory(ArticleFactory)
    slug = factory.Sequence("section-{}".format)
    title = factory.Sequence("Section {}".format)
    order = factory.Sequence(lambda number: number)
    start = factory.Sequence(lambda number: number * 1000)
    end = factory.Sequence(lambda number: number * 1000 + 1000)


class NoteFactory(DjangoModelFactory):
    class Meta:
        model = models.Note

    article = factory.SubFactory(ArticleFactory)
    label = factory.Sequence(str)
    order = factory.Sequence(lambda number: number)
    start = factory.Sequence(lambda number: number * 1000)
    end = factory.Sequence(lambda number: number * 1000 + 100)
    text = factory.Sequence("Text of note {}.".format)


class PassageFactory(DjangoModelFactory):
    class Meta:
        model = models.Passage

    ref = factory.Sequence(lambda number: ref(number, first="p"))
    article = factory.SubFactory(ArticleFactory)
    note = factory.SubFactory(NoteFactory, article=factory.SelfAttribute("..article"))
    source = factory.SubFactory(SourceFactory)
    locator = factory.Sequence(str)
    resolution = "full"


class QuotationFactory(DjangoModelFactory):
    class Meta:
        model = models.Quotation
        skip_postgeneration_save = True

    ref = factory.Sequence(ref)
    passage = factory.SubFactory(PassageFactory)
    text = factory.Sequence("Words {}".format)
    start = factory.Sequence(lambda number: number * 1000)
    end = factory.LazyAttribute(lambda row: row.start + max(len(row.text), 1))
    speaker = factory.SubFactory(SpeakerFactory)
    date = "1920"
    # What a date needs beside it, and an unknown one must not have.
    date_basis = factory.LazyAttribute(lambda row: "stated" if row.date else "")
    state = State.PUBLISHED

    @factory.post_generation
    def positions(self, create, readings, **kwargs):
        """Pairs of a topic and a stance, the most important first."""
        for order, (topic, stance) in enumerate(readings or (), start=1):
            self.positions.create(topic=topic, stance=stance, order=order)


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = models.Position

    quotation = factory.SubFactory(QuotationFactory)
    topic = factory.SubFactory(TopicFactory)
    stance = "advocates"


class LandmarkFactory(DjangoModelFactory):
    class Meta:
        model = models.Landmark

    slug = factory.Sequence("landmark-{}".format)
    date = "1921"
    title = factory.Sequence("Landmark {}".format)
    reference = factory.Sequence("Reference {}".format)


class PhaseFactory(DjangoModelFactory):
    class Meta:
        model = models.Phase

    speaker = factory.SubFactory(SpeakerFactory)
    label = factory.Sequence("Phase {}".format)
    date = "1917/1925"


class ContrastFactory(DjangoModelFactory):
    class Meta:
        model = models.Contrast
        skip_postgeneration_save = True

    slug = factory.Sequence("contrast-{}".format)
    title = factory.Sequence("Contrast {}".format)
    introduction = factory.Sequence("Introduction {}.".format)
    is_published = True

    @factory.post_generation
    def sides(self, create, sides, **kwargs):
        """Pairs of a label and a query string, in their order."""
        for order, (label, query) in enumerate(sides or (), start=1):
            self.sides.create(order=order, label=label, query=query)


class ContrastSideFactory(DjangoModelFactory):
    class Meta:
        model = models.ContrastSide

    contrast = factory.SubFactory(ContrastFactory)
    label = factory.Sequence("Side {}".format)
    query = factory.Sequence("speaker=speaker-{}".format)


class ThenAndNowFactory(DjangoModelFactory):
    """Words of one speaker in 1920 and in 1930, for and against one topic's proposition."""

    class Meta:
        model = models.ThenAndNow

    ref = factory.Sequence(lambda number: ref(number, first="t"))
    topic = factory.SubFactory(TopicFactory)
    earlier = factory.LazyAttribute(
        lambda row: QuotationFactory(date="1920", positions=[(row.topic, "advocates")])
    )
    later = factory.LazyAttribute(
        lambda row: QuotationFactory(
            date="1930", speaker=row.earlier.speaker, positions=[(row.topic, "opposes")]
        )
    )
    is_confirmed = True


class GlossaryTermFactory(DjangoModelFactory):
    class Meta:
        model = models.GlossaryTerm

    term = factory.Sequence("Term {}".format)
    line = factory.Sequence("Line {}.".format)


class CorrectionFactory(DjangoModelFactory):
    class Meta:
        model = models.Correction

    date = datetime.date(2026, 1, 1)
    quotation = factory.SubFactory(QuotationFactory)
    remark = factory.Sequence("Remark {}.".format)
