"""Sentences and titles about a selection and its results, for pages and shared previews."""

import re

from quotes.choices import Stance
from quotes.vocabulary import Known

SITE_NAME = "Who said what, when"


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
    return (
        f"{counted(totals['quotations'], 'quotation')} in {counted(totals['passages'], 'passage')} "
        f"from {counted(totals['works'], 'work')}"
    )


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


def title(known: Known) -> str:
    """The selection as a heading: "Leon Trotsky on Soviets, argues for, 1918–1923"."""
    selection, labels = known.selection, known.labels
    parts = []
    who = listed(list(labels["speaker"].values())) if selection.speaker else ""
    about = listed(list(labels["topic"].values())) if selection.topic else ""
    if who and about:
        parts.append(f"{who} on {about}")
    elif who or about:
        parts.append(who or about)
    if selection.stance:
        parts.append(listed([str(Stance(s).label) for s in labels["stance"]]) or "unknown reading")
    if selection.q:
        parts.append(quoted(selection.q))
    if selection.source:
        parts.append(f"from {listed(list(labels['source'].values())) or 'an unknown work'}")
    if selection.section:
        parts.append(f"in {listed([f'“{title}”' for title in labels['section'].values()])}")
    if selection.basis:
        parts.append(f"date {listed(list(labels['basis'].values()))}")
    if selection.standing:
        parts.append(listed([f"{label}s" for label in labels["standing"].values()]))
    if selection.ref:
        parts.append(counted(len(selection.ref), "chosen quotation"))
    parts = [part for part in parts if part] or ["All quotations"]
    return f"{', '.join(parts)}, {selection.years_in_words()}"


def description(totals: dict[str, int]) -> str:
    """What a shared preview says below the title."""
    return f"{totals_in_words(totals)}, each with its date, source and pages."


def quotation_title(quotation) -> str:
    """ "Leon Trotsky, 1936: “obviously in conflict with the spirit…”" """
    words = quotation.text.split()
    start = " ".join(words[:9]) + ("…" if len(words) > 9 else "")
    date = quotation.historical_date
    when = f", {date.in_words()}" if date else ""
    return f"{quotation.speaker or 'Unknown speaker'}{when}: “{start}”"


def quotation_preview(quotation) -> str:
    """For a shared preview: date with basis, work, who quotes it; the words stand in the title."""
    date = quotation.historical_date
    when = f"{date.in_words()} ({quotation.get_date_basis_display()})" if date else "Undated"
    source, article = quotation.passage.source, quotation.passage.article
    work = f", {source.title}" if source else ""
    quoter = article.author.split()[-1] if article.author else article.title
    who = quotation.speaker or "Unknown speaker"
    return f"{who}, {when}{work}, quoted by {quoter} ({article.issued})."


def contrast_title(labels: list[str]) -> str:
    return f"Contrast: {' · '.join(labels)}" if len(labels) > 1 else f"Contrast with {labels[0]}"


def with_evidence(quotation, citation: str, address: str) -> str:
    """The words with their proof, for pasting somewhere else."""
    return f"“{quotation.text}”\n— {citation}\n{address}"
