"""``cewen words``: the whole output."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from searcher.terminal_text import width
from tests.searcher.cli.command import Ran, environment, on_terminal

Run = Callable[..., Ran]


def test_collocates_are_a_table(cewen: Run) -> None:
    ran = cewen("words", "碼頭", "--min", "2", "-n", "3")
    assert ran.code == 0
    assert (
        ran.out
        == """\
word  together  left  right  documents  everywhere    LL  logDice
倉庫        29     0     29          1          29  54.3    14.00
日常        29     0     29          1          29  54.3    14.00
段          29    29      0          1          59   2.0    13.40

29 occurrences in 1 paragraph, 290 words near them, 717 in all. 4 collocates (3 shown)
"""
    )


def test_key_words_are_two_tables(cewen: Run) -> None:
    ran = cewen("words", "平台", "--vs", "碼頭", "--min", "2", "-n", "3")
    assert (
        ran.out
        == """\
More frequent in 平台:
word  here  there  per million  there per million  documents    LL  log ratio
平台     3      0    107,142.9                0.0          2  19.3       7.16

平台: 28 words. 碼頭: 668 words. 1 differ (LL of 6.63 or more), 1 shown
"""
    )


def test_a_line_of_json_is_a_word(cewen: Run) -> None:
    lines = cewen("words", "碼頭", "--json", "-n", "1").out.splitlines()
    assert [json.loads(line) for line in lines] == [
        {
            "word": "倉庫",
            "together": 29,
            "left": 0,
            "right": 29,
            "documents": 1,
            "everywhere": 29,
            "log_likelihood": 54.31,
            "log_dice": 14.0,
        }
    ]


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        ("保險", 1, "cewen: no word is near it in 3 paragraphs often enough (see --min)\n"),
        ("--doc 海港", 1, "cewen: this query has no words that others could be near\n"),
        ("無此詞也", 1, "Nothing found for: 無此詞也\n  no paragraph contains 無此詞也\n"),
        (
            "平台 --vs 無此詞也",
            1,
            "Nothing found for: 無此詞也\n  no paragraph contains 無此詞也\n",
        ),
        ("--vs 海港", 1, "cewen: no word is clearly more frequent in one of them\n"),
        (
            "",
            2,
            "cewen: Ask for something: words, or an option such as --topic. "
            "See cewen words --help\n",
        ),
    ],
)
def test_an_empty_list_says_why(cewen: Run, words: str, code: int, message: str) -> None:
    ran = cewen("words", *words.split())
    assert (ran.code, ran.out, ran.err) == (code, "", message)


@pytest.mark.parametrize("columns", [50, 60, 80, 120])
@pytest.mark.parametrize("words", ["碼頭", "平台 --vs 碼頭 --min 2"])
def test_no_line_is_wider_than_the_terminal(
    home: Path, shelf: Path, columns: int, words: str
) -> None:
    env = environment(home, CEWEN_INDEX=str(shelf), PAGER="cat")
    shown = on_terminal("words", *words.split(), env=env, columns=columns, lines=200)
    lines = re.sub(r"\x1b\[[0-9;]*m", "", shown.out).splitlines()
    assert len(lines) > 4
    assert max(map(width, lines)) <= columns
