"""Keeps two loaders from writing the same part of an index: a note with a time, kept alive."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from socket import gethostname

from index.errors import IndexLockedError
from index.opensearch.catalogue import Catalogue
from index.opensearch.errors import ServerError

_EVERY = 15  # seconds between two signs of life
_STALE = 120  # seconds without one, after which the loader is taken for dead


@contextmanager
def lock(catalogue: Catalogue, part: str) -> Iterator[Callable[[], None]]:
    """Lock a part of the index; call what is yielded from time to time.

    The notes about locks are in a small index of their own, since a build may replace the others.

    :raises IndexLockedError: another process writes it.
    """
    id, physical = f"lock-{part}", catalogue.locks()
    own = {"host": gethostname(), "process": os.getpid()}
    if not catalogue.write_note(physical, id, {**own, "time": time.time()}, new=True):
        other = catalogue.note(physical, id)
        if other and not _is_dead(other):
            raise IndexLockedError(
                "{index}: process {process} on {host} writes to this index. Wait until it is "
                "done, or {seconds} seconds if it was killed, then try again",
                index=catalogue.server.address,
                process=str(other["process"]),
                host=other["host"],
                seconds=_STALE,
            )
        catalogue.write_note(physical, id, {**own, "time": time.time()})
    last = time.monotonic()

    def alive() -> None:
        nonlocal last
        if time.monotonic() - last > _EVERY:
            last = time.monotonic()
            with suppress(ServerError):  # the documents themselves are sent again and again
                catalogue.write_note(physical, id, {**own, "time": time.time()})

    try:
        yield alive
    finally:
        with suppress(ServerError):
            catalogue.delete_note(physical, id)


def _is_dead(other: dict[str, object]) -> bool:
    """Whether the process that wrote the note has ended."""
    if other.get("host") == gethostname():
        process = other.get("process")
        if process == os.getpid():
            return True  # an earlier run of this process
        if isinstance(process, int) and os.name == "posix":
            try:
                os.kill(process, 0)
            except ProcessLookupError:
                return True
            except OSError:  # it is somebody else's
                return False
    then = other.get("time")
    return not isinstance(then, float | int) or time.time() - then > _STALE
