"""Quotations without the markup that a document's converter left in them."""

from __future__ import annotations

import re

from corpus.document import Span

_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]*>")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*\)")


def without_markup(text: str) -> str:
    """``text`` without HTML tags and link targets; the text of a link stays.

    >>> without_markup('見<br>[意見徵集](https://join.gov.tw)與<a href="x">簡報</a>，a < b')
    '見 意見徵集與簡報，a < b'
    """
    if "<" not in text and "](" not in text:
        return text
    return _LINK.sub(r"\1", _TAG.sub("", _BREAK.sub(" ", text)))


def markup_spans(text: str) -> list[Span]:
    """The spans of ``text`` that :func:`without_markup` leaves out; a line break counts too.

    >>> markup_spans("見[簡報](https://a.tw)<br>")
    [(1, 2), (4, 19), (19, 23)]
    """
    if "<" not in text and "](" not in text:
        return []
    tags = [match.span() for match in _TAG.finditer(text)]
    for link in _LINK.finditer(text):
        shown = link.span(1)
        tags += [(link.start(), shown[0]), (shown[1], link.end())]
    return sorted(tags)
