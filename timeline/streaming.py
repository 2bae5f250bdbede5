"""Answers that are sent while they are made: what one holds is let go when it is closed, which it
also is where nobody reads on."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack

_turn = threading.Lock()


class Busy(Exception):
    """Another long download is under way in this worker."""


class Held:
    """A streamed content with what it holds as long as it is sent."""

    def __init__(self, content: Iterable, held: ExitStack):
        self.content = content
        self.close = held.close

    def __iter__(self) -> Iterator:
        return iter(self.content)


def in_turn(content: Iterable) -> Held:
    """A long content, of which a worker sends one at a time: they hold one thread and no more,
    however slowly they are read. Raises Busy, so that nobody holds a thread by waiting."""
    if not _turn.acquire(blocking=False):
        raise Busy
    held = ExitStack()
    held.callback(_turn.release)
    return Held(content, held)
