"""``cewen search -l`` and ``-c``: answers for other programs."""

from __future__ import annotations

import sys
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
    null: bool,
    limit: int | None,
) -> int:
    """Print the documents that have a match, at most ``limit``, or how many paragraphs match."""
    if not documents:
        if null:
            raise click.UsageError(say("-0 needs -l."))
        total = index.search(query, limit=1, **options).total
        sys.stdout.write(f"{total}\n")
        return 0 if total else 1
    hits = index.search(query, limit=None, **options).hits
    names = list(dict.fromkeys(hit.file.id for hit in hits))[:limit]
    # What a NUL byte ends is for programs, which need the name as it is.
    sys.stdout.writelines(f"{name}\0" if null else f"{clean(name)}\n" for name in names)
    return 0 if names else 1
