"""Answers for other programs: documents, counts, and queries from standard input."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest

from tests.searcher.cli.command import Ran

Cewen = Callable[..., Ran]


def test_only_the_documents_are_listed_each_once(cewen: Cewen) -> None:
    assert cewen("search", "平台 OR 算法", "-l") == Ran(
        0, "2025-03-01-街頭座談.md\n听证/2024-11-05-骑手听证.txt\n", ""
    )
    assert cewen("search", "平台 OR 算法", "-l", "-n", "1").out == "2025-03-01-街頭座談.md\n"
    assert (
        cewen("search", "平台", "-l", "-0").out
        == "2025-03-01-街頭座談.md\0听证/2024-11-05-骑手听证.txt\0"
    )
    assert cewen("search", "鯨豚", "-l") == Ran(1, "", "")


def test_only_the_number_of_paragraphs_is_printed(cewen: Cewen) -> None:
    assert cewen("search", "平台", "-c") == Ran(0, "3\n", "")
    assert cewen("search", "鯨豚", "--count") == Ran(1, "0\n", "")
    assert "-0 needs -l." in cewen("search", "平台", "-0").err


def test_short_options_can_be_joined(cewen: Cewen) -> None:
    assert cewen("search", "平台", "-lc") == Ran(
        0, "2025-03-01-街頭座談.md:2\n听证/2024-11-05-骑手听证.txt:1\n", ""
    )
    assert cewen("search", "平台", "-lcn1").out == "2025-03-01-街頭座談.md:2\n"
    assert cewen("search", "平台", "-l0n1").out == "2025-03-01-街頭座談.md\0"
    assert cewen("search", "平台", "-cl0n1").out == "2025-03-01-街頭座談.md\x002\n"
    assert cewen("search", "鯨豚", "-lc") == Ran(1, "", "")


@pytest.mark.parametrize("word", ["-ll", "-cloc", "-LC", "-lcd", "-法", "-lc法"])
def test_other_words_with_a_minus_are_excluded(cewen: Cewen, word: str) -> None:
    assert cewen("search", "平台", word, "-c") == cewen("search", "平台", f"NOT {word[1:]}", "-c")


@pytest.mark.parametrize("command", ["search", "who"])
def test_a_query_comes_from_standard_input(
    cewen: Cewen, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    expected = cewen(command, "平台 演算法")
    assert expected.code == 0
    monkeypatch.setattr("sys.stdin", io.StringIO("平台\n演算法\n"))
    assert cewen(command, "-").out == expected.out
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert "The query is empty" in cewen(command, "-").err
