"""A path in, a document out, read in a process that can be killed.

Formats that libraries read go through here: a library may hang, exhaust the memory or crash, and
then costs one file. Text and Markdown do not: our own readers of them are cheap.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import NamedTuple, TypeAlias

from corpus.document import Document
from corpus.errors import DocumentError
from index.limits import Limits, too_long, too_much
from index.operating_system import alarm, die_with_parent, limit_memory

IN_PROCESS = frozenset({".txt", ".text", ".md", ".markdown"})
"""The formats that are read without a process of their own."""

_GRACE = 30  # seconds after the limit, when the system ends a reader that is still running

OnPage: TypeAlias = Callable[[], None]
Work: TypeAlias = Callable[[Path, str, OnPage | None], Document]
"""Reads a file; a third argument asks for OCR, and is called for each page that OCR has read."""


class _Failed(NamedTuple):
    """Why a file was not read. After ``out_of_memory`` the process is not used again."""

    reason: str
    out_of_memory: bool = False


class _PageRead(NamedTuple):
    """OCR has read a page, for which it has a time limit of its own: the file's begins anew."""


class _LostError(Exception):
    """The process has ended, or has no memory left."""

    def __init__(self, reason: DocumentError) -> None:
        self.reason = reason


class ReaderProcess:
    """Reads one file after the other in a process, which is begun for the first one and replaced
    after a file that was too much for it."""

    def __init__(self, work: Work, limits: Limits) -> None:
        self._work = work
        self._limits = limits
        self._process: BaseProcess | None = None
        self._connection: Connection
        self._is_used = False

    def read(self, path: Path, id: str, ocr: bool = False) -> Document:
        """The document of a file; ``ocr`` reads its pages without text.

        :raises DocumentError: the reader refuses it, fails, or exceeds a limit.
        """
        for _ in range(2):
            was_used = self._is_used
            try:
                return self._read(path, id, ocr)
            except _LostError as error:
                self.close()
                if not was_used:
                    raise error.reason from None
                # What earlier files have left behind may be the cause: again in a new process.
        raise AssertionError("a new process was used before")

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = None
        self._is_used = False

    def _read(self, path: Path, id: str, ocr: bool) -> Document:
        process = self._process or self._begun()
        try:
            self._connection.send((path, id, ocr))
            self._is_used = True
            answer: Document | _Failed | _PageRead = _PageRead()
            while isinstance(answer, _PageRead):
                if not self._connection.poll(self._limits.seconds):
                    self.close()
                    raise too_long(self._limits)
                answer = self._connection.recv()
        except (EOFError, ConnectionError):
            process.join()
            raise _LostError(self._died(process.exitcode)) from None
        if not isinstance(answer, _Failed):
            return answer
        if answer.out_of_memory:
            raise _LostError(too_much(self._limits))
        raise DocumentError("{reason}", reason=answer.reason)

    def _begun(self) -> BaseProcess:
        self._connection, other = multiprocessing.Pipe()
        arguments = (other, self._connection, self._work, self._limits)
        self._process = multiprocessing.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        other.close()
        return self._process

    def _died(self, code: int | None) -> DocumentError:
        if code == -getattr(signal, "SIGALRM", 0):
            return too_long(self._limits)
        what = signal.Signals(-code).name if code and code < 0 else f"exit code {code}"
        return DocumentError(
            "its reader crashed ({what}); open the file in the program that wrote it, and save it "
            "anew or as text",
            what=what,
        )


def _serve(connection: Connection, other: Connection, work: Work, limits: Limits) -> None:
    """Answer until the other end is closed."""
    other.close()  # or this process would never see that the first one has ended
    # Ctrl-C reaches all processes of a terminal. The first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    die_with_parent()
    limit_memory(limits.memory)
    gc.freeze()  # what is loaded by now stays
    while True:
        try:
            path, id, ocr = connection.recv()
        except (EOFError, ConnectionError):
            return

        def on_page() -> None:
            connection.send(_PageRead())
            alarm(limits.seconds + _GRACE)

        alarm(limits.seconds + _GRACE)  # ends even what the interpreter cannot interrupt
        try:
            connection.send(_answer(work, path, id, on_page if ocr else None))
        except MemoryError:
            connection.send(_Failed("", out_of_memory=True))
        alarm(0)
        gc.collect()


def _answer(work: Work, path: Path, id: str, on_page: OnPage | None) -> Document | _Failed:
    try:
        return work(path, id, on_page)
    except DocumentError as error:
        return _Failed(str(error))
    except MemoryError:
        return _Failed("", out_of_memory=True)
    except Exception as error:  # of a library: whatever it is, the other files can be read
        text = str(error).partition("\n")[0][:200]
        return _Failed(
            f"its reader failed ({type(error).__name__}: {text}); save the file anew or as text, "
            "and please report it"
        )
