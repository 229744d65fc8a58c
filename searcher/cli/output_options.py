"""The options that say in which format an answer is printed, and where to."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, get_args

import click

from searcher.cli.terminal import PLAIN, Style, columns, has_chinese, put, style, window
from searcher.messages import say
from searcher.output.formats import FORMATS, Group, Settings, content, format_of, lines

if TYPE_CHECKING:
    from searcher.output.listing import Listing

_Command = TypeVar("_Command", bound=Callable[..., Any])
_TEXT_ENDINGS = ("", ".txt", ".text", ".log", ".out")


class Output(NamedTuple):
    """Where an answer goes: to ``file``, or to standard output; and in which ``format``.

    ``paged``: on a terminal, what is longer than it goes through a pager, which gathers all of it.
    """

    format: str
    file: Path | None = None
    force: bool = False
    settings: Settings = Settings()
    paged: bool = True

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
            put(lines, paged=self.paged)
            return
        from searcher.cli.output_file import write_lines

        known = FORMATS.get(self.format)
        mark = known is not None and known.marks_utf_8
        write_lines(self.file, lines, marks_utf_8=mark, force=self.force)

    def write(self, listing: Listing) -> None:
        """Print or write what a command lists. As text it is a table.

        :raises click.UsageError: it lists no quotations, and the format needs some.
        """
        if listing.quotations is None:
            _check_quotations(self.format, self.settings)
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


def listing_options(*, quotations: bool, default: str = "text") -> Callable[[_Command], _Command]:
    """Adds the options of the output, and gives the command one :class:`Output` as ``out``.

    ``quotations``: the command lists quotations, so that citations make sense. Every command has
    the same formats; one without quotations says so when it is asked for citations. ``default`` is
    the format where neither an option nor the ending of the file names one; if it is not text, the
    command has no text.
    """

    def add(command: _Command) -> _Command:
        @wraps(command)
        def with_output(**options: Any) -> Any:
            own = {name: options.pop(name) for name in names}
            return command(out=_output_of(own, quotations, default), **options)

        names = []
        added: Any = with_output
        for option in reversed(_options(quotations, default)):
            added = option(added)
            names.append(added.__click_params__[-1].name)
        return added  # type: ignore[no-any-return]

    return add


def _options(quotations: bool, default: str) -> list[Callable[[Any], Any]]:
    choice = click.Choice([*(["text"] if default == "text" else []), *FORMATS])
    what = f"{default}, or by the ending of FILE."
    options = [
        click.option("--json", "as_json", is_flag=True, help="The same as --format json."),
        click.option("--format", "format", type=choice,
                     help=what + (" json: JSON Lines." if default == "text" else "")),
        click.option("-o", "--output", "file", metavar="FILE",
                     type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
                     help="Write to FILE instead of printing."),
        click.option("--force", is_flag=True,
                     help="With -o: replace FILE even if something else wrote it."),
    ]  # fmt: skip
    if quotations:
        options += [
            click.option("--group", type=click.Choice(get_args(Group)),
                         help="With md, html or docx: under a heading for each."),
            click.option("--roc", is_flag=True,
                         help="With docx or footnotes: years of the Republic of China (民國)."),
        ]  # fmt: skip
    return options


def _output_of(options: Mapping[str, Any], quotations: bool, default: str) -> Output:
    """The output that the options describe.

    :raises click.UsageError: they do not fit together.
    """
    file, force = options["file"], options["force"]
    if file == Path("-"):
        file = None
    name = "json" if options["as_json"] else options["format"] or _by_ending(file, default)
    settings = Settings(options.get("group") or "", options.get("roc", False))
    _check_format(name, file, quotations)
    _check_settings(name, settings)
    if file is not None:
        from searcher.cli.output_file import check_replaceable

        check_replaceable(file, force=force)
    return Output(name, file, force, settings, paged=default == "text")


def _check_format(name: str, file: Path | None, quotations: bool) -> None:
    if not quotations:
        _check_quotations(name, Settings())
    format = FORMATS.get(name)
    if format and format.is_binary and file is None and sys.stdout.isatty():
        text = "{format} is not text: write it to a file with -o."
        raise click.UsageError(say(text, format=name))


def _check_quotations(name: str, settings: Settings) -> None:
    """Raise :class:`click.UsageError` if the output consists of quotations: there are none."""
    format = FORMATS.get(name)
    if format and format.cites:
        others = ", ".join(one.name for one in FORMATS.values() if not one.cites)
        text = "{format} is for quotations, and this command lists none. Choose text, {others}."
        raise click.UsageError(say(text, format=name, others=others))
    if settings.group:
        raise click.UsageError(say("--group is for quotations, and this command lists none."))


def _check_settings(name: str, settings: Settings) -> None:
    format = FORMATS.get(name)
    if settings.group and not (format and format.groups):
        named = ", ".join(one.name for one in FORMATS.values() if one.groups)
        raise click.UsageError(say("--group is for --format {formats}.", formats=named))
    if settings.roc and not (format and format.has_roc):
        named = ", ".join(one.name for one in FORMATS.values() if one.has_roc)
        raise click.UsageError(say("--roc is for --format {formats}.", formats=named))


def _by_ending(file: Path | None, default: str) -> str:
    if file is None or (file.exists() and not file.is_file()):
        return default
    if found := format_of(file.name):
        return found
    if default != "text" and not file.suffix:
        return default
    if default == "text" and file.suffix.lower() in _TEXT_ENDINGS:
        return default
    endings = [ending for one in FORMATS.values() for ending in one.endings]
    if default == "text":
        endings.append(".txt")
    text = "{file}: no format has this ending. Choose one with --format, or one of: {endings}"
    raise click.UsageError(say(text, file=file, endings=" ".join(endings)))
