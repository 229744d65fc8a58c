"""How output goes out: in colour and through a pager on a terminal, plain in a pipe."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass

import click

_WIDEST = 100  # columns that lines of running text still read well in
_PIPE = 80

color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colour the output. NO_COLOR and TERM=dumb are heeded.",
)


@dataclass(frozen=True, slots=True)
class Style:
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
    if color == "never" or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return PLAIN
    return COLOURED if sys.stdout.isatty() else PLAIN


def columns() -> int | None:
    """The width to wrap text to; None in a pipe, where a paragraph stays on one line."""
    if not sys.stdout.isatty():
        return None
    return min(_WIDEST, shutil.get_terminal_size((_PIPE, 24)).columns)


def put(lines: Iterable[str]) -> None:
    """Print the lines; on a terminal through a pager if they are more than it shows."""
    if not sys.stdout.isatty():
        for line in lines:
            sys.stdout.write(line + "\n")
        return
    gathered = list(lines)
    text = "\n".join(gathered) + "\n"
    if len(gathered) < shutil.get_terminal_size((_PIPE, 24)).lines:
        sys.stdout.write(text)
    else:
        # Colour, and no trace left of a pager that was not needed.
        os.environ.setdefault("LESS", "-RFX")
        click.echo_via_pager(text, color=True)
