"""Bytes of a file → text, or a sentence that says why not."""

from __future__ import annotations

import codecs
import re

from .model import DocumentError

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Control characters that no text has: all but tab, line feed, return, form feed, escape-free.
_CONTROLS = re.compile(rb"[\x01-\x08\x0b\x0e-\x1f\x7f]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]+")
_CP1252_ONLY = re.compile(rb"[\x80-\x9f]")
DAMAGE = "\ufffd"
_MAX_CONTROL_SHARE = 0.01


def decode(data: bytes) -> str:
    """Decode UTF-8 (with or without BOM), UTF-16 with a BOM, cp1252 or Latin-1.

    A broken sequence in a file that is UTF-8 otherwise becomes U+FFFD; ``damaged_places`` tells.

    Raises DocumentError for an empty file and for one that is not text.

    >>> decode(b"\\xef\\xbb\\xbfWritten in 1920")
    'Written in 1920'
    """
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f"):
        raise DocumentError(1, "The file is empty.")
    if data.startswith(_UTF16_MARKS):
        return _decode_utf16(data)
    _refuse_binary(data)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _decode_otherwise(data)


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1


def _refuse_binary(data: bytes) -> None:
    nul = data.find(b"\0")
    if nul >= 0:
        raise DocumentError(_line(data, nul), "The file is not text: it contains a NUL byte.")
    controls = _CONTROLS.findall(data)
    if len(controls) > max(2, len(data) * _MAX_CONTROL_SHARE):
        first = _CONTROLS.search(data)
        line = _line(data, first.start() if first else 0)
        raise DocumentError(line, "The file is not text: it is full of control characters.")


def _decode_utf16(data: bytes) -> str:
    try:
        text = data.decode("utf-16")
    except UnicodeDecodeError as error:
        raise DocumentError(1, "The file is not text: its UTF-16 is broken.") from error
    if "\0" in text:
        raise DocumentError(1, "The file is not text: it contains a NUL character.")
    if not text.strip("\ufeff \t\r\n\f"):
        raise DocumentError(1, "The file is empty.")
    return text


def _decode_otherwise(data: bytes) -> str:
    """cp1252, or Latin-1, unless the file is damaged UTF-8: then guessing would make mojibake.

    In damaged UTF-8 each broken sequence becomes U+FFFD, which ``damaged_lines`` finds again.
    """
    if _is_mostly_utf8(data):
        return data.decode("utf-8-sig", "replace")
    if not _CP1252_ONLY.search(data):
        return data.decode("latin-1")
    try:
        return data.decode("cp1252")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def damaged_places(text: str) -> list[int]:
    """Offsets of the first replaced character of each line: bytes that could not be decoded."""
    places: list[int] = []
    at = text.find(DAMAGE)
    while at >= 0:
        places.append(at)
        line_end = text.find("\n", at)
        at = text.find(DAMAGE, line_end) if line_end >= 0 else -1
    return places


def _is_mostly_utf8(data: bytes) -> bool:
    good = bad = 0
    for run in _HIGH_RUN.findall(data):
        try:
            run.decode("utf-8")
        except UnicodeDecodeError:
            bad += 1
        else:
            good += 1
    return good >= bad and good > 0
