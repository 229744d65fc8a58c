"""Work that several processes do, with its results in order."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from index.errors import WorkerLostError

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

_COLLECTED_FROM = 1 << 20  # objects more than when garbage was last looked for

Item = TypeVar("Item")
Result = TypeVar("Result")


class Workers:
    """As many processes as ``jobs`` says (None: as there are processors), begun when there is work
    for them and ended with the context. With one job all work is done here."""

    def __init__(self, jobs: int | None = 1) -> None:
        self._jobs = jobs or os.cpu_count() or 1
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=error is not None)

    @property
    def several(self) -> bool:
        """Whether there are any besides this process."""
        return self._jobs > 1

    def in_order(
        self,
        work: Callable[[Item], Result],
        items: Iterable[Item],
        size: Callable[[Item], int] | None = None,
    ) -> Generator[Result, None, None]:
        """``work`` done on each of ``items``, on some of them at the same time and on the first
        ones from now on. Of some in a row the largest is begun first, by its ``size``, lest all
        wait for it at the end.

        :raises WorkerLostError: a process was killed.
        """
        if not self.several:
            return (work(item) for item in items)
        begun = self._submitted(work, iter(items), size)
        with _losses():
            # So many ahead and no more: what is done and not yet taken is in memory.
            waiting = deque(islice(begun, self._row))
        return _taken(waiting, begun)

    @property
    def _row(self) -> int:
        return 4 * self._jobs

    def _submitted(
        self,
        work: Callable[[Item], Result],
        items: Iterator[Item],
        size: Callable[[Item], int] | None,
    ) -> Iterator[Future[Result]]:
        pool = self._begun()
        if size is None:
            yield from (pool.submit(work, item) for item in items)
            return
        while row := list(islice(items, self._row)):
            sizes = list(map(size, row))
            largest_first = sorted(range(len(row)), key=sizes.__getitem__, reverse=True)
            begun = {place: pool.submit(work, row[place]) for place in largest_first}
            yield from (begun[place] for place in range(len(row)))

    def _begun(self) -> ProcessPoolExecutor:
        if self._pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self._pool = ProcessPoolExecutor(self._jobs, initializer=_begin)
        return self._pool


def _taken(
    waiting: deque[Future[Result]], begun: Iterator[Future[Result]]
) -> Generator[Result, None, None]:
    with _losses():
        while waiting:
            result = waiting.popleft().result()
            waiting.extend(islice(begun, 1))
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
    # Ctrl-C reaches all processes of a terminal. The first one ends the others, without tracebacks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is loaded by now stays
    rarely_collected()
