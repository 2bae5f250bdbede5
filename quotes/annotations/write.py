"""Rows → the annotation files: the same records that loading reads, in the one written form."""

import os
import secrets
from pathlib import Path
from typing import Any

from quotes.annotations.schema import ARTICLES, PASSAGES, QUOTATIONS, SHARED
from quotes.annotations.yaml_files import dump
from quotes.article_text.offsets import unique_prefix
from quotes.models import Article, Quotation
from quotes.snapshot import snapshot


def annotation_files(article: Article) -> dict[str, str]:
    """File name → content: the article's own file and those that articles share.

    On a database that nobody has edited since the load, these are the loaded files byte for byte.
    """
    stem = article.file_name.rpartition(".")[0] or article.file_name
    return {f"{stem}.yaml": article_file(article)} | shared_files()


def write_annotations(article: Article, folder: Path, check: bool = False) -> list[str]:
    """Write the files into a folder, or with ``check`` only compare; the names that differ.

    Each file is written whole or not at all. Raises OSError, with the file's name, where one cannot
    be written.
    """
    with snapshot():
        files = annotation_files(Article.objects.get(pk=article.pk))
    differing = {}
    for name, content in files.items():
        path = folder / name
        if not path.exists() or path.read_bytes() != content.encode():
            differing[path] = content.encode()
    if not check:
        _replace(differing)
    return [path.name for path in differing]


def _replace(contents: dict[Path, bytes]) -> None:
    """All files are written beside their places first: where one does not fit, none is changed."""
    written: list[tuple[Path, Path]] = []
    try:
        for path, content in contents.items():
            place = path.resolve()  # a link stays one
            beside = place.with_name(f".{secrets.token_hex(8)}.tmp")
            written.append((beside, place))
            _write_out(beside, place, content)
        for beside, place in written:
            os.replace(beside, place)
    finally:
        for beside, _ in written:
            beside.unlink(missing_ok=True)


def _write_out(beside: Path, place: Path, content: bytes) -> None:
    """Onto the disk: after a power cut, a file's name must not lead to less than its content."""
    try:
        with beside.open("xb") as file:
            if place.exists():
                os.fchmod(file.fileno(), place.stat().st_mode)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(place)) from error


def article_file(article: Article) -> str:
    passages: dict[int, dict[str, Any]] = {}
    quotations = (
        QUOTATIONS.with_values(Quotation.objects.filter(passage__article=article))
        .select_related("passage__note", "passage__source")
        .order_by("start", "-end")
    )
    for quotation in quotations:
        passage = passages.setdefault(
            quotation.passage_id,
            PASSAGES.written(quotation.passage) | {"quotations": []},
        )
        passage["quotations"].append(_quotation(quotation, article.text))
    parts: dict[str, Any] = {
        "article": ARTICLES.written(article),
        "passages": list(passages.values()),
    }
    if article.left_out:
        parts["left_out"] = article.left_out
    return dump(parts)


def shared_files() -> dict[str, str]:
    files = {}
    for record in SHARED:
        rows = [record.written(row) for row in record.in_file_order()]
        if rows:
            files[f"{record.name}.yaml"] = dump(rows)
    return files


def _quotation(quotation: Quotation, text: str) -> dict[str, Any]:
    """The entry of a quotation, with a prefix where its words stand more than once."""
    entry: dict[str, Any] = {}
    for name, value in QUOTATIONS.written(quotation).items():
        entry[name] = value
        if name == "text":
            prefix = unique_prefix(text, quotation.start, quotation.end)
            entry |= {"prefix": prefix} if prefix else {}
    return entry
