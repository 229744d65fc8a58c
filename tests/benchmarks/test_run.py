"""Processes are measured, and the figures of a run are kept."""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus import Grown
from benchmarks.job import QuestionResult
from benchmarks.measure import (
    CommandFailed,
    Measured,
    alternated,
    measured,
    percentile,
    size_of,
    typical,
)
from benchmarks.questions import Question
from benchmarks.results import Built, Results, Size, kept_question, new_folder, write
from benchmarks.summary import summary


@given(st.lists(st.integers(), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_a_share_does_not_exceed(
    values: list[int], share: int
) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= share * len(values)
    smaller = [value for value in values if value < found]
    assert len(smaller) * 100 < share * len(values)


def test_memory_and_time_of_child_processes_count() -> None:
    child = "import time; held = b'x' * 60_000_000; time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    result = measured([sys.executable, "-c", parent], watched=True)
    assert result.wall >= 0.6
    assert 60 < result.peak < 400
    assert 60 < measured([sys.executable, "-c", parent]).peak < 400
    assert 0 < result.cpu < result.wall * 4


def test_a_failed_command_reports_its_error_output() -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_runs_alternate() -> None:
    order: list[str] = []

    def run(name: str) -> Measured:
        order.append(name)
        return Measured(len(order), 0, 0)

    results = alternated({name: partial(run, name) for name in "AB"}, 3)
    assert order == ["A", "B"] * 3
    assert typical(results["B"]) == Measured(4, 0, 0)


def test_a_failed_run_is_reported_and_left_out() -> None:
    def fail() -> Measured:
        raise CommandFailed("no")

    reported: list[tuple[str, str]] = []
    runs: dict[str, Callable[[], Measured]] = {"A": partial(Measured, 1, 1, 1), "B": fail}
    results = alternated(runs, 2, lambda name, error: reported.append((name, str(error))))
    assert list(results) == ["A"]
    assert reported == [("B", "no")]
    with pytest.raises(CommandFailed):
        alternated(runs, 1)


def test_size_of_a_file_or_of_all_files_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_bytes(b"345")
    assert (size_of(tmp_path), size_of(tmp_path / "a")) == (5, 2)


def results() -> Results:
    def built(wall: float, peak: float, size: int) -> Built:
        return Built([Measured(wall, wall, peak)], size)

    answered = [
        QuestionResult(2.0, 5, 0, 0),
        QuestionResult(9.0, 1, 0, 0),
        QuestionResult(1.0, 4, None, None),
    ]
    stock = [QuestionResult(50.0, 4, 1, 0), QuestionResult(200.0, 0, 1, 0), None]
    size = Size(
        Grown(files=9, bodies=250_000, paragraphs=500_000, characters=10**7, times=3),
        built={
            "cewen": built(25, 700, 90),
            "whoosh": built(215, 1600, 100),
            "tantivy-same-terms": built(10, 300, 80),
        },
        questions=[
            kept_question(Question("AND", "and", ("平台", "勞工")), [1, 2, 3, 4, 5]),
            kept_question(Question("exact", "exact", ("抽出的字串",), drawn=True), [7]),
            kept_question(Question("speaker", "speaker", ("某人",), drawn=True), None),
        ],
        answers={"cewen": list(answered), "whoosh": list(stock)},
        started={
            "cewen search 平台": [Measured(0.1, 0.1, 9)],
            "python -c 'import click, whoosh.index'": [Measured(0.08, 0.1, 9)],
            "stock Whoosh + jieba": [Measured(1.2, 0.1, 9)],
        },
    )
    many, one = "second cewen index, files: 1000", "second cewen index, files: 1"
    again = {many: [Measured(1.2, 1, 9)], one: [Measured(0.3, 0.3, 9)]}
    return Results("python -m benchmarks", {"cores": "2"}, {"recoll": "not there"}, [size], again)


def table(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_text_drawn_from_the_corpus_is_not_kept(tmp_path: Path) -> None:
    found = results()
    write(found, tmp_path, summary(found))
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["answers.csv", "processes.csv", "summary.md"]
    for file in files:
        text = file.read_text(encoding="utf-8")
        assert "抽出的字串" not in text
        assert "某人" not in text


def test_raw_figures_have_one_row_a_sample(tmp_path: Path) -> None:
    write(results(), tmp_path, "")
    heads, *answers = table(tmp_path / "answers.csv")
    assert ",".join(heads) == "paragraphs,engine,question,kind,rows,query,ms,hits,missed,extra"
    assert answers == [
        ["250000", "cewen", "1", "AND", "5", "平台 勞工", "2.0", "5", "0", "0"],
        ["250000", "cewen", "2", "exact", "1", "", "9.0", "1", "0", "0"],
        ["250000", "cewen", "3", "speaker", "", "", "1.0", "4", "", ""],
        ["250000", "whoosh", "1", "AND", "5", "平台 勞工", "50.0", "4", "1", "0"],
        ["250000", "whoosh", "2", "exact", "1", "", "200.0", "0", "1", "0"],
    ]
    heads, *processes = table(tmp_path / "processes.csv")
    assert ",".join(heads) == "paragraphs,step,name,wall_s,cpu_s,peak_mb,index_bytes"
    assert processes[0] == ["250000", "index", "cewen", "25", "25", "700", "90"]
    assert [row[1] for row in processes] == ["index"] * 3 + ["cold start"] * 3 + ["unchanged"] * 2


def test_a_summary_names_the_targets_met_and_the_rivals_not_measured() -> None:
    lines = summary(results()).splitlines()
    assert "- not measured: recoll: not there" in lines
    for row in (
        "| index, whole job, against stock Whoosh ≥ 8× | 250,000 | 8.6× | met |",
        "| index size against stock Whoosh ≤ 1× | 250,000 | 0.90× | met |",
        "| peak memory ≤ 800 MB | 250,000 | 700 MB | met |",
        "| warm p95 of what both can be asked, against stock Whoosh ≥ 20× | 250,000 "
        "| 22.2× (9.0 against 200.0 ms) | met |",
        "| exact string p95 ≤ 60 ms and never a miss (cewen) | 250,000 | 9.0 ms, 0 missed | met |",
        "| cold search against stock Whoosh with jieba ≥ 7× | 250,000 | 12.0× | met |",
        "| second index, nothing changed, beyond start-up ≤ 0.5 s | 1,000 files | 0.90 s "
        "| **missed** |",
    ):
        assert row in lines


def test_a_second_run_of_a_day_gets_its_own_folder(tmp_path: Path) -> None:
    first = new_folder(tmp_path)
    (first / "exact.txt").write_text("from another benchmark", encoding="utf-8")
    assert new_folder(tmp_path) == first
    write(results(), first, "")
    second = new_folder(tmp_path)
    assert second != first
    assert second.is_dir()


def test_the_memory_peak_is_compared_with_that_of_the_first_large_corpus() -> None:
    found = results()
    [large] = found.sizes
    larger = replace(large.grown, bodies=1_000_000)
    built = {"cewen": Built([Measured(9, 9, 770)], 9)}
    found.sizes.append(replace(large, grown=larger, built=built))
    flat = "| peak memory flat: ≤ 1.2× that at 250,000 | 1,000,000 | 1.10× (770 against 700 MB) |"
    assert f"{flat} met |" in summary(found).splitlines()
