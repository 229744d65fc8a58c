"""The receipt of a search as a document of its own: Markdown, HTML, plain text or JSON.

It is written for readers who do not have the index: what was asked, how it was read, every string
that was looked for, what the index contains and what of it could not be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from searcher.messages import paragraphs, say, say_count
from searcher.output.asked import asked_as_command
from searcher.output.json_lines import json_line
from searcher.output.markdown_text import as_text
from searcher.output.schema import Json
from searcher.report.receipt_report import ReceiptReport
from searcher.terminal_text import clean

#: The endings of files and their formats.
ENDINGS = {".md": "md", ".markdown": "md", ".html": "html", ".htm": "html", ".json": "json",
           ".txt": "text", "": "text"}  # fmt: skip


class _Section(NamedTuple):
    """A heading, lines of text, and rows of a table whose first row is its header."""

    title: str
    lines: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()


def document(report: ReceiptReport, format: str) -> Iterator[str]:
    """The lines of the document in one of the formats of :data:`ENDINGS`."""
    if format == "json":
        return iter([json_line(of_receipt(report))])
    sections = list(_sections(report))
    return {"md": _markdown, "html": _html, "text": _text}[format](sections)


def of_receipt(report: ReceiptReport) -> Json:
    """The receipt as JSON."""
    as_written, variant, words = report.totals
    return {
        "asked": report.asked,
        "options": {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in report.options.items()
        },
        "read": report.read,
        "paragraphs": report.total,
        "as_written": as_written,
        "by_variant": variant,
        "by_words": words,
        "looked_for": [one._asdict() for one in report.looked_for],
        "index": {
            "folder": report.folder,
            "documents": report.documents,
            "paragraphs": report.paragraphs,
            "fingerprint": report.fingerprint,
        },
        "incomplete": [
            {
                "doc": one.doc,
                "state": one.state,
                "findings": [found.what for found in one.findings],
            }
            for one in report.incomplete
        ],
        "image_pages": report.image_pages,
        "left_out": dict(report.left_out),
        "time": report.time,
    }


def _sections(report: ReceiptReport) -> Iterator[_Section]:
    asked = asked_as_command(report.asked, report.options)
    yield _Section(
        say("Receipt of a search"),
        (
            say("Asked: {query}", query=asked),
            say("Read as: {query}", query=report.read),
            say("Found: {paragraphs}", paragraphs=paragraphs(report.total)),
            say(
                "As written {exact}, by a variant {variant}, by words near each other {words}",
                exact=report.totals.exact,
                variant=report.totals.variant,
                words=report.totals.words,
            ),
            say("Date: {time}", time=report.time),
        ),
    )
    head = (say("string"), say("how"), say("in what was found"), say("in the whole index"))
    rows = [
        (one.text, say(one.how), str(one.paragraphs), _number(one.in_index))
        for one in report.looked_for
    ]
    if rows:
        yield _Section(say("Strings looked for"), rows=(head, *rows))
    yield _Section(
        say("Index"),
        (
            say_count(report.documents, "{count} document", "{count} documents"),
            paragraphs(report.paragraphs),
            say("Fingerprint: {digest}", digest=report.fingerprint),
        ),
    )
    yield _incomplete(report)


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _incomplete(report: ReceiptReport) -> _Section:
    title = say("Not read, or not whole")
    lines = []
    if report.image_pages:
        line = say_count(
            report.image_pages,
            "{count} page is an image without text",
            "{count} pages are images without text",
        )
        lines.append(line)
    lines += [
        say("left out: {what} ({number})", what=what, number=number)
        for what, number in report.left_out.items()
    ]
    rows = [
        (one.doc, say(one.state), "; ".join(say("{message}", message=f.what) for f in one.findings))
        for one in report.incomplete
    ]
    if not rows:
        lines.insert(0, say("Every file was read whole."))
        return _Section(title, lines)
    return _Section(title, lines, ((say("file"), say("state"), say("finding")), *rows))


def _markdown(sections: Sequence[_Section]) -> Iterator[str]:
    for level, section in enumerate(sections):
        yield f"{'##' if level else '#'} {as_text(section.title)}"
        yield ""
        for line in section.lines:
            yield f"- {as_text(line)}"
        if section.lines and section.rows:
            yield ""
        for number, row in enumerate(section.rows):
            yield f"| {' | '.join(map(as_text, row))} |"
            if not number:
                yield "|" + "---|" * len(row)
        yield ""


def _html(sections: Sequence[_Section]) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield '<html lang="zh"><meta charset="utf-8">'
    yield (
        '<meta http-equiv="Content-Security-Policy"'
        " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    )
    yield f"<title>{_escaped(sections[0].title)}</title>"
    yield "<style>body{max-width:45em;margin:auto}td,th{padding:.2em .6em;text-align:left}</style>"
    for level, section in enumerate(sections):
        tag = "h2" if level else "h1"
        yield f"<{tag}>{_escaped(section.title)}</{tag}>"
        if section.lines:
            yield f"<ul>{''.join(f'<li>{_escaped(line)}</li>' for line in section.lines)}</ul>"
        if section.rows:
            yield "<table>"
            for number, row in enumerate(section.rows):
                cell = "td" if number else "th"
                yield f"<tr>{''.join(f'<{cell}>{_escaped(one)}</{cell}>' for one in row)}</tr>"
            yield "</table>"
    yield "</html>"


def _escaped(text: str) -> str:
    return escape(clean(text))


def _text(sections: Sequence[_Section]) -> Iterator[str]:
    for section in sections:
        yield clean(section.title)
        yield ""
        yield from (f"  {clean(line)}" for line in section.lines)
        yield from ("  " + "\t".join(map(clean, row)) for row in section.rows)
        yield ""
