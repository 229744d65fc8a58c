"""Answers are recorded, and two recordings are compared."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.answers import Answer, compare, differences, read, record, write
from benchmarks.fixed_commands import Command, fixed_commands
from corpus.document import Document
from tests.conftest import HEARING, WORKSHOP, add_to

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"
PARAGRAPH = (
    '{"doc": "甲.md", "paragraph": 1, "score": 2}\n{"doc": "乙.md", "paragraph": 3, "score": 1}'
)
ANSWER = Answer("string", ("search", "法", "--json"), 0, PARAGRAPH, "")


def test_the_commands_are_the_same_each_time_and_each_once() -> None:
    commands = fixed_commands(SAMPLES)
    assert commands == fixed_commands(SAMPLES)
    assert len(commands) == len(set(commands)) > 300
    assert {"search", "who", "topics", "speakers", "show"} == {c.words[0] for c in commands}


def test_a_recording_is_read_back_and_equals_the_next(tmp_path: Path) -> None:
    documents: list[Document] = [WORKSHOP, HEARING]
    add_to(tmp_path / "index", documents)
    commands = [
        Command("found", ("search", "外送員", "--json")),
        Command("nothing", ("search", "龘靐齉")),
        Command("error", ("search", "(外送員")),
    ]
    answers = list(record(commands, tmp_path / "index"))
    assert [answer.exit for answer in answers] == [0, 1, 2]
    assert "2025-03-01-工作坊.md" in answers[0].out
    assert str(tmp_path) not in "".join(answer.out + answer.err for answer in answers)
    write(answers, tmp_path / "answers.jsonl")
    assert read(tmp_path / "answers.jsonl") == answers
    assert compare(answers, list(record(commands, tmp_path / "index")), (), 3) == 0


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        (ANSWER, []),
        (replace(ANSWER, exit=1), ["exit code: 0 → 1"]),
        (replace(ANSWER, out=PARAGRAPH.replace("2}", "3}")), ["甲.md#1: score: 2 → 3"]),
        (
            replace(ANSWER, out="\n".join(reversed(PARAGRAPH.splitlines()))),
            ["order: 甲.md#1 乙.md#3 → 乙.md#3 甲.md#1"],
        ),
        (replace(ANSWER, out=PARAGRAPH.splitlines()[0]), ["lost: 乙.md#3"]),
        (replace(ANSWER, out=PARAGRAPH.replace("甲", "丙")), ["lost: 甲.md#1", "gained: 丙.md#1"]),
        (replace(ANSWER, err="2 paragraphs"), ["@@ -0,0 +1 @@", "+2 paragraphs"]),
    ],
)
def test_each_difference_between_two_answers_has_a_line(new: Answer, expected: list[str]) -> None:
    assert differences(ANSWER, new) == expected


def test_a_key_of_the_json_can_be_ignored() -> None:
    assert not differences(ANSWER, replace(ANSWER, out=PARAGRAPH.replace("2}", "3}")), ["score"])


def test_a_comparison_counts_the_commands_that_differ(capsys: pytest.CaptureFixture[str]) -> None:
    other = replace(ANSWER, words=("search", "令", "--json"))
    assert compare([ANSWER, other], [replace(ANSWER, exit=2)], (), 3) == 2
    assert capsys.readouterr().out.splitlines() == [
        "only in one recording: cewen search 令 --json",
        "string: cewen search 法 --json",
        "    exit code: 0 → 2",
        "string: 1 of 1 differ",
        "1 commands, 2 differ",
    ]
