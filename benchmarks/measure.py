"""Measures whole processes: time, processor time and memory, of their children too."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path
from statistics import median
from typing import TypeVar

HOUSE = Path(__file__).parents[1]
_EVERY = 0.05  # seconds between two looks at the memory
Key = TypeVar("Key")


class CommandFailed(Exception):
    """A measured command ended with an error; its message is what the command said."""


@dataclass(frozen=True, slots=True)
class Measured:
    """``wall`` and ``cpu`` (user and system) in seconds, ``peak`` in megabytes: the most that one
    process held, or if it was watched, that it and its children held at one time, shared pages
    counted once."""

    wall: float
    cpu: float
    peak: float


def measured(
    command: Sequence[str],
    env: Mapping[str, str] | None = None,
    allowed: Sequence[int] = (0,),
    *,
    watched: bool = False,
) -> Measured:
    """Run ``command`` in a process of its own. If it is ``watched``, again and again for the memory
    of all its processes, that holds it up: its times are too long then.

    :raises CommandFailed: it ended with a code that is not ``allowed``.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=HOUSE,
        env={**os.environ, **(env or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    with _Peak(process.pid, _shared_once if watched else _highest) as peak:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.stderr.close()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in allowed:
        raise CommandFailed(f"{' '.join(command)}: {said.decode(errors='replace')[-2000:]}")
    largest = usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)
    # Where the system tells (/proc): what getrusage says is never less than this process holds.
    return Measured(wall, usage.ru_utime + usage.ru_stime, peak.megabytes or largest)


class _Peak:
    """Looks at the memory of a process and all below it, again and again."""

    def __init__(self, pid: int, held: Callable[[int], int]) -> None:
        self.megabytes = 0.0
        self._held = held
        self._pid = pid
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def __enter__(self) -> _Peak:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._ended.wait(_EVERY):
            held = sum(map(self._held, _family(self._pid)))
            self.megabytes = max(self.megabytes, held / 1e3)


def _family(pid: int) -> list[int]:
    family = [pid]
    for member in family:
        try:
            for task in Path(f"/proc/{member}/task").iterdir():
                family += map(int, (task / "children").read_text().split())
        except OSError:
            continue  # it has ended meanwhile
    return family


def _shared_once(pid: int) -> int:
    """Kilobytes of a process, a share of those that others hold too: to count them takes long."""
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _highest(pid: int) -> int:
    """The most kilobytes that a process has held so far, which the system counts anyway."""
    return _kilobytes(Path(f"/proc/{pid}/status"), "VmHWM:")


def _kilobytes(path: Path, name: str) -> int:
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def alternated(
    runs: Mapping[Key, Callable[[], Measured]],
    times: int,
    failed: Callable[[Key, CommandFailed], None] | None = None,
) -> dict[Key, list[Measured]]:
    """Each of ``runs`` so many times, in turns: A B C A B C, so that what slows the machine for
    a while slows all of them.

    One that fails is told to ``failed`` and left out, with what it had measured.

    :raises CommandFailed: one failed and there is no ``failed``.
    """
    results: dict[Key, list[Measured]] = {key: [] for key in runs}
    for _ in range(times):
        for key in list(results):
            try:
                results[key].append(runs[key]())
            except CommandFailed as error:
                if failed is None:
                    raise
                failed(key, error)
                del results[key]
    return results


def typical(runs: Sequence[Measured]) -> Measured:
    """The median of each figure."""
    return Measured(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        median(run.peak for run in runs),
    )


def percentile(values: Sequence[float], share: int) -> float:
    """The smallest value that at least ``share`` percent of ``values`` do not exceed.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 95)
    (2, 4)
    """
    return sorted(values)[max(0, ceil(len(values) * share / 100) - 1)]


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
