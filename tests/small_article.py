"""A small article with its curated files, for tests of loading: some of every kind of entry."""

from pathlib import Path

from quotes.annotations.yaml_files import SHARED_FILES

NAME = "a-small-article"
TEXT = """\
Title: A Small Article
Author: Some Writer
Date: 2020

First section

Ada wrote in 1920 that “power belongs to all” and that “it is ours” today.[1] Nobody doubted it.

Ben answered in 1921: “Ada said ‘all of it, now’ and we agree.”[2] It was the year of the meeting.

Second section

In later years “power belongs to all” was said again.[3] Of the “friends” nothing more is known.

[1] Ada, Essays (London: Press, 1922), 7.

[2] Ben, “Letters”, 3.

[3] Ada, Essays, 9. Others held that “nobody agrees.” (Ben, Letters, 5)
"""
ANNOTATIONS = """\
article:
  slug: a-small-article
  title: A Small Article
  author: Some Writer
  issued: '2020'
  selection_line: These were selected for a test.
  selection_short: For a test.
passages:
  - ref: p22222
    note: '1'
    source: essays
    locator: '7'
    resolution: full
    quotations:
      - ref: q22222
        text: power belongs to all
        prefix: that “
        speaker: ada
        date: '1920'
        date_basis: stated
        topics:
          power: advocates
          meetings: describes
      - ref: q22223
        text: it is ours
        fragment: true
        speaker: ada
        date: '1920'
        date_basis: stated
        topics:
          power: advocates
  - ref: p22223
    note: '2'
    source: letters
    resolution: full
    quotations:
      - ref: q22224
        text: Ada said ‘all of it, now’ and we agree.
        speaker: ben
        date: 1921-03
        date_basis: inferred
        date_note: the month of the meeting
        topics:
          power: qualifies
      - ref: q22225
        text: all of it, now
        kind: nested
        outer: q22224
        fragment: true
        speaker: ada
        voice: attributed
        topics:
          power: ''
  - ref: p22224
    note: '3'
    source: essays
    locator: '9'
    resolution: short form of note 1
    quotations:
      - ref: q22226
        text: power belongs to all
        prefix: years “
        speaker: both
        quoted_via: Somebody
        state: draft
      - ref: q22227
        text: nobody agrees.
        in_note: '3'
        speaker: ben
        date: '1925'
        date_basis: cited
        topics:
          power: opposes
        note: so in the article
left_out:
  - text: friends
    reason: scare-quote
"""
SHARED = {
    "speakers": """\
- slug: ada
  name: Ada
  sort_name: Ada
  born: 1880
  died: 1940
  line: A writer
- slug: ben
  name: Ben
  sort_name: Ben
  standing: participant-later
- slug: both
  name: Ada and Ben
  sort_name: Ada and Ben
  kind: jointly
  members:
    - ada
    - ben
""",
    "topics": """\
- slug: power
  name: Power
  proposition: Power should belong to all.
  order: 1
- slug: meetings
  name: Meetings
  proposition: There were meetings.
  kind: factual
  order: 2
""",
    "sources": """\
- slug: essays
  author: Ada
  title: Essays
  publisher: Press
  publisher_place: London
  issued: '1922'
  first_published: 1921
  url: https://books.example/essays
- slug: letters
  author: Ben
  title: Letters
  aliases:
    - Letters to Ada
""",
    "landmarks": """\
- slug: the-meeting
  date: 1921-03
  title: The meeting
  reference: The minutes
""",
    "phases": """\
- speaker: ada
  label: Abroad
  date: 1922/1925
  reference: Her letters
""",
    "glossary": """\
- term: meeting
  line: A gathering.
""",
    "contrasts": """\
- slug: ada-and-ben
  title: Ada and Ben
  introduction: What they said.
  sides:
    - label: Ada
      refs:
        - q22222
    - label: Ben
      query: speaker=ben&to=1921
""",
    "then-and-now": """\
- ref: t22222
  topic: power
  earlier: q22224
  later: q22227
""",
    "corrections": """\
- ref: c22222
  date: '2026-01-02'
  quotation: q22227
  remark: The year was 1924.
""",
}


def write(folder: Path) -> Path:
    """Write all files into a folder; the article's path."""
    assert set(SHARED) == set(SHARED_FILES)
    for name, content in {NAME: ANNOTATIONS, **SHARED}.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    article = folder / f"{NAME}.txt"
    article.write_text(TEXT, encoding="utf-8")
    return article
