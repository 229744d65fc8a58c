"""The results of a benchmark run, and the files they are kept in.

A run has a folder: ``summary.md`` for people, and its raw figures as two tables, one row a sample.
``processes.csv`` has the processes that were measured, ``answers.csv`` the answers of each engine
to each question.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import NamedTuple

from benchmarks.corpus import Grown
from benchmarks.job import QuestionResult
from benchmarks.measure import Measured
from benchmarks.questions import Question

RUNS = Path(__file__).with_name("runs")
SUMMARY = "summary.md"
_PROCESSES = ("paragraphs", "step", "name", "wall_s", "cpu_s", "peak_mb", "index_bytes")
_ANSWERS = (
    *("paragraphs", "engine", "question", "kind", "rows", "query"),
    *("ms", "hits", "missed", "extra"),
)


@dataclass(frozen=True, slots=True)
class Built:
    """The runs that built a rival's index, and the size of the index in bytes."""

    runs: Sequence[Measured]
    size: int


class KeptQuestion(NamedTuple):
    """A question as it is kept: its kind, how many rows contain its words (None: words cannot
    decide), and the query, which is empty if it was drawn from the corpus."""

    kind: str
    rows: int | None
    query: str


@dataclass(slots=True)
class Size:
    """Everything measured on a corpus of one size, by the names of rivals and commands.

    ``questions`` are in the order of every rival's ``answers``.
    """

    grown: Grown
    built: dict[str, Built] = field(default_factory=dict)
    questions: list[KeptQuestion] = field(default_factory=list)
    answers: dict[str, list[QuestionResult | None]] = field(default_factory=dict)
    started: dict[str, list[Measured]] = field(default_factory=dict)


@dataclass(slots=True)
class Results:
    """A whole run. ``missing`` says which rivals were not measured, and why."""

    command: str
    machine: dict[str, str]
    missing: dict[str, str]
    sizes: list[Size] = field(default_factory=list)
    again: dict[str, list[Measured]] = field(default_factory=dict)


def kept_question(question: Question, truth: Sequence[int] | None) -> KeptQuestion:
    """Return the question without any text of the corpus."""
    rows = None if truth is None else len(truth)
    return KeptQuestion(question.kind, rows, "" if question.drawn else question.typed)


def new_folder(runs: Path = RUNS) -> Path:
    """Return a folder named after today in which no run is kept yet."""
    today = datetime.date.today().isoformat()
    for number in count(1):
        folder = runs / (today if number == 1 else f"{today}-{number}")
        if not (folder / SUMMARY).exists():
            folder.mkdir(parents=True, exist_ok=True)
            return folder
    raise AssertionError("count() does not end")


def write(results: Results, folder: Path, summary: str) -> None:
    """Write the summary and the two tables."""
    (folder / SUMMARY).write_text(summary, encoding="utf-8")
    for name, heads, rows in (
        ("processes.csv", _PROCESSES, _processes(results)),
        ("answers.csv", _ANSWERS, _answers(results)),
    ):
        with (folder / name).open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(heads)
            table.writerows(rows)


Row = tuple[object, ...]


def _processes(results: Results) -> Iterator[Row]:
    for size in results.sizes:
        bodies = size.grown.bodies
        for name, built in size.built.items():
            yield from ((bodies, "index", name, *_figures(run), built.size) for run in built.runs)
        for name, runs in size.started.items():
            yield from ((bodies, "cold start", name, *_figures(run), None) for run in runs)
    for name, runs in results.again.items():
        yield from ((None, "unchanged", name, *_figures(run), None) for run in runs)


def _figures(run: Measured) -> tuple[float, float, float]:
    return round(run.wall, 4), round(run.cpu, 4), round(run.peak, 1)


def _answers(results: Results) -> Iterator[Row]:
    for size in results.sizes:
        for engine, answers in size.answers.items():
            pairs = zip(size.questions, answers, strict=True)
            for number, (question, answer) in enumerate(pairs, 1):
                if answer is not None:
                    figures = round(answer.ms, 3), answer.hits, answer.missed, answer.extra
                    yield size.grown.bodies, engine, number, *question, *figures
