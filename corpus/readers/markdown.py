"""A Markdown file in, its lines out.

Markup is removed and the text that it marks stays: the # of a heading, the > of a quote, comments,
rules (---), code fences, the line under a table's head, targets of reference links, front matter
(:mod:`corpus.readers.front_matter`) and inline markup (:mod:`corpus.readers.inline_markup`). List
marks stay. The cells of a table row are separated by `` | ``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from pathlib import Path

from corpus.lines import Hint, Line, Source, indentation, starts_item
from corpus.readers.encoding import decode
from corpus.readers.front_matter import front_matter
from corpus.readers.inline_markup import BLOCK_TAGS, is_address, plain_text, reference_key
from corpus.readers.own_exports import export_warnings, without_own_exports
from corpus.readers.spacing import without_spacing

_HEADING = re.compile(r"(#{1,6})(?:\s+|$|(?=[^\s#]))")
_ANY_HEADING = re.compile(r"^#{1,6} \S", re.MULTILINE)
_CLOSING_HASHES = re.compile(r"\s#+$")
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]{0,200}\}$")
_FIGCAPTION = re.compile(
    r"(?:<figure\b[^<>]*>\s*)?(?:<img\b[^<>]*>\s*)?<figcaption\b[^<>]*>(.*)</figcaption>"
    r"\s*(?:</figure>)?$"
)
# {{< video src="…" >}} of Hugo, {% include … %} of Jekyll
_SHORTCODE = re.compile(r"\{\{[<%][^{}\n]{0,2000}[%>]\}\}|\{%[^{}\n]{0,2000}%\}")
_SHOWN = re.compile(r"""\b(?:caption|title)=(["'])(.{1,300}?)\1""")
_HTML_HEADING = re.compile(r"<h([1-6])(?:\s[^<>]*)?>(.+)</h\1>$", re.IGNORECASE)
# ::: success, :::spoiler 更多; what follows the name is a title.
_CONTAINER = re.compile(r":{3,}\s*(?:\{[^{}]*\}|[A-Za-z][\w-]*)?\s*")
_QUOTE = re.compile(r"(?:>\s*)+")
_TABLE_RULE = re.compile(r"\|?[ :]*-[-:| ]*$")
_CELL_END = re.compile(r"(?<!\\)\|")
_UNDERLINE = re.compile(r"=+$|-{2,}$")
_IMAGE = re.compile(r"\[?!\[[^\[\]]{1,500}\]\([^()\s]*\)(?:\]\([^()\s]*\))?$")
_DEFINITION = re.compile(
    r"\[(?P<label>[^\^\[\]][^\[\]]{0,200})\]:\s*<?(?P<target>[^\s<>]+)>?"
    r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?$"
)
_NOTE = re.compile(r"\[\^[^\s\[\]]{1,60}\]:\s*")
_OPENS_BLOCK = re.compile(rf"</?(?:{BLOCK_TAGS})(?:[\s/][^<>]*)?>", re.IGNORECASE)
_CLOSES_BLOCK = re.compile(rf"</?(?:{BLOCK_TAGS})(?:[\s/][^<>]*)?>$", re.IGNORECASE)


def read_markdown(path: Path) -> Source:
    """Read a Markdown file.

    Raises :class:`corpus.errors.DocumentError` if it is not text or only an export of Cewen, and
    OSError.
    """
    decoded = decode(path.read_bytes())
    own = without_own_exports(decoded.text)
    front = front_matter(own.text)
    lines = tuple(markdown_lines(front.text))
    warnings = decoded.warnings + export_warnings(own.removed) + front.warnings
    return Source(lines, front.title, front.period, warnings)


def markdown_lines(text: str) -> list[Line]:
    """Return the lines that contain text, without their markup.

    >>> [(line.hint, line.text) for line in markdown_lines("## 議題\\n> （鼓掌）\\n2\\\\. 乙案")]
    [('heading', '議題'), ('quote', '（鼓掌）'), ('item', '2. 乙案')]
    """
    blocks = _Blocks()
    for raw in without_comments(text).splitlines():
        blocks.read(raw)
    return list(_without_inline_markup(blocks.lines, blocks.code, blocks.references))


class _Blocks:
    """Reads the block structure line by line: removes the markup at the beginning of lines.

    ``code``: indices of the lines that are code. ``references``: labels of reference links.
    """

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.code: set[int] = set()
        self.references: set[str] = set()
        self._gap = 0
        self._fence = ""
        self._follows = False

    def read(self, raw: str) -> None:
        """Read one line of the file."""
        if not self._fence and "{" in raw:
            raw = _SHORTCODE.sub(_shown_by, raw)
        line = raw.strip()
        if self._fence:
            self._read_code(line)
            return
        if line.startswith(":::") and (container := _CONTAINER.match(line)):
            self._blank()
            if title := line[container.end() :]:
                self.lines.append(Line(title.replace("\t", " "), "whole", gap=self._gap))
                self._gap = 0
            return
        self._read_markup(raw, line)

    def _read_markup(self, raw: str, line: str) -> None:
        if not line:
            self._blank()
        elif line.startswith(("```", "~~~")):
            self._fence = line[:3]
            self._blank()
        elif line[0] in "-*_=|:" and _is_rule(line, self.lines, self._follows):
            self._blank()
        elif (
            line[0] == "["
            and (definition := _DEFINITION.match(line))
            and is_address(definition["target"])
        ):
            self.references.add(reference_key(definition["label"]))
            self._blank()
        else:
            self._read_text(raw, line)

    def _blank(self) -> None:
        self._gap += 1
        self._follows = False

    def _read_code(self, line: str) -> None:
        if line.startswith(self._fence) and not line.strip(self._fence[0]):
            self._fence = ""
            self._blank()
        elif line:
            self.code.add(len(self.lines))
            self.lines.append(Line(line.replace("\t", " "), "whole", gap=self._gap))
            self._gap = 0
        else:
            self._blank()

    def _read_text(self, raw: str, line: str) -> None:
        above = self.lines[-1].hint if self.lines else "text"
        read = _line(raw, line, self._gap, self._follows, above)
        if read is None:
            self._blank()
            return
        self.lines.append(read)
        self._gap = 0
        breaks = raw.endswith("  ") or _hard_break(line)
        closed = line[-1] == ">" and _CLOSES_BLOCK.search(line, max(0, len(line) - 200))
        self._follows = read.hint in ("text", "item", "quote") and not breaks and not closed


def _shown_by(shortcode: re.Match[str]) -> str:
    """Return the caption that a shortcode of Hugo or a tag of Jekyll shows, as HTML, or ""."""
    caption = _SHOWN.search(shortcode[0])
    return f"<figcaption>{caption[2]}</figcaption>" if caption else ""


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


def _line(raw: str, line: str, gap: int, follows: bool, above: Hint) -> Line | None:
    """Return a line that is not blank without its block markup; None if it is only markup.

    ``follows``: the line may continue the one above, whose hint is ``above``.
    """
    first = line[0]
    indent = indentation(raw) if raw[0] != first else 0
    if first > "`" and first != "|" and "\t" not in line and line[-1] != "\\":
        # Shortcut for nearly every line of Chinese text: it begins with no markup.
        hint: Hint = "item" if starts_item(line) else "text"
        return Line(line, hint, 0, gap, indent, follows and hint == "text")
    hint, level = "text", 0
    if first == "#" and (match := _HEADING.match(line)):
        hint, level = "heading", len(match[1])
        line = _CLOSING_HASHES.sub("", line[match.end() :]).strip()
        line = "" if not line.strip("#") else _ATTRIBUTES.sub("", line)
    elif first == ">" and (match := _QUOTE.match(line)):
        hint, line = "quote", line[match.end() :]
    elif first == "|":
        hint = "table" if line.count("|") > 1 else "whole"
    elif first == "[" and (match := _NOTE.match(line)):
        hint, line = "note", line[match.end() :]
    elif first == "<" and (match := _HTML_HEADING.match(line)):
        hint, level, line = "heading", int(match[1]), match[2]
    elif first == "<" and (match := _FIGCAPTION.match(line)):
        hint, line = "caption", match[1].strip()
    elif first in "![" and _IMAGE.match(line):
        hint = "caption"
    if _hard_break(line):
        line = line[:-1].rstrip()
    if not line:
        return None
    if hint == "text" and starts_item(line):
        hint = "item"
    soft = follows and (hint == "text" or hint == "quote" == above)
    soft = soft and not (first == "<" and _OPENS_BLOCK.match(line))
    return Line(line.replace("\t", " "), hint, level, gap, indent, soft)


def _without_inline_markup(
    lines: Sequence[Line], code: Set[int], references: Set[str]
) -> Iterator[Line]:
    """Remove inline markup, which may reach over the soft line breaks of a paragraph.

    A line that is only markup is a blank line.
    """
    blank = index = 0
    while index < len(lines):
        end = index + 1
        while end < len(lines) and lines[end].soft:
            end += 1
        group = lines[index:end]
        texts = [line.text for line in group]
        if index not in code:
            texts = _plain_texts(group, references)
        for line, text in zip(group, texts, strict=True):
            if text:
                yield _cleaned(line, text, blank)
            blank = 0 if text else blank + line.gap + 1
        index = end


def _plain_texts(group: Sequence[Line], references: Set[str]) -> list[str]:
    if group[0].hint == "table":
        cells = _CELL_END.split(group[0].text.strip("|"))
        filled = (plain_text(cell, references).strip() for cell in cells)
        return [" | ".join(cell for cell in filled if cell)]
    whole = "\n".join(line.text for line in group)
    texts = plain_text(whole, references).split("\n")
    return [without_spacing(text.strip()) for text in texts]


def _cleaned(line: Line, text: str, blank: int) -> Line:
    """Return the line with its text; it may be an item only without the markup."""
    if text == line.text and not blank:
        return line
    hint = line.hint
    if hint == "text" and starts_item(text):
        hint = "item"
    soft = line.soft and not blank and hint != "item"
    return line._replace(text=text, hint=hint, gap=line.gap + blank, soft=soft)


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
