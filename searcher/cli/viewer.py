"""Opens a file in the program that the user has for it, at a page where that program can be told.

Nothing goes through a shell, and a path is always absolute, so that none is taken for an option.
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import click

from searcher.messages import say

VARIABLE = "CEWEN_VIEWER"
_T = TypeVar("_T")

_AT_PAGE = {
    "evince": ("--page-index={page}", "{file}"),
    "papers": ("--page-index={page}", "{file}"),
    "atril": ("--page-index={page}", "{file}"),
    "xreader": ("--page-index={page}", "{file}"),
    "okular": ("--page", "{page}", "{file}"),
    "zathura": ("--page={page}", "{file}"),
    "qpdfview": ("{file}#{page}",),
    "mupdf": ("{file}", "{page}"),
    "xpdf": ("{file}", "{page}"),
}
"""What programs for PDF are called with, as their manuals say. Pages begin with 1."""

_PATIENCE = 2.0  # seconds in which a program that cannot open the file says so


def open_file(path: Path, page: int | None) -> bool:
    """Open ``path``; whether the program was told the page.

    :raises click.ClickException: there is no program for it, or it failed.
    """
    if setting := os.environ.get(VARIABLE, "").strip():
        return _run_setting(setting, path, page)
    if sys.platform == "win32":
        os.startfile(path)
        return False
    if sys.platform == "darwin":
        _start(["open", str(path)])
        return False
    if page is not None and path.suffix.lower() == ".pdf" and (viewer := _pdf_viewer()):
        _start([viewer, *_filled(_AT_PAGE[Path(viewer).name], path, page)])
        return True
    _start(["xdg-open", str(path)])
    return False


def _run_setting(setting: str, path: Path, page: int | None) -> bool:
    """Run the user's own command: in the foreground, unless ``&`` is at its end."""
    try:
        words = shlex.split(setting.removesuffix("&"))
    except ValueError as error:
        text = "{variable} cannot be read ({reason}): {setting}"
        raise click.ClickException(
            say(text, variable=VARIABLE, reason=error, setting=setting)
        ) from error
    if not any("{file}" in word for word in words):
        words.append("{file}")
    command = _filled(words, path, page or 1)
    if setting.endswith("&"):
        _start(command)
    else:
        _check(command, _called(command, subprocess.call))
    return any("{page}" in word for word in words)


def _filled(words: Sequence[str], path: Path, page: int) -> list[str]:
    return [word.replace("{page}", str(page)).replace("{file}", str(path)) for word in words]


def _pdf_viewer() -> str | None:
    """The user's program for PDF, if it is one that can be told the page."""
    try:
        asked = subprocess.run(
            ["xdg-mime", "query", "default", "application/pdf"],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):  # then xdg-open opens it, without the page
        return None
    parts = asked.stdout.strip().lower().removesuffix(".desktop").split(".")
    name = next((part for part in reversed(parts) if part in _AT_PAGE), "")
    return shutil.which(name) if name else None


def _start(command: Sequence[str]) -> None:
    """Start a program and leave it alone, unless it fails at once."""
    quiet = subprocess.DEVNULL
    process = _called(
        command,
        lambda words: subprocess.Popen(
            words, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
        ),
    )
    try:
        _check(command, process.wait(_PATIENCE))
    except subprocess.TimeoutExpired:
        process.returncode = 0  # it shows the file; otherwise Python warns that it still runs


def _called(command: Sequence[str], call: Callable[[Sequence[str]], _T]) -> _T:
    try:
        return call(command)
    except OSError as error:
        text = (
            "no program to open files ({program}: {reason}). Name one in {variable}, or print "
            "the path: cewen open --print"
        )
        values = {"program": command[0], "reason": error.strerror, "variable": VARIABLE}
        raise click.ClickException(say(text, **values)) from error


def _check(command: Sequence[str], code: int) -> None:
    if code:
        text = "{program} could not open the file (exit code {code}): {command}"
        values = {"program": command[0], "code": code, "command": shlex.join(command)}
        raise click.ClickException(say(text, **values))
