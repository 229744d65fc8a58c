"""Quotations without the markup that a document's converter left in them."""

from __future__ import annotations

import re

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
