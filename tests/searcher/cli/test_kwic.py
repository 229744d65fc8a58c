"""``cewen search --kwic``: the whole output."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from wcwidth import wcswidth

from tests.searcher.cli.command import Ran, environment, on_terminal

Run = Callable[..., Ran]


def test_keywords_are_in_one_column(cewen: Run) -> None:
    ran = cewen("search", "騎手", "--kwic", "--sort", "right", "--width", "12")
    assert ran.out == (
        "1  改要提前告知骑手。                      听证/2024-11-05-骑手听证.txt#3\n"
        "2              骑手听证会                  听证/2024-11-05-骑手听证.txt#1\n"
        "3              外送員在平台上跑單  林小滿  2025-03-01-街頭座談.md#4\n"
        "4          外卖骑手的工伤保险由            听证/2024-11-05-骑手听证.txt#2\n"
        "\n4 occurrences in 4 paragraphs: 騎手 3 · 外送員 1 (variant)\n"
    )


def test_a_line_of_json_has_its_source(cewen: Run) -> None:
    lines = cewen("search", "演算法", "--kwic", "--json", "--sort", "oldest").out.splitlines()
    assert json.loads(lines[-1]) == {
        "left": "平台的",
        "keyword": "演算法",
        "right": "應該公開，派單規則也一樣。",
        "speaker": "騎士工會代表",
        "job_title": "代表",
        "organization": "騎士工會",
        "title": "街頭外送座談",
        "doc": "2025-03-01-街頭座談.md",
        "paragraph": 6,
        "page": None,
        "date": "2025-03-01",
        "start": 3,
        "end": 6,
        "speech": "verbatim",
        "certainty": "label",
    }


def test_a_line_can_be_shown_by_its_number(cewen: Run) -> None:
    cewen("search", "演算法", "--kwic", "--sort", "oldest")
    assert "算法的修改要提前告知骑手" in cewen("show", "1").out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("--sort left", "--sort left needs --kwic."),
        ("--width 20", "--width needs --kwic."),
        ("--kwic --format ris", "ris is for quotations, and --kwic lists none."),
    ],
)
def test_options_that_do_not_go_together_are_named(cewen: Run, words: str, message: str) -> None:
    ran = cewen("search", "平台", *words.split())
    assert ran.code == 2
    assert ran.err == f"cewen: {message} See cewen search --help\n"


def test_a_query_without_words_has_no_lines(cewen: Run) -> None:
    ran = cewen("search", "--doc", "海港", "--kwic")
    assert (ran.code, ran.out) == (1, "")
    text = "cewen: no words of this query can be shown in context: see cewen search\n"
    assert ran.err == text


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_keywords_start_in_the_same_column_of_a_terminal(
    home: Path, shelf: Path, columns: int
) -> None:
    env = environment(home, CEWEN_INDEX=str(shelf), PAGER="cat")
    shown = on_terminal("search", "平台", "--kwic", env=env, columns=columns, lines=50).out
    lines = [line for line in shown.splitlines() if "\x1b[1;31m" in line]
    assert len(lines) == 3
    before = [re.sub(r"\x1b\[[0-9;]*m", "", line.split("\x1b[1;31m")[0]) for line in lines]
    assert len({wcswidth(text) for text in before}) == 1
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in shown.splitlines()]
    assert max(map(wcswidth, plain)) <= columns
