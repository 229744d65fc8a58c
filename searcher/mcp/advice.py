"""Advice and errors in words for an assistant, which has tools and no command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.output.advice import AdviceLine, advice_lines
from searcher.query.ast import describe
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.query.ast import Query
    from searcher.service import Index

#: The tools that list what these commands list.
_TOOLS = {
    "`cewen topics`": "the tool topics",
    "cewen status --files": "the tool status",
    "cewen speakers": "the tool who",
}


def advice_on(index: Index, query: Query, paragraphs: int, *, exact: bool = False) -> list[str]:
    """What to ask instead of a query that no paragraph matches; nothing if one does."""
    if paragraphs:
        return []
    return list(map(_said, advice_lines(index.why_nothing(query, exact=exact))))


def with_tools(text: str) -> str:
    """A message that names tools where it named commands.

    >>> with_tools("no document 港 in the index; cewen status --files lists them")
    'no document 港 in the index; the tool status lists them'
    """
    for command, tool in _TOOLS.items():
        text = text.replace(command, tool)
    return text


def _said(line: AdviceLine) -> str:
    text = with_tools(line.text)
    if line.query is not None:
        return f"{text} {clean(describe(line.query))}".strip()
    if line.command:
        return f"{text}; {with_tools(line.command)} lists what there is"
    return text
