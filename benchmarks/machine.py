"""The machine and the software that the figures were measured with."""

from __future__ import annotations

import os
import platform
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.measure import REPOSITORY
from benchmarks.rivals.rival import Rival, releases


def machine(rivals: Sequence[Rival]) -> dict[str, str]:
    """Return processor, cores, memory, system, Python, this commit, and each engine's version."""
    return {
        "processor": _after("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": str(os.cpu_count()),
        "memory": _after("/proc/meminfo", "MemTotal"),
        "system": platform.platform(),
        "load at the start": " ".join(f"{load:.2f}" for load in os.getloadavg()),
        "Python": platform.python_version(),
        "jieba, for the cold start": releases("jieba", "click"),
        "commit": _commit(),
        **{rival.name: rival.version() for rival in rivals},
    }


def _after(path: str, key: str) -> str:
    try:
        lines = Path(path).read_text().splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def _commit() -> str:
    command = ["git", "describe", "--always", "--dirty", "--abbrev=10"]
    done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
    return done.stdout.strip()
