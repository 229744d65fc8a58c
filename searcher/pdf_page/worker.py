"""The process that reads pages, and the limits on it."""

from __future__ import annotations

import json
import multiprocessing
import signal
from array import array
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

from corpus.errors import CewenError
from index.operating_system import alarm, limit_memory
from searcher.pdf_page.layout import PageLayout

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_MEGABYTE = 1 << 20
_GRACE = 5  # seconds after the limit, when the system ends a process that is still running
_PATIENCE = 20  # seconds for which a request waits for those before it
_LARGEST = 64 * _MEGABYTE  # bytes of an answer
_REASONS = {
    "password": "{path}: needs a password, so its pages cannot be shown",
    "broken": "{path}: this page cannot be read; the file is broken or cut off",
    "missing": "{path}: there is no page {page}",
    "memory": "{path}: page {page} needs too much memory, so it is not shown",
    "slow": "{path}: page {page} takes longer than {seconds:g} s, so it is not shown",
    "crash": "{path}: page {page} makes the reader of PDF files crash, so it is not shown",
    "busy": "{path}: other pages are being drawn; try again in a moment",
}


class PageError(CewenError):
    """A page cannot be shown."""


class PageLimits(NamedTuple):
    """What one page may take: seconds, and bytes of memory."""

    seconds: float = 10
    memory: int = 768 * _MEGABYTE


class PageWorker:
    """Reads one page after the other in a process, which is begun for the first one and replaced
    after a page that was too much for it."""

    def __init__(self, limits: PageLimits = PageLimits()) -> None:  # noqa: B008
        self._limits = limits
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._connection: Connection

    def layout(self, path: Path, page: int, *, by_ocr: bool = False) -> PageLayout:
        """The characters of a page, counted from 1, and the number of pages. ``by_ocr``: those that
        OCR has read, if they are kept.

        :raises PageError: it cannot be read.
        """
        (head, boxes) = self._ask(path, page, None, by_ocr)
        numbers = array("f")
        numbers.frombytes(boxes[: len(boxes) // numbers.itemsize * numbers.itemsize])
        text = str(head["text"])[: len(numbers) // 4]
        return PageLayout(int(head["pages"]), float(head["ratio"]), text, numbers)

    def picture(self, path: Path, page: int, width: int) -> bytes:
        """The picture of a page as PNG, ``width`` pixels wide.

        :raises PageError: it cannot be drawn.
        """
        return self._ask(path, page, width)[1]

    def close(self) -> None:
        """End the process."""
        if self._process:
            self._process.kill()
            self._process.join()
            self._connection.close()
        self._process = None

    def _ask(
        self, path: Path, page: int, width: int | None, by_ocr: bool = False
    ) -> tuple[Any, bytes]:
        if not self._lock.acquire(timeout=_PATIENCE):
            raise self._error("busy", path, page)
        try:
            if self._process is None or not self._process.is_alive():
                self._begin()
            wanted = {"path": str(path), "page": page, "width": width, "by_ocr": by_ocr}
            self._connection.send_bytes(json.dumps(wanted).encode())
            head = json.loads(self._received())
            if reason := head.get("failed"):
                raise self._error(str(reason), path, page)
            return head, self._received()
        except TimeoutError:
            self.close()
            raise self._error("slow", path, page) from None
        except (
            EOFError,
            OSError,
            ValueError,
            TypeError,
            KeyError,
        ):  # it crashed, or sends nonsense
            self.close()
            raise self._error("crash", path, page) from None
        finally:
            self._lock.release()

    def _received(self) -> bytes:
        if not self._connection.poll(self._limits.seconds):
            raise TimeoutError
        return self._connection.recv_bytes(_LARGEST)

    def _error(self, reason: str, path: Path, page: int) -> PageError:
        text = _REASONS.get(reason, _REASONS["crash"])
        return PageError(text, path=path, page=page, seconds=self._limits.seconds)

    def _begin(self) -> None:
        self.close()
        # Not forked: the server has threads, and the index open.
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        arguments = (other, self._limits)
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        other.close()


def _serve(connection: Connection, limits: PageLimits) -> None:
    """Answer until the other end is closed."""
    # PDFium is loaded in this process only.
    from searcher.pdf_page import drawing, recognized

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal
    limit_memory(limits.memory)
    while True:
        try:
            wanted = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        alarm(limits.seconds + _GRACE)  # ends even what the interpreter cannot interrupt
        try:
            head, data = _answer(drawing, recognized, wanted)
        except drawing.PageFailedError as error:
            head, data = {"failed": str(error)}, None
        except MemoryError:
            head, data = {"failed": "memory"}, None
        with suppress(OSError):
            connection.send_bytes(json.dumps(head).encode())
            if data is not None:
                connection.send_bytes(data)
        alarm(0)


def _answer(drawing: Any, recognized: Any, wanted: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    with drawing.opened_page(wanted["path"], wanted["page"]) as (page, count):
        if wanted["width"] is not None:
            return {}, drawing.draw(page, wanted["width"])
        text, boxes = "", None
        if wanted["by_ocr"]:
            text, boxes = recognized.recognized_characters(page)
        if boxes is None or not text:
            text, boxes = drawing.read_characters(page)
        wide, high = drawing.size_of(page)
        return {"pages": count, "ratio": high / wide, "text": text}, boxes.tobytes()
