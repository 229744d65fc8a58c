"""A text in, its front matter and the rest of the text out.

Front matter is YAML between two lines ``---``, or TOML between two lines ``+++``, at the top of a
file. Title and date are read from it; the other fields are form and not text. A block that is
neither YAML nor TOML, judged line by line, is text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpus.dates import find_period
from corpus.document import Period

_MOST_LINES = 300
_MOST_CHARACTERS = 50_000
_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_TITLE_KEYS = ("title", "標題", "标题", "題名", "题名", "名稱", "名称", "headline")
_DATE_KEYS = (
    *("date", "日期", "published", "pubdate", "publishdate", "發布日期", "发布日期", "會議日期"),
    *("会议日期", "created", "建立日期", "创建日期"),
)
_KEY = re.compile(
    r"""(?P<key>[^\s:#'"\-\[{,&*!|>%@`][^:#\n]{0,60}?|"[^"]{1,60}"|'[^']{1,60}')\s*:"""
    r"(?:[ \t]+(?P<value>.*))?$"
)
# What is no YAML, but is written in its place: 標題：平台筆記
_WIDE_KEY = re.compile(rf"(?P<key>{'|'.join((*_TITLE_KEYS, *_DATE_KEYS))})：(?P<value>.*)$")
_BLOCK_VALUE = re.compile(r"[|>][+-]?\d?[+-]?(?:\s+#.*)?$")
_COMMENT = re.compile(r"(?:^|\s)#.*$")
_ESCAPES = {"n": "\n", "t": " ", '"': '"', "\\": "\\", "/": "/"}
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))")
_LONGEST_LIST = 200
_OPENING = {"[": "]", "{": "}"}


class FrontMatter(NamedTuple):
    """Title and date from the fields at the top of a file, and the text after them.

    ``lines``: how many lines the front matter takes, 0 if there is none. ``others``: the names of
    the fields that are not read.
    """

    title: str
    period: Period | None
    text: str
    lines: int = 0
    others: tuple[str, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """Which fields are left out."""
        if not self.others:
            return ()
        return (f"left out fields of the front matter: {', '.join(self.others)[:_LONGEST_LIST]}",)


def front_matter(text: str) -> FrontMatter:
    """Separate the front matter from the text. If there is none, ``text`` is unchanged.

    >>> found = front_matter("---\\ntitle: 平台筆記\\n日期: 2025-03-18\\n---\\n正文。")
    >>> found.title, str(found.period), found.text
    ('平台筆記', '2025-03-18', '正文。')
    >>> front_matter("---\\n**辦公室**\\n---\\n").text
    '---\\n**辦公室**\\n---\\n'
    """
    none = FrontMatter("", None, text)
    fence = text[:3]
    if fence not in _FENCES:
        return none
    lines = text.split("\n", _MOST_LINES)
    if lines[0].strip() != fence:
        return none
    closing = _FENCES[fence]
    end = next((i for i, line in enumerate(lines) if i and line.rstrip() in closing), 0)
    block = [line.rstrip("\r") for line in lines[1:end]]
    if not end or sum(map(len, block)) > _MOST_CHARACTERS:
        return none
    fields = (_toml if fence == "+++" else _yaml)(block)
    if fields is None:
        return none
    rest = "\n".join(lines[end + 1 :])
    others = tuple(key for key in fields if key not in _TITLE_KEYS + _DATE_KEYS)
    return FrontMatter(_first(fields, _TITLE_KEYS), _date(fields), rest, end + 1, others)


def _date(fields: Mapping[str, str]) -> Period | None:
    dates = (find_period(fields[key]) for key in _DATE_KEYS if key in fields)
    return next(filter(None, dates), None)


def _first(fields: Mapping[str, str], keys: Sequence[str]) -> str:
    return next((fields[key] for key in keys if fields.get(key)), "")


def _toml(block: Sequence[str]) -> dict[str, str] | None:
    import tomllib  # few files have front matter in TOML

    try:
        fields = tomllib.loads("\n".join(block))
    except (tomllib.TOMLDecodeError, RecursionError):
        return None
    return {key.lower(): " ".join(str(value).split()) for key, value in fields.items()}


def _yaml(block: Sequence[str]) -> dict[str, str] | None:
    """Return the outermost fields, or None if a line is not one of a YAML mapping.

    A value ends at the next line that is not indented. Of lists and nested mappings nothing is
    read, but each of their lines must be indented, an item (``- …``), a comment or blank.
    """
    fields: dict[str, list[str]] = {}
    key = ""
    for line in block:
        bare = line.strip()
        own = _KEY.match(line) or _WIDE_KEY.match(line)
        if key and _is_open(fields[key]):
            fields[key].append(bare)
        elif own and not line[0].isspace():
            key = own["key"].strip("\"'").strip().lower()
            fields[key] = [(own["value"] or "").strip()]
        elif not bare or bare[0] == "#":
            if key and not bare:
                fields[key].append("")
        elif key and (line[0] in " \t" or bare.startswith("- ") or bare == "-"):
            fields[key].append(bare)
        else:
            return None
    return {key: _value(parts) for key, parts in fields.items()} if fields else None


def _is_open(parts: Sequence[str]) -> bool:
    """Return whether the value is a quoted string or a list that its last line does not close."""
    first = parts[0][:1]
    if first and first in "'\"":
        return not _closes(" ".join(parts), first)
    return (
        first in _OPENING
        and sum(part.count(first) - part.count(_OPENING[first]) for part in parts) > 0
    )


def _closes(value: str, quote: str) -> bool:
    inner = value[1:].replace("''", "") if quote == "'" else re.sub(r"\\.", "", value[1:])
    return quote in inner


def _value(parts: Sequence[str]) -> str:
    first = parts[0]
    if _BLOCK_VALUE.match(first):
        return " ".join(" ".join(parts[1:]).split())
    whole = " ".join(" ".join(parts).split())
    if first[:1] == '"':
        end = re.match(r'"((?:[^"\\]|\\.)*)"', whole)
        return _ESCAPE.sub(_unescaped, end[1]) if end else whole.strip('"')
    if first[:1] == "'":
        end = re.match(r"'((?:[^']|'')*)'", whole)
        return end[1].replace("''", "'") if end else whole.strip("'")
    return " ".join(_COMMENT.sub("", part) for part in parts if part).strip()


def _unescaped(found: re.Match[str]) -> str:
    return chr(int(found[1], 16)) if found[1] else _ESCAPES.get(found[2], found[0])
