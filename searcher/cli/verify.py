"""``cewen verify``"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.cli.open_index import index_option, open_index
from searcher.cli.output_options import Output, listing_options
from searcher.cli.terminal import color_option, tell
from searcher.messages import join, say, say_count

if TYPE_CHECKING:
    from searcher.verify.quotation import Verification

_STANDARD_INPUT = "-"


@click.command("verify", short_help="Check the quotations of a draft against the documents.")
@click.argument("draft", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--min", "shortest", type=click.IntRange(min=1), metavar="N", default=8,
              show_default=True, help="Leave out quotations of fewer characters.")  # fmt: skip
@click.option("--faults", is_flag=True, help="Show only quotations that do not hold.")
@listing_options(quotations=False)
@color_option
@index_option
def command(
    draft: Path,
    shortest: int,
    faults: bool,
    out: Output,
    color: str,
    place: Path | None,
) -> int:
    """Check each quotation of FILE: is it word for word, and said by whom the draft says?

    FILE is a draft (Markdown, Word, plain text and what else Cewen reads; - for standard input), a
    table with a column quote, or an export of Cewen. Quotations are what is in quotation marks,
    block quotations, and the rows of a table. Exit code 1 if one does not hold.

    \b
    cewen verify 草稿.docx
    cewen verify - --faults < article.md
    """
    index = open_index(place)
    with _named(draft) as path:
        found = index.verify(path, shortest=shortest)
    shown = [one for one in found.verdicts if not (faults and one.holds)]
    if out.is_text:
        from searcher.cli.verdict_text import verdict_lines

        out.put(verdict_lines(shown, out.style(color), out.columns()))
    else:
        from searcher.output.verdict_schema import listing_of_verdicts

        out.write(listing_of_verdicts(shown))
    tell(_summary(found))
    return 0 if found.holds else 1


def _summary(found: Verification) -> str:
    """How many quotations have each verdict."""
    from collections import Counter

    from searcher.output.names import VERDICTS

    counts = Counter(one.name for one in found.verdicts)
    total = len(found.verdicts)
    line = say_count(total, "cewen: {count} quotation", "cewen: {count} quotations")
    parts = [f"{say(text)} {counts[name]}" for name, text in VERDICTS.items() if counts[name]]
    if parts:
        line = join(": ", (line, " · ".join(parts)))
    if found.left_out:
        left_out = say_count(
            found.left_out,
            "{count} left out (short, or a name)",
            "{count} left out (short, or names)",
        )
        line = join("; ", (line, left_out))
    return line


@contextmanager
def _named(draft: Path) -> Iterator[Path]:
    """The path of the draft; standard input is written to a temporary file."""
    if str(draft) != _STANDARD_INPUT:
        yield draft
        return
    from tempfile import TemporaryDirectory

    data = sys.stdin.buffer.read()
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"draft{_suffix(data)}"
        path.write_bytes(data)
        yield path


def _suffix(data: bytes) -> str:
    """The format of standard input. Plain text can be read as Markdown."""
    head = data[:400].lstrip(b"\xef\xbb\xbf \r\n\t")
    if data.startswith(b"PK\x03\x04"):
        return ".docx"
    if data.startswith(b"%PDF-"):
        return ".pdf"
    if head.startswith(b"{"):
        return ".jsonl"
    first = head.partition(b"\n")[0].replace(b"\t", b",").split(b",")
    return ".csv" if len(first) > 1 and first[0].strip() in (b"quote", b"name") else ".md"
