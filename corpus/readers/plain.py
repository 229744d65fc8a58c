"""A plain text file in, its lines out.

Removed are white space around lines, spaces between Chinese characters where most have one, and
zhuyin in brackets after its character.
"""

from __future__ import annotations

from pathlib import Path

from corpus.lines import Hint, Line, Source, indentation, is_page_number, starts_item
from corpus.readers.encoding import decode
from corpus.readers.front_matter import front_matter
from corpus.readers.markdown import has_headings, markdown_lines
from corpus.readers.spacing import without_spacing
from corpus.readers.zhuyin import without_zhuyin


def read_plain(path: Path) -> Source:
    """Read a plain text file. If it has Markdown headings, it is read as Markdown.

    Front matter gives title and date.

    Raises :class:`corpus.errors.DocumentError` if it is not text, and OSError.
    """
    decoded = decode(path.read_bytes())
    front = front_matter(decoded.text)
    lines = markdown_lines if has_headings(front.text) else plain_lines
    return Source(tuple(lines(front.text)), front.title, front.date, decoded.warnings)


def plain_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, with the blank lines above each and its indentation.

    >>> [(line.text, line.gap) for line in plain_lines("甲\\n\\n\\n乙")]
    [('甲', 0), ('乙', 2)]
    """
    lines: list[Line] = []
    gap = 0
    for raw in text.splitlines():
        line = raw.strip()
        if not line:
            gap += 1
            continue
        line = without_zhuyin(without_spacing(line.replace("\t", " ")))
        hint: Hint = "item" if starts_item(line) else "text"
        if is_page_number(line):
            hint = "whole"
        lines.append(Line(line, hint, gap=gap, indent=indentation(raw)))
        gap = 0
    return lines
