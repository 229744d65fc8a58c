"""Work that several processes do, with its results in order."""

from __future__ import annotations

import gc
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable
from typing import TypeVar

from index.errors import WorkerLostError

COLLECTED_FROM = 1 << 20
"""Objects more than when garbage was last looked for. What we make holds no cycles, and the
collector would look through all of it again and again."""

Item = TypeVar("Item")
Result = TypeVar("Result")


def processes(jobs: int | None) -> int:
    """How many are meant: as many as there are processors, if not said."""
    return jobs or os.cpu_count() or 1


def in_order(
    work: Callable[[Item], Result], items: Iterable[Item], jobs: int
) -> Generator[Result, None, None]:
    """``work`` done on each of ``items`` by so many processes.

    :raises WorkerLostError: one of them was killed.
    """
    from concurrent.futures import Future, ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    with ProcessPoolExecutor(jobs, initializer=_begin) as pool:
        waiting: deque[Future[Result]] = deque()
        try:
            for item in items:
                waiting.append(pool.submit(work, item))
                # So many ahead and no more: what is done and not yet taken is in memory.
                if len(waiting) > 4 * jobs:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool:
            raise WorkerLostError(
                "a process that does part of the work was killed, perhaps for want of memory: "
                "try again with --jobs 1"
            ) from None
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _begin() -> None:
    # Ctrl-C reaches all processes of a terminal. The first one ends the others, without tracebacks.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()  # what is loaded by now stays
    gc.set_threshold(COLLECTED_FROM)
