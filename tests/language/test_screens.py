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
NUL xargs ll eval new searches words batch query name rss LL logDice draft receipt left right A AI
Akoma always AND auto bash bashrc bibtex Big C cewen Cewen CEWEN cewenignore CN cn COLOR color
COMMAND compinit completion config CONFIG Context csl csv CSV Ctrl data date doc docs document docx
dumb en Excel exchange exchanges export file fish folder footnotes force GB gitignore group Hans
Hant help hk home html id index INDEX jieba JSON json jsonl kind LANG lang language less limit
Lines local Markdown MB mcp MCP md memory Model month N NEAR never NO NOT Ntoso OCR okular oldest
open opensearch OR org page pager PAGER papers PATH PDF per platform png pptx Protocol pytest
quarter quote r reports ris rjieba roc role SayIt score search section serve share shell show side
since size speaker speakers srt standard status svg TERM Tesseract text time timeline title tmp
toml TOML topic topics trust tsv tw TW txt until UTF verify VIEWER vs vtt who Whoosh WIDEN Word
wording work x xls xlsx year zh zip zsh zshrc
"""
CHINESE = ("zh-Hant", "zh-Hans")


def strangers(text: str) -> set[str]:
    """The Latin words of a text that are no options, paths, variables or allowed words."""
    text = re.sub(r"\[[a-z|]+\]", " ", text)  # the values to choose from
    text = re.sub(
        r"--?[a-z][a-z-]*|\$[A-Z_]+|\S*[/#]\S*|[\w.-]+\.(?:pdf|md|txt|docx|html)", " ", text
    )
    return set(re.findall(r"[A-Za-z]+", text)) - set(_ALLOWED.split())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    make_papers(home / "papers")
    (home / "草稿.md").write_text(
        "工會代表說：「外送平台以演算法決定誰接得到單、每單多少錢，外送員卻看得到結果。」\n",
        encoding="utf-8",
    )
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
        ("timeline", "外送員"),
        ("timeline", "外送員", "--per", "speaker"),
        ("timeline", "外送員", "--commands"),
        ("timeline", "外送員", "--vs", "保險"),
        ("verify", "草稿.md"),
        ("export", "無此詞"),
        ("speakers", "--topic", "平台工作者"),
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
