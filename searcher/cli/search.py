"""``cewen search``"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from searcher.cli.advice import advise, advise_topics
from searcher.cli.last_answer import keep_answer
from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.query_options import (
    QueryCommand,
    asks_for_speakers,
    filters,
    query_argument,
    query_of,
    widen_option,
)
from searcher.cli.terminal import Style, color_option, tell
from searcher.messages import paragraphs, say
from searcher.query.ast import describe

if TYPE_CHECKING:
    from corpus.document import Span
    from searcher.answer import Answer
    from searcher.service import Index

_SORTS = ("score", "date", "oldest", "doc")
_KWIC_SORTS = ("left", "right", "speaker")
_LIMIT = 10
_KWIC_LIMIT = 100


@click.command(
    "search",
    cls=QueryCommand,
    short_help="Find paragraphs: ranked, highlighted, attributed.",
)
@query_argument
@filters
@click.option("--exact", is_flag=True, help="Only these words: no variants.")
@widen_option
@click.option("--certain", is_flag=True,
              help="Only speakers that the text names: no guess, no pronoun.")  # fmt: skip
@click.option("-n", "--limit", type=click.IntRange(min=1), metavar="N", default=_LIMIT,
              show_default=True, help="How many paragraphs to show.")  # fmt: skip
@click.option("--all", "everything", is_flag=True, help="Show every paragraph that matches.")
@click.option(
    "--full",
    is_flag=True,
    help="On a terminal, show long paragraphs whole, not only around the matches.",
)
@click.option("--sort", type=click.Choice([*_SORTS, *_KWIC_SORTS]), default="score",
              show_default=True,
              help="Best, newest or oldest first, or by document; with --kwic also by speaker, or "
              "by the text left or right of the keyword.")  # fmt: skip
@click.option("--kwic", is_flag=True,
              help="One line for each occurrence with its context; 100 without -n.")  # fmt: skip
@click.option("--width", type=click.IntRange(min=4), metavar="N",
              help="With --kwic: columns of context on each side.")  # fmt: skip
@click.option("-l", "--documents", "documents", is_flag=True,
              help="Only the documents with a match, the best first.")  # fmt: skip
@click.option("-c", "--count", "counted", is_flag=True,
              help="Only the number of paragraphs; with -l that of each document.")  # fmt: skip
@click.option("-0", "--null", "null", is_flag=True,
              help="With -l: a NUL byte after each document, as for xargs -0.")  # fmt: skip
@listing_options(quotations=True)
@click.option("--save", metavar="NAME", help="Keep the search: see cewen new.")
@click.option("--receipt", "receipt_file", metavar="FILE",
              type=click.Path(path_type=Path, dir_okay=False),
              help="Write to FILE what was looked for, and in what.")  # fmt: skip
@click.option("--explain", is_flag=True, help="Show the parts of each score.")
@color_option
@index_option
def command(
    words: tuple[str, ...],
    exact: bool,
    widen: Any,
    certain: bool,
    limit: int,
    everything: bool,
    full: bool,
    sort: Any,
    kwic: bool,
    width: int | None,
    documents: bool,
    counted: bool,
    null: bool,
    save: str | None,
    receipt_file: Path | None,
    explain: bool,
    color: str,
    place: Path | None,
    out: Output,
    **filtered: str | None,
) -> int:
    """Find paragraphs: ranked, highlighted, with the speaker of the words found.

    Spaces mean AND. Also OR, NOT or -, NEAR/5, parentheses, "exact words", speaker: org: topic:
    section: title: doc: date:2024..2025-06, and * between two parts. Either script finds both. A
    single - reads the query from standard input.

    \b
    cewen search 平台工作者
    cewen search 演算法 --kwic --sort right
    cewen search '外卖平台 算法 -講者:主席 日期:2025'
    """
    query = query_of(words, filtered)
    index = open_index(place)
    wanted = None if everything else limit
    asked: dict[str, Any] = {"exact": exact, "certain": certain, "widen": widen}
    if save is not None:
        _save(index, save, " ".join(words), {**asked, **filtered})
    if receipt_file is not None:
        from searcher.cli.receipt_file import write_receipt

        report = index.receipt(" ".join(words), **{**asked, **filtered})
        write_receipt(receipt_file, report, force=out.force)
    if kwic:
        from searcher.cli.kwic import put_kwic

        if limit == _LIMIT and not everything:
            wanted = _KWIC_LIMIT
        return put_kwic(index, query, out, color, sort=sort, limit=wanted, width=width, **asked)
    _check_kwic_options(sort, width)
    if documents or counted or null:
        from searcher.cli.brief_answer import put_brief

        most = None if everything or limit == _LIMIT else limit
        how = {"documents": documents, "counted": counted, "null": null}
        return put_brief(index, query, {**asked, "sort": sort}, limit=most, **how)
    answer = index.search(query, exact=exact, limit=wanted, sort=sort, certain=certain, widen=widen)
    if out.is_text:  # before it is printed: head may close the pipe
        keep_answer(index, describe(answer.query), answer.hits)
    _put(answer, out, color, full=full, explain=explain)
    advise(index, answer.query, paragraphs=answer.total, exact=exact)
    advise_topics(index, answer.query, exact=exact)
    return 0 if answer.total else 1


def _save(index: Index, name: str, query: str, asked: dict[str, Any]) -> None:
    kept = index.save_search(name, query, **asked)
    text = "cewen: saved as {name}: {paragraphs} now; what is new: cewen new"
    tell(say(text, name=name, paragraphs=paragraphs(kept.total)))


def _check_kwic_options(sort: str, width: int | None) -> None:
    if sort in _KWIC_SORTS:
        raise click.UsageError(say("--sort {sort} needs --kwic.", sort=sort))
    if width is not None:
        raise click.UsageError(say("--width needs --kwic."))


def _put(answer: Answer, out: Output, color: str, *, full: bool, explain: bool) -> None:
    if out.is_text:
        out.put(_text(answer, out.style(color), out.columns(), full=full, explain=explain))
    else:
        from searcher.output.listings import listing_of_hits

        out.write(listing_of_hits(answer.hits))


def _text(
    answer: Answer, style: Style, width: int | None, *, full: bool, explain: bool
) -> Iterator[str]:
    from searcher.cli.hit_text import explanation, hit_lines, receipt

    if width and answer.total:  # on a terminal first: the pager begins at the top
        yield from receipt(answer, width)
        yield ""
    others: Sequence[Span] = ()
    dims = asks_for_speakers(answer.query)
    for rank, hit in enumerate(answer.hits, 1):
        if dims:
            from searcher.report.others_words import others_words

            others = others_words(hit)
        yield from hit_lines(rank, hit, style, width, full=full, others=others)
        if explain:
            yield from explanation(hit, width)
        yield ""
    if answer.total and not width:
        yield from receipt(answer, width)
