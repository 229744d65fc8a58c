"""What Cewen exports into a folder is no source of the next index."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import DocumentError
from corpus.read import read_document
from searcher.output import formats
from searcher.output.formats import Settings
from searcher.output.kwic_schema import KwicRow
from searcher.output.listing import Listing, Table
from searcher.output.listings import listing_of_hits, listing_of_paragraphs
from searcher.output.verdict_schema import VerdictRow
from searcher.report.export import exported
from tests.conftest import index_of
from tests.searcher.output.conftest import HARBOUR, Ask


def saved(format: str, listing: Listing, folder: Path) -> Path:
    """The listing in a file of this format."""
    path = folder / f"匯出.{format}"
    if format == "xlsx":
        path.write_bytes(formats.content(format, listing, Settings()))
    else:
        path.write_text("\n".join(formats.lines(format, listing, Settings())), encoding="utf-8")
    return path


@pytest.mark.parametrize("format", ["md", "csv", "xlsx", "html"])
def test_exported_quotations_are_recognized(ask: Ask, format: str, tmp_path: Path) -> None:
    path = saved(format, listing_of_hits(ask("浮標").hits), tmp_path)
    with pytest.raises(DocumentError, match=r"that Cewen has exported"):
        read_document(path, path.name)


@pytest.mark.parametrize("format", ["csv", "xlsx", "html"])
def test_exported_paragraphs_are_recognized(format: str, tmp_path: Path) -> None:
    reader = index_of(tmp_path / "index", [HARBOUR])
    path = saved(format, listing_of_paragraphs(exported(reader, None, labels=True)), tmp_path)
    with pytest.raises(DocumentError, match=r"that Cewen has exported"):
        read_document(path, path.name)


@pytest.mark.parametrize("columns", [VerdictRow._fields, KwicRow._fields])
@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_tables_with_quotations_are_recognized(
    columns: tuple[str, ...], format: str, tmp_path: Path
) -> None:
    path = saved(format, Listing(Table(columns, [["外送員"] * len(columns)])), tmp_path)
    with pytest.raises(DocumentError, match=r"that Cewen has exported"):
        read_document(path, path.name)
