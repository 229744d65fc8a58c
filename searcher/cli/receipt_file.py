"""Writes the receipt of a search to a file of its own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from searcher.messages import say

if TYPE_CHECKING:
    from searcher.report.receipt_report import ReceiptReport


def write_receipt(file: Path, report: ReceiptReport, *, force: bool) -> None:
    """Write ``report`` in the format that the ending of the file means.

    :raises click.UsageError: no format has this ending.
    :raises OutputError: the file is not from Cewen.
    """
    from searcher.cli.output_file import write_lines
    from searcher.output.receipt_document import ENDINGS, document

    format = ENDINGS.get(file.suffix.lower())
    if format is None:
        endings = " ".join(filter(None, ENDINGS))
        text = "{file}: a receipt has one of these endings: {endings}"
        raise click.UsageError(say(text, file=file, endings=endings))
    write_lines(file, document(report, format), marks_utf_8=False, force=force)
