"""Saved searches, what is new, and lists of queries."""

from __future__ import annotations

import csv
import io
import json
import os
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from tests.searcher.cli.command import Ran, write_documents

Cewen = Callable[..., Ran]
MEETING = "2025-03-01-街頭座談.md"


@pytest.fixture
def folder(home: Path, cewen: Cewen, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of documents with an index of its own, in which the user is."""
    monkeypatch.delenv("CEWEN_INDEX")
    place = write_documents(home / "docs")
    assert cewen("index", "docs").code == 0
    monkeypatch.chdir(place)
    return place


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


@pytest.mark.usefixtures("folder")
def test_saving_says_how_many_there_are(cewen: Cewen) -> None:
    ran = cewen("search", "平台", "--save", "平台")
    assert "cewen: saved as 平台: 3 paragraphs now; what is new: cewen new" in ran.err
    ran = cewen("new")
    assert (ran.code, ran.out, ran.err) == (1, "", "cewen: 平台: 0 new, 3 paragraphs now\n")


def test_what_was_added_is_new_once(cewen: Cewen, folder: Path) -> None:
    cewen("search", "演算法", "--exact", "--speaker", "工會", "--save", "工會")
    add(folder / MEETING, "\n演算法還要能申訴。\n\n### 林小滿次長：\n\n演算法會再研究。\n")
    cewen("index", ".")
    kept = cewen("new", "--keep", "--json")
    ran = cewen("new", "--json")
    assert kept.out == ran.out
    [one] = [json.loads(line) for line in ran.out.splitlines()]
    assert (one["search"], one["change"], one["text"]) == ("工會", "added", "演算法還要能申訴。")
    assert cewen("new").code == 1


def test_what_was_changed_is_new(cewen: Cewen, folder: Path) -> None:
    cewen("search", "保險", "--save", "保險")
    path = folder / MEETING
    path.write_text(path.read_text(encoding="utf-8").replace("應由業者", "不應由業者"), "utf-8")
    cewen("index", ".")
    lines = cewen("new").out.splitlines()
    assert lines[2].endswith("(changed)")
    assert lines[3].strip() == "外送員在平台上跑單，保險不應由業者負擔。"


def test_a_renamed_file_and_a_new_index_are_not_new(cewen: Cewen, folder: Path) -> None:
    cewen("search", "平台", "--save", "平台")
    os.rename(folder / MEETING, folder / "座談.md")
    text = (folder / "座談.md").read_text(encoding="utf-8")
    (folder / "座談.md").write_text(
        text.replace("# 街頭", "# 導言\n\n多了一段。\n\n# 街頭"), "utf-8"
    )
    assert cewen("index", "--rebuild", ".").code == 0
    assert cewen("new").err == "cewen: 平台: 0 new, 3 paragraphs now\n"


def test_the_same_words_in_another_document_are_new(cewen: Cewen, folder: Path) -> None:
    cewen("search", "派單規則", "--save", "派單")
    add(folder / "海港計畫.md", "\n平台的演算法應該公開，派單規則也一樣。\n")
    cewen("index", ".")
    [one] = [json.loads(line) for line in cewen("new", "--json").out.splitlines()]
    assert one["doc"] == "海港計畫.md"


def test_a_feed_has_the_last_new_quotations(cewen: Cewen, folder: Path, home: Path) -> None:
    cewen("search", "保險", "--save", "保險")
    for text in ("保險<b>一</b> & 一。", "保險二。"):
        add(folder / MEETING, f"\n{text}\n")
        cewen("index", ".")
        assert cewen("new", "--rss", str(home / "feed.xml")).code == 0
    items = ET.parse(home / "feed.xml").getroot().findall("channel/item")
    assert {item.findtext("title") for item in items} == {
        "騎士工會代表：保險一 & 一。",
        "騎士工會代表：保險二。",
    }
    assert len({item.findtext("guid") for item in items}) == 2


@pytest.mark.usefixtures("folder")
def test_searches_are_listed_and_deleted(cewen: Cewen) -> None:
    assert cewen("searches").code == 1
    cewen("search", "平台 -演算法", "--since", "2025", "--save", "甲")
    cewen("search", "保險", "--save", "乙")
    rows = list(csv.DictReader(io.StringIO(cewen("searches", "--format", "csv").out)))
    assert [(row["name"], row["query"], row["paragraphs"]) for row in rows] == [
        ("甲", "平台 -演算法 --since 2025", "1"),
        ("乙", "保險", "3"),
    ]
    assert cewen("searches", "--delete", "甲").code == 0
    assert "甲" not in cewen("searches").out
    ran = cewen("new", "甲")
    assert (ran.code, ran.err) == (2, "cewen: no saved search 甲; cewen searches lists them\n")


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("module", "codes"), [("new", [1, 1]), ("searches", [0, 0])])
def test_the_examples_of_the_help_run(cewen: Cewen, module: str, codes: list[int]) -> None:
    from importlib import import_module

    from tests.searcher.cli.test_cli import examples

    assert cewen("search", "演算法", "--save", "演算法").code == 0
    command = import_module(f"searcher.cli.{module}").command
    assert [cewen(*line.split()[1:]).code for line in examples(command)] == codes


@pytest.mark.usefixtures("folder")
def test_damaged_searches_are_an_error_that_says_where(cewen: Cewen, home: Path) -> None:
    cewen("search", "保險", "--save", "乙")
    [path] = (home / "data" / "cewen" / "searches").iterdir()
    for damage in (b"{", b'{"version": 1, "searches": [{"name": 3}]}', b"[]", b'{"version": 9}'):
        path.write_bytes(damage)
        ran = cewen("searches")
        assert ran.code == 2
        assert ran.err.startswith(f"cewen: {path}: the saved searches cannot be read (")


def test_other_indexes_have_other_searches(cewen: Cewen, folder: Path, shelf: Path) -> None:
    cewen("search", "保險", "--save", "乙")
    assert "乙" not in cewen("searches", "--index", str(shelf)).out
    assert "乙" in cewen("searches", "--index", str(folder)).out


def test_a_list_of_queries_makes_one_table(cewen: Cewen, home: Path) -> None:
    (home / "q.txt").write_text("保險\n# 註\n平台的\t平台 -演算法\n沒有這個詞\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(cewen("batch", "q.txt", "--format", "csv").out)))
    counts = [(row["name"], row["paragraphs"], row["documents"], row["first"]) for row in rows]
    assert counts == [
        ("保險", "3", "2", "2024-11-05"),
        ("平台的", "2", "2", "2024-11-05"),
        ("沒有這個詞", "0", "0", ""),
    ]


@pytest.mark.parametrize(
    ("table", "names"),
    [
        ("查詢,名稱\n平台 -演算法,甲\n保險,\n", ["甲", "保險"]),
        ("name\n平台\n保險\n", ["平台", "保險"]),
        ("平台,別的\n保險,別的\n", ["平台", "保險"]),
    ],
)
def test_a_list_of_queries_may_be_csv(
    cewen: Cewen, home: Path, table: str, names: list[str]
) -> None:
    (home / "q.csv").write_text(table, encoding="utf-8")
    found = [json.loads(line) for line in cewen("batch", "q.csv", "--json").out.splitlines()]
    assert [one["name"] for one in found] == names


def test_quotations_of_a_list_go_to_a_folder_or_a_workbook(cewen: Cewen, home: Path) -> None:
    (home / "q.txt").write_text("保險\na/b:c\t平台\nA-B-C\t演算法\n", encoding="utf-8")
    assert cewen("batch", "q.txt", "--quotes", "引文").code == 0
    assert sorted(path.name for path in (home / "引文").iterdir()) == [
        "A-B-C-3.md",
        "a-b-c.md",
        "保險.md",
    ]
    assert cewen("batch", "q.txt", "--quotes", "引文.xlsx").code == 0
    book = openpyxl.load_workbook(home / "引文.xlsx")
    assert book.sheetnames == ["保險", "a-b-c", "A-B-C-3"]
    assert book["保險"]["A2"].value == "外送員在平台上跑單，保險應由業者負擔。"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("保險\n外送 (\n", "line 2: This ( is never closed: add ) after it, or take it out."),
        ("# 註\n", "the list contains no query; write one a line"),
    ],
)
def test_a_list_that_cannot_be_read_is_an_error(
    cewen: Cewen, home: Path, text: str, message: str
) -> None:
    (home / "q.txt").write_text(text, encoding="utf-8")
    ran = cewen("batch", "q.txt")
    assert (ran.code, ran.out, ran.err) == (2, "", f"cewen: q.txt: {message}\n")
