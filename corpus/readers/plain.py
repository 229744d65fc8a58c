"""A plain text file in, its lines out.

Removed are white space around lines, spaces between Chinese characters where most have one, zhuyin
in brackets after its character, page numbers with running heads and feet, the digits that refer to
footnotes, and front matter.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from corpus.lines import Hint, Line, Source, indentation, is_page_number, starts_item
from corpus.readers.encoding import decode
from corpus.readers.footnotes import mark_footnotes
from corpus.readers.front_matter import front_matter
from corpus.readers.markdown import has_headings, markdown_lines
from corpus.readers.own_exports import export_warnings, without_own_exports
from corpus.readers.page_furniture import RawLine, without_furniture
from corpus.readers.spacing import without_spacing
from corpus.readers.zhuyin import without_zhuyin


def read_plain(path: Path) -> Source:
    """Read a plain text file. If it has Markdown headings, it is read as Markdown.

    Front matter gives title and date. Page furniture is counted in a warning. Raises
    :class:`corpus.errors.DocumentError` if it is not text or only an export of Cewen, and OSError.
    """
    decoded = decode(path.read_bytes(), pages=True)
    own = without_own_exports(decoded.text)
    front = front_matter(own.text)
    warnings = decoded.warnings + export_warnings(own.removed) + front.warnings
    if has_headings(front.text):
        lines = markdown_lines(front.text.replace("\f", "\n\n"))
    else:
        furnished = without_furniture(front.text)
        lines = _lines(furnished.lines)
        if furnished.removed:
            warnings += (f"page numbers and running heads left out: {furnished.removed} lines",)
    return Source(tuple(lines), front.title, front.period, warnings)


def plain_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, with the blank lines above each and its indentation.

    >>> [(line.text, line.gap) for line in plain_lines("甲\\n\\n\\n乙")]
    [('甲', 0), ('乙', 2)]
    """
    return _lines(without_furniture(text).lines)


def _lines(raw_lines: Sequence[RawLine]) -> list[Line]:
    lines: list[Line] = []
    gap = 0
    for raw in raw_lines:
        line = raw.text.strip()
        if not line:
            gap += 1
            continue
        line = without_zhuyin(without_spacing(line.replace("\t", " ")))
        hint: Hint = "item" if starts_item(line) else "text"
        if is_page_number(line):
            hint = "whole"
        gap = 0 if raw.breaks else gap
        lines.append(Line(line, hint, 0, gap, indentation(raw.text), page=raw.page))
        gap = 0
    return mark_footnotes(lines)
