"""Quotations as rows of a table of a workbook, or as JSON Lines, such as Cewen exports."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.document import Speaker
from corpus.errors import DocumentError
from corpus.fold import fold
from searcher.verify.quotation import Quotation
from searcher.verify.source_lines import person

ROW_SUFFIXES = frozenset({".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".xlsx"})
_WORKBOOKS = (".xlsx",)
_LARGEST_CELL = 16 << 20
_COLUMNS = {
    "quote": (
        *("quote", "quotation", "quoted", "text", "引文", "引述", "引用", "引言", "引語"),
        *("原文", "原話", "語錄", "發言", "發言內容", "談話", "內容"),
    ),
    "speaker": (
        *("speaker", "name", "speakers", "發言人", "發言者", "講者", "說話者", "姓名", "人物"),
        *("人名", "誰"),
    ),
    "job_title": ("job_title", "職稱", "職務"),
    "organization": ("organization", "org", "機關", "機構", "單位"),
    "doc": ("doc", "document", "文件", "檔案"),
    "paragraph": ("paragraph", "段", "段落", "段次"),
    "code": ("code", "verification", "verification_code", "驗證碼", "核對碼"),
}
"""The names of columns, first the one that Cewen writes."""
_KEYS = {fold(name): key for key, names in _COLUMNS.items() for name in names}


def read_rows(path: Path, known: frozenset[str]) -> Iterator[Quotation]:
    """The quotations of the file, one for each row. ``known`` are folded names of persons.

    :raises DocumentError: it cannot be read, or no column has quotations.
    """
    try:
        records = list(_records(path))
    except OSError as error:
        reason = error.strerror or str(error)
        raise DocumentError("{path}: cannot be read: {reason}", path=path, reason=reason) from error
    except (ValueError, RecursionError, csv.Error) as error:
        raise DocumentError("{path}: cannot be read: {reason}", path=path, reason=error) from error
    except DocumentError as error:
        raise DocumentError("{path}: {reason}", path=path, reason=error) from error
    if not any("quote" in record for _, record in records):
        raise DocumentError(
            "{path}: no column of quotations; name one of its columns: {names}",
            path=path,
            names=" ".join(_COLUMNS["quote"]),
        )
    for number, record in records:
        if quote := record.get("quote", "").strip():
            yield _quotation(number, quote, record, known)


def _records(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    suffix = path.suffix.lower()
    if suffix in _WORKBOOKS:
        from corpus.readers.xlsx import first_sheet

        rows = first_sheet(path)
        return _named([[row.get(at, "") for at in range(max(row) + 1)] for row in rows if row])
    from corpus.readers.encoding import decode

    text = decode(path.read_bytes()).text
    return _json(text) if suffix.startswith(".json") or suffix == ".ndjson" else _table(text)


def _quotation(
    number: int, quote: str, record: Mapping[str, str], known: frozenset[str]
) -> Quotation:
    named = record.get("speaker", "").strip()
    found = person(named, known) if named else None
    if found:
        # As the table has it: attribution may take a part of a long name for its title.
        title, organization = record.get("job_title", ""), record.get("organization", "")
        found = Speaker(named, title or found.title, organization or found.organization)
    place = record.get("paragraph", "")
    return Quotation(
        quote,
        number,
        "row",
        speakers=(found,) if found else (),
        doc=record.get("doc", ""),
        doc_paragraph=int(place) if place.isdecimal() and len(place) < 10 else None,
        code=record.get("code", ""),
    )


def _table(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows by number, the header being row 1. Excel may write which delimiter it uses."""
    if text[:4].lower() == "sep=":
        text = text.partition("\n")[2]
    sample = text[: text.find("\n")] if "\n" in text else text
    delimiter = max("\t,;|", key=sample.count)
    csv.field_size_limit(_LARGEST_CELL)
    return _named(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))


def _named(table: Iterable[Sequence[str]]) -> Iterator[tuple[int, dict[str, str]]]:
    rows = iter(table)
    header = [_KEYS.get(fold(name.strip().lstrip("\ufeff")), "") for name in next(rows, [])]
    for number, row in enumerate(rows, 2):
        yield number, _known((key, _cell(cell)) for key, cell in zip(header, row, strict=False))


def _cell(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell[:1] == "'" and cell[1:].lstrip()[:1] in tuple("=+-@＝＋－＠") else cell


def _json(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            value = json.loads(line)
            if not isinstance(value, dict):
                raise ValueError(f"line {number} is not an object")
            yield number, _record(value)


def _record(value: Mapping[str, Any]) -> dict[str, str]:
    """The texts of an object. A whole paragraph has a speaker only if one person says it all."""
    found = _known((_KEYS.get(fold(key), ""), one) for key, one in value.items())
    if isinstance(said := value.get("statements"), list):
        found.pop("speaker", None)
        if len(said) == 1 and isinstance(said[0], dict) and said[0].get("certainty") != "guess":
            speaker = said[0].get("speaker")
            found |= _known([("speaker", speaker.get("name"))]) if isinstance(speaker, dict) else {}
    return found


def _known(pairs: Iterable[tuple[str, object]]) -> dict[str, str]:
    """The values of known columns; of two columns of one meaning, the first."""
    found: dict[str, str] = {}
    for key, value in pairs:
        if key and key not in found and isinstance(value, str | int) and value != "":
            found[key] = str(value)
    return found
