"""The curated files: YAML that people read, review and diff, and where in it something is wrong.

``fixtures/<article>.yaml`` holds the article's record, its passages with one entry a quotation,
and what was left out; the SHARED_FILES beside it hold what articles share. docs/annotations.md
describes every key.

Reading keeps every value a string (a year is read by who needs a number) and knows each entry's
line. Writing has one form, so that files written from an untouched database are the same bytes.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SHARED_FILES = (
    "speakers",
    "topics",
    "sources",
    "landmarks",
    "phases",
    "glossary",
    "contrasts",
    "then-and-now",
    "corrections",
)

DEEPEST = 20  # levels of lists and mappings; the curated files have seven


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a file: its name, the line (from 1), and a sentence."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class AnnotationError(ValueError):
    """Files that cannot be used; ``problems`` says everything that is wrong with them."""

    def __init__(self, problems: list[Problem]):
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


@dataclass(slots=True)
class Entry:
    """One mapping of a file: its values (strings, lists, mappings or Entries) and its line."""

    file: str
    line: int
    values: dict[str, Any] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def problem(self, message: str, key: str = "") -> Problem:
        return Problem(self.file, self.lines.get(key, self.line), message)


@dataclass(frozen=True, slots=True)
class Annotations:
    """All that the curated files say, in their order."""

    article: Entry
    passages: list[Entry]
    left_out: list[Entry]
    shared: dict[str, list[Entry]]

    def quotations(self) -> Iterator[tuple[Entry, Entry]]:
        """Each quotation with its passage."""
        for passage in self.passages:
            for quotation in passage.values.get("quotations", []):
                yield passage, quotation


def annotations_path(article: Path) -> Path:
    """Where an article's annotations lie: beside it, under its name."""
    return article.with_suffix(".yaml")


def read_annotations(path: Path) -> Annotations:
    """Read an article's annotations and the shared files beside them.

    Raises AnnotationError for a file that is missing, is not YAML or has another shape.
    """
    main = _bytes(path)
    shared = {name: path.with_name(f"{name}.yaml") for name in SHARED_FILES}
    texts = {file.name: _bytes(file) for file in shared.values() if file.exists()}
    return annotations_of({path.name: main, **texts}, path.name)


def annotations_of(files: dict[str, bytes], main: str) -> Annotations:
    """The same from the files' contents; ``main`` names the article's own."""
    top = _value(_compose(main, files[main]), main)
    if not isinstance(top, Entry):
        raise AnnotationError([Problem(main, 1, "The file must be a mapping with “article”.")])
    unknown = [key for key in top.values if key not in ("article", "passages", "left_out")]
    if unknown:
        raise AnnotationError([top.problem(f"Unknown part “{unknown[0]}”.", unknown[0])])
    article = top.values.get("article")
    if not isinstance(article, Entry):
        raise AnnotationError([top.problem("The part “article” is missing.", "article")])
    shared = {
        name: entries_of(f"{name}.yaml", files.get(f"{name}.yaml", b"")) for name in SHARED_FILES
    }
    return Annotations(article, _entries(top, "passages"), _entries(top, "left_out"), shared)


def entries_of(name: str, content: bytes) -> list[Entry]:
    """The entries of a file that is a list of them; raises AnnotationError for any other."""
    value = _value(_compose(name, content), name) or []
    wrong = not isinstance(value, list) or any(not isinstance(entry, Entry) for entry in value)
    if wrong:
        raise AnnotationError([Problem(name, 1, "The file must be a list of entries.")])
    return value


def _entries(top: Entry, key: str) -> list[Entry]:
    value = top.values.get(key) or []
    if not isinstance(value, list) or any(not isinstance(entry, Entry) for entry in value):
        raise AnnotationError([top.problem(f"“{key}” must be a list of entries.", key)])
    return value


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise AnnotationError([Problem(path.name, 1, f"There is no file {path}.")]) from None
    except OSError as error:
        message = f"The file cannot be read: {error.strerror}."
        raise AnnotationError([Problem(path.name, 1, message)]) from error


def _compose(name: str, content: bytes) -> yaml.Node | None:
    try:
        text = content.decode("utf-8")
        depth = 0
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent):  # they could repeat themselves for ever
                line = event.start_mark.line + 1
                raise AnnotationError([Problem(name, line, "Aliases are not used here.")])
            if depth > DEEPEST:
                line = event.start_mark.line + 1
                raise AnnotationError([Problem(name, line, "This is nested too deeply.")])
        return yaml.compose(text, Loader=yaml.CBaseLoader)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise AnnotationError([Problem(name, line, "This is not UTF-8 text.")]) from error
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = f"This is not YAML: {getattr(error, 'problem', None) or 'it cannot be read'}."
        raise AnnotationError([Problem(name, mark.line + 1 if mark else 1, message)]) from error


def _value(node: yaml.Node | None, file: str) -> Any:
    """A node as strings, lists and Entries; None for an empty file. No key may stand twice."""
    if node is None:
        return None
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        return node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, file) for child in node.value]
    entry = Entry(file, line)
    for key, child in node.value:
        key_line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise AnnotationError([Problem(file, key_line, "A key must be a word.")])
        if key.value in entry.values:
            raise AnnotationError([Problem(file, key_line, f"“{key.value}” stands here twice.")])
        entry.values[key.value] = _value(child, file)
        entry.lines[key.value] = key_line
    return entry


class _Dumper(yaml.SafeDumper):
    """Block style throughout; texts of several paragraphs as literal blocks."""

    def increase_indent(self, flow=False, indentless=False):
        return super().increase_indent(flow, False)


def _represent_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _represent_text)


def dump(value: Any) -> str:
    """The one written form of a value: lists, mappings, strings, numbers and booleans."""
    return yaml.dump(
        value,
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=96,
        default_flow_style=False,
    )
