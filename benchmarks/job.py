"""The steps that run in a process of their own: ``python -m benchmarks.job build|search …``."""

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
from benchmarks.rivals.rival import OpenIndex

_LONGEST = 20.0  # seconds for all rounds of one question


@dataclass(frozen=True, slots=True)
class CheckedQuestion:
    """A question, and the rows that contain its words. None if words cannot decide."""

    question: Question
    truth: Sequence[int] | None


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """The result of one question. ``ms`` is the median of some rounds in a warm process.

    ``missed`` counts the rows that contain the words and were not found, ``extra`` the rows found
    that do not contain them. Both are None where the engine or the question cannot give rows.
    """

    ms: float
    hits: int
    missed: int | None
    extra: int | None


def main() -> None:
    match sys.argv[1:]:
        case ["build", name, grown, index]:
            RIVALS[name].build(Path(grown), Path(index))
        case ["search", name, index, questions, rounds, out]:
            answers = search(RIVALS[name].open(Path(index)), read(Path(questions)), int(rounds))
            rows = [asdict(answer) if answer else None for answer in answers]
            Path(out).write_text(json.dumps(rows), encoding="utf-8")
        case _:
            sys.exit("this module is called by python -m benchmarks")


def write(questions: Sequence[CheckedQuestion], path: Path) -> None:
    """Write questions for the processes that ask them."""
    rows = [asdict(question) for question in questions]
    path.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")


def read(path: Path) -> list[CheckedQuestion]:
    """Read the questions that :func:`write` wrote."""
    return [
        CheckedQuestion(
            Question(**{**row["question"], "terms": tuple(row["question"]["terms"])}), row["truth"]
        )
        for row in json.loads(path.read_text(encoding="utf-8"))
    ]


def read_results(path: Path) -> list[QuestionResult | None]:
    """Read the results that a search process wrote."""
    return [row and QuestionResult(**row) for row in json.loads(path.read_text(encoding="utf-8"))]


def search(
    opened: OpenIndex, questions: Sequence[CheckedQuestion], rounds: int
) -> list[QuestionResult | None]:
    """Answer each question once to warm up, then ``rounds`` times in turns.

    The result is None for a question that the engine cannot answer.
    """
    hits = [opened.search(each.question) for each in questions]
    times: list[list[float]] = [[] for _ in questions]
    for _ in range(rounds):
        for each, spent, count in zip(questions, times, hits, strict=True):
            if count is None or sum(spent) > _LONGEST * 1000:
                continue
            began = time.perf_counter()
            opened.search(each.question)
            spent.append((time.perf_counter() - began) * 1000)
    return [
        None if count is None else _result(opened, each, median(spent), count)
        for each, spent, count in zip(questions, times, hits, strict=True)
    ]


def _result(opened: OpenIndex, question: CheckedQuestion, ms: float, hits: int) -> QuestionResult:
    found = opened.matching_rows(question.question) if question.truth is not None else None
    if found is None or question.truth is None:
        return QuestionResult(ms, hits, None, None)
    truth = set(question.truth)
    return QuestionResult(ms, hits, len(truth - found), len(found - truth))


if __name__ == "__main__":
    main()
