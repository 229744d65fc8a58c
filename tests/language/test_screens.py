"""What a Chinese reader sees has no English but names, formats and words of commands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from searcher.cli.app import COMMANDS
from tests.papers import make_papers
from tests.searcher.cli.command import environment, run

#: Names of programs and formats, signs of units, and what is typed or set.
_ALLOWED = """
" Cewen cewen JSON Lines CSV Markdown PDF TOML OCR Tesseract SayIt Akoma Ntoso Whoosh rjieba
jieba MB UTF Big GB Excel Word md csv json jsonl txt html docx xlsx pptx srt vtt zip text tsv
xls auto always never score date oldest doc topics AND OR NOT NEAR id x r N en zh Hant Hans TW
CN lang color limit pager index size time memory search who show open status export trust config
help exchange speakers language cewenignore gitignore TERM dumb NO PAGER less CEWEN INDEX LANG
VIEWER WIDEN CONFIG okular page file speaker org topic section title kind role until since COLOR
C A PATH COMMAND toml reports papers platform work tmp pytest data home docs local share
"""
CHINESE = ("zh-Hant", "zh-Hans")


def strangers(text: str) -> set[str]:
    """The Latin words of a text that are no options, paths, variables or allowed words."""
    text = re.sub(
        r"--?[a-z][a-z-]*|\$[A-Z_]+|\S*[/#]\S*|[\w.-]+\.(?:pdf|md|txt|docx|html)", " ", text
    )
    return set(re.findall(r"[A-Za-z]+", text)) - set(_ALLOWED.split())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    make_papers(home / "papers")
    (home / "papers" / "空.txt").write_text("", encoding="utf-8")
    (home / "papers" / "破.pdf").write_bytes(b"%PDF-1.7 broken")
    (home / "papers" / "表.xls").write_bytes(b"")
    return home


def said(home: Path, language: str, *words: str) -> str:
    ran = run(*words, env=environment(home, CEWEN_LANG=language), cwd=home)
    assert ran.code in (0, 1, 2)
    return ran.out + ran.err


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize("command", COMMANDS)
def test_the_help_of_every_command(home: Path, language: str, command: str) -> None:
    shown = said(home, language, command, "--help")
    examples = r"(?m)^  cewen .*$"
    assert strangers(re.sub(examples, "", shown)) == set()
    assert said(home, language, "help", command) == shown


@pytest.mark.parametrize("language", CHINESE)
@pytest.mark.parametrize(
    "words",
    [
        (),
        ("help",),
        ("--help",),
        ("search", "外送員"),
        ("search", "外送員", "保費補貼"),
        ("search", "外送員", "--speaker", "主席"),
        ("search", "topic:外送", "-n", "1", "--doc", "座談會"),
        ("search", "people:唐鳳"),
        ("search", "平台 或 保險"),
        ("search", "外送員", "--org", "工會"),
        ("who", "外送員", "-n", "3"),
        ("exchange", "职业伤害"),
        ("exchange", "主持人"),
        ("show", "座談會#6", "-C", "1"),
        ("show", "平台"),
        ("show", "沒有這份"),
        ("topics",),
        ("topics", "無此議題"),
        ("speakers",),
        ("speakers", "--suggest"),
        ("status",),
        ("status", "--files"),
        ("config",),
        ("config", "langage"),
        ("config", "limit", "x"),
        ("trust", "nowhere"),
        ("serach", "外送員"),
        ("search",),
        ("search", "--limt", "3", "甲"),
        ("search", "-n", "0", "甲"),
        ("search", "-n", "甲", "甲"),
        ("search", "--sort", "x", "甲"),
        ("search", '"甲'),
        ("search", "(甲"),
        ("search", "甲 AND"),
        ("search", "--since", "2025-13", "甲"),
        ("search", "--since", "114", "甲"),
        ("search", "--since"),
        ("index",),
        ("index", "nowhere"),
        ("show", "1", "2", "3"),
        ("search", "甲", "--index", "nowhere"),
    ],
)
def test_a_screen(home: Path, language: str, words: tuple[str, ...]) -> None:
    shown = said(home, language, *words)
    if words == ("topics",):  # the ids of topics are English
        shown = re.sub(r"\S+$", "", shown, flags=re.MULTILINE)
    typed = {"people", "serach", "langage", "nowhere", "limt"}
    assert strangers(shown) - typed == set()


@pytest.mark.parametrize("language", CHINESE)
def test_the_report_of_an_index(home: Path, language: str) -> None:
    place = str(home / f"index-{language}")
    shown = said(home, language, "index", "papers", "--index", place)
    assert strangers(shown) == set()
    again = said(home, language, "index", "papers", "--index", place)
    assert strangers(again) == set()
    assert strangers(said(home, language, "status", "--index", place)) == set()
