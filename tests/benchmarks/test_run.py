"""How processes are measured, and what of a run is kept."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.corpus import Grown
from benchmarks.job import Answered
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
from benchmarks.results import Built, Results, Size, kept, new_folder, write
from benchmarks.summary import summary


@given(st.lists(st.integers(), min_size=1), st.integers(1, 100))
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(
    values: list[int], share: int
) -> None:
    found = percentile(values, share)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= share * len(values)
    smaller = [value for value in values if value < found]
    assert len(smaller) * 100 < share * len(values)


def test_memory_of_a_child_counts_and_time_too() -> None:
    child = "import time; held = b'x' * 60_000_000; time.sleep(0.6)"
    parent = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"
    result = measured([sys.executable, "-c", parent], watched=True)
    assert result.wall >= 0.6
    assert 60 < result.peak < 400
    assert 60 < measured([sys.executable, "-c", parent]).peak < 400
    assert 0 < result.cpu < result.wall * 4


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(CommandFailed, match="no such thing"):
        measured([sys.executable, "-c", "raise SystemExit('no such thing')"])


def test_runs_take_turns() -> None:
    order: list[str] = []

    def run(name: str) -> Measured:
        order.append(name)
        return Measured(len(order), 0, 0)

    results = alternated({name: partial(run, name) for name in "AB"}, 3)
    assert order == ["A", "B"] * 3
    assert typical(results["B"]) == Measured(4, 0, 0)


def test_a_run_that_fails_is_told_and_left_out() -> None:
    def fail() -> Measured:
        raise CommandFailed("no")

    told: list[tuple[str, str]] = []
    runs: dict[str, Callable[[], Measured]] = {"A": partial(Measured, 1, 1, 1), "B": fail}
    results = alternated(runs, 2, lambda name, error: told.append((name, str(error))))
    assert list(results) == ["A"]
    assert told == [("B", "no")]
    with pytest.raises(CommandFailed):
        alternated(runs, 1)


def test_sizes_are_of_files_and_of_folders_with_all_in_them(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"12")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "c").write_bytes(b"345")
    assert (size_of(tmp_path), size_of(tmp_path / "a")) == (5, 2)


def results() -> Results:
    def built(wall: float, peak: float, size: int) -> Built:
        return Built([Measured(wall, wall, peak)], size)

    answered = [Answered(2.0, 5, 0, 0), Answered(9.0, 1, 0, 0), Answered(1.0, 4, None, None)]
    stock = [Answered(50.0, 4, 1, 0), Answered(200.0, 0, 1, 0), None]
    size = Size(
        Grown(files=9, bodies=250_000, paragraphs=500_000, characters=10**7, times=3),
        built={
            "cewen": built(25, 700, 90),
            "whoosh": built(215, 1600, 100),
            "tantivy-same-terms": built(10, 300, 80),
        },
        questions=[
            kept(Question("AND", "and", ("平台", "勞工")), [1, 2, 3, 4, 5]),
            kept(Question("exact", "exact", ("抽出的字串",), drawn=True), [7]),
            kept(Question("speaker", "speaker", ("某人",), drawn=True), None),
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


def test_what_was_drawn_from_the_corpus_is_not_kept(tmp_path: Path) -> None:
    found = results()
    write(found, tmp_path, summary(found))
    for name in ("raw.json", "summary.md"):
        text = (tmp_path / name).read_text(encoding="utf-8")
        assert "抽出的字串" not in text
        assert "某人" not in text
    raw = json.loads((tmp_path / "raw.json").read_text(encoding="utf-8"))
    assert raw["sizes"][0]["questions"] == [
        ["AND", 5, "平台 勞工"],
        ["exact", 1, ""],
        ["speaker", None, ""],
    ]


def test_a_summary_says_which_bars_are_met_and_which_rivals_were_not_run() -> None:
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


def test_a_second_run_of_a_day_has_a_folder_of_its_own(tmp_path: Path) -> None:
    first = new_folder(tmp_path)
    (first / "exact.txt").write_text("by another benchmark", encoding="utf-8")
    assert new_folder(tmp_path) == first
    write(results(), first, "")
    second = new_folder(tmp_path)
    assert second != first
    assert second.is_dir()


def test_the_peak_of_a_larger_corpus_is_held_against_that_of_a_large_one() -> None:
    found = results()
    [large] = found.sizes
    larger = replace(large.grown, bodies=1_000_000)
    built = {"cewen": Built([Measured(9, 9, 770)], 9)}
    found.sizes.append(replace(large, grown=larger, built=built))
    flat = "| peak memory flat: ≤ 1.2× that at 250,000 | 1,000,000 | 1.10× (770 against 700 MB) |"
    assert f"{flat} met |" in summary(found).splitlines()
