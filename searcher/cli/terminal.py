"""Prints: in colour and through a pager on a terminal, plain in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import click

_WIDEST = 100  # columns: longer lines of running text are hard to read
_FALLBACK = (80, 24)
_ESCAPES = r"\x1b\[[0-9;]*m"

color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the output. auto: on a terminal, if NO_COLOR and TERM=dumb do not forbid it.",
)


class Style(NamedTuple):
    """Escape sequences, all empty where there is no colour."""

    match: str = ""
    speaker: str = ""
    faint: str = ""
    off: str = ""


#: For dark and light terminals: many show bold colours bright, and bright ones but red are
#: unreadable on white. A speaker is therefore bold alone.
COLOURED = Style(match="\x1b[1;31m", speaker="\x1b[1m", faint="\x1b[2m", off="\x1b[0m")
PLAIN = Style()


def style(color: str) -> Style:
    """The style for standard output that ``--color`` chooses."""
    if color == "always":
        return COLOURED
    if color == "never" or os.environ.get("NO_COLOR") or _dumb():
        return PLAIN
    return COLOURED if sys.stdout.isatty() else PLAIN


def columns() -> int | None:
    """The width for running text; None in a pipe, where a paragraph stays on one line."""
    if not sys.stdout.isatty():
        return None
    return min(_WIDEST, _size().columns)


def window() -> int | None:
    """The width for a table: that of the terminal; None in a pipe."""
    return _size().columns if sys.stdout.isatty() else None


def _size() -> os.terminal_size:
    import shutil  # not in a pipe: it imports the modules of all kinds of archives

    return shutil.get_terminal_size(_FALLBACK)


def put(lines: Iterable[str], *, paged: bool = True) -> None:
    """Print the lines; on a terminal through a pager if they are more than it shows."""
    if not paged or not sys.stdout.isatty() or _dumb():
        for line in lines:
            sys.stdout.write(line + "\n")
        return
    gathered = list(lines)
    text = "\n".join(gathered)
    if _fits(gathered):
        sys.stdout.write(f"{text}\n" if gathered else "")
    else:
        from searcher.cli.pager import page

        page(text)


def tell(message: str) -> None:
    """Print a line to standard error. On a terminal it is wrapped, and goes on two columns further
    in than it begins."""
    if not can_redraw(sys.stderr):
        click.echo(message, err=True)
        return
    from searcher.terminal_text import wrap

    text = message.lstrip(" ")
    indent = " " * (len(message) - len(text))
    room = min(_WIDEST, os.get_terminal_size(sys.stderr.fileno()).columns)
    for start, end in wrap(text, room - len(indent) - len("  ")):
        click.echo(indent + text[start:end], err=True)
        indent = " " * (len(message) - len(text)) + "  "


def put_json(values: Iterable[dict[str, Any]]) -> None:
    """Print each value as a line of JSON."""
    put(json_lines(values))


def json_lines(values: Iterable[dict[str, Any]], *, ascii: bool | None = None) -> Iterator[str]:
    """Each value as a line of JSON, in ASCII or not; None: where standard output has no Chinese."""
    from searcher.output.json_lines import json_line

    if ascii is None:
        ascii = not has_chinese()
    return (json_line(value, ascii=ascii) for value in values)


def has_chinese() -> bool:
    """Whether the encoding of standard output has every Chinese character."""
    encoding = (sys.stdout.encoding or "").lower().replace("-", "")
    return encoding.startswith(("utf", "gb18030"))


def _fits(lines: Sequence[str]) -> bool:
    """Whether the screen shows all lines and the prompt after them."""
    import re

    from searcher.terminal_text import width

    wide, high = _size()
    if len(lines) >= high:
        return False
    rows = (max(1, -(-width(re.sub(_ESCAPES, "", line)) // wide)) for line in lines)
    return sum(rows) < high


def can_redraw(stream: object) -> bool:
    """Whether ``stream`` is a terminal on which a line can be drawn again."""
    return bool(getattr(stream, "isatty", bool)()) and not _dumb()


def _dumb() -> bool:
    return os.environ.get("TERM") == "dumb"
