"""``cewen timeline``: the whole output."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from searcher.terminal_text import width
from tests.searcher.cli.command import Ran, environment, on_terminal

Run = Callable[..., Ran]


END = """
* of fewer than 1,000 paragraphs
4 paragraphs: 外送員 1 · 外賣騎手 1 (variant) · 騎手 3 (variant)
2024 has the highest count, 3. To list it (--commands: every count):
  cewen search 外送員 --since 2024 --until 2024
"""


def test_rows_are_years_with_bars(cewen: Run) -> None:
    ran = cewen("timeline", "外送員")
    assert ran.code == 0
    assert ran.out == (
        "         paragraphs  per 1,000  statements  documents\n"
        "2024              3  1,000.00*           0          1  █████████████████████████\n"
        "2025              1    166.67*           1          1  ████████▍\n"
        "undated           0       0.00           0          0\n" + END
    )


def test_groups_are_rows_and_years_columns(cewen: Run) -> None:
    ran = cewen("timeline", "外送員", "--per", "wording")
    assert (
        ran.out
        == """\
             2024  2025  undated  total
tw 外送員       0     1        0      1
cn 骑手         2     0        0      2
cn 外卖骑手     1     0        0      1
all             3     1        0      4

4 paragraphs: 外送員 1 · 外賣騎手 1 (variant) · 騎手 3 (variant)
cn 骑手 · 2024 has the highest count, 2. To list it (--commands: every count):
  cewen search '外送員 AND "骑手"' --since 2024 --until 2024
"""
    )


def test_two_queries_alternate_and_have_a_receipt_each(cewen: Run) -> None:
    ran = cewen("timeline", "外送員", "--vs", "算法", "--by", "quarter")
    assert (
        ran.out
        == """\
                 paragraphs  per 1,000  statements  documents
2024-Q4  外送員           3  1,000.00*           0          1  █████████████████
         算法             1    333.33*           0          1  █████▋
2025-Q1  外送員           1    166.67*           1          1  █████▋
         算法             1    166.67*           1          1  █████▋
undated  外送員           0       0.00           0          0
         算法             0       0.00           0          0

* of fewer than 1,000 paragraphs
外送員: 4 paragraphs: 外送員 1 · 外賣騎手 1 (variant) · 騎手 3 (variant)
算法: 2 paragraphs: 算法 2
外送員 · 2024-Q4 has the highest count, 3. To list it (--commands: every count):
  cewen search 外送員 --since 2024-10 --until 2024-12
"""
    )


def test_every_count_has_the_command_that_lists_it(cewen: Run) -> None:
    ran = cewen("timeline", "外送員", "--commands")
    assert (
        ran.out
        == """\
2024: 3 paragraphs
    cewen search 外送員 --since 2024 --until 2024
2025: 1 paragraph
    cewen search 外送員 --since 2025 --until 2025

4 paragraphs: 外送員 1 · 外賣騎手 1 (variant) · 騎手 3 (variant)
"""
    )
    listed = cewen(*["search", "外送員", "--since", "2024", "--until", "2024", "--json"])
    assert len(listed.out.splitlines()) == 3


def test_a_line_of_json_has_the_query_and_its_filters(cewen: Run) -> None:
    lines = [json.loads(line) for line in cewen("timeline", "潮汐發電", "--json").out.splitlines()]
    assert [line["paragraphs"] for line in lines] == [0, 0, 1]
    assert lines[0]["search"] == {"query": "潮汐發電", "since": "2024", "until": "2024"}
    assert lines[2] == {
        "series": "潮汐發電",
        "side": "",
        "period": None,
        "precision": "none",
        "first": None,
        "last": None,
        "paragraphs": 1,
        "statements": 1,
        "documents": 1,
        "all_paragraphs": 2,
        "per_thousand": 500.0,
        "search": {"query": "潮汐發電 AND NOT date:0001-01-01..9999-12-31"},
        "command": "cewen search '潮汐發電 AND NOT date:0001-01-01..9999-12-31'",
    }
    listed = cewen("search", lines[2]["search"]["query"], "--json")
    assert len(listed.out.splitlines()) == 1


def test_csv_has_a_row_for_each_series_and_period(cewen: Run, home: Path) -> None:
    assert cewen("timeline", "外送員", "--vs", "算法", "-o", "counts.csv").code == 0
    text = (home / "counts.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["series"], row["period"], row["paragraphs"]) for row in rows] == [
        ("外送員", "2024", "3"),
        ("外送員", "2025", "1"),
        ("外送員", "", "0"),
        ("算法", "2024", "1"),
        ("算法", "2025", "1"),
        ("算法", "", "0"),
    ]


def test_a_chart_is_written_beside_the_table(cewen: Run, home: Path) -> None:
    ran = cewen("timeline", "外送員", "--svg", "chart.svg")
    assert ran.out.startswith("         paragraphs")
    assert "<title>外送員, 2024: 3</title>" in (home / "chart.svg").read_text(encoding="utf-8")


def test_nothing_found_is_said_and_exits_with_1(cewen: Run) -> None:
    ran = cewen("timeline", "無此詞也")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "Nothing found for: 無此詞也\n  no paragraph contains 無此詞也\n"


def test_vs_and_per_exclude_each_other(cewen: Run) -> None:
    ran = cewen("timeline", "外送員", "--vs", "算法", "--per", "org")
    assert ran.code == 2
    text = "--vs and --per compare different things: use one of them."
    assert ran.err == f"cewen: {text} See cewen timeline --help\n"


def test_groups_that_nobody_knows_are_said(cewen: Run) -> None:
    ran = cewen("timeline", "海港", "--per", "org")
    assert ran.code == 0
    assert ran.err == "cewen: 2 paragraphs, but none of them has a known org\n"


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize(
    "words", ["外送員", "算法 --vs 外送員", "平台 --per wording --by month", "保險 --per speaker"]
)
def test_no_line_is_wider_than_the_terminal(
    home: Path, shelf: Path, columns: int, words: str
) -> None:
    env = environment(home, CEWEN_INDEX=str(shelf), PAGER="cat")
    shown = on_terminal("timeline", *words.split(), env=env, columns=columns, lines=200)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.out).splitlines()
    assert len(lines) > 4
    commands = [line for line in lines if line.startswith("  cewen search")]
    assert len(commands) == 1  # which is not broken, so that it can be copied
    assert [line for line in lines if width(line) > columns and line not in commands] == []
    if "█" in shown.out:
        assert re.search(r"\x1b\[[0-9;]+m█", shown.out)


def test_who_by_year_is_a_row_for_each_speaker(cewen: Run) -> None:
    ran = cewen("who", "平台", "--by", "quarter")
    assert (
        ran.out
        == """\
              2025-Q1  total
林小滿              1      1
騎士工會代表        1      1

3 paragraphs: 平台 3
"""
    )


def test_who_by_year_has_a_column_of_csv_for_each_period(cewen: Run) -> None:
    text = cewen("who", "--doc", ".", "--by", "year", "--format", "csv").out
    rows = list(csv.DictReader(io.StringIO(text)))
    counts = [(row["name"], row["statements"], row["2025"], row["undated"]) for row in rows]
    assert counts[0] == ("林小滿", "1", "1", "0")
    assert ("1", "0", "1") in [one[1:] for one in counts]
    [line, *_] = cewen("who", "平台", "--by", "year", "--json").out.splitlines()
    assert json.loads(line)["periods"] == {"2025": 1}


def test_who_by_year_is_no_citation(cewen: Run) -> None:
    ran = cewen("who", "平台", "--by", "year", "--format", "ris")
    assert ran.code == 2
    assert ran.err == "cewen: ris is for quotations, and --by lists none. See cewen who --help\n"
