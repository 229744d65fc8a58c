"""Markdown text in, plain text out: removes inline markup and keeps the text that it marks.

- emphasis (``*``, ``_``, ``~~``, ``==``), code marks, backslash escapes, and HTML tags are removed
- a link or image leaves its text; its target is removed. An address in angle brackets or without
  any markup stays
- a reference to a footnote (``[^1]``) is removed, a character reference (``&amp;``) replaced
- readings above characters are removed: ``<rt>…</rt>``, and a syllable of zhuyin in brackets
- ``<br>`` joins as a line break does, and a tag that separates blocks becomes a space

Markup that is not closed is text. The time is linear in the length of the text.
"""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Set
from typing import NamedTuple

from corpus.lines import ends_sentence, joiner, starts_item
from corpus.readers.characters import visible
from corpus.readers.zhuyin import without_zhuyin

# Repetitions are limited so that many unclosed brackets take little time.
_TOKEN = re.compile(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<code>`+)"
    r"|<(?P<address>(?:https?://|mailto:)[^\s<>]+|[\w.+-]{1,64}@[\w.-]{1,255})>"
    r"|<(?P<closing>/?)(?P<tag>[a-zA-Z][a-zA-Z0-9]*)(?:[\s/][^<>]*)?>"
    r"|(?P<reference>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});)"
    r"|(?P<url>https?://[\w\-./?#@!$&'()+,;=%*~:]*[\w/#&=%])"
    r"|(?P<footnote>\[\^[^\s\[\]]{1,60}\])"
    r"|!?\[\[(?P<wiki>[^\[\]\n]{1,300})\]\]"
    r"|(?P<open>!?\[)"
    r"|(?P<close>\])"
    r"|(?P<run>\*+|_+|~+|=+)",
    re.ASCII,
)
_TARGET = re.compile(
    r"\(\s{0,9}(?P<target><[^<>\n]{0,2000}>|(?:[^\s()]|\([^\s()]{0,500}\)){0,2000})"
    r"(?:\s{1,9}(?:\"[^\"]{0,500}\"|'[^']{0,500}'))?\s{0,9}\)"
)
_LABEL = re.compile(r"\[([^\[\]]{0,200})\]")
_FILE_NAME = re.compile(r"[^\s，。；、]{0,40}\.[A-Za-z0-9]{2,4}(?![A-Za-z0-9])")
_MARKUP = re.compile(r"[\\`<&\[*_~=]|[ㄅ-ㄩ]")
_INLINE_TAG = re.compile(
    "a|abbr|acronym|audio|b|bdi|bdo|big|cite|code|data|del|dfn|em|embed|font|i|iframe|img|input|ins"
    "|kbd|label|mark|nobr|o|object|path|q|rb|rtc|ruby|s|samp|small|source|span|strike|strong|sub"
    "|sup|svg|time|tt|u|use|var|video|wbr"
)
BLOCK_TAGS = (
    "address|article|aside|blockquote|body|button|caption|center|col|colgroup|dd|details|div|dl|dt"
    "|fieldset|figcaption|figure|footer|form|h[1-6]|head|header|hr|html|legend|li|link|main|meta"
    "|nav|ol|option|p|pre|section|select|summary|table|tbody|td|tfoot|th|thead|title|tr|ul"
)
"""The HTML tags that separate text, as a pattern."""

_BLOCK_TAG = re.compile(BLOCK_TAGS)
_HIDDEN_TAGS = frozenset(("rt", "rp", "script", "style"))
_LONGEST_LABEL = 300
_BREAK, _BLOCK = "\x1f", "\x1e"
_AROUND_BLOCKS = re.compile(rf"[ \x1e]*{_BLOCK}[ \x1e]*")


class _Bracket(NamedTuple):
    piece: int
    start: int


def plain_text(text: str, references: Set[str] = frozenset()) -> str:
    """Return ``text`` without inline markup, with the same number of line breaks.

    ``references`` are the labels of links that the document defines elsewhere, in lower case.

    >>> plain_text("平台*工作*者的[權益](https://a.example/b_c)[^1]，<b>外送</b>")
    '平台工作者的權益，外送'
    >>> plain_text("3*4*5，外送_統計_表.xlsx，a < b")
    '3*4*5，外送_統計_表.xlsx，a < b'
    """
    if not _MARKUP.search(text):
        return text
    return _Scanner(text, references).result()


class _Scanner:
    """Cuts the text into pieces, and empties those that turn out to be markup."""

    def __init__(self, text: str, references: Set[str]) -> None:
        self._text = text
        self._references = references
        self._pieces: list[str] = []
        self._brackets: list[_Bracket] = []
        self._runs: dict[str, list[int]] = defaultdict(list)
        self._backticks: dict[int, list[int]] | None = None
        self._hidden: tuple[str, int] | None = None
        self._decoded = False

    def result(self) -> str:
        text, end = self._text, 0
        while found := _TOKEN.search(text, end):
            if found.start() > end:
                self._pieces.append(text[end : found.start()])
            end = self._read(found)
        self._pieces.append(text[end:])
        whole = "".join(self._pieces)
        if _BREAK in whole or _BLOCK in whole:
            whole = _without_breaks(_AROUND_BLOCKS.sub(" ", whole))
        if self._decoded:
            whole = visible(whole)
        return without_zhuyin(whole)

    def _read(self, found: re.Match[str]) -> int:
        """Add the pieces of one token. Return where the next one may begin."""
        kind, end = found.lastgroup, found.end()
        if kind == "run":
            self._run(found)
        elif kind == "close":
            end = self._close(end)
        elif kind == "open":
            self._brackets.append(_Bracket(len(self._pieces), found.start()))
            self._pieces.append(found[0])
        elif kind == "code":
            end = self._code(found)
        elif kind == "tag":
            self._tag(found)
        elif kind in ("reference", "url"):
            self._decoded = self._decoded or "&" in found[0]
            self._pieces.append(html.unescape(found[0]))
        elif kind == "wiki":
            self._pieces.append(found["wiki"].rpartition("|")[2])
        elif kind in ("escaped", "address"):
            self._pieces.append(found[kind].removeprefix("mailto:"))
        return end

    def _run(self, found: re.Match[str]) -> None:
        """Read a run of emphasis marks: it closes earlier runs, then what is left may open."""
        mark, count = found[0][0], len(found[0])
        text = self._text
        before = text[found.start() - 1] if found.start() else " "
        after = text[found.end()] if found.end() < len(text) else " "
        piece = len(self._pieces)
        self._pieces.append(found[0])
        inside_word = _ascii_word(before) and _ascii_word(after)
        if inside_word or (mark in "~=" and count != 2):
            return
        opened = self._runs[mark]
        may_close = not before.isspace() and not (mark == "_" and self._in_name(found, after))
        while may_close and count and opened:
            above = opened[-1]
            used = min(2, count, len(self._pieces[above]))
            count -= used
            self._pieces[above] = self._pieces[above][used:]
            if not self._pieces[above]:
                opened.pop()
        self._pieces[piece] = mark * count
        if count and not after.isspace() and not (mark == "_" and _ascii_word(before)):
            opened.append(piece)

    def _in_name(self, found: re.Match[str], after: str) -> bool:
        """Return whether an underscore is a part of a word or of the name of a file."""
        return _ascii_word(after) or _FILE_NAME.match(self._text, found.end()) is not None

    def _close(self, end: int) -> int:
        """Read ``]``: with what follows it may be the end of a link. Return where that ends."""
        if not self._brackets:
            self._pieces.append("]")
            return end
        piece, start = self._brackets.pop()
        short = self._references and end - start <= _LONGEST_LABEL
        label = self._text[start:end].lstrip("!")[1:-1] if short else ""
        target = _TARGET.match(self._text, end)
        reference = _LABEL.match(self._text, end)
        if target and is_address(target["target"]):
            return self._unlink(piece, end, target.end())
        if reference and reference_key(reference[1] or label) in self._references:
            return self._unlink(piece, end, reference.end())
        if reference_key(label) in self._references:
            return self._unlink(piece, end, end)
        self._pieces.append("]")
        return end

    def _unlink(self, piece: int, start: int, end: int) -> int:
        self._pieces[piece] = ""
        self._pieces.append("\n" * self._text.count("\n", start, end))
        return end

    def _code(self, found: re.Match[str]) -> int:
        """Read a run of backticks. A run of the same length closes it; between is no markup."""
        if self._backticks is None:
            self._backticks = defaultdict(list)
            for run in reversed(list(re.finditer("`+", self._text))):
                self._backticks[len(run[0])].append(run.start())
        size = len(found[0])
        starts = self._backticks[size]
        while starts and starts[-1] < found.end():
            starts.pop()
        if not starts:
            self._pieces.append(found[0])
            return found.end()
        code = self._text[found.end() : starts[-1]]
        if code.strip() and code[0] == code[-1] == " ":
            code = code[1:-1]
        self._pieces.append(code)
        return starts[-1] + size

    def _tag(self, found: re.Match[str]) -> None:
        name = found["tag"].lower()
        lines = "\n" * found[0].count("\n")
        if self._hidden and (found["closing"] or name in _HIDDEN_TAGS):
            # Only now it is known that the reading ends.
            hidden, piece = self._hidden
            if name in (hidden, "ruby") or name in _HIDDEN_TAGS:
                removed = "".join(self._pieces[piece:]).count("\n")
                self._pieces[piece:] = ["\n" * removed] + [""] * (len(self._pieces) - piece - 1)
                self._hidden = None
        if name in _HIDDEN_TAGS:
            self._pieces.append(lines)
            if not found["closing"]:
                self._hidden = name, len(self._pieces)
        elif name == "br":
            self._pieces.append(_BREAK + lines)
        elif _BLOCK_TAG.fullmatch(name):
            self._pieces.append(_BLOCK + lines)
        else:
            self._pieces.append(lines if _INLINE_TAG.fullmatch(name) else found[0])


def _without_breaks(text: str) -> str:
    """Join the text at each ``<br>``, with a space where a sentence or an item ends or begins."""
    first, *rest = text.split(_BREAK)
    parts = [first.rstrip(" ")]
    for right in rest:
        left, right = parts[-1], right.strip(" ")
        apart = not left or not right or ends_sentence(left[-300:]) or starts_item(right)
        glue = " " if apart and left and right else joiner(left[-2:], right[:1])
        parts += [glue, right] if right else []
    return "".join(parts)


def is_address(target: str) -> bool:
    """Return whether the target of a link is an address and not text in brackets."""
    return target.isascii() or any(mark in target for mark in "/.#:@")


def reference_key(label: str) -> str:
    """Return the form in which the labels of reference links are equal."""
    return " ".join(label.split()).casefold()


def _ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()
