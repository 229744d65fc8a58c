"""The options that say in which format an answer is printed, and where to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from searcher.cli.terminal import PLAIN, Style, columns, has_chinese, put, style, window
from searcher.messages import say
from searcher.output.formats import FORMATS, Settings, content, format_of, lines

if TYPE_CHECKING:
    from searcher.output.listing import Listing

_Command = TypeVar("_Command", bound=Callable[..., Any])
_TEXT_ENDINGS = ("", ".txt", ".text", ".log", ".out")


class Output(NamedTuple):
    """Where an answer goes: to ``file``, or to standard output; and in which ``format``."""

    format: str
    file: Path | None = None
    force: bool = False
    settings: Settings = Settings()

    @property
    def is_text(self) -> bool:
        """Whether it is to be read as it is; other formats are written by :meth:`write`."""
        return self.format == "text"

    def style(self, color: str) -> Style:
        """The style that ``--color`` chooses; a file has no colours."""
        return style(color) if self.file is None else PLAIN

    def columns(self) -> int | None:
        """The width for running text; None in a file or a pipe."""
        return columns() if self.file is None else None

    def window(self) -> int | None:
        """The width for a table; None in a file or a pipe."""
        return window() if self.file is None else None

    def put(self, lines: Iterable[str]) -> None:
        """Print the lines, or write them to the file."""
        if self.file is None:
            put(lines)
            return
        from searcher.cli.output_file import write_lines

        known = FORMATS.get(self.format)
        mark = known is not None and known.marks_utf_8
        write_lines(self.file, lines, marks_utf_8=mark, force=self.force)

    def write(self, listing: Listing) -> None:
        """Print or write what a command lists. As text it is a table."""
        if self.is_text:
            from searcher.cli.table import table

            names, rows = listing.table
            shown = [["" if cell is None else cell for cell in row] for row in rows]
            self.put(table([say(name) for name in names], shown, self.window()))
        elif FORMATS[self.format].is_binary:
            self._put_bytes(content(self.format, listing, self.settings))
        else:
            ascii = self.file is None and not has_chinese()
            self.put(lines(self.format, listing, self.settings._replace(ascii=ascii)))

    def _put_bytes(self, data: bytes) -> None:
        if self.file is not None:
            from searcher.cli.output_file import write_bytes

            write_bytes(self.file, data, force=self.force)
            return
        sys.stdout.flush()
        sys.stdout.buffer.write(data)


def listing_options(*, quotations: bool) -> Callable[[_Command], _Command]:
    """Adds the options of the output, and gives the command one :class:`Output` as ``out``.

    ``quotations``: the command lists quotations, so that citations make sense. Every command has
    the same formats; one without quotations says so when it is asked for citations.
    """
    options = (
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
        click.option("--format", "format", type=click.Choice(["text", *FORMATS]),
                     help="text, or by the ending of FILE. json: JSON Lines."),
        click.option("-o", "--output", "file", metavar="FILE",
                     type=click.Path(path_type=Path, dir_okay=False),
                     help="Write to FILE instead of printing."),
        click.option("--force", is_flag=True,
                     help="With -o: replace FILE even if something else wrote it."),
    )  # fmt: skip

    def add(command: _Command) -> _Command:
        @wraps(command)
        def with_output(
            *args: Any,
            format: str | None,
            as_json: bool,
            file: Path | None,
            force: bool,
            **rest: Any,
        ) -> Any:
            out = _output(format, as_json, file, force, quotations)
            return command(*args, out=out, **rest)

        added: Any = with_output
        for option in reversed(options):
            added = option(added)
        return added  # type: ignore[no-any-return]

    return add


def _output(
    format: str | None, as_json: bool, file: Path | None, force: bool, quotations: bool
) -> Output:
    name = "json" if as_json else format or _by_ending(file)
    known = FORMATS.get(name)
    if known and known.cites and not quotations:
        others = ", ".join(one.name for one in FORMATS.values() if not one.cites)
        text = "{format} is for quotations, and this command lists none. Choose text, {others}."
        raise click.UsageError(say(text, format=name, others=others))
    if known and known.is_binary and file is None and sys.stdout.isatty():
        text = "{format} is not text: write it to a file with -o."
        raise click.UsageError(say(text, format=name))
    if file is not None:
        from searcher.cli.output_file import check_replaceable

        check_replaceable(file, force=force)
    return Output(name, file, force)


def _by_ending(file: Path | None) -> str:
    if file is None:
        return "text"
    if found := format_of(file.name):
        return found
    if file.suffix.lower() in _TEXT_ENDINGS or (file.exists() and not file.is_file()):
        return "text"
    endings = " ".join(ending for one in FORMATS.values() for ending in one.endings)
    text = "{file}: no format has this ending. Choose one with --format, or one of: {endings} .txt"
    raise click.UsageError(say(text, file=file, endings=endings))
