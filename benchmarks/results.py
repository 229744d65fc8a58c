"""What a run of the benchmarks found, and where it is kept."""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from itertools import count
from pathlib import Path

from benchmarks.corpus import Grown
from benchmarks.job import Answered
from benchmarks.measure import Measured
from benchmarks.questions import Question

RUNS = Path(__file__).with_name("runs")
_RAW = "raw.json"


@dataclass(frozen=True, slots=True)
class Built:
    """How a rival's index was built, each time, and the bytes of it."""

    runs: Sequence[Measured]
    size: int


@dataclass(slots=True)
class Size:
    """All that was measured on a corpus of one size, by the names of rivals and commands.

    ``questions`` are in the order of every rival's ``answers``: their class, how many rows hold
    their words, and the words, unless they were drawn from the corpus.
    """

    grown: Grown
    built: dict[str, Built] = field(default_factory=dict)
    questions: list[tuple[str, int | None, str]] = field(default_factory=list)
    answers: dict[str, list[Answered | None]] = field(default_factory=dict)
    started: dict[str, list[Measured]] = field(default_factory=dict)


@dataclass(slots=True)
class Results:
    """A whole run. ``missing`` says which rivals were not measured, and why; ``command`` is what
    was called."""

    command: str
    machine: dict[str, str]
    missing: dict[str, str]
    sizes: list[Size] = field(default_factory=list)
    again: dict[str, list[Measured]] = field(default_factory=dict)


def kept(question: Question, truth: Sequence[int] | None) -> tuple[str, int | None, str]:
    """A question as it is kept: never with words of the corpus."""
    rows = None if truth is None else len(truth)
    return question.kind, rows, "" if question.drawn else question.typed


def new_folder(runs: Path = RUNS) -> Path:
    """A folder named after today that has no figures yet."""
    today = datetime.date.today().isoformat()
    for number in count(1):
        folder = runs / (today if number == 1 else f"{today}-{number}")
        if not (folder / _RAW).exists():
            folder.mkdir(parents=True, exist_ok=True)
            return folder
    raise AssertionError("count() does not end")


def write(results: Results, folder: Path, summary: str) -> None:
    """``raw.json`` with every figure and ``summary.md``."""
    raw = json.dumps(asdict(results), ensure_ascii=False, indent=1)
    (folder / _RAW).write_text(raw + "\n", encoding="utf-8")
    (folder / "summary.md").write_text(summary, encoding="utf-8")
