"""Each document of the corpus reads as its golden file says."""

import pytest

from quotes.reading.article import read_article
from tests.reading.rendering import CORPUS, golden_of, render


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_a_document_reads_as_its_golden_file_says(path):
    golden = golden_of(path).read_text(encoding="utf-8")

    assert render(read_article(path.read_bytes())) == golden


def test_every_golden_file_has_its_document():
    goldens = {path.name for path in golden_of(CORPUS[0]).parent.iterdir()}

    assert goldens == {golden_of(path).name for path in CORPUS}


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_line_ends_and_a_byte_order_mark_change_nothing_but_offsets(path):
    data = path.read_bytes()
    dressed = b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n")

    assert render(read_article(dressed)) == golden_of(path).read_text(encoding="utf-8")
