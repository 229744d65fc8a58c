"""Worker processes: a function is called for many items, and the results come in order."""

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

_GROUP = 4  # items for each process, of which the heaviest is submitted first
_SUBMITTED = 16  # items for each process that are submitted before their results are taken
_PIPE = 1 << 20  # bytes of a pipe's buffer
_COLLECT_FROM = 1 << 20  # new objects that start a garbage collection

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """A pool of ``jobs`` processes (None: one for each processor).

    They start with the first work and end with the context. With one job, all work is done in this
    process. ``count`` is the number of processes.
    """

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
        """Whether other processes do the work."""
        return self.count > 1

    def in_order(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        weight: Callable[[Item], int],
        limit: int,
        *,
        heaviest_first: bool = False,
    ) -> Generator[Result, None, None]:
        """``work(item)`` for each of ``items``, in their order. Work starts with this call.

        Results that are not taken yet are in memory, so the items submitted ahead weigh about
        ``limit`` at most, and there are at most a few for each process. ``heaviest_first`` submits
        the heaviest of each few items first, so that not all processes wait for it at the end.

        :raises WorkerLostError: a process was killed.
        """
        if not self.several:
            return (work(item) for item in items)
        size = _GROUP * self.count if heaviest_first else 1
        groups = _groups(iter(items), weight, size, limit)
        ahead = _Ahead(self._submit(work, groups), _SUBMITTED * self.count, limit)
        with _lost_workers():
            ahead.fill()
        return ahead.results()

    def _submit(
        self, work: Callable[[Item], Result], groups: Iterable[Sequence[tuple[Item, int]]]
    ) -> Iterator[tuple[Future[Result], int]]:
        """Submit each group, its heaviest item first; the futures in order, with their weights."""
        pool = self._started_pool()
        for group in groups:
            order = sorted(range(len(group)), key=lambda place: group[place][1], reverse=True)
            futures = {place: pool.submit(work, group[place][0]) for place in order}
            # A future has its result, so no reference to it may stay here.
            yield from ((futures.pop(place), weight) for place, (_, weight) in enumerate(group))

    def _started_pool(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self.count, initializer=_initialize)
            _enlarge_pipes(self._pool)
        return self._pool


def _enlarge_pipes(pool: ProcessPoolExecutor) -> None:
    """Enlarge the buffers of the pool's pipes, where the system can.

    A buffer then takes a whole item, and its sender does not wait until it is read.
    """
    try:
        from fcntl import F_SETPIPE_SZ, fcntl
    except ImportError:  # only Linux can change the size
        return
    for name in ("_call_queue", "_result_queue"):
        pipe = getattr(getattr(pool, name, None), "_writer", None)
        if pipe:
            with suppress(OSError):  # the user's pipes have reached their limit together
                fcntl(pipe.fileno(), F_SETPIPE_SZ, _PIPE)


def _groups(
    items: Iterator[Item], weight: Callable[[Item], int], count: int, limit: int
) -> Iterator[Sequence[tuple[Item, int]]]:
    """Groups of ``count`` items with their weights, or of fewer that weigh ``limit`` together."""
    group: list[tuple[Item, int]] = []
    total = 0
    for item in items:
        group.append((item, weight(item)))
        total += group[-1][1]
        if len(group) == count or total >= limit:
            yield group
            group, total = [], 0
    if group:
        yield group


class _Ahead(Generic[Result]):
    """The submitted items whose results are not taken yet: ``count`` at most, of this weight."""

    def __init__(
        self, submitted: Iterator[tuple[Future[Result], int]], count: int, limit: int
    ) -> None:
        self._submitted = submitted  # each is submitted when it is taken from here
        self._count = count
        self._free = limit
        self._waiting: deque[tuple[Future[Result], int]] = deque()

    def fill(self) -> None:
        """Submit items up to the limits."""
        while self._free > 0 and len(self._waiting) < self._count:
            one = next(self._submitted, None)
            if one is None:
                return
            self._waiting.append(one)
            self._free -= one[1]

    def results(self) -> Generator[Result, None, None]:
        """The results, in order."""
        with _lost_workers():
            while self._waiting:
                future, weight = self._waiting.popleft()
                result = future.result()
                del future  # it refers to the item and the result
                self._free += weight
                self.fill()
                yield result


@contextmanager
def _lost_workers() -> Iterator[None]:
    """Report a killed process as :class:`WorkerLostError`."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool:
        raise WorkerLostError(
            "a process that does part of the work was killed, perhaps for want of memory: "
            "try again with --jobs 1"
        ) from None


def collect_rarely() -> None:
    """Collect garbage rarely in this process.

    Indexing makes many objects and no cycles, and each collection would traverse all of them.
    """
    gc.set_threshold(_COLLECT_FROM)
    gc.enable()


def _initialize() -> None:
    from threading import Thread

    # Ctrl-C reaches all processes of a terminal. The main one ends the others without tracebacks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_main_process, daemon=True).start()
    gc.freeze()  # what is loaded by now is never garbage
    collect_rarely()


def _end_with_main_process() -> None:
    """End this process when the main one ends, even if that was killed.

    It would wait for work forever, and a forked process shares the write lock of the main one.
    """
    from multiprocessing import parent_process

    main = parent_process()
    if main:
        main.join()
        os._exit(1)
