"""What runs in a process of its own: ``python -m benchmarks.job build|ask …``."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

from benchmarks.questions import Question
from benchmarks.rivals import RIVALS
from benchmarks.rivals.rival import Asking

_LONGEST = 20.0  # seconds for one question; asked no more often than fits


@dataclass(frozen=True, slots=True)
class Asked:
    """One question and its true rows, if words can tell."""

    question: Question
    truth: Sequence[int] | None


@dataclass(frozen=True, slots=True)
class Answered:
    """How one question went. ``ms`` is the median of some rounds in a warm process.

    ``missed`` are rows that hold the words and were not found, ``more`` those found that do not
    hold them; None where that cannot be told.
    """

    ms: float
    hits: int
    missed: int | None
    more: int | None


def main() -> None:
    match sys.argv[1:]:
        case ["build", name, grown, index]:
            RIVALS[name].build(Path(grown), Path(index))
        case ["ask", name, index, questions, rounds, out]:
            answers = ask(RIVALS[name].opened(Path(index)), read(Path(questions)), int(rounds))
            rows = [asdict(answer) if answer else None for answer in answers]
            Path(out).write_text(json.dumps(rows), encoding="utf-8")
        case _:
            sys.exit("this is called by python -m benchmarks")


def write(questions: Sequence[Asked], path: Path) -> None:
    """Keep questions for the processes that ask them."""
    rows = [asdict(asked) for asked in questions]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def read(path: Path) -> list[Asked]:
    """The questions that :func:`write` kept."""
    return [
        Asked(
            Question(**{**row["question"], "terms": tuple(row["question"]["terms"])}), row["truth"]
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def read_answers(path: Path) -> list[Answered | None]:
    """What the process that asked has written."""
    return [row and Answered(**row) for row in json.loads(path.read_text(encoding="utf-8"))]


def ask(asking: Asking, questions: Sequence[Asked], rounds: int) -> list[Answered | None]:
    """Ask everything once to warm up, then in ``rounds`` turns; None for what cannot be asked."""
    hits = [asking.ask(asked.question) for asked in questions]
    times: list[list[float]] = [[] for _ in questions]
    for _ in range(rounds):
        for asked, spent, able in zip(questions, times, hits, strict=True):
            if able is None or sum(spent) > _LONGEST * 1000:
                continue
            began = time.perf_counter()
            asking.ask(asked.question)
            spent.append((time.perf_counter() - began) * 1000)
    return [
        None if count is None else _answered(asking, asked, median(spent), count)
        for asked, spent, count in zip(questions, times, hits, strict=True)
    ]


def _answered(asking: Asking, asked: Asked, ms: float, hits: int) -> Answered:
    found = asking.found(asked.question) if asked.truth is not None else None
    if found is None or asked.truth is None:
        return Answered(ms, hits, None, None)
    truth = set(asked.truth)
    return Answered(ms, hits, len(truth - found), len(found - truth))


if __name__ == "__main__":
    main()
