"""A Markdown file in, its lines out.

This markup is removed: the # of a heading, the > of a quote, backslash escapes, comments, rules
(---), code fences, the line under a table's head, and the ``key: value`` lines at the top of the
file, from which title and date are read. The stars around strong emphasis are removed because a
search would not find the word in 平台**工作者**. Everything else stays as written: list marks,
other emphasis, links, tables, entities.
"""

from __future__ import annotations

import re
from pathlib import Path

from corpus.dates import find_date
from corpus.lines import Hint, Line, Source, indentation, starts_item
from corpus.readers.encoding import decode

_HEADING = re.compile(r"(#{1,6})(?:\s+|$|(?=[^\s#]))")
_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n((?:[A-Za-z_-]+:.*\r?\n){1,40})---[ \t]*(?:\r?\n|$)")
_ANY_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_CLOSING_HASHES = re.compile(r"\s#+$")
_QUOTE = re.compile(r"(?:>\s*)+")
_TABLE_RULE = re.compile(r"\|?[ :]*-[-:| ]*$")
_UNDERLINE = re.compile(r"=+$|-{2,}$")
# Backslashes in a link's address and in code are text. Elsewhere, before punctuation, they escape.
# No part of the pattern can match beyond a character that starts it again, so time is linear.
_ESCAPE = re.compile(r"(\]\([^()\[\]\s]*\)|`[^`]*`)|\\([!-/:-@\[-`{-~])")

# The length is limited so that many unclosed stars take little time.
_STRONG = re.compile(r"\*\*(?=[^\s*])([^*]{1,200}?)(?<=[^\s*])\*\*")


def read_markdown(path: Path) -> Source:
    """Read a Markdown file.

    Raises :class:`corpus.errors.DocumentError` if it is not text, and OSError.
    """
    decoded = decode(path.read_bytes())
    fields, text = front_matter(decoded.text)
    date = find_date(fields.get("date", ""))
    return Source(tuple(markdown_lines(text)), fields.get("title", ""), date, decoded.warnings)


def markdown_lines(text: str) -> list[Line]:
    """Return the lines that contain text, without their markup.

    >>> [(line.hint, line.text) for line in markdown_lines("## 議題\\n> （鼓掌）\\n2\\\\. 乙案")]
    [('heading', '議題'), ('quote', '（鼓掌）'), ('item', '2. 乙案')]
    """
    lines: list[Line] = []
    gap = 0
    fenced = False
    follows = False
    for raw in without_comments(text).splitlines():
        line = raw.strip()
        if not line:
            gap, follows = gap + 1, False
        elif line.startswith(("```", "~~~")):
            fenced, gap, follows = not fenced, gap + 1, False
        elif fenced:
            lines.append(Line(line.replace("\t", " "), "whole", gap=gap))
            gap = 0
        elif line[0] in "-*_=|:" and _is_rule(line, lines, follows):
            gap, follows = gap + 1, False
        else:
            read = _line(raw, line, gap, follows)
            if read is None:
                gap, follows = gap + 1, False
                continue
            lines.append(read)
            gap, follows = 0, read.hint != "heading" and read.hint != "whole"
            if follows and (raw.endswith("  ") or _hard_break(line)):
                follows = False
    return lines


def front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the ``key: value`` pairs between two ``---`` at the top, and the rest of the text.

    >>> front_matter("---\\ntitle: 平台問答\\n---\\n正文。")
    ({'title': '平台問答'}, '正文。')
    """
    match = _FRONT_MATTER.match(text)
    if match is None:
        return {}, text
    pairs = (line.partition(":") for line in match[1].splitlines())
    return {key.strip().lower(): value.strip(" \"'") for key, _, value in pairs}, text[
        match.end() :
    ]


def has_headings(text: str) -> bool:
    """Return whether a file with another suffix has Markdown headings.

    >>> has_headings("# 座談會紀實\\n\\n本次會議…"), has_headings("座談會紀實 #1")
    (True, False)
    """
    return _ANY_HEADING.search(text) is not None


def without_comments(text: str) -> str:
    """Return the text without ``<!-- … -->``. A comment that is never closed is text.

    >>> without_comments("甲<!-- 註 -->乙<!-- 丙")
    '甲乙<!-- 丙'
    """
    kept = []
    end = 0
    while (start := text.find("<!--", end)) >= 0 and (stop := text.find("-->", start + 4)) >= 0:
        kept.append(text[end:start])
        end = stop + 3
    kept.append(text[end:])
    return "".join(kept)


def _line(raw: str, line: str, gap: int, follows: bool) -> Line | None:
    """Return a line that is not blank without its markup; None if it is only markup."""
    first = line[0]
    indent = indentation(raw) if raw[0] != first else 0
    plain = "\\" not in line and "\t" not in line and "**" not in line
    if plain and first > "`" and first != "|":
        # Shortcut for nearly every line of Chinese text: it has no markup.
        hint: Hint = "item" if starts_item(line) else "text"
        return Line(line, hint, 0, gap, indent, follows and hint == "text")
    hint, level = "text", 0
    if first == "#" and (match := _HEADING.match(line)):
        hint, level = "heading", len(match[1])
        line = line[match.end() :].strip()
        if line.endswith("#"):
            line = _CLOSING_HASHES.sub("", line).strip()
    elif first == ">" and (match := _QUOTE.match(line)):
        hint, line = "quote", line[match.end() :]
    elif first == "|":
        hint = "whole"
    if not plain:
        if _hard_break(line):
            line = line[:-1].rstrip()
        line = unescaped(_STRONG.sub(r"\1", line.replace("\t", " ")))
    if not line:
        return None
    if hint == "text" and starts_item(line):
        hint = "item"
    soft = follows and hint in ("text", "quote")
    return Line(line, hint, level, gap, indent, soft)


def unescaped(line: str) -> str:
    """Remove each backslash that escapes the punctuation after it.

    >>> unescaped("2\\\\. 提案 [附件](https://a.example/b\\\\_c)")
    '2. 提案 [附件](https://a.example/b\\\\_c)'
    """
    if "\\" not in line:
        return line
    return _ESCAPE.sub(lambda match: match[1] or match[2], line)


def _hard_break(line: str) -> bool:
    """Return whether one backslash ends the line; two are an escaped backslash."""
    return line.endswith("\\") and (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _is_rule(line: str, lines: list[Line], follows: bool) -> bool:
    """Return whether the line is a rule, a table's second line, or the underline of a heading.

    For an underline, changes the last of ``lines`` to a heading.
    """
    if follows and lines and _UNDERLINE.match(line) and lines[-1].hint == "text":
        above = lines[-1]
        if line[0] == "=" or (len(above.text) <= 40 and above.text[-1] not in "。，；：！？"):
            lines[-1] = Line(above.text, "heading", 1 if line[0] == "=" else 2, above.gap)
            return True
    if line[0] in "-*_" and line.count(line[0]) > 2 and not line.strip(line[0] + " "):
        return True
    in_table = bool(lines) and "|" in lines[-1].text
    return in_table and "|" in line and _TABLE_RULE.match(line) is not None
