"""``cewen batch``"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.messages import say, say_error

if TYPE_CHECKING:
    from searcher.output.listing import Listing
    from searcher.report.batch import NamedQuery
    from searcher.service import Index

_LONGEST_NAME = 60
_LONGEST_SHEET = 31  # characters that the name of a sheet may have


@click.command("batch", short_help="Run a list of queries, and count what each finds.")
@click.argument("file_of_queries", metavar="FILE", type=click.File("rb"))
@click.option("--quotes", type=click.Path(path_type=Path), metavar="PLACE",
              help="Also write the quotations: to a folder, a file for each query, or to a "
              "workbook (.xlsx), a sheet for each.")  # fmt: skip
@listing_options(quotations=False)
@index_option
def command(file_of_queries: BinaryIO, quotes: Path | None, place: Path | None, out: Output) -> int:
    """Run the queries of FILE, one on a line, and print one table of counts.

    A line is a query, or a name, a tab and a query. A CSV file (.csv) has a column query (查詢), a
    column name (名稱), or both. - is standard input.

    \b
    cewen batch queries.txt
    cewen batch queries.txt --quotes quotes.xlsx
    """
    from corpus.errors import CewenError
    from corpus.readers.encoding import decode
    from searcher.report.batch import read_queries

    name = str(getattr(file_of_queries, "name", ""))
    try:
        text = decode(file_of_queries.read()).text
        queries = read_queries(text, is_csv=name.lower().endswith(".csv"))
    except CewenError as error:
        raise click.ClickException(
            say("{file}: {reason}", file=name, reason=say_error(error))
        ) from error
    index = open_index(place)
    counts = list(index.batch(queries))
    from searcher.output.new_schema import listing_of_counts

    if quotes is not None:
        _write_quotes(index, queries, quotes, force=out.force)
    out.write(listing_of_counts(counts))
    return 0 if any(one.extent.paragraphs for one in counts) else 1


def _write_quotes(index: Index, queries: Sequence[NamedQuery], place: Path, *, force: bool) -> None:
    """Write what each query finds to a workbook or to Markdown files in a folder."""
    from searcher.cli.output_file import write_bytes, write_lines
    from searcher.output.formats import Settings, lines

    if place.suffix.lower() == ".xlsx":
        from searcher.output.xlsx import workbook

        names = _unique(queries, r"[\[\]:*?/\\'\x00-\x1f]", _LONGEST_SHEET)
        sheets = dict(zip(names, _listings(index, queries), strict=True))
        write_bytes(place, workbook(sheets), force=force)
        return
    place.mkdir(parents=True, exist_ok=True)
    names = _unique(queries, r'[\s/\\:*?"<>|\x00-\x1f.]+', _LONGEST_NAME)
    for name, listing in zip(names, _listings(index, queries), strict=True):
        path = place / f"{name}.md"
        write_lines(path, lines("md", listing, Settings()), marks_utf_8=False, force=force)


def _listings(index: Index, queries: Sequence[NamedQuery]) -> Iterator[Listing]:
    from searcher.output.listings import listing_of_hits

    for one in queries:
        yield listing_of_hits(index.search(one.query, limit=None).hits)


def _unique(queries: Sequence[NamedQuery], never: str, longest: int) -> list[str]:
    """A different name for each query, without what a file or a sheet must not have."""
    found: dict[str, None] = {}
    for number, one in enumerate(queries, 1):
        name = re.sub(never, "-", one.name).strip("-")[:longest] or str(number)
        if name.lower() in (known.lower() for known in found):
            tail = f"-{number}"
            name = name[: longest - len(tail)] + tail
        found[name] = None
    return list(found)
