"""A reading as text that people can check: what the golden files hold.

    python -m tests.reading.rendering

writes the golden files anew from the corpus; look at the difference before you commit it.
"""

from pathlib import Path

from quotes.reading.article import read_article

HERE = Path(__file__).parent
CORPUS = sorted(path for path in (HERE / "corpus").iterdir() if path.is_file())


def golden_of(path):
    return HERE / "golden" / f"{path.name}.golden"


def render(article):
    """Format, headers, sections, notes, problems, quotations and what was left out, a line each."""
    document = article.document
    lines = [f"format: {document.format}"]
    lines += [f"header: {key} = {value}" for key, value in document.headers]
    lines += [
        f"section {s.level}: {s.title or '(before the first heading)'}" for s in document.sections
    ]
    lines += [f"mark {m.label}: line {document.line_of(m.start)}" for m in document.marks]
    lines += [
        f"note {n.label}: {_one_line(document.text[n.start : n.end])}" for n in document.notes
    ]
    lines += [f"missing note: {label}" for label in document.missing_notes]
    lines += [f"problem: line {p.line}: {p.message}" for p in article.problems]
    for index, span in enumerate(article.spans):
        lines += ["", *_quotation(article, index, span)]
    if article.left_out:
        lines += [""]
    for left in article.left_out:
        lines += [f"left out ({left.reason}): {_one_line(document.text[left.start : left.end])}"]
    return "\n".join(lines) + "\n"


def _quotation(article, index, span):
    suggestion, work = article.suggestions[index], article.work_of(index)
    number = article.reference_of[index]
    line = article.document.line_of(span.start)
    kind = f"{span.kind} fragment" if span.fragment else span.kind
    yield f"{kind}, line {line}: {_one_line(article.text_of(span))}"
    if span.outer is not None:
        yield f"  in: {_one_line(article.text_of(article.spans[span.outer]))[:60]}"
    yield f"  note: {span.note or 'none'}"
    if span.in_note:
        yield f"  stands in note {span.in_note}"
    if span.defect:
        yield f"  defect: {span.defect}"
    if work is not None:
        authors = "; ".join(work.authors) or "?"
        yield f"  source: {authors}, {work.title} ({article.references[number].trail})"
    speaker = suggestion.speaker
    yield f"  speaker: {speaker.value or 'open'} — {speaker.reason}"
    date = suggestion.date
    if date.value:
        yield f"  date: {date.value} {date.basis} — {date.reason}"
    if suggestion.voice.value != "own":
        yield f"  voice: {suggestion.voice.value}"
    if suggestion.via:
        yield f"  via: {suggestion.via}"


def _one_line(text):
    return " ¶ ".join(" ".join(part.split()) for part in text.split("\n\n"))


if __name__ == "__main__":
    for path in CORPUS:
        golden_of(path).parent.mkdir(exist_ok=True)
        golden_of(path).write_text(render(read_article(path.read_bytes())), encoding="utf-8")
