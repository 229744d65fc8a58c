"""``cewen words``"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.advice import tell_messages
from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import QueryCommand, filters, query_argument, query_of, widen_option
from searcher.cli.terminal import color_option, tell
from searcher.messages import paragraphs, say

if TYPE_CHECKING:
    from searcher.query.ast import Query
    from searcher.service import Index


@click.command("words", cls=QueryCommand, short_help="List collocates, or key words of a part.")
@query_argument
@filters
@click.option("--vs", metavar="QUERY", help="Key words: compare with what matches this.")
@click.option("--window", type=click.IntRange(min=1, max=50), metavar="N", default=5,
              show_default=True, help="Words before and after.")  # fmt: skip
@click.option("--min", "fewest", type=click.IntRange(min=1), metavar="N",
              help="Only words that are there so often. Default: 3; with --vs 5.")  # fmt: skip
@click.option("--sort", type=click.Choice(["ll", "logdice", "frequency"]), default="ll",
              show_default=True, help="By log-likelihood, logDice or frequency.")  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=20,
              show_default=True, help="How many words to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every word.")
@click.option("--function-words", is_flag=True, help="Include function words and numbers.")
@click.option("--exact", is_flag=True, help="Only these words: no variants.")
@widen_option
@click.option("--certain", is_flag=True,
              help="Only speakers that the text names: no guess, no pronoun.")  # fmt: skip
@listing_options(quotations=False)
@color_option
@index_option
def command(
    words: tuple[str, ...],
    vs: str | None,
    window: int,
    fewest: int | None,
    sort: Any,
    limit: int,
    everything: bool,
    function_words: bool,
    exact: bool,
    widen: Any,
    certain: bool,
    color: str,
    place: Path | None,
    out: Output,
    **filtered: Any,
) -> int:
    """List the words that occur near the words of a query (collocates), or, with --vs, the words
    that are more frequent in what matches one query than in what matches another (key words).

    With --vs and no query: everything else is compared with it. Where a query asks for speakers or
    organizations, only what they say counts.

    \b
    cewen words 演算法
    cewen words 日期:2025-05 --vs 日期:2025-08
    """
    asks = bool(words) or any(filtered.values())
    query = query_of(words, filtered) if asks or not vs else None
    other = query_of((vs,), {}) if vs else None
    index = open_index(place)
    how: dict[str, Any] = {"exact": exact, "certain": certain, "widen": widen}
    how |= {"limit": None if everything else limit, "every_word": function_words}
    if fewest is not None:
        how["fewest"] = fewest
    if other is not None:
        return _put_keywords(index, query, other, out, color, how)
    assert query is not None
    found = index.collocates(query, window=window, sort=sort, **how)
    if out.is_text:
        from searcher.cli.words_text import collocate_lines

        out.put(collocate_lines(found, out.style(color), out.window()))
    else:
        from searcher.output.listings import listing_of_collocates

        out.write(listing_of_collocates(found))
    if not found.paragraphs:
        if index.search(query, exact=exact, certain=certain, widen=widen, limit=1).total:
            line = say("cewen: this query has no words that others could be near")
            tell(line)
        else:
            _say_why_nothing(index, query, exact)
    elif not found.total:
        text = "cewen: no word is near it in {paragraphs} often enough (see --min)"
        tell(say(text, paragraphs=paragraphs(found.paragraphs)))
    return 0 if found.total else 1


def _put_keywords(
    index: Index, query: Query | None, other: Query, out: Output, color: str, how: dict[str, Any]
) -> int:
    found = index.keywords(query or "", vs=other, **how)
    if out.is_text:
        from searcher.cli.words_text import keyword_lines

        out.put(keyword_lines(found, out.style(color), out.window()))
    else:
        from searcher.output.listings import listing_of_keywords

        out.write(listing_of_keywords(found))
    for part, size in ((query, found.first_size), (other, found.second_size)):
        if part is not None and not size:
            _say_why_nothing(index, part, how["exact"])
    if found.first_size and found.second_size and not found.total:
        tell(say("cewen: no word is clearly more frequent in one of them"))
    return 0 if found.total else 1


def _say_why_nothing(index: Index, query: Query, exact: bool) -> None:
    tell_messages(index.why_nothing(query, exact=exact))
