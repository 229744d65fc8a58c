"""What a terminal shows: colour, a pager, nothing wider than the window."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from pathlib import Path

import pytest

from searcher.cli.terminal import can_redraw
from searcher.terminal_text import width
from tests.searcher.cli.command import DOCUMENTS, environment, on_terminal, write_documents

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")

RED = "\x1b[1;31m"


def plain(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*[mK]", "", text)


@pytest.fixture
def env(home: Path, shelf: Path) -> dict[str, str]:
    return environment(home, CEWEN_INDEX=str(shelf), PAGER="cat")


def test_matches_are_coloured_and_a_long_paragraph_is_cut_around_them(env: dict[str, str]) -> None:
    shown = on_terminal("search", "潮汐發電", env=env, columns=60).out
    lines = plain(shown).splitlines()
    assert shown.count(f"{RED}潮汐發電") == 2
    assert lines[:3] == ["1 paragraph: 潮汐發電 1", "", "1.  居民"]
    assert lines.count("    …") == 2
    assert lines[-2:] == ["    海港計畫.md#2", ""]
    assert len(lines) == 2 + 1 + 2 + 8 + 2


def test_no_colour_but_red_is_used(env: dict[str, str]) -> None:
    """Others are unreadable on a light or on a dark background."""
    for words in (["search", "平台"], ["who", "平台"], ["timeline", "平台", "--vs", "保險"]):
        shown = on_terminal(*words, env=env).out
        assert set(re.findall(r"\x1b\[([0-9;]*)m", shown)) <= {"1;31", "1", "2", "0"}


def test_the_receipt_is_not_dimmed(env: dict[str, str]) -> None:
    assert on_terminal("search", "潮汐發電", env=env).out.startswith("1 paragraph: 潮汐發電 1\n")


def test_without_an_answer_the_advice_begins_at_once(env: dict[str, str]) -> None:
    for command in ("search", "who", "exchange", "timeline"):
        shown = plain(on_terminal(command, "火星人", env=env).out)
        assert shown.startswith("Nothing found for:")


def test_full_shows_a_long_paragraph_whole(env: dict[str, str]) -> None:
    lines = plain(on_terminal("search", "潮汐發電", "--full", env=env).out).splitlines()
    text = "".join(line.strip() for line in lines[3:-2])
    assert text == DOCUMENTS["海港計畫.md"].splitlines()[2]


@pytest.mark.parametrize(
    "words",
    [
        ["search", "平台 OR 保險 OR 潮汐發電", "--explain"],
        ["who", "平台"],
        ["show", "海港"],
        ["topics"],
        ["topics", "平台工作者"],
        ["speakers"],
        ["status", "--files"],
    ],
    ids=" ".join,
)
def test_nothing_is_wider_than_the_window(env: dict[str, str], words: list[str]) -> None:
    ran = on_terminal(*words, env=env, columns=30, lines=200)
    results = [line for line in plain(ran.out).splitlines() if not line.startswith("cewen: ")]
    assert ran.code == 0
    assert len(results) > 2
    assert max(map(width, results)) <= 30


@pytest.mark.parametrize(
    ("more", "words"),
    [({"NO_COLOR": "1"}, []), ({"TERM": "dumb"}, []), ({}, ["--color", "never"])],
    ids=["NO_COLOR", "TERM=dumb", "--color never"],
)
def test_colour_can_be_declined(
    env: dict[str, str], more: dict[str, str], words: list[str]
) -> None:
    shown = on_terminal("search", "跑單", *words, env={**env, **more}).out
    assert "外送員在平台上跑單，" in shown
    assert "\x1b" not in shown


def test_a_pager_is_called_only_when_the_screen_is_too_low(env: dict[str, str]) -> None:
    env = {**env, "PAGER": "sed s/^/PAGED:/"}
    assert "PAGED:" not in on_terminal("show", "街頭", env=env, lines=40).out
    assert on_terminal("show", "街頭", env=env, lines=10).out.startswith("PAGED:街頭外送座談")
    assert "PAGED:" not in on_terminal("show", "街頭", env={**env, "TERM": "dumb"}, lines=10).out


def test_lines_that_the_terminal_breaks_count_as_many(env: dict[str, str]) -> None:
    env = {**env, "PAGER": "sed s/^/PAGED:/"}
    shown = on_terminal("search", "潮汐發電", "--json", env=env, lines=10).out
    assert shown.startswith('PAGED:{"doc"')


def test_a_progress_bar_leaves_nothing_behind(env: dict[str, str], home: Path) -> None:
    folder = write_documents(home / "papers")
    words = ("index", str(folder), "--index", str(home / "new"), "--jobs", "1")
    ran = on_terminal(*words, env=env)
    assert ran.code == 0
    assert ran.out.startswith("\rlooking for files\x1b[K")
    left = ran.out.rpartition("\r\x1b[K")[2]
    assert max(map(len, left.splitlines())) <= 80
    assert re.fullmatch(
        r"3 added: \d+ paragraphs indexed in \d+\.\d s\. Index: .+ health: .+ speakers",
        " ".join(left.split()),
    )
    assert "\x1b" not in on_terminal(*words, env={**env, "TERM": "dumb"}).out


_FIRST_LINE = """
import sys, time
from searcher.cli import main, progress

def drawn(bar, line):
    heavy = {"whoosh", "lxml", "numpy", "index.update", "pypdfium2"} & set(sys.modules)
    print(time.process_time(), sorted(heavy), line)
    raise SystemExit(0)

progress.can_redraw = lambda stream: True
progress.Bar._draw = drawn
sys.argv[1:] = ["index", "."]
main()
"""


def test_progress_is_shown_at_once(env: dict[str, str], home: Path) -> None:
    command = [sys.executable, "-c", _FIRST_LINE]
    done = subprocess.run(command, env=env, cwd=home, capture_output=True, text=True)
    seconds, heavy, line = done.stdout.split(" ", 2)
    assert (heavy, line) == ("[]", "looking for files\n"), done.stderr
    assert float(seconds) < 1


def test_a_file_is_not_drawn_over() -> None:
    assert not can_redraw(io.StringIO())
