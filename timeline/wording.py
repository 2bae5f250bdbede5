"""Sentences and titles about a selection and its results, for pages and shared previews."""

import re

from quotes.citing import speaker_name, when
from quotes.facet_values import Known
from quotes.facets import FACETS, Facet
from quotes.shortening import first_words, goes_on, shortened

SITE_NAME = "Who said what, when"
SITE_DESCRIPTION = (
    "Dated quotations with their speaker, source and pages, "
    "on a timeline that can be filtered and shared."
)
PREVIEW = 300  # characters of the words that a shared preview shows


def counted(number: int, noun: str, plural: str = "") -> str:
    """
    >>> counted(2, "quotation")
    '2 quotations'
    """
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def totals_in_words(totals: dict[str, int]) -> str:
    """
    >>> totals_in_words({"quotations": 29, "passages": 10, "works": 1})
    '29 quotations in 10 passages from 1 work'
    """
    return f"{in_passages(totals)} from {counted(totals['works'], 'work')}"


def in_passages(totals: dict[str, int]) -> str:
    """
    >>> in_passages({"quotations": 29, "passages": 10, "works": 1})
    '29 quotations in 10 passages'
    """
    quotations, passages = totals["quotations"], totals["passages"]
    return f"{counted(quotations, 'quotation')} in {counted(passages, 'passage')}"


def quoted(query: str) -> str:
    """A search in quotation marks as they are printed: “one-man” or “dictatorship of the party”.

    >>> quoted('"dictatorship of the party" soviets')
    '“dictatorship of the party” “soviets”'
    """
    parts = re.findall(r'"([^"]+)"?|([^\s"]+)', re.sub("[“”„«»]", '"', query))
    return " ".join(f"“{phrase or word}”" for phrase, word in parts if (phrase or word).strip())


def listed(words: list[str], conjunction: str = "or") -> str:
    """
    >>> listed(["a", "b", "c"])
    'a, b or c'
    """
    return f" {conjunction} ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)


def years(first: int, last: int) -> str:
    """
    >>> years(1920, 1920), years(1920, 1923)
    ('1920', '1920–1923')
    """
    return str(first) if first == last else f"{first}–{last}"


def title(known: Known) -> str:
    """The selection as a heading: "Leon Trotsky: Soviets, argues for, 1918–1923"."""
    parts = described(known) or ["All quotations"]
    return ", ".join([*parts, known.selection.years_in_words()])


def page_title(name: str, known: Known) -> str:
    """The title of a page that selects by its path, with what is filtered beside it.

    "Leon Trotsky", "Leon Trotsky: Soviets, from 1936"
    """
    parts = described(known)
    if known.selection.year_parameters():
        parts.append(known.selection.years_in_words())
    return f"{name}: {', '.join(parts)}" if parts else name


def described(known: Known, without: frozenset[str] = frozenset()) -> list[str]:
    """What a selection asks for in words, years apart; ``without`` are parameters left unsaid."""
    said = [(facet, _said(known, facet)) for name, facet in FACETS.items() if name not in without]
    parts: list[str] = []
    for facet, words in said:
        if facet.leading and words:
            parts.append(f"{parts.pop()}: {words}" if facet.with_colon and parts else words)
    if known.selection.q and "q" not in without:
        parts.append(quoted(known.selection.q))
    return parts + [words for facet, words in said if not facet.leading and words]


def _said(known: Known, facet: Facet) -> str:
    """The chosen values of a facet by their names; an unknown one in quotation marks."""
    chosen = getattr(known.selection, facet.parameter)
    if not chosen:
        return ""
    if facet.noun:
        return counted(len(chosen), facet.noun)
    labels = known.labels[facet.parameter]
    names = [facet.each.format(facet.values.titled.get(*label)) for label in labels.items()]
    names += [f"“{value}”" for value in known.unknown.get(facet.parameter, ())]
    return facet.in_words.format(listed(names))


def description(totals: dict[str, int]) -> str:
    """What a shared preview says below the title."""
    return f"{totals_in_words(totals)}, each with its date, source and pages."


def quotation_title(quotation) -> str:
    """ "Leon Trotsky, 1936: “obviously in conflict with the spirit”…" """
    start = first_words(quotation.text, 9)
    whose_words = whose(quotation) if quotation.date else speaker_name(quotation.speaker)
    return f"{whose_words}: “{start}”{'…' if goes_on(quotation.text, start) else ''}"


def whose(quotation) -> str:
    """ "Leon Trotsky, 1920" """
    return f"{speaker_name(quotation.speaker)}, {when(quotation)}"


def dated(quotation) -> str:
    """ "1920, stated in the text: the article says so" """
    if not quotation.date:
        return "unknown"
    note = f": {quotation.date_note}" if quotation.date_note else ""
    return f"{when(quotation)}, {quotation.get_date_basis_display()}{note}"


def quotation_preview(quotation, passage: list) -> str:
    """For a shared preview: date with basis, work, who quotes it, and the words of the passage.

    ``passage`` are its quotations; those of the same speaker stand there, each in its own marks.
    """
    date = (
        f"{when(quotation)} ({quotation.get_date_basis_display()})" if quotation.date else "Undated"
    )
    source, article = quotation.passage.source, quotation.passage.article
    work = f", {source.title}" if source else ""
    quoter = article.author.split()[-1] if article.author else article.title
    said = f"{speaker_name(quotation.speaker)}, {date}{work}, quoted by {quoter} ({article.issued})"
    words = " ".join(f"“{other.text}”" for other in passage if _stands_with(quotation, other))
    return f"{said}: {shortened(words, PREVIEW, ' …')}"


def _stands_with(quotation, other) -> bool:
    own = other.speaker_id == quotation.speaker_id
    return other.pk == quotation.pk or (own and other.kind == quotation.kind)


def side_name(known: Known, shared: frozenset[str]) -> str:
    """A side of a contrast by what is its own: "Leon Trotsky, up to 1923" or "Up to 1923"."""
    parts = described(known, shared)
    if "years" not in shared and not known.selection.ref:
        parts.append(known.selection.years_in_words())
    name = ", ".join(parts) or "All quotations"
    return name[0].upper() + name[1:]


def contrast_title(names: list[str], shared: list[str], years: str) -> str:
    """What holds for every side, then the sides, then the years where they are the same.

    >>> contrast_title(["Ada", "Ben"], ["Soviets"], "1918–1940")
    'Soviets: Ada · Ben, 1918–1940'
    """
    sides = " · ".join(names) if names[1:] else f"Contrast with {names[0]}"
    head = f"{', '.join(shared)}: " if shared else ""
    return f"{head}{sides}{', ' if years else ''}{years}"


def agreeing(label: str, number: int) -> str:
    """A reading's verb with the number of passages that it has.

    >>> agreeing("argues for", 1), agreeing("denies", 2)
    ('1 argues for', '2 deny')
    """
    verb, gap, rest = label.partition(" ")
    if number != 1:
        verb = f"{verb[:-3]}y" if verb.endswith("ies") else verb.removesuffix("s")
    return f"{number} {verb}{gap}{rest}"


def with_evidence(quotation, citation: str, address: str) -> str:
    """The words with their proof, for pasting somewhere else."""
    return f"“{quotation.text}”\n— {citation}\n{address}"
