"""Measure processes with their children: wall time, processor time and memory."""

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

REPOSITORY = Path(__file__).parents[1]
_EVERY = 0.05  # seconds between two samples of the memory
Key = TypeVar("Key")


class CommandFailed(Exception):
    """A measured command failed; the message is what it printed on standard error."""


@dataclass(frozen=True, slots=True)
class Measured:
    """``wall`` and ``cpu`` (user and system) are seconds. ``peak`` is megabytes: the largest memory
    of one process, or for a watched command, of the process and its children at one time, with
    shared pages counted once."""

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
    """Run ``command`` in a process of its own.

    ``watched``: sample the memory of all its processes. That slows it, so its times are too long.

    :raises CommandFailed: its exit code is not in ``allowed``.
    """
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=REPOSITORY,
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
    # From /proc where there is one: getrusage never gives less than this process itself uses.
    return Measured(wall, usage.ru_utime + usage.ru_stime, peak.megabytes or largest)


class _Peak:
    """Samples the memory of a process and all its descendants."""

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
            continue  # it has ended
    return family


def _shared_once(pid: int) -> int:
    """Kilobytes of a process, with its part of shared pages. To count them is slow."""
    return _kilobytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _highest(pid: int) -> int:
    """The peak of a process so far in kilobytes. The system counts it, so reading it is fast."""
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
    """Do each of ``runs`` ``times`` times, in turns (A B C A B C), so that a slow minute of the
    machine slows all of them.

    A run that fails is passed to ``failed`` and left out, with its earlier results.

    :raises CommandFailed: a run failed and there is no ``failed``.
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
    """Return the median of each figure."""
    return Measured(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        median(run.peak for run in runs),
    )


def percentile(values: Sequence[float], share: int) -> float:
    """Return the smallest value that at least ``share`` percent of ``values`` do not exceed.

    >>> percentile([4, 1, 3, 2], 50), percentile([4, 1, 3, 2], 95)
    (2, 4)
    """
    return sorted(values)[max(0, ceil(len(values) * share / 100) - 1)]


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files in a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())
