"""Paragraphs and answers in the shapes that go out: JSON, CSV and Markdown."""

from __future__ import annotations

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from searcher.cli.hit_text import named
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from corpus.document import Paragraph, Speaker
    from index.stored_record import IndexedFile
    from searcher.answer import Hit

# All but the characters that most texts consist of, so that few are looked at one by one.
_UNUSUAL = re.compile("[^ -~\u2010-\u2027\u3001-\u9fff\uff01-\uffe6]")
_STEERING = ("Cc", "Cf", "Cs", "Zl", "Zp")
_RUN = "=+-@＝＋－＠"  # a spreadsheet runs a cell that begins like this

CSV_COLUMNS = (
    *("quote", "speaker", "title", "organization"),
    *("section", "document", "paragraph", "date", "match"),
)


def of_speaker(speaker: Speaker) -> dict[str, str]:
    """A speaker as JSON."""
    return {
        "name": speaker.name,
        "title": speaker.title,
        "organization": speaker.organization,
        "kind": speaker.kind,
    }


def of_paragraph(file: IndexedFile, paragraph: Paragraph) -> dict[str, Any]:
    """A paragraph as JSON, with the keys that ``export`` and ``search --json`` share."""
    speakers = dict.fromkeys(statement.speaker for statement in paragraph.statements)
    return {
        "doc": file.id,
        "paragraph": paragraph.number,
        "role": paragraph.role,
        "page": paragraph.page,
        "title": file.title,
        "date": file.date.isoformat() if file.date else None,
        "section": list(paragraph.section),
        "text": paragraph.text,
        "speakers": [of_speaker(speaker) for speaker in speakers],
        "statements": [
            {
                "start": statement.start,
                "end": statement.end,
                "speaker": of_speaker(statement.speaker),
                "mention": statement.mention,
            }
            for statement in paragraph.statements
        ],
        "topics": [tag.topic for tag in paragraph.topics],
    }


def of_hit(hit: Hit) -> dict[str, Any]:
    """A hit as JSON: its paragraph and how it answers. ``speakers`` say the marked words."""
    return of_paragraph(hit.file, hit.paragraph) | {
        "spans": [list(span) for span in hit.spans],
        "match": hit.match,
        "matched": list(hit.matched),
        "score": hit.score,
        "speakers": [of_speaker(speaker) for speaker in hit.speakers],
    }


def as_json(value: dict[str, Any]) -> str:
    """One line of JSON, in characters a reader knows; what could steer a terminal is escaped."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    line = json.dumps(value, ensure_ascii=not encoding.startswith(("utf", "gb18030")))
    return _UNUSUAL.sub(_escaped, line)


def _escaped(found: re.Match[str]) -> str:
    # JSON itself leaves controls above U+007F and marks of direction as they are.
    steers = unicodedata.category(found[0]) in _STEERING
    return json.dumps(found[0])[1:-1] if steers else found[0]


def quote(hit: Hit) -> str:
    """What to cite: the statement that holds the marked words, else the paragraph."""
    paragraph = hit.paragraph
    said = [s for s in paragraph.statements if s.speaker in hit.speakers]
    if hit.spans:
        start, end = hit.spans[0]
        said = [s for s in said if s.start <= start and end <= s.end]
    if not said:
        return paragraph.text
    shortest = min(said, key=lambda s: s.end - s.start)
    return paragraph.text[shortest.start : shortest.end]


def as_csv(hits: Iterable[Hit]) -> Iterator[str]:
    """A header and one row for each hit, without line ends."""
    yield csv_row(CSV_COLUMNS)
    for hit in hits:
        yield csv_row(
            (
                quote(hit),
                "；".join(speaker.name for speaker in hit.speakers),
                "；".join(speaker.title for speaker in hit.speakers),
                "；".join(speaker.organization for speaker in hit.speakers),
                " › ".join(hit.paragraph.section),
                hit.file.id,
                str(hit.paragraph.number),
                hit.file.date.isoformat() if hit.file.date else "",
                hit.match,
            )
        )


def csv_row(cells: Iterable[str]) -> str:
    """A row of CSV without its line end, in cells that are safe to open."""
    import csv
    import io

    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(map(cell, cells))
    return out.getvalue()


def cell(text: str) -> str:
    """A cell of a table that a spreadsheet will not run: the text is not ours.

    >>> cell("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    harmless = clean(text)
    return "'" + harmless if harmless.lstrip().startswith(tuple(_RUN)) else harmless


def as_markdown(hits: Iterable[Hit]) -> Iterator[str]:
    """Each hit as a block quotation with its source."""
    for hit in hits:
        source = [
            *(named(speaker) for speaker in hit.speakers),
            *hit.paragraph.section[-1:],
            f"《{hit.file.title}》",
            f"{hit.file.id}#{hit.paragraph.number}",
            hit.file.date.isoformat() if hit.file.date else "",
        ]
        yield f"> {clean(quote(hit))}"
        yield ">"
        yield "> — " + "，".join(clean(part) for part in source if part)
        yield ""
