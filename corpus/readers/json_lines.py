"""A file of ``cewen export`` in, its paragraphs out, as they were in the index.

Each line is one paragraph as a JSON object. Its text, role, page, section and the title and date of
its document are kept; statements and topics are found anew, by the rules of this version. Other
JSON Lines are refused. If the file has several documents, they are read as one, with their titles
as headings.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple, cast, get_args

from corpus.document import Paragraph, Period, Role, TextSource
from corpus.errors import DocumentError
from corpus.lines import Hint, Line, Source
from corpus.readers.encoding import decode
from corpus.readers.own_exports import RESULTS, is_result

_ROLES = frozenset(get_args(Role))
_HINTS: dict[str, Hint] = {"heading": "heading", "table": "table", "note": "note"}
_NEVER_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_BREAKS = re.compile(r"\s*[\n\r\f\v\u2028\u2029]\s*")


class _Entry(NamedTuple):
    """One line of the file: a paragraph and its document."""

    doc: str
    title: str
    date: Period | None
    paragraph: Paragraph


def read_json_lines(path: Path) -> Source:
    """Read a file that ``cewen export`` has written.

    Raises :class:`corpus.errors.DocumentError` if it is not such a file, and OSError.
    """
    decoded = decode(path.read_bytes())
    entries = list(_entries(decoded.text))
    documents = [list(group) for _, group in groupby(entries, key=lambda entry: entry.doc)]
    if not documents:
        return Source((), warnings=decoded.warnings)
    dates = {entry.date for entry in entries}
    date = dates.pop() if len(dates) == 1 else None
    if len(documents) == 1:
        title, paragraphs, warnings = entries[0].title, _paragraphs(entries), decoded.warnings
    else:
        title, paragraphs = path.stem, _joined(documents)
        several = (
            f"it has {len(documents)} documents, which are read as one; to keep them apart, "
            'write the lines of each value of "doc" to a file of their own'
        )
        warnings = (*decoded.warnings, several)
    lines = tuple(map(_line, paragraphs))
    return Source(lines, title, date, warnings, whole=True, paragraphs=paragraphs)


def _entries(text: str) -> Iterator[_Entry]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise _other(number, "not JSON") from error
        if not isinstance(value, dict):
            raise _other(number, "not an object")
        if is_result(value):
            raise DocumentError(RESULTS)
        if entry := _entry(value, number):
            yield entry


def _entry(value: dict[str, Any], number: int) -> _Entry | None:
    """Return a line of the file, or None if its paragraph is empty."""
    doc, title, role, page = (value.get(key) for key in ("doc", "title", "role", "page"))
    section, text = value.get("section"), value.get("text")
    if not (isinstance(doc, str) and isinstance(title, str) and isinstance(text, str)):
        raise _other(number, "without doc, title and text")
    if role not in _ROLES:
        raise _other(number, "without a role that Cewen knows")
    if not isinstance(section, list) or not all(isinstance(one, str) for one in section):
        raise _other(number, "without a section")
    if page is not None and (not isinstance(page, int) or isinstance(page, bool)):
        raise _other(number, "whose page is not a number")
    clean = _clean(text)
    if not clean.strip():
        return None
    paragraph = Paragraph(
        number, cast(Role, role), clean, tuple(map(_clean, section)), page, source=_source(value)
    )
    return _Entry(doc, _clean(title), _date(value.get("date"), number), paragraph)


def _source(value: dict[str, Any]) -> TextSource:
    return "ocr" if value.get("source") == "ocr" else "text"


def _date(value: object, number: int) -> Period | None:
    if value is None:
        return None
    try:
        return Period.parse(str(value))
    except ValueError as error:
        raise _other(number, "whose date is not like 2025-03-01") from error


def _clean(text: str) -> str:
    """Return the text without what no index contains: controls, half characters, line breaks."""
    return _BREAKS.sub(" ", _NEVER_TEXT.sub("", text))


def _other(number: int, what: str) -> DocumentError:
    return DocumentError(
        "line {number} is {what}; of JSON Lines, only what cewen export writes is read: "
        "save other data as .csv or .txt",
        number=number,
        what=what,
    )


def _paragraphs(entries: list[_Entry]) -> tuple[Paragraph, ...]:
    numbered = enumerate((entry.paragraph for entry in entries), 1)
    return tuple(paragraph._replace(number=number) for number, paragraph in numbered)


def _joined(documents: list[list[_Entry]]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of all documents, each below its title."""
    result: list[Paragraph] = []
    for entries in documents:
        title = entries[0].title
        first = entries[0].paragraph
        if first.role == "heading" and first.text == title:
            entries = entries[1:]
        result.append(Paragraph(len(result) + 1, "heading", title, page=first.page))
        for entry in entries:
            one = entry.paragraph
            section = (title, *one.section)
            result.append(one._replace(number=len(result) + 1, section=section))
    return tuple(result)


def _line(paragraph: Paragraph) -> Line:
    """Return the line from which the kind of the document is judged."""
    hint = _HINTS.get(paragraph.role, "text")
    level = len(paragraph.section) + 1 if hint == "heading" else 0
    return Line(paragraph.text, hint, level, page=paragraph.page)
