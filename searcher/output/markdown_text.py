"""Text for Markdown: what a document contains is shown, and nothing of it is markup."""

from __future__ import annotations

import re

from searcher.terminal_text import clean

# In CommonMark, GitHub's and Pandoc's dialects: code, emphasis, strikethrough, links, tags, tables,
# mathematics, superscripts, and the placeholders of site generators.
# An underscore between two letters is none of it.
_ANYWHERE = r"[\\`*\[\]<>|~$^{}]|(?<![^\W_])_+|_+(?![^\W_])"
_ENTITY = r"&(?=#?[0-9A-Za-z]+;)"
# Addresses become links by themselves.
_ADDRESS = r":(?=//)|(?<=www)\.|(?<=[^\s@])@(?=[^\s@])|(?<=mailto):|(?<=xmpp):"
_MARKUP = re.compile("|".join((_ANYWHERE, _ENTITY, _ADDRESS)), re.IGNORECASE)
# At the end of a heading.
_CLOSES_HEADING = re.compile(r"(?<=\s)#+$")
# At the beginning of a line: headings, rules, list marks, definitions.
_BEGIN = re.compile(r"[#+=:%-]|\d{1,9}(?=[.)])")


def as_text(text: str) -> str:
    r"""``text`` on one line, escaped so that every dialect of Markdown shows it as it is.

    >>> print(as_text("# 甲"), as_text("![乙](http://x.tw)"), as_text("1. 丙"))
    \# 甲 !\[乙\](http\://x.tw) 1\. 丙
    """
    escaped = _MARKUP.sub(_escaped, clean(text).strip())
    escaped = _CLOSES_HEADING.sub(r"\\\g<0>", escaped)
    begin = _BEGIN.match(escaped)
    if begin is None:
        return escaped
    at = begin.end() if begin[0].isdigit() else begin.start()
    return f"{escaped[:at]}\\{escaped[at:]}"


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"\\{char}" for char in found[0])
