"""Rows → the annotation files: the same records that loading reads, in the one written form."""

from pathlib import Path
from typing import Any

from quotes.annotations.schema import ARTICLES, PASSAGES, QUOTATIONS, SHARED
from quotes.annotations.yaml_files import dump
from quotes.article_text.offsets import unique_prefix
from quotes.models import Article, Quotation


def annotation_files(article: Article) -> dict[str, str]:
    """File name → content: the article's own file and those that articles share.

    On a database that nobody has edited since the load, these are the loaded files byte for byte.
    """
    stem = article.file_name.rpartition(".")[0] or article.file_name
    return {f"{stem}.yaml": article_file(article)} | shared_files()


def write_annotations(article: Article, folder: Path, check: bool = False) -> list[str]:
    """Write the files into a folder, or with ``check`` only compare; the names that differ.

    Raises OSError where a file cannot be written.
    """
    differing = []
    for name, content in annotation_files(article).items():
        path = folder / name
        if path.exists() and path.read_bytes() == content.encode():
            continue
        differing.append(name)
        if not check:
            path.write_bytes(content.encode())
    return differing


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
