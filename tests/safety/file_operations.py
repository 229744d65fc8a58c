"""Kills this process at its n-th operation on files, and counts the operations."""

from __future__ import annotations

import builtins
import io
import os
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHANGES = (
    "chmod",
    "fsync",
    "ftruncate",
    "link",
    "mkdir",
    "remove",
    "rename",
    "replace",
    "rmdir",
    "symlink",
    "truncate",
    "unlink",
    "utime",
)
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Counter:
    def __init__(self, last: int, counted: str) -> None:
        self._left = last
        self._done = 0
        self._file = os.open(counted, os.O_WRONLY | os.O_CREAT, 0o600)
        self._process = os.getpid()
        self._lock = threading.Lock()

    def operation(self, what: str) -> None:
        if os.getpid() != self._process:  # a worker's
            return
        with self._lock:
            self._done += 1
            os.write(self._file, f"{what}\n".encode("utf-8", "backslashreplace"))
            if self._done == self._left:
                os.kill(self._process, signal.SIGKILL)


def die_at(last: int, counted: str) -> None:
    """Kill this process just before its operation number ``last`` (0: never) and write a line for
    each operation into the file ``counted``. Processes that this one starts are not counted."""
    counter = _Counter(last, counted)
    for name in _CHANGES:
        setattr(os, name, _counted(getattr(os, name), name, counter))
    plain_open, plain_os_open = io.open, os.open

    def counted_open(file: Any, mode: str = "r", *args: Any, **more: Any) -> Any:
        if not isinstance(file, int) and set(mode) & set("wax+"):
            counter.operation(f"open {Path(os.fsdecode(file)).name} {mode}")
        return plain_open(file, mode, *args, **more)

    def counted_os_open(path: Any, flags: int, *args: Any, **more: Any) -> int:
        if flags & _WRITES:
            counter.operation(f"os.open {path}")
        return plain_os_open(path, flags, *args, **more)

    builtins.open = io.open = counted_open
    os.open = counted_os_open


def _counted(call: Callable[..., Any], name: str, counter: _Counter) -> Callable[..., Any]:
    def counted(*args: Any, **more: Any) -> Any:
        counter.operation(f"{name} {args[0] if args else ''}")
        return call(*args, **more)

    return counted
