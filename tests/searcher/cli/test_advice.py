"""What commands say on standard error after an answer."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from searcher.terminal_text import width
from tests.searcher.cli.command import environment, on_terminal, run

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
COMMANDS = ("search", "who", "exchange", "timeline")


@pytest.fixture(scope="module")
def env(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    home = tmp_path_factory.mktemp("home")
    env = environment(home, CEWEN_INDEX=str(home / "index"))
    assert run("index", str(SAMPLES), env=env).code == 0
    return env


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_says_why_nothing_was_found(env: dict[str, str], command: str) -> None:
    ran = run(command, "外送員 火星", env=env)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.splitlines()[:2] == [
        "Nothing found for: 外送員 AND 火星",
        "  no paragraph contains 火星",
    ]


@pytest.mark.parametrize("command", COMMANDS)
def test_words_meant_as_operators_are_pointed_out(env: dict[str, str], command: str) -> None:
    said = run(command, "平台 與 算法", env=env).err
    assert "與 is searched for as a word; the operator is AND" in said
    assert "  cewen search 平台 算法\n" in said


@pytest.mark.parametrize("command", ["search", "who", "timeline"])
def test_the_name_of_a_speaker_is_pointed_out(env: dict[str, str], command: str) -> None:
    said = run(command, "勞動部代表", env=env).err
    assert said == (
        "cewen: 勞動部代表 is also a speaker, of 3 paragraphs:\n"
        "  cewen search --speaker 勞動部代表\n"
    )
    assert "is also a speaker" not in run(command, "勞動部代表 OR 保險", env=env).err


def test_topics_are_named_in_the_script_of_the_language(env: dict[str, str]) -> None:
    said = run("topics", "治理", env={**env, "CEWEN_LANG": "zh-Hans"}).err
    assert "人工智能治理、数据治理" in said
    said = run("topics", "治理", env={**env, "CEWEN_LANG": "zh-Hant"}).err
    assert "人工智慧治理、資料治理" in said
    shown = run("timeline", "外送員", "--per", "topic", env={**env, "CEWEN_LANG": "zh-Hans"}).out
    assert "平台劳动者" in shown
    assert "平台工作者" not in shown


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("language", ["en", "zh-Hant"])
@pytest.mark.parametrize(
    "words",
    [
        ["search", "作者:平台"],
        ["search", "演算法", "--org", "工會"],
        ["search", "甲", "--index", "很長的資料夾名稱/沒有這個索引"],
    ],
    ids=" ".join,
)
def test_advice_fits_the_window_but_for_commands(
    env: dict[str, str], language: str, words: list[str]
) -> None:
    ran = on_terminal(*words, env={**env, "CEWEN_LANG": language}, columns=40, lines=200)
    shown = re.sub(r"\x1b\[[0-9;]*[mK]", "", ran.out + ran.err)
    prose = [one for one in shown.splitlines() if not one.strip().startswith("cewen search")]
    assert prose
    assert max(map(width, prose)) <= 40


def test_speakers_are_listed_by_a_part_of_their_name(env: dict[str, str]) -> None:
    ran = run("speakers", "勞動部", env=env)
    assert ran.code == 0
    assert ran.out.splitlines()[1].startswith("勞動部代表")
    assert run("speakers", "--speaker", "勞動部", env=env) == ran
    assert run("speakers", "火星", env=env).err.startswith("Nothing found for: speaker:火星\n")
