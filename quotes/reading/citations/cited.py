"""What has been cited so far, and what will be: found by author and by title, without a walk."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass

from ..language.names import surname
from ..language.titles import fold_title, short_title
from .parse import Reference


@dataclass(frozen=True, slots=True)
class Cited:
    """One resolved citation: the label of its note, and the index of its work."""

    note: str | None
    work: int


class Citations:
    """Resolved citations in reading order; the last one of an author, whoever that is by now.

    A work's authors may become known, or doubtful, after it was cited: ``credit`` tells them.
    """

    def __init__(self) -> None:
        self.all: list[Cited] = []
        self._places: dict[int, list[int]] = {}
        self._surnames: dict[int, frozenset[str]] = {}
        self._by_surname: dict[str, list[int]] = {}

    def add(self, note: str | None, work: int) -> None:
        place = len(self.all)
        self.all.append(Cited(note, work))
        self._places.setdefault(work, []).append(place)
        for key in self._surnames.get(work, ()):
            self._by_surname.setdefault(key, []).append(place)

    def credit(self, work: int, authors: Iterable[str]) -> None:
        """From now on these are the authors of the work."""
        before, now = self._surnames.get(work, frozenset()), surnames(authors)
        places = self._places.get(work, ())
        for key in before - now:
            theirs = self._by_surname.get(key, [])
            for place in places:
                del theirs[bisect_left(theirs, place)]
        for key in now - before:
            for place in places:
                insort(self._by_surname.setdefault(key, []), place)
        self._surnames[work] = now

    def last_of(self, authors: Iterable[str]) -> Cited | None:
        """The last citation of a work by all of these authors, known by their surnames.

        >>> citations = Citations()
        >>> citations.credit(0, ["Olga Stein"])
        >>> citations.add("1", 0), citations.add("2", 1)
        (None, None)
        >>> citations.last_of(["Stein"])
        Cited(note='1', work=0)
        """
        keys = surnames(authors)
        if not keys:
            return self.all[-1] if self.all else None
        fewest = min((self._by_surname.get(key, []) for key in keys), key=len)
        for place in reversed(fewest):
            if keys <= self._surnames[self.all[place].work]:
                return self.all[place]
        return None


class FullNotes:
    """Full references that are still to come, by the beginning of their titles."""

    def __init__(self, full: list[tuple[str | None, Reference]]):
        self._full = full
        titles = [reference.title for _, reference in full]
        self._whole = sorted(
            (title, number)
            for number, printed in enumerate(titles)
            for title in {fold_title(printed), fold_title(short_title(printed))}
        )

    def after(self, title: str, start: int) -> tuple[str | None, Reference] | None:
        """The first one that stands after ``start`` and that a short title names.

        The title is the whole, the part before the subtitle, or two words and more of the
        beginning: as ``same_title`` has it.
        """
        short = fold_title(title)
        if not short:
            return None
        found = self._beginning_with(short, is_whole=True)
        if " " in short:
            found += self._beginning_with(short + " ", is_whole=False)
        later = [number for number in found if self._full[number][1].start > start]
        return self._full[min(later)] if later else None

    def _beginning_with(self, words: str, is_whole: bool) -> list[int]:
        found = []
        for at in range(bisect_left(self._whole, (words,)), len(self._whole)):
            title, number = self._whole[at]
            if title != words if is_whole else not title.startswith(words):
                break
            found.append(number)
        return found


def surnames(authors: Iterable[str]) -> frozenset[str]:
    """("Karl Holm", "O. Stein") → {"holm", "stein"}."""
    return frozenset(map(surname, authors))
