"""How output goes out: in colour and through a pager on a terminal, plain in a pipe."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import click

_WIDEST = 100  # columns that lines of running text still read well in
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


COLOURED = Style(match="\x1b[1;31m", speaker="\x1b[1;36m", faint="\x1b[2m", off="\x1b[0m")
PLAIN = Style()


def style(color: str) -> Style:
    """What ``--color`` asks for, for standard output."""
    if color == "always":
        return COLOURED
    if color == "never" or os.environ.get("NO_COLOR") or _dumb():
        return PLAIN
    return COLOURED if sys.stdout.isatty() else PLAIN


def columns() -> int | None:
    """The width to fit running text in; None in a pipe, where a paragraph stays on one line."""
    if not sys.stdout.isatty():
        return None
    return min(_WIDEST, _size().columns)


def window() -> int | None:
    """The width to fit a table in: all of the terminal; None in a pipe."""
    return _size().columns if sys.stdout.isatty() else None


def _size() -> os.terminal_size:
    import shutil  # which imports every way to compress a file: not for a pipe

    return shutil.get_terminal_size(_FALLBACK)


def put(lines: Iterable[str]) -> None:
    """Print the lines; on a terminal through a pager if they are more than it shows."""
    if not sys.stdout.isatty() or _dumb():
        for line in lines:
            sys.stdout.write(line + "\n")
        return
    gathered = list(lines)
    text = "\n".join(gathered)
    if _fits(gathered):
        sys.stdout.write(text + "\n")
    else:
        # Colour, and no trace left of a pager that was not needed.
        os.environ.setdefault("LESS", "-RFX")
        click.echo_via_pager(text, color=True)


def _fits(lines: Sequence[str]) -> bool:
    """Whether the screen shows them all, and the prompt after them."""
    import re

    from searcher.terminal_text import width

    wide, high = _size()
    if len(lines) >= high:
        return False
    rows = (max(1, -(-width(re.sub(_ESCAPES, "", line)) // wide)) for line in lines)
    return sum(rows) < high


def can_steer(stream: object) -> bool:
    """Whether ``stream`` is a terminal on which a line can be drawn over."""
    return bool(getattr(stream, "isatty", bool)()) and not _dumb()


def _dumb() -> bool:
    return os.environ.get("TERM") == "dumb"
