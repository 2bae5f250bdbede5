"""The first years of much-cited works, from the file that people read and correct."""

from pathlib import Path

from quotes.annotations.yaml_files import AnnotationError, Entry, Problem, entries_of
from quotes.dates import DateError, HistoricalDate
from quotes.reading.suggestions.known_works import NO_WORKS, KnownWork, KnownWorks

KNOWN_WORKS = Path(__file__).resolve().parents[2] / "fixtures" / "known-works.yaml"
_KEYS = ("author", "title", "year")


def read_known_works(path: Path = KNOWN_WORKS) -> KnownWorks:
    """The works of the file; none where there is no such file.

    Raises AnnotationError with every entry that is none.
    """
    if not path.exists():
        return NO_WORKS
    entries = entries_of(path.name, path.read_bytes())
    problems = [problem for entry in entries for problem in _problems(entry)]
    if problems:
        raise AnnotationError(problems)
    return KnownWorks.of(
        KnownWork(tuple(values["author"].split("; ")), values["title"], values["year"])
        for values in (entry.values for entry in entries)
    )


def _problems(entry: Entry) -> list[Problem]:
    for key in _KEYS:
        value = entry.values.get(key)
        if not isinstance(value, str) or not value:
            return [entry.problem(f"A known work needs its “{key}”.", key)]
    try:
        HistoricalDate.parse(entry.values["year"])
    except DateError as error:
        return [entry.problem(str(error), "year")]
    return []
