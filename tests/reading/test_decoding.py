import pytest

from quotes.reading.document.decoding import decode
from quotes.reading.document.read import DocumentError, read_document


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"caf\xc3\xa9", "café"),
        (b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
        (b"caf\xe9", "café"),
        (b"\x93caf\xe9\x94 \x96 ja", "“café” – ja"),
        ("“café”".encode("utf-16"), "“café”"),
        ("“café”".encode("utf-16-be"), None),
        (b"a form feed\x0cis text", "a form feed\x0cis text"),
    ],
    ids=["utf-8", "bom", "latin-1", "cp1252", "utf-16", "utf-16 without a mark", "form feed"],
)
def test_encodings_are_recognised(data, text):
    if text is None:
        with pytest.raises(DocumentError):
            decode(data)
    else:
        assert decode(data) == text


@pytest.mark.parametrize(
    ("data", "line", "words"),
    [
        (b"", 1, "empty"),
        (b" \n\t\r\n", 1, "empty"),
        (b"\xef\xbb\xbf", 1, "empty"),
        (b"one\ntwo \x00 three", 2, "NUL"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(1, 32)) * 4, 2, "control characters"),
        ("odd".encode("utf-16") + b"\xd8", 1, "UTF-16"),
    ],
)
def test_what_is_no_text_is_refused_with_line_and_sentence(data, line, words):
    with pytest.raises(DocumentError, match=words) as caught:
        decode(data)

    assert caught.value.line == line
    assert caught.value.message.endswith(".")


def test_an_unknown_format_is_refused():
    with pytest.raises(DocumentError, match="no format 'word'"):
        read_document(b"text", "word")
