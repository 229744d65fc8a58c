"""``cewen search --kwic``"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from searcher.cli.advice import advise
from searcher.cli.last_answer import keep_answer
from searcher.messages import say
from searcher.output.formats import FORMATS
from searcher.query.ast import describe

if TYPE_CHECKING:
    from searcher.cli.output_options import Output
    from searcher.query.ast import Query
    from searcher.service import Index


def put_kwic(
    index: Index,
    query: Query,
    out: Output,
    color: str,
    *,
    sort: Any,
    limit: int | None,
    width: int | None,
    exact: bool,
    certain: bool,
    widen: Any,
) -> int:
    """Print or write the concordance of a query; returns the exit code."""
    if not out.is_text and FORMATS[out.format].cites:
        text = "{format} is for quotations, and --kwic lists none."
        raise click.UsageError(say(text, format=out.format))
    found = index.concordance(
        query, sort=sort, limit=limit, exact=exact, certain=certain, widen=widen
    )
    if out.is_text:
        from searcher.cli.kwic_text import kwic_lines

        keep_answer(index, describe(query), found.lines)
        out.put(kwic_lines(found, out.style(color), out.window(), width))
    else:
        from searcher.output.listings import listing_of_lines

        out.write(listing_of_lines(found.lines, width))
    missing = ""
    if not found.total:
        missing = say("cewen: no words of this query can be shown in context: see cewen search")
    advise(index, query, paragraphs=found.paragraphs, exact=exact, missing=missing)
    return 0 if found.total else 1
