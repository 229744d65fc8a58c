"""Plain text in, lines out. Everything in the file is text: nothing is form but white space."""

from __future__ import annotations

from pathlib import Path

from corpus.lines import Hint, Line, Source, indentation, is_page_number, starts_item
from corpus.readers.encoding import decode
from corpus.readers.markdown import has_headings, markdown_lines


def read_plain(path: Path) -> Source:
    """Read a plain text file; one with Markdown headings in it is read as Markdown.

    Raises :class:`corpus.errors.DocumentError`, and OSError.
    """
    decoded = decode(path.read_bytes())
    lines = markdown_lines if has_headings(decoded.text) else plain_lines
    return Source(tuple(lines(decoded.text)), warnings=decoded.warnings)


def plain_lines(text: str) -> list[Line]:
    """Return the lines that are not blank, each with its blank lines above and its indentation.

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
        line = line.replace("\t", " ")
        hint: Hint = "item" if starts_item(line) else "text"
        if is_page_number(line):
            hint = "whole"
        lines.append(Line(line, hint, gap=gap, indent=indentation(raw)))
        gap = 0
    return lines
