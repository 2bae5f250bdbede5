"""Quotation marks: which open, which close, which belong together, and which never match.

Knows “…”, "…", „…“, „…”, „…", «…», »…«, ‘…’, '…', ‚…‘, ‹…›, `…’ and ``…''. Single marks are also
apostrophes, so a single mark counts only where it finds its partner; a double mark that finds none
is a defect of the text and is reported.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

_POSSESSIVE_REACH = 240  # characters after "the workers’" in which the true closing mark follows

# One token each; `` and '' and ,, are typewriters' double marks
_TOKEN = re.compile(r"``|''|,,(?=\w)|[“”„«»\"‘’‚‹›'`]")

_DOUBLE, _SINGLE = "double", "single"
# Mark → (family, what it can do). A family pairs only with itself.
_OPENERS = {"“": "curly", "„": "low", "«": "guillemet", "``": "tick", ",,": "low", "‚": "lowsingle"}
_FAMILY_KIND = {
    "curly": _DOUBLE,
    "low": _DOUBLE,
    "guillemet": _DOUBLE,
    "straight": _DOUBLE,
    "tick": _DOUBLE,
    "single": _SINGLE,
    "lowsingle": _SINGLE,
    "apostrophe": _SINGLE,
    "backtick": _SINGLE,
    "angle": _SINGLE,
}
_MAX_SINGLE = 1200
_OPEN_BEFORE = " \n\t\u00a0\u202f([{—–-/“„«‘'\"‚‹>…"
_CLOSE_AFTER = " \n\t\u00a0\u202f)]},.;:!?—–-/”“»’'\"›<…["


@dataclass(slots=True)
class Pair:
    """Inner text ``start:end`` between marks. ``opened``/``closed``: whether that mark exists."""

    start: int
    end: int
    kind: str
    depth: int = 0
    opened: bool = True
    closed: bool = True
    outer_start: int = 0
    outer_end: int = 0
    inner: list[Pair] = field(default_factory=list)


@dataclass(slots=True)
class Marks:
    """What one block's marks make: its pairs (outermost, with inner ones) and the unmatched."""

    pairs: list[Pair]
    unclosed: list[tuple[int, int, str]]
    unopened: list[tuple[int, int, str]]


@dataclass(slots=True)
class _Frame:
    family: str
    at: int
    after: int
    inner: list[Pair] = field(default_factory=list)


class _Matcher:
    """Walks through the marks of one block once, with a stack of what is open."""

    def __init__(self, text: str, low: int, high: int, reversed_guillemets: bool):
        self.text, self.low, self.high = text, low, high
        self.reversed = reversed_guillemets
        self.tokens = list(_TOKEN.finditer(text, low, high))
        self.stack: list[_Frame] = []
        self.open_now: Counter[str] = Counter()
        self.top: list[Pair] = []
        self.unopened: list[tuple[int, int, str]] = []
        self.unclosed: list[tuple[int, int, str]] = []
        self.closers_left = sum(1 for token in self.tokens if token.group() == "”")
        self.straight_left = self._count_straight()

    def run(self) -> Marks:
        for number, token in enumerate(self.tokens):
            self._take(number, token)
        while self.stack:
            self._drop(self._pop())
        return Marks(self.top, self.unclosed, self.unopened)

    # -- context ------------------------------------------------------------------------------

    def _before(self, at: int) -> str:
        return self.text[at - 1] if at > self.low else " "

    def _after(self, at: int) -> str:
        return self.text[at] if at < self.high else " "

    def _can_open(self, token: re.Match[str]) -> bool:
        after = self._after(token.end())
        return self._before(token.start()) in _OPEN_BEFORE and after not in " \n\t),.;:!?"

    def _can_close(self, token: re.Match[str]) -> bool:
        before = self._before(token.start())
        return before not in " \n\t(" and self._after(token.end()) in _CLOSE_AFTER

    def _is_open(self, *families: str) -> bool:
        return any(self.open_now[family] for family in families)

    def _innermost_double(self) -> str:
        """Family of the innermost open double mark that a straight mark can close."""
        if self._is_open("straight", "curly", "low"):
            for frame in reversed(self.stack):
                if frame.family in ("straight", "curly", "low"):
                    return frame.family
        return ""

    def _count_straight(self) -> Counter[str]:
        """How many straight marks are still to come that can only open, only close."""
        left: Counter[str] = Counter()
        for token in self.tokens:
            if token.group() == '"':
                left[self._shape(token)] += 1
        return left

    def _shape(self, token: re.Match[str]) -> str:
        can_open, can_close = self._can_open(token), self._can_close(token)
        return "any" if can_open == can_close else "opens" if can_open else "closes"

    # -- decisions ----------------------------------------------------------------------------

    def _take(self, number: int, token: re.Match[str]) -> None:
        mark = token.group()
        if mark == "”":
            self.closers_left -= 1
        if mark in "«»":
            self._guillemet(token, mark)
        elif mark in ("„", ",,", "``", "‚"):
            self._open(_OPENERS[mark], token)
        elif mark == "“":
            self._left_double(token)
        elif mark in ("”", "''"):
            self._right_double(token, mark)
        elif mark == '"':
            self._straight(token)
        elif mark == "‹":
            self._open("angle", token)
        elif mark == "›":
            self._close_any(("angle",), token)
        elif mark == "`":
            if self._can_open(token):
                self._open("backtick", token)
        else:
            self._single(number, token, mark)

    def _guillemet(self, token: re.Match[str], mark: str) -> None:
        opens = mark == ("»" if self.reversed else "«")
        if opens:
            self._open("guillemet", token)
        else:
            self._close_or_report(("guillemet",), token)

    def _left_double(self, token: re.Match[str]) -> None:
        if self._is_open("low"):
            self._close_any(("low",), token)
        elif self._is_open("curly") and self._can_close(token) and not self._can_open(token):
            self._close_any(("curly",), token)
        else:
            open_now = self.open_now["curly"]
            if open_now and self.closers_left < open_now + 1:
                self._abandon("curly")
            self._open("curly", token)

    def _right_double(self, token: re.Match[str], mark: str) -> None:
        families = ("tick", "straight", "low") if mark == "''" else ("curly", "low", "straight")
        if self._is_open(*families):
            self._close_any(families, token)
        elif mark == "”" and self._can_open(token) and not self._can_close(token):
            self._open("curly", token)
        elif mark == "”" and self.stack and self.stack[-1].family in ("single", "backtick"):
            self._close_mixed(token)
        elif mark == "”":
            self.unopened.append((token.start(), token.end(), "curly"))

    def _close_mixed(self, token: re.Match[str]) -> None:
        """ "‘steady trade”": opened with a single mark by mistake."""
        self.stack[-1].family = "curly"
        self._close_any(("curly",), token)

    def _straight(self, token: re.Match[str]) -> None:
        shape = self._shape(token)
        self.straight_left[shape] -= 1
        can_open, can_close = self._can_open(token), self._can_close(token)
        innermost = self._innermost_double()
        if innermost in ("curly", "low") and shape == "closes":
            self._close_any((innermost,), token)
        elif self._is_open("straight") and (can_close or not can_open):
            self._close_any(("straight",), token)
        elif self._is_open("straight"):
            if not self._can_nest():
                self._abandon("straight")
            self._open("straight", token)
        elif can_close and not can_open:
            self.unopened.append((token.start(), token.end(), "straight"))
        elif self._after(token.end()) not in " \n\t" or self._before(token.start()) in " \n\t":
            self._open("straight", token)

    def _can_nest(self) -> bool:
        """Whether enough closing marks follow for this one, those that open later and the outer."""
        needed = self.open_now["straight"] + 1 + self.straight_left["opens"]
        return self.open_now["straight"] == 1 and self.straight_left["closes"] >= needed

    def _single(self, number: int, token: re.Match[str], mark: str) -> None:
        before, after = self._before(token.start()), self._after(token.end())
        if before.isalnum() and after.isalnum():
            return
        families = {"‘": ("lowsingle",), "’": ("single", "lowsingle", "backtick")}.get(
            mark, ("apostrophe", "backtick", "single")
        )
        if self._is_open(*families) and self._can_close(token):
            if not self._is_possessive(number, token, families):
                self._close_any(families, token)
        elif mark in "‘'" and self._can_open(token):
            self._open("single" if mark == "‘" else "apostrophe", token)

    def _is_possessive(self, number: int, token: re.Match[str], families: tuple[str, ...]) -> bool:
        """ "the workers’ state’": the mark after an s, when a better one follows soon."""
        if self._before(token.start()) not in "sx" or self._after(token.end()) != " ":
            return False
        for later in self.tokens[number + 1 : number + 9]:
            mark = later.group()
            if mark in "‘“„«" or later.start() - token.start() > _POSSESSIVE_REACH:
                return False
            if mark not in "’'":
                continue
            before, after = self._before(later.start()), self._after(later.end())
            if before.isalnum() and after.isalnum():
                continue
            if after in _CLOSE_AFTER and not (before in "sx" and after == " "):
                return True
        return False

    # -- the stack ----------------------------------------------------------------------------

    def _open(self, family: str, token: re.Match[str]) -> None:
        self.stack.append(_Frame(family, token.start(), token.end()))
        self.open_now[family] += 1

    def _pop(self) -> _Frame:
        frame = self.stack.pop()
        self.open_now[frame.family] -= 1
        return frame

    def _close_or_report(self, families: tuple[str, ...], token: re.Match[str]) -> None:
        if self._is_open(*families):
            self._close_any(families, token)
        else:
            self.unopened.append((token.start(), token.end(), families[0]))

    def _close_any(self, families: tuple[str, ...], token: re.Match[str]) -> None:
        while self.stack and self.stack[-1].family not in families:
            self._drop(self._pop())
        if not self.stack:
            return
        frame = self._pop()
        kind = _FAMILY_KIND[frame.family]
        if kind == _SINGLE and token.start() - frame.at > _MAX_SINGLE:
            self._hand_up(frame.inner)
            return
        self._hand_up([self._pair(frame, token)])

    def _pair(self, frame: _Frame, token: re.Match[str]) -> Pair:
        start, end = frame.after, token.start()
        while start < end and self.text[start] in " \u00a0\u202f":
            start += 1
        while end > start and self.text[end - 1] in " \u00a0\u202f":
            end -= 1
        return Pair(
            start,
            end,
            _FAMILY_KIND[frame.family],
            outer_start=frame.at,
            outer_end=token.end(),
            inner=frame.inner,
        )

    def _hand_up(self, pairs: list[Pair]) -> None:
        (self.stack[-1].inner if self.stack else self.top).extend(pairs)

    def _drop(self, frame: _Frame) -> None:
        """A frame without its closing mark: an apostrophe, or a defect."""
        if _FAMILY_KIND[frame.family] == _DOUBLE or self.text[frame.at] == "‘":
            self.unclosed.append((frame.at, frame.after, frame.family))
        self._hand_up(frame.inner)

    def _abandon(self, family: str) -> None:
        """The open mark of this family was never closed; a new one begins."""
        while self.stack:
            frame = self._pop()
            self._drop(frame)
            if frame.family == family:
                return


def uses_reversed_guillemets(text: str) -> bool:
    """German books set »…«; the first guillemets tell."""
    sample = re.findall(r"(?:(?<=\s)|(?<=^)|(?<=\())[«»](?=\w)", text[:200_000])
    return sample.count("»") > sample.count("«")


def match_marks(text: str, low: int, high: int, reversed_guillemets: bool = False) -> Marks:
    """Pair the quotation marks in ``text[low:high]``; offsets are into ``text``.

    >>> found = match_marks("He said “it is ‘true’” twice.", 0, 29)
    >>> [(p.start, p.end, p.kind, len(p.inner)) for p in found.pairs]
    [(9, 21, 'double', 1)]
    """
    return _Matcher(text, low, high, reversed_guillemets).run()
