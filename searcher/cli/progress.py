"""Progress of ``cewen index``: one line that is drawn again on a terminal, a log elsewhere."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Protocol

import click

from searcher.cli.terminal import can_redraw
from searcher.messages import join, say

if TYPE_CHECKING:
    from index.update import Progress

_DRAWN_EVERY = 0.1  # seconds
_ESTIMATED_FROM = 2.0  # seconds: before, the rate says nothing
_ESTIMATED_SHARE, _ESTIMATED_FILES = 0.01, 20  # of either so much, for the same reason
_LOGGED_EVERY = 1000  # files


class Display(Protocol):
    """Shows progress; ``clear`` ends it."""

    def show(self, progress: Progress) -> None: ...

    def clear(self) -> None: ...


def display() -> Display:
    """The display for standard error."""
    return Bar() if can_redraw(sys.stderr) else Log()


class Bar:
    """A line on a terminal, drawn at most ten times a second."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._drawn = 0.0
        self._draw(say("looking for files"))

    def show(self, progress: Progress) -> None:
        """Draw the line again, if it is time for it."""
        now = time.monotonic()
        if not progress.files:  # reading begins
            self._began = now
        elif now - self._drawn < _DRAWN_EVERY:
            return
        self._drawn = now
        self._draw(progress_line(progress, now - self._began))

    def clear(self) -> None:
        """Erase the line."""
        self._draw("")

    def _draw(self, line: str) -> None:
        room = os.get_terminal_size(sys.stderr.fileno()).columns - 1
        click.echo(f"\r{line[:room]}\x1b[K", err=True, nl=False)


class Log:
    """A line for each thousand files."""

    def show(self, progress: Progress) -> None:
        """Print a line, if another thousand files are read."""
        if progress.files and progress.files % _LOGGED_EVERY == 0:
            text = "{done} of {all} files read"
            line = say(text, done=f"{progress.files:,}", all=f"{progress.all_files:,}")
            click.echo(line, err=True)

    def clear(self) -> None:
        """Leave what was printed."""


def progress_line(progress: Progress, seconds: float) -> str:
    """What was read in ``seconds``, and how long the rest takes at this rate.

    >>> from index.update import Progress
    >>> progress_line(Progress(312, 1621, 50, 100, 2140), 7.0)
    'reading: 312 of 1,621 files (50%), 2,140 pages, 45 files/s, 7 s left'
    >>> progress_line(Progress(1, 1621, 1, 100), 0.5)
    'reading: 1 of 1,621 files (1%)'
    >>> progress_line(Progress(1, 1621, 1, 9000), 3.0)  # one file says nothing of the others
    'reading: 1 of 1,621 files (0%), 0.3 files/s'
    """
    share = progress.bytes / progress.all_bytes if progress.all_bytes else 1.0
    values = {
        "done": f"{progress.files:,}",
        "all": f"{progress.all_files:,}",
        "share": f"{int(share * 100)}%",
    }
    parts = [say("reading: {done} of {all} files ({share})", **values)]
    if progress.pages:
        pages = f"{progress.pages:,}"
        parts.append(say("{pages} pages", pages=pages))
    if seconds >= _ESTIMATED_FROM and progress.bytes:
        parts.append(say("{rate} files/s", rate=_rate(progress.files / seconds)))
        enough = share >= _ESTIMATED_SHARE or progress.files >= _ESTIMATED_FILES
        if enough and share < 1:
            parts.append(say("{left} left", left=_duration(seconds * (1 - share) / share)))
    return join(", ", parts)


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _duration(seconds: float) -> str:
    if seconds < 90:
        return say("{count} s", count=round(seconds))
    return say("{count} min", count=f"{round(seconds / 60):,}")
