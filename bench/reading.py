"""How reading's time grows: doubled inputs and the ratios of their times.

    python bench/reading.py

Reads the shipped article, doubled again and again up to 1.7 MB, and texts made to trip patterns
(runs of marks, brackets, capitals, digits, one endless paragraph). A ratio near 2 is linear growth.
Processor seconds, so that a busy machine does not blur them. Needs Python alone.
"""

import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from quotes.reading.article import read_article  # noqa: E402

ARTICLE = ROOT / "fixtures" / "the-bureaucracy-in-exile.txt"
DOUBLINGS = 5
START = 50_000

# Each is repeated to the wanted length
HOSTILE = {
    "opening marks": "“",
    "straight marks": '" ',
    "closing marks": "a” ",
    "apostrophes": "the workers’ ‘state’ ",
    "brackets": "[(",
    "note marks": "a.[1] ",
    "capitals": "Karl Marx And ",
    "initials": "A. B. C. ",
    "digits": "1 2 12, 14–15, ",
    "years": "in 1921 and 1922, ",
    "speech": "he said that she said ",
    "spaces": "a" + " " * 50,
    "stops": "... ",
    "pronouns": "he said “so it is and so it was” and ",
    "citations": "“so it is and so it was” (Smith, 12) and ",
    "list of notes": "[1] Smith, “A Title”, Journal 3 (2001), 4; Ibid., 5.\n\n",
    "commas": "a, b, ",
    "tags": "<p>a<i>",
    "emphasis": "*a _b ",
    "links": "[a](b ",
    "comments that never close": "<!--",
    "sections that never close": "<![CDATA[",
    "attributes that never close": "<p a='",
    "closing marks alone": "”",
    "pictures": "![a](",
    "pictures that never close": "![[",
    "one label for all notes": "\n\n[1] A, B ",
    "one paragraph": "He said: “it is so and nobody denies it.”[1] Then Smith wrote “no”. ",
}
FORMATS = {
    "tags": "html",
    "emphasis": "markdown",
    "links": "markdown",
    "pictures": "markdown",
    "pictures that never close": "markdown",
    "comments that never close": "html",
    "sections that never close": "html",
    "attributes that never close": "html",
}


def seconds(data: bytes, format: str | None = None) -> float:
    began = time.process_time()
    read_article(data, format)
    return time.process_time() - began


def growing(name: str, texts: list[bytes], format: str | None = None) -> None:
    before = None
    for data in texts:
        took = seconds(data, format)
        ratio = f"{took / before:5.2f}" if before else "     "
        print(f"{name:28} {len(data) / 1000:8.0f} kB {took:8.3f} s  ×{ratio}", flush=True)
        before = took


def article_texts() -> list[bytes]:
    """The article, and itself again as further chapters, up to twenty times."""
    text = ARTICLE.read_text(encoding="utf-8")
    return [(text * times).encode() for times in (1, 2, 4, 8, 16, 20)]


def books(count: int) -> bytes:
    """Quotations of one author from as many books, which only their imprints date."""
    body = [f"Smith wrote that “so it was for all {n}”.[{n}]\n\n" for n in range(count)]
    notes = [f"[{n}] John Smith, Town {n} (Bonn: Rhein, 1990), 3.\n\n" for n in range(count)]
    return "".join(body + notes).encode()


def name(number: int) -> str:
    """A surname of letters for each number."""
    return "B" + "".join(chr(ord("a") + number // 26**place % 26) for place in (2, 1, 0))


def authors(count: int) -> bytes:
    """As many authors, each of one book, who are then cited by their names alone."""
    body = [f"{name(n)} wrote that “so it was for all {n}”.[{n}]\n\n" for n in range(count)]
    notes = [
        f"[{n}] Karl {name(n)}, Town {n} (Bonn: Rhein, 1990), 3.\n\n"
        if n < count // 2
        else f"[{n}] {name(n - count // 2)}, 4.\n\n"
        for n in range(count)
    ]
    return "".join(body + notes).encode()


def chapters(count: int) -> bytes:
    """As many chapters, each with a note 1, and in the last a mark without its note."""
    chapter = "He wrote that “so it was for all {0}”.[1]\n\n[1] Karl Holm, Town {0}, 3.\n\n"
    return ("".join(map(chapter.format, range(count))) + "And so “it was”.[1]\n").encode()


def main() -> None:
    growing("the article", article_texts())
    for name, piece in HOSTILE.items():
        sizes = [START * 2**doubling for doubling in range(DOUBLINGS - 1)]
        texts = [(piece * (size // len(piece) + 1)).encode() for size in sizes]
        growing(name, texts, FORMATS.get(name, "plain"))
    for what, text in (
        ("books of one author", books),
        ("authors", authors),
        ("chapters", chapters),
    ):
        growing(what, [text(count) for count in (500, 1000, 2000, 4000)])


if __name__ == "__main__":
    main()
