"""References led to their works, in reading order, with the trail in words; never guessed.

A short form goes to the last resolved citation of its author, "Ibid." to the reference before,
"Op. cit." to the container it follows, a quoted title to its work or to the collection of an
earlier note, a short title also forward to a later full note. What fits two works stays open.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from ..language.titles import fold_title, same_title, short_title
from ..results import Resolved, Work
from .cited import Citations, Cited, FullNotes, surnames
from .parse import Reference

_NEAR = 200  # pieces of a collection
_RECENT = 400  # works among which a title is looked for that is not printed as before
# "writings and speeches of Leon Trotsky", "Selected Works of Camillo Berneri"
_OF_AUTHOR = re.compile(
    r"\b(?i:writings|works|speeches|letters|essays|papers|schriften|werke|œuvres|obras)\b[^:]{0,40}?\s"
    r"(?:of|by|von|de)\s(?P<name>(?:[A-Z][\w’.-]*\s){0,3}[A-Z][\w’-]+)"
)
_SPEAKS = re.compile(r"^(?P<name>(?:[A-Z][\w’.-]*\s){1,3}?)(?:Speaks|on\s[A-Z])")


class Resolver:
    """Keeps the works found so far. ``resolve`` is called in reading order."""

    def __init__(
        self,
        forthcoming: list[tuple[str | None, Reference]],
        is_person: Callable[[str], bool] = bool,
    ):
        self._is_person = is_person
        self._contested: set[int] = set()
        self.works: list[Work] = []
        self._citations = Citations()
        self.cited = self._citations.all
        self._later = FullNotes(
            [
                (note, reference)
                for note, reference in forthcoming
                if reference.form == "full"
                and reference.title
                and (reference.publisher or reference.issued)
            ]
        )
        self._by_title: dict[str, list[int]] = {}
        self._in: dict[str, list[int]] = {}
        self._issues: dict[tuple[str, str], int] = {}
        self._note_works: dict[str | None, list[int]] = {}

    # -- entry ---------------------------------------------------------------------------------

    def resolve(self, reference: Reference, note: str | None) -> Resolved:
        """Lead a reference to its work; the work is new, known, or None when it stays open."""
        work, trail = self._lead(reference, note)
        resolved = Resolved(
            reference.start,
            reference.end,
            note,
            work,
            reference.locator,
            reference.via,
            trail,
            reference.container_authors if reference.via else (),
        )
        if work is not None:
            self._citations.add(note, work)
            self._note_works.setdefault(note, []).append(work)
        return resolved

    def name_author(self, work: int, names: tuple[str, ...], reason: str) -> None:
        """Record an author that only the sentence names."""
        if not self.works[work].authors and work not in self._contested:
            self._change(work, replace(self.works[work], authors=names, author_from=reason))

    def contest(self, work: int) -> None:
        """Several people are quoted from this work: what one sentence said is not its author."""
        self._contested.add(work)
        self._change(work, replace(self.works[work], authors=(), author_from=""))

    def add_piece(
        self, title: str, volume: int, note: str | None, speakers: tuple[str, ...]
    ) -> int:
        """A piece that only the sentence names, in the volume that the note cites."""
        holder = self.works[volume]
        for index in self._in.get(holder.title, [])[-_RECENT:]:
            if same_title(title, self.works[index].title):
                return index
        piece = Work(
            "chapter",
            holder.authors or speakers,
            title,
            holder.title,
            (),
            holder.place,
            holder.publisher,
            holder.year,
            note=note,
            author_from=holder.author_from,
        )
        return self._add(piece)

    def authors_in(self, container: str) -> set[tuple[str, ...]]:
        """The authors of the pieces that were cited from one collection."""
        pieces = [self.works[index] for index in self._in.get(container, [])[-_NEAR:]]
        return {piece.authors for piece in pieces if piece.authors}

    # -- forms ---------------------------------------------------------------------------------

    def _lead(self, reference: Reference, note: str | None) -> tuple[int | None, str]:
        if reference.form == "ibid":
            return self._ibid(note)
        if reference.form == "idem":
            return self._idem(reference, note)
        if reference.form == "opcit":
            return self._op_cit(reference, note)
        if reference.title:
            return self._titled(reference, note)
        if reference.authors:
            return self._by_author(reference, note)
        return None, "unresolved"

    def _ibid(self, note: str | None) -> tuple[int | None, str]:
        if not self.cited:
            return None, "ibid. with nothing before it"
        last = self.cited[-1]
        works = set(self._note_works.get(last.note, [])) if last.note is not None else {last.work}
        if len(works) > 1 and last.note != note:
            return None, f"ibid.: note {last.note} cites several works"
        return last.work, f"ibid.: {_of(last.note)}"

    def _idem(self, reference: Reference, note: str | None) -> tuple[int | None, str]:
        """The same author; with nothing but a page, the same work."""
        if not reference.title:
            work, trail = self._ibid(note)
            return work, trail.replace("ibid.", "idem")
        authors = self.works[self.cited[-1].work].authors if self.cited else ()
        if not authors:
            return None, "idem with no author before it"
        return self._titled(replace(reference, authors=authors, form="full"), note)

    def _op_cit(self, reference: Reference, note: str | None) -> tuple[int | None, str]:
        if reference.title:
            known = self._known_title(reference.title, reference.authors)
            if known is not None:
                return known, f"op. cit.: {_of(self.works[known].note)}"
            holder = self._last_container()
            if holder is None:
                return None, "op. cit. with no collection before it"
            trail = f"op. cit.: the collection of {_of(self._collection_note(holder))}"
            return self._add(self._in_container(reference, self.works[holder.work], note)), trail
        if reference.authors:
            return self._by_author(reference, note, "op. cit.")
        if self.cited:
            last = self.cited[-1]
            return last.work, f"op. cit.: {_of(last.note)}"
        return None, "op. cit. with nothing before it"

    def _titled(self, reference: Reference, note: str | None) -> tuple[int | None, str]:
        known = self._known_title(reference.title, reference.authors)
        if known is not None and reference.issued and reference.type == "article-newspaper":
            known = self._same_issue(reference)
        full = bool(reference.publisher or reference.issued)
        if known is not None:
            self._enrich(known, reference, note)
            same = self.works[known].note == note
            return known, "full" if same or full else f"short form of {_of(self.works[known].note)}"
        if not full and not reference.container and self._is_surname_title(reference):
            return self._by_author(replace(reference, authors=(reference.title,)), note)
        if reference.container:
            return self._in_named_container(reference, note, full)
        if full:
            return self._add(self._make(reference, note)), "full"
        return self._short_title(reference, note)

    def _in_named_container(
        self, reference: Reference, note: str | None, full: bool
    ) -> tuple[int, str]:
        """A piece in a container that the reference names: one known before has the imprint."""
        work = self._make(reference, note)
        holder = self._find_container(reference.container)
        if holder is None or reference.publisher:
            return self._add(work), "full" if full else "as cited"
        work = replace(
            work,
            container=holder.container or holder.title,
            place=holder.place,
            publisher=holder.publisher,
            year=work.year or holder.year,
        )
        return self._add(work), f"in the collection of {_of(holder.note)}"

    def _short_title(self, reference: Reference, note: str | None) -> tuple[int, str]:
        """A title alone: of a full note that follows, or of a piece in the collection before."""
        later = self._later.after(reference.title, reference.start)
        if later is not None:
            later_note, later_reference = later
            work = self._make(later_reference, later_note)
            return self._add(work), f"short form of {_of(later_note)}, which follows"
        holder = self._last_container()
        if reference.type != "book" and holder is not None:
            work = self._in_container(reference, self.works[holder.work], note)
            return self._add(work), f"in the collection of {_of(self._collection_note(holder))}"
        return self._add(self._make(reference, note)), "as cited"

    def _is_surname_title(self, reference: Reference) -> bool:
        """ "Brinton, 451." read as a title, though an author of that name was cited."""
        few = len(reference.title.split()) <= 2
        return few and self._citations.last_of([reference.title]) is not None

    def _by_author(
        self, reference: Reference, note: str | None, form: str = ""
    ) -> tuple[int | None, str]:
        cited = self._citations.last_of(reference.authors)
        if cited is None:
            return None, f"no work of {' and '.join(reference.authors)} before this"
        prefix = f"{form}: " if form else "short form of "
        return cited.work, prefix + _of(self.works[cited.work].note)

    # -- works ---------------------------------------------------------------------------------

    def _make(self, reference: Reference, note: str | None) -> Work:
        authors = (
            reference.authors
            or self._author_in_title(reference.title)
            or self._author_in_title(reference.container)
        )
        named = "" if reference.authors or not authors else "the title names the author"
        return Work(
            reference.type or "book",
            authors,
            reference.title,
            reference.container,
            () if reference.via else reference.container_authors,
            reference.place,
            reference.publisher,
            reference.year,
            reference.issued,
            reference.volume,
            note,
            named,
        )

    def _author_in_title(self, title: str) -> tuple[str, ...]:
        """ "Leon Trotsky Speaks", "Writings of Emma Goldman": if the text knows the person."""
        match = _OF_AUTHOR.search(title) or _SPEAKS.match(title)
        name = match["name"].strip() if match else ""
        return (name,) if name and self._is_person(name) else ()

    def _in_container(self, reference: Reference, holder: Work, note: str | None) -> Work:
        return Work(
            "chapter",
            reference.authors,
            reference.title,
            holder.container or holder.title,
            holder.container_authors,
            holder.place,
            holder.publisher,
            holder.year,
            note=note,
        )

    def _add(self, work: Work) -> int:
        self.works.append(work)
        index = len(self.works) - 1
        self._citations.credit(index, work.authors)
        self._in.setdefault(work.container, []).append(index)
        for title in {fold_title(work.title), fold_title(short_title(work.title))}:
            self._by_title.setdefault(title, []).append(index)
            self._issues[title, work.issued] = index
        return index

    def _change(self, index: int, work: Work) -> None:
        self.works[index] = work
        self._citations.credit(index, work.authors)

    def _enrich(self, index: int, reference: Reference, note: str | None) -> None:
        """A full citation of a work that was known by a short form."""
        work = self.works[index]
        if reference.publisher and not work.publisher:
            longer = reference.title if len(reference.title) > len(work.title) else work.title
            full = replace(
                work,
                title=longer,
                authors=work.authors or reference.authors,
                container=work.container or reference.container,
                place=reference.place,
                publisher=reference.publisher,
                year=reference.year,
                note=note,
            )
            self._change(index, full)

    def _known_title(self, title: str, authors: tuple[str, ...]) -> int | None:
        short = fold_title(title)
        found = self._by_title.get(short) or self._by_title.get(fold_title(short_title(title)))
        if not found and len(short.split()) >= 2:
            first = max(0, len(self.works) - _RECENT)
            recent = enumerate(self.works[first:], start=first)
            found = [index for index, work in recent if same_title(title, work.title)]
        if not found:
            return None
        keys = surnames(authors)
        for index in reversed(found[-_RECENT:]):
            known = surnames(self.works[index].authors)
            if not keys or not known or keys & known:
                return index
        return None

    def _same_issue(self, reference: Reference) -> int | None:
        """Every issue of a newspaper, every meeting's minutes, is a source of its own."""
        return self._issues.get((fold_title(reference.title), reference.issued))

    def _find_container(self, title: str) -> Work | None:
        for work in reversed(self.works[-_RECENT:]):
            if work.container and same_title(title, work.container):
                return work
            if same_title(title, work.title):
                return work
        return None

    def _last_container(self) -> Cited | None:
        """The last citation that stands in a collection, not further back than a few notes."""
        for cited in reversed(self.cited[-6:]):
            if self.works[cited.work].container:
                return cited
        return None

    def _collection_note(self, cited: Cited) -> str | None:
        """The note that first gave the collection."""
        first = self._in.get(self.works[cited.work].container, [cited.work])[0]
        return self.works[first].note


def _of(note: str | None) -> str:
    return f"note {note}" if note is not None else "the citation before"
