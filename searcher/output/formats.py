"""The formats in which every command gives what it lists: one row of :data:`FORMATS` for each.

The options of the commands, the endings of files and the writers read this table. To add a format,
write a module with a function ``lines(listing, settings)`` that yields lines without line ends, or
``content(listing, settings)`` that returns bytes, and add a row. The module is imported when its
format is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from searcher.output.listing import Listing

#: What heads the groups of quotations in Markdown and HTML.
Group = Literal["speaker", "document", "year"]


class Format(NamedTuple):
    """A format by its ``name``, as an option has it.

    ``endings`` of a file mean this format. ``cites``: it consists of quotations or their documents,
    so that a list of anything else cannot be in it. ``is_binary``: it is no text.
    ``marks_utf_8``: a file of it begins with a byte order mark, by which spreadsheets recognize
    UTF-8. ``groups`` and ``has_roc``: it has these :class:`Settings`.
    """

    name: str
    endings: tuple[str, ...]
    module: str
    cites: bool = False
    is_binary: bool = False
    marks_utf_8: bool = False
    groups: bool = False
    has_roc: bool = False


_ROWS = (
    Format("json", (".json", ".jsonl", ".ndjson"), "json_lines"),
    Format("csv", (".csv",), "csv_table", marks_utf_8=True),
    Format("xlsx", (".xlsx",), "xlsx", is_binary=True),
    Format("md", (".md", ".markdown"), "markdown", groups=True),
    Format("html", (".html", ".htm"), "html_page", groups=True),
    Format("ris", (".ris",), "ris", cites=True),
    Format("csl", (".csl.json",), "csl_json", cites=True),
    Format("bibtex", (".bib", ".bibtex"), "bibtex", cites=True),
    Format("docx", (".docx",), "docx", cites=True, is_binary=True, groups=True, has_roc=True),
    Format("footnotes", (), "footnotes", cites=True, has_roc=True),
)

#: The formats by name.
FORMATS = {format.name: format for format in _ROWS}


class Settings(NamedTuple):
    """How a format is written, where it leaves a choice.

    ``group`` heads the quotations of Markdown and HTML; empty: in their order. ``roc``: years in
    footnotes are those of the Republic of China (民國). ``ascii``: JSON is in ASCII alone.
    """

    group: Group | Literal[""] = ""
    roc: bool = False
    ascii: bool = False


def format_of(name: str) -> str:
    """The format that the ending of a file's name means; empty if it is none of them.

    >>> format_of("引文.CSV"), format_of("a.csl.json"), format_of("a.json"), format_of("a.txt")
    ('csv', 'csl', 'json', '')
    """
    lower = name.lower()
    endings = ((ending, one.name) for one in _ROWS for ending in one.endings)
    found = [(len(ending), name) for ending, name in endings if lower.endswith(ending)]
    return max(found, default=(0, ""))[1]


def lines(format: str, listing: Listing, settings: Settings) -> Iterator[str]:
    """``listing`` in a format that is text: its lines, without line ends."""
    made: Iterator[str] = _module(format).lines(listing, settings)
    return made


def content(format: str, listing: Listing, settings: Settings) -> bytes:
    """``listing`` in a format that is not text."""
    made: bytes = _module(format).content(listing, settings)
    return made


def _module(format: str):  # type: ignore[no-untyped-def]
    return import_module(f"searcher.output.{FORMATS[format].module}")
