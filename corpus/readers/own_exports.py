"""A text in, the text without what Cewen has exported into it out.

A memo of quotations that is saved among the documents would become a source of itself: each
quotation would be found twice. ``cewen search --format md`` begins with :data:`MARK`. Tables and
JSON are recognized by their first line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from corpus.errors import DocumentError

MARK = "<!-- cewen: quotations -->"
"""The first line of exported Markdown. A program that shows Markdown does not show it."""

GROUP_MARK = "<!-- cewen: group -->"
"""The end of a heading over exported quotations."""

_DATE = r"\d{4}(?:-\d\d(?:-\d\d(?:/\d{4}-\d\d-\d\d)?)?)?"
_GROUP_HEADING = re.compile(rf"^## .* {re.escape(GROUP_MARK)}$", re.MULTILINE)
_SOURCE_END = re.compile(rf"#\d+(?:，{_DATE})?(?:，[A-Z2-7]{{8}})?(?:（逐字）|（轉述）)?$")
_TABLES = (
    ("quote", "speaker", "job_title", "organization"),
    ("name", "kind", "statements", "organizations"),
    ("question", "asker", "asker_job_title", "asker_organization"),
    ("doc", "paragraph", "role", "page"),
    ("verdict", "holds", "quote", "in_draft"),
    ("left", "keyword", "right", "speaker"),
)
_RECORDS = (
    frozenset(("doc", "text", "spans", "match")),
    frozenset(("name", "statements", "quote")),
)
_HEAD = 100_000
_PAGE_HEAD = 1000
RESULTS = (
    "it contains search results that Cewen has exported; it is left out, because they "
    "would be found again as a source"
)
_QUOTATIONS = (
    "it contains only quotations that Cewen has exported; it is left out, because they "
    "would be found again as a source"
)


class Own(NamedTuple):
    """The text that Cewen has not exported, and how many quotations were left out."""

    text: str
    removed: int = 0


def without_own_exports(text: str) -> Own:
    """Leave out quotations that Cewen has exported, with the lines that name their sources.

    Text between them stays if the file has :data:`MARK`. Without it, the file is recognized only if
    it contains nothing else. Raises :class:`DocumentError` if nothing stays.

    >>> quotation = "> 外送員的權益。\\n>\\n> — 王大明，《座談》，a.txt#3（逐字）\\n"
    >>> without_own_exports(f"{MARK}\\n\\n{quotation}\\n我的看法。\\n")
    Own(text='\\n\\n\\n我的看法。\\n', removed=1)
    """
    if _is_table_or_records(text):
        raise DocumentError(RESULTS)
    if "> — " not in text:
        return Own(text.replace(MARK, ""))
    blocks = list(_blocks(_GROUP_HEADING.sub("", text.replace(MARK, ""))))
    own = [_is_quotation(block) for block in blocks]
    rest = [block for block, is_own in zip(blocks, own, strict=True) if not is_own]
    if not any(line.strip() for block in rest for line in block) and any(own):
        raise DocumentError(_QUOTATIONS)
    if MARK not in text:
        return Own(text)
    return Own("".join(line for block in rest for line in block), sum(own))


def is_own_export(reason: str) -> bool:
    """Return whether a file was not read for this reason: it contains only what Cewen exported.

    >>> is_own_export(f"memo.csv: {RESULTS}"), is_own_export("needs a password")
    (True, False)
    """
    return reason.endswith((RESULTS, _QUOTATIONS))


def export_warnings(removed: int) -> tuple[str, ...]:
    """Return the warning for quotations that were left out, if there were any."""
    return (f"quotations exported by Cewen left out: {removed}",) if removed else ()


def _is_table_or_records(text: str) -> bool:
    first = text[:_HEAD].lstrip().partition("\n")[0]
    if is_table_of_results(first.split(",")):
        return True
    return first.startswith("{") and any(
        all(f'"{key}": ' in first for key in keys) for keys in _RECORDS
    )


def is_page_of_results(text: str) -> bool:
    """Return whether a web page is one of quotations or of a table that Cewen has exported.

    >>> is_page_of_results(f"<!DOCTYPE html>\\n{MARK}\\n<p>平台</p>")
    True
    """
    return MARK in text[:_PAGE_HEAD]


def is_table_of_results(header: Sequence[str]) -> bool:
    """Return whether a table with this header is one of quotations, paragraphs or speakers.

    >>> is_table_of_results(["quote", "speaker", "job_title", "organization", "title"])
    True
    """
    return tuple(header[:4]) in _TABLES


def is_result(value: Mapping[str, object]) -> bool:
    """Return whether a JSON object is a result of ``cewen search`` or ``cewen who``.

    ``cewen export`` writes the same keys for a paragraph without those of a match: such a file is
    read.

    >>> is_result({"doc": "甲", "text": "平台", "spans": [[0, 2]], "match": "exact"})
    True
    >>> is_result({"doc": "甲", "text": "平台", "statements": []})
    False
    """
    return any(keys <= value.keys() for keys in _RECORDS)


def _blocks(text: str) -> Iterator[list[str]]:
    """Yield the lines of each block quotation, and of what is between two of them."""
    block: list[str] = []
    for line in text.splitlines(keepends=True):
        if block and line.startswith(">") != block[0].startswith(">"):
            yield block
            block = []
        block.append(line)
    if block:
        yield block


def _is_quotation(block: list[str]) -> bool:
    """Return whether the block has the form of an exported quotation with its source."""
    form = [line.rstrip() for line in block]
    if len(form) < 3 or form[-2] != ">" or not form[-1].startswith("> — "):
        return False
    return "《" in form[-1] and _SOURCE_END.search(form[-1][-60:]) is not None
