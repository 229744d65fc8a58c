"""The picture of a page in, the words that Tesseract reads on it out.

Tesseract is a program that the user installs. What it has read is kept in the user's cache folder,
under a digest of the picture, so that a page is read once.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from shutil import which
from typing import NamedTuple

from corpus.errors import CewenError

SECONDS = 90.0
"""The time limit for one page. A page of dense text takes about 5 seconds."""
LANGUAGES = ("chi_tra", "chi_sim")
"""Traditional and simplified Chinese, as Tesseract calls them. Both include Latin letters."""
_INSTALL = (
    "--ocr needs the program Tesseract with its data for Chinese ({missing}). Install it: "
    "apt install tesseract-ocr tesseract-ocr-chi-tra tesseract-ocr-chi-sim (Debian, Ubuntu), "
    "brew install tesseract tesseract-lang (macOS), or see "
    "https://tesseract-ocr.github.io/tessdoc/Installation.html"
)
# One column of text of different sizes. The usual analysis loses titles of Chinese characters,
# and columns are found from the positions of the words anyway.
_LAYOUT = "4"
_WORD = "5"
_START_SECONDS = 30
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux: the signal when the parent ends


LARGEST_FOLDER = 1 << 20
"""Bytes of one of the 256 folders of the cache: some 25,000 pages in all."""


class OcrMissingError(CewenError):
    """Tesseract, or its data for Chinese, is not installed."""


class OcrFailedError(Exception):
    """Tesseract did not read a page: it took too long, or failed."""


class Word(NamedTuple):
    """A word on a picture. ``line`` identifies its line; lengths are in pixels, from the top left.

    ``confidence`` is between 0 and 100.
    """

    line: tuple[int, int, int]
    left: int
    top: int
    width: int
    height: int
    confidence: float
    text: str


class Tesseract(NamedTuple):
    """The installed program with the languages that it has of :data:`LANGUAGES`."""

    program: str
    version: str
    languages: tuple[str, ...]

    def words(self, picture: bytes, dpi: int, language: str) -> list[Word]:
        """Return the words on a picture in the format PGM, in the order in which they are read.

        Raises :class:`OcrFailedError` if it takes longer than :data:`SECONDS`, or fails.
        """
        place = self._place(picture, dpi, language)
        table = _kept(place)
        if table is None:
            table = self._run(picture, dpi, language)
            _keep(place, table)
        return _words(table)

    def kept_words(self, picture: bytes, dpi: int, language: str) -> list[Word]:
        """Return what :meth:`words` has returned for a picture before, if it is kept; else none."""
        table = _kept(self._place(picture, dpi, language))
        return _words(table) if table is not None else []

    def _place(self, picture: bytes, dpi: int, language: str) -> Path:
        return _kept_at(picture, f"{self.version} {language} {dpi} {_LAYOUT}")

    def _run(self, picture: bytes, dpi: int, language: str) -> str:
        options = ["-l", language, "--dpi", str(dpi), "--psm", _LAYOUT]
        command = [self.program, "-", "-", *options, "-c", "tessedit_create_tsv=1"]
        try:
            done = _run(command, SECONDS, picture)
        except (OSError, subprocess.SubprocessError) as error:
            raise OcrFailedError(str(error)) from error
        if done.returncode:
            raise OcrFailedError(done.stderr.decode("utf-8", "replace").strip())
        return done.stdout.decode("utf-8", "replace")


@cache
def find_tesseract() -> Tesseract:
    """Return the installed Tesseract. Raises :class:`OcrMissingError` if there is none."""
    program = which("tesseract")
    if program is None:
        raise OcrMissingError(_INSTALL, missing="tesseract")
    try:
        listed = _run([program, "--list-langs"], _START_SECONDS).stdout.decode("utf-8", "replace")
        version = _run([program, "--version"], _START_SECONDS).stdout.decode("utf-8", "replace")
    except (OSError, subprocess.SubprocessError) as error:
        raise OcrMissingError(_INSTALL, missing=error) from error
    known = listed.split()
    languages = tuple(language for language in LANGUAGES if language in known)
    if not languages:
        raise OcrMissingError(_INSTALL, missing=", ".join(LANGUAGES))
    return Tesseract(program, version.partition("\n")[0], languages)


def _run(
    command: list[str], seconds: float, standard_input: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command,
        input=standard_input,
        capture_output=True,
        timeout=seconds,
        # Documents are read by several processes already.
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        preexec_fn=None if os.name == "nt" else _end_with_reader(),
        check=False,
    )


def _end_with_reader() -> Callable[[], None]:
    """Return what the new process does first: it shall not outlive the process that reads the
    file, which ignores Ctrl-C and is killed when its time is over."""
    library = None
    if sys.platform == "linux":
        import ctypes

        library = ctypes.CDLL(None)

    def prepare() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        if library is not None:
            library.prctl(_DEATH_SIGNAL, signal.SIGKILL)

    return prepare


def _words(table: str) -> list[Word]:
    """Return the words of a table that Tesseract has written, without its other rows."""
    words = []
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) == 12 and cells[0] == _WORD and cells[11].strip():
            block, paragraph, line, _, left, top, width, height = map(int, cells[2:10])
            place = block, paragraph, line
            words.append(Word(place, left, top, width, height, float(cells[10]), cells[11].strip()))
    return words


def _kept_at(picture: bytes, conditions: str) -> Path:
    from hashlib import blake2b

    from platformdirs import user_cache_path

    digest = blake2b(picture, digest_size=16, salt=b"cewen-ocr")
    digest.update(conditions.encode())
    name = digest.hexdigest()
    return user_cache_path("cewen", appauthor=False) / "ocr" / name[:2] / f"{name}.tsv.z"


def _kept(place: Path) -> str | None:
    """Return what was kept, or None if nothing was or it is damaged."""
    try:
        if not place.is_file():  # a pipe would be waited for
            return None
        table = zlib.decompress(place.read_bytes()).decode()
        os.utime(place)  # used again, so not among the oldest
        return table
    except (OSError, ValueError, zlib.error):
        return None


def _keep(place: Path, table: str) -> None:
    """Keep a table for the next run, if that is possible: the page can be read again."""
    new = place.with_name(f"{place.name}.{os.getpid()}")
    with suppress(OSError):
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        new.unlink(missing_ok=True)
        with open(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(zlib.compress(table.encode()))
        new.replace(place)
        _make_room(place.parent)


def _make_room(folder: Path) -> None:
    """Remove the tables that were not used for longest, if a folder of the cache is too large."""
    found = sorted((entry.stat().st_mtime, entry.stat().st_size, entry.path)
                   for entry in os.scandir(folder))  # fmt: skip
    left = sum(size for _, size, _ in found) - LARGEST_FOLDER
    for _, size, path in found:
        if left <= 0:
            return
        os.remove(path)
        left -= size
