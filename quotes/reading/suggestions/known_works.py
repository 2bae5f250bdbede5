"""First years of works, known from elsewhere: an edition's imprint is no date of the words.

Which works are known is the data's to say; their years are suggested as ``inferred``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from ..language.names import surname
from ..language.titles import fold_title, short_title
from ..results import Evidence, Work
from .confidence import KNOWN_FIRST_YEAR


@dataclass(frozen=True, slots=True)
class KnownWork:
    """``year``: EDTF, when it was written, else first published."""

    authors: tuple[str, ...]
    title: str
    year: str


@dataclass(frozen=True, slots=True)
class KnownWorks:
    """Works by the folded forms of their titles; see ``of``."""

    _by_title: dict[str, list[KnownWork]] = field(default_factory=dict)

    @classmethod
    def of(cls, works: Iterable[KnownWork]) -> KnownWorks:
        by_title: dict[str, list[KnownWork]] = {}
        for work in works:
            for key in {fold_title(work.title), fold_title(short_title(work.title))}:
                by_title.setdefault(key, []).append(work)
        return cls(by_title)

    def first_year_of(self, work: Work) -> Evidence:
        """The first year, for a work of that title by one of the authors; else empty.

        >>> known = KnownWorks.of([KnownWork(("Karl Marx",), "Capital", "1867")])
        >>> known.first_year_of(Work(authors=("K. Marx",), title="Capital (vol. 1)")).value
        '1867'
        >>> known.first_year_of(Work(authors=("Olga Stein",), title="Capital"))
        Evidence(value=None, reason='', confidence=0.0, basis='')
        """
        authors = set(map(surname, work.authors))
        title = work.title.split(" (")[0]
        for form in (title, short_title(title), title.split(",")[0]):
            for known in self._by_title.get(fold_title(form), []):
                if authors.intersection(map(surname, known.authors)):
                    reason = f"first published or written in {known.year.replace('/', '–')}"
                    return Evidence(known.year, reason, KNOWN_FIRST_YEAR, "inferred")
        return Evidence()


NO_WORKS = KnownWorks()
