"""One style sheet out of many: readers' browsers ask for one file, developers keep one a component.

A static files finder that offers ``timeline/site.css``, the files of ``timeline/css`` in ORDER.
"""

import re
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

ORDER = ("tokens", "base", "page", "forms", "facets", "passage", "chart", "histogram", "contrast")
ORDER += ("lines", "quotation", "text", "print")
NAME = "timeline/site.css"
_PARTS = Path(__file__).parent / "static" / "timeline" / "css"
_FOLDER = Path(__file__).parent.parent / ".bundle"


_NOT_SENT = re.compile(r"/\*.*?\*/|^\s+", re.DOTALL | re.MULTILINE)


def bundled() -> str:
    """All parts in order, without comments and indentation."""
    return _NOT_SENT.sub("", "\n".join((_PARTS / f"{name}.css").read_text() for name in ORDER))


class BundleFinder(BaseFinder):
    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False, **kwargs):
        if path != NAME:
            return []
        file = self._write()
        return [str(file)] if find_all else str(file)

    def list(self, ignore_patterns):
        self._write()
        storage = FileSystemStorage(location=_FOLDER)
        storage.prefix = None
        yield NAME, storage

    def _write(self) -> Path:
        file = _FOLDER / NAME
        content = bundled()
        if not file.exists() or file.read_text() != content:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(content)
        return file
