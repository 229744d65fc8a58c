"""The options that say in which format an answer is printed, and where to."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import click

from searcher.cli.terminal import PLAIN, Style, columns, json_lines, put, style

_Command = TypeVar("_Command", bound=Callable[..., Any])
_BY_SUFFIX = {".csv": "csv", ".md": "md", ".markdown": "md", ".json": "json", ".jsonl": "json"}


class Output(NamedTuple):
    """Where an answer goes: to ``file``, or to standard output; and in which ``format``."""

    format: str
    file: Path | None

    def style(self, color: str) -> Style:
        """The style that ``--color`` chooses; a file has no colours."""
        return style(color) if self.file is None else PLAIN

    def columns(self) -> int | None:
        """The width for running text; None in a file or a pipe."""
        return columns() if self.file is None else None

    def put(self, lines: Iterable[str]) -> None:
        """Print the lines, or write them to the file. Spreadsheets read a byte order mark at the
        beginning of CSV as a sign of UTF-8."""
        if self.file is None:
            put(lines)
            return
        encoding = "utf-8-sig" if self.format == "csv" else "utf-8"
        with self.file.open("w", encoding=encoding, errors="replace", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)

    def put_json(self, values: Iterable[dict[str, Any]]) -> None:
        """Print each value as a line of JSON, or write them to the file."""
        self.put(json_lines(values, ascii=None if self.file is None else False))


def output_options(*formats: str) -> Callable[[_Command], _Command]:
    """Adds ``--json``, ``--format`` and ``--output``; see :func:`output_of`."""
    options = (
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
        click.option("--format", "format", type=click.Choice(["text", *formats]),
                     help="text, or by the ending of FILE. json: JSON Lines."),
        click.option("-o", "--output", "file", metavar="FILE",
                     type=click.Path(path_type=Path, dir_okay=False),
                     help="Write to FILE, which is replaced, instead of printing."),
    )  # fmt: skip

    def add(command: _Command) -> _Command:
        for option in reversed(options):
            command = option(command)
        return command

    return add


def output_of(
    formats: tuple[str, ...], format: str | None, as_json: bool, file: Path | None
) -> Output:
    """The output that the options describe. Without ``--format``, the ending of the file decides,
    if it is that of one of the ``formats``."""
    if as_json:
        return Output("json", file)
    by_ending = _BY_SUFFIX.get(file.suffix.lower(), "") if file else ""
    return Output(format or (by_ending if by_ending in formats else "text"), file)
