"""What a load did, and what it left as editors had changed it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from quotes.models import Article


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that an editor changed: what the loader wrote, what is there, what the file has."""

    kind: str
    identity: str
    key: str
    loaded: Any
    row: Any
    file: Any

    @property
    def is_conflict(self) -> bool:
        """Whether the file has changed as well, to something else."""
        return self.file != self.loaded

    def __str__(self) -> str:
        told = f"{self.kind} {self.identity}, {self.key}: kept {self.row!r}"
        if self.is_conflict:
            return f"{told}; the file now says {self.file!r} (it said {self.loaded!r})"
        return f"{told}; the file says {self.file!r}"


@dataclass(slots=True)
class LoadReport:
    """What a load did, or with ``dry_run`` would do. Counts by kind of entry."""

    created: Counter = field(default_factory=Counter)
    updated: Counter = field(default_factory=Counter)
    unchanged: Counter = field(default_factory=Counter)
    changes: list[str] = field(default_factory=list)
    kept: list[Difference] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    defects: list[str] = field(default_factory=list)
    dry_run: bool = False
    article: Article | None = None

    @property
    def all_unchanged(self) -> bool:
        return not (self.created or self.updated or self.kept or self.gone)
