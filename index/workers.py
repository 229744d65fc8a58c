"""Work that several processes do, with its results in order."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from types import TracebackType
from typing import TYPE_CHECKING, Generic, TypeVar

from index.errors import WorkerLostError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_ROW = 4  # pieces of work for each process, of which the heaviest is begun first
_COUNT = 16  # pieces of work for each process that are begun before they are wanted
_ROOM = 1 << 20  # bytes in a pipe
_COLLECTED_FROM = 1 << 20  # objects more than when garbage was last looked for

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """As many processes as ``jobs`` says (None: as there are processors), begun when there is work
    for them and ended with the context. With one job all work is done here. ``count`` says how many
    there are."""

    def __init__(self, jobs: int | None = 1) -> None:
        self.count = jobs or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is None:
            return
        if error is not None:
            # One that waits for a reader would hold up the end for as long as its time limit.
            for process in list((getattr(self._pool, "_processes", None) or {}).values()):
                process.terminate()
        self._pool.shutdown(cancel_futures=error is not None)

    @property
    def several(self) -> bool:
        """Whether there are any besides this process."""
        return self.count > 1

    def in_order(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        weight: Callable[[Item], int],
        most: int,
        *,
        heaviest_first: bool = False,
    ) -> Generator[Result, None, None]:
        """``work`` done on each of ``items``, on some of them at the same time and on the first
        ones from now on.

        No more are begun than some for each process, and than weigh ``most`` together: what is
        done and not yet taken is in memory. ``heaviest_first``: of some in a row, lest all wait for
        it at the end.

        :raises WorkerLostError: a process was killed.
        """
        if not self.several:
            return (work(item) for item in items)
        row = _ROW * self.count if heaviest_first else 1
        rows = _rows(iter(items), weight, row, most)
        ahead = _Ahead(self._submitted(work, rows), _COUNT * self.count, most)
        with _losses():
            ahead.fill()
        return ahead.taken()

    def _submitted(
        self, work: Callable[[Item], Result], rows: Iterable[Sequence[tuple[Item, int]]]
    ) -> Iterator[tuple[Future[Result], int]]:
        pool = self._begun()
        for row in rows:
            order = sorted(range(len(row)), key=lambda place: row[place][1], reverse=True)
            begun = {place: pool.submit(work, row[place][0]) for place in order}
            yield from ((begun.pop(place), weight) for place, (_, weight) in enumerate(row))

    def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self.count, initializer=_begin)
            _make_room(self._pool)
        return self._pool


def _make_room(pool: ProcessPoolExecutor) -> None:
    """Let each pipe of ``pool`` hold a whole piece of work, where the system can: who sends one
    goes on at once then, and not part by part as it is fetched."""
    try:
        from fcntl import F_SETPIPE_SZ, fcntl
    except ImportError:  # only Linux has pipes of any size
        return
    for name in ("_call_queue", "_result_queue"):
        pipe = getattr(getattr(pool, name, None), "_writer", None)
        if pipe:
            with suppress(OSError):  # there is as much in pipes already as the user may have
                fcntl(pipe.fileno(), F_SETPIPE_SZ, _ROOM)


def _rows(
    items: Iterator[Item], weight: Callable[[Item], int], count: int, most: int
) -> Iterator[Sequence[tuple[Item, int]]]:
    """The items with their weights, so many in a row, or fewer that weigh ``most``."""
    row: list[tuple[Item, int]] = []
    held = 0
    for item in items:
        row.append((item, weight(item)))
        held += row[-1][1]
        if len(row) == count or held >= most:
            yield row
            row, held = [], 0
    if row:
        yield row


class _Ahead(Generic[Result]):
    """What is begun and not yet taken: ``count`` pieces of work, and what weighs ``most``."""

    def __init__(self, begun: Iterator[tuple[Future[Result], int]], count: int, most: int) -> None:
        self._begun = begun
        self._count = count
        self._room = most
        self._waiting: deque[tuple[Future[Result], int]] = deque()

    def fill(self) -> None:
        """Begin more, if there is room for it."""
        while self._room > 0 and len(self._waiting) < self._count:
            one = next(self._begun, None)
            if one is None:
                return
            self._waiting.append(one)
            self._room -= one[1]

    def taken(self) -> Generator[Result, None, None]:
        """The results, in order."""
        with _losses():
            while self._waiting:
                future, weight = self._waiting.popleft()
                result = future.result()
                del future  # it holds the work and the result
                self._room += weight
                self.fill()
                yield result


@contextmanager
def _losses() -> Iterator[None]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool:
        raise WorkerLostError(
            "a process that does part of the work was killed, perhaps for want of memory: "
            "try again with --jobs 1"
        ) from None


def rarely_collected() -> None:
    """Look for garbage hardly ever in this process: what it makes holds no cycles, and all of it
    would be looked through again and again."""
    gc.set_threshold(_COLLECTED_FROM)
    gc.enable()


def _begin() -> None:
    from threading import Thread

    # Ctrl-C reaches all processes of a terminal. The first one ends the others, without tracebacks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_the_first, daemon=True).start()
    gc.freeze()  # what is loaded by now stays
    rarely_collected()


def _end_with_the_first() -> None:
    """End when the first process does, though it was killed: who waited for its work for ever would
    hold the write lock that it held."""
    from multiprocessing import parent_process

    first = parent_process()
    if first:
        first.join()
        os._exit(1)
