"""Loads documents into an index on the server: :class:`index.engine.Writer`.

A file is marked as begun, then its paragraphs are written, then the file itself: a run that is
killed leaves a file that the next run reads again. Several batches of files are sent at the same
time; a writer waits while the server has enough to do.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import BoundedSemaphore
from types import TracebackType

from index.columns import Columns
from index.opensearch.bulk import Action, send
from index.opensearch.documents import FileDocuments, documents_of, removed
from index.opensearch.encode import encode
from index.opensearch.point_in_time import file_id
from index.opensearch.server import Server

_BATCH = 5 << 20  # bytes of paragraphs that are sent together
_THREADS = 3
_WAITING = 5  # batches that are being sent, or wait for it


class ServerWriter:
    """Writes into the physical index ``index``.

    ``room_of``: how many paragraphs a file has there, -1 without the file. ``alive`` is called
    between the batches, ``committed`` at the end. As a context manager it commits at the end,
    unless an exception is raised inside.
    """

    encode = staticmethod(encode)

    def __init__(
        self,
        server: Server,
        index: str,
        room_of: Callable[[str], int],
        alive: Callable[[], None] = lambda: None,
        committed: Callable[[], None] = lambda: None,
    ) -> None:
        self._server = server
        self._index = index
        self._room_of = room_of
        self._alive = alive
        self._committed = committed
        self._deleted: dict[str, int] = {}
        self._added: dict[str, int] = {}
        self._batch: list[tuple[FileDocuments, int]] = []
        self._size = 0
        self._threads = ThreadPoolExecutor(_THREADS)
        self._free = BoundedSemaphore(_WAITING)
        self._sent: list[Future[None]] = []
        self._closed = False

    def __enter__(self) -> ServerWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self._closed:
            if kind is None:
                self.commit()
            else:
                self.cancel()

    def delete(self, id: str) -> int:
        """Delete the committed document of this id; what this writer has added stays."""
        room = self._room_of(id)
        if room < 0:
            return 0
        if id not in self._added:
            self._deleted[id] = room
        return room + 1

    def add(self, columns: Columns) -> None:
        """Add a file."""
        documents = documents_of(columns)
        room = self._deleted.pop(documents.id, None)
        if room is None:
            room = max(0, self._room_of(documents.id))
        self._added[documents.id] = len(documents.paragraphs)
        self._batch.append((documents, room))
        self._size += documents.size
        if self._size >= _BATCH:
            self._flush()

    def reduce(self) -> None:
        """Nothing: what was added has been sent."""

    def _flush(self) -> None:
        batch, self._batch, self._size = self._batch, [], 0
        self._submit(lambda: self._send(batch))

    def _submit(self, work: Callable[[], None]) -> None:
        self._free.acquire()  # the back-pressure: until then, nothing more is read
        self._sent = [one for one in self._sent if not one.done() or one.result()]
        self._alive()
        future = self._threads.submit(work)
        future.add_done_callback(lambda _: self._free.release())
        self._sent.append(future)

    def _send(self, batch: list[tuple[FileDocuments, int]]) -> None:
        self._request([one.begun(room) for one, room in batch])
        paragraphs = [action for one, _ in batch for action in one.paragraphs]
        surplus = [action for one, room in batch for action in one.surplus(room)]
        self._request(paragraphs + surplus)
        self._request([one.finished() for one, _ in batch])

    def _request(self, actions: list[Action]) -> None:
        send(self._server, self._index, actions)

    def _remove(self, deleted: dict[str, int]) -> None:
        """The paragraphs before the file, so that a run which is killed is done again."""
        self._request([one for id, room in deleted.items() for one in removed(id, 1, room)])
        self._request([Action.remove(file_id(id)) for id in deleted])

    def commit(self) -> None:
        """Wait until all is written, and make it visible."""
        if self._batch:
            self._flush()
        if self._deleted:
            deleted, self._deleted = self._deleted, {}
            self._submit(lambda: self._remove(deleted))
        try:
            for one in self._sent:
                one.result()
        finally:
            self._close(cancel=True)
        self._server.patiently(lambda: self._server.refresh(self._index))
        self._committed()

    def cancel(self) -> None:
        """Send no more. What was sent stays, and the next run goes on from there."""
        self._close(cancel=True)

    def _close(self, *, cancel: bool) -> None:
        self._closed = True
        self._threads.shutdown(cancel_futures=cancel)
