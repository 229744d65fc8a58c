"""``cewen search -l`` and ``-c``: answers for other programs."""

from __future__ import annotations

import sys
from collections import Counter
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from searcher.messages import say
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.query.ast import Query
    from searcher.service import Index


def put_brief(
    index: Index,
    query: Query,
    options: dict[str, Any],
    *,
    documents: bool,
    counted: bool,
    null: bool,
    limit: int | None,
) -> int:
    """Print the documents that have a match, at most ``limit``, or how many paragraphs match, or
    both: each document with the number of its paragraphs, as grep -c."""
    if not documents:
        if null:
            raise click.UsageError(say("-0 needs -l."))
        total = index.search(query, limit=1, **options).total
        sys.stdout.write(f"{total}\n")
        return 0 if total else 1
    hits = index.search(query, limit=None, **options).hits
    counts = Counter(hit.file.id for hit in hits)  # in the order of the hits
    for name, count in islice(counts.items(), limit):
        # What a NUL byte ends is for programs, which need the name as it is.
        shown, end = (name, "\0") if null else (clean(name), ":" if counted else "\n")
        sys.stdout.write(f"{shown}{end}{count}\n" if counted else f"{shown}{end}")
    return 0 if hits else 1
