"""Pages that have been read, kept in memory up to a size.

They are not kept in files: pictures of confidential documents would stay on the disk after the
server has ended, and a page is drawn in a tenth of a second.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from searcher.pdf_page.layout import PageLayout
    from searcher.pdf_page.worker import PageWorker

_MOST = 32 << 20  # bytes
_Kept = TypeVar("_Kept", "PageLayout", bytes)


class PdfFile(NamedTuple):
    """A file that may be opened. ``content`` is equal only for equal contents."""

    path: Path
    content: Hashable


class KeptPages:
    """The pages that a worker reads, those that were asked for last."""

    def __init__(self, worker: PageWorker, most: int = _MOST) -> None:
        self._worker = worker
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[Hashable, tuple[PageLayout | bytes, int]] = OrderedDict()
        self._size = 0

    def layout(self, file: PdfFile, page: int, *, by_ocr: bool = False) -> PageLayout:
        """See :meth:`PageWorker.layout`."""

        def size(layout: PageLayout) -> int:
            return 4 * len(layout.text) + layout.boxes.itemsize * len(layout.boxes)

        key = (file.content, page, by_ocr)
        return self._one(key, lambda: self._worker.layout(file.path, page, by_ocr=by_ocr), size)

    def picture(self, file: PdfFile, page: int, width: int) -> bytes:
        """See :meth:`PageWorker.picture`."""
        key = (file.content, page, "picture", width)
        return self._one(key, lambda: self._worker.picture(file.path, page, width), len)

    def _one(
        self, key: Hashable, read: Callable[[], _Kept], size_of: Callable[[_Kept], int]
    ) -> _Kept:
        with self._lock:
            if found := self._kept.get(key):
                self._kept.move_to_end(key)
                return found[0]  # type: ignore[return-value]  # a key has one kind of value
        made = read()
        size = size_of(made)
        with self._lock:
            if key not in self._kept and size <= self._most:
                self._kept[key] = made, size
                self._size += size
            while self._size > self._most:
                _, (_, gone) = self._kept.popitem(last=False)
                self._size -= gone
        return made
