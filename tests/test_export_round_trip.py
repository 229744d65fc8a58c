"""What ``cewen export`` writes is read again as it was."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from corpus.document import Document, Period
from corpus.errors import DocumentError
from corpus.read import read_document
from index.update import update
from searcher import open_index
from searcher.output.json_lines import json_line
from searcher.output.schema import of_paragraph

REPORT = """# 平台工作座談會紀實

（圖／市府）

本次座談會於2025年3月18日舉行，勞工局何以寧局長指出，規則應當公開。

## 一、派單

> 外送員的權益，各界都關心。

| 年度 | 件數 |
|---|---|
| 2024 | 12 |
"""
TRANSCRIPT = (
    "# 訪談\n\n### 唐鳳：\n\n大家好。\n\n（鼓掌）\n\n### 李記者：\n\n請教政委演算法的問題。"
)
LAW = "某辦法\n\n第一章 總則\n\n第 1 條\n為保障勞工，訂定本辦法。\n\n第 2 條\n本辦法自發布日施行。"


def exported(index: Path) -> list[dict[str, object]]:
    return [of_paragraph(*entry) for entry in open_index(index).export()]


def index_of(folder: Path, files: dict[str, str]) -> list[dict[str, object]]:
    folder.mkdir()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    update(folder / ".cewen", [folder])
    return exported(folder / ".cewen")


def written(values: list[dict[str, object]], *, ascii: bool = False) -> str:
    return "".join(json_line(value, ascii=ascii) + "\n" for value in values)


@pytest.mark.parametrize("ascii", [False, True])
@pytest.mark.parametrize("text", [REPORT, TRANSCRIPT, LAW, "只有一段，沒有標題也沒有日期。"])
def test_an_exported_document_is_read_as_it_was(tmp_path: Path, text: str, ascii: bool) -> None:
    first = index_of(tmp_path / "原", {"2020-01-02 甲.md": text})
    again = index_of(tmp_path / "匯", {"2021-03-04 乙.jsonl": written(first, ascii=ascii)})
    for value in [*first, *again]:
        del value["doc"]
    assert again == first


def test_several_documents_are_read_as_one_below_their_titles(tmp_path: Path) -> None:
    values = index_of(tmp_path / "原", {"甲.md": REPORT, "乙.md": "沒有標題的一段文字，到此為止。"})
    path = tmp_path / "全部.jsonl"
    path.write_text(written(values), encoding="utf-8")
    document = read_document(path, "全部.jsonl")
    assert document.title == "全部"
    assert document.date is None
    assert [p.number for p in document.paragraphs] == list(range(1, len(values) + 2))
    headings = [p.text for p in document.paragraphs if p.role == "heading"]
    assert headings == ["乙", "平台工作座談會紀實", "一、派單"]
    assert document.paragraphs[-1].section == ("平台工作座談會紀實", "一、派單")
    assert document.warnings == (
        "it has 2 documents, which are read as one; to keep them apart, "
        'write the lines of each value of "doc" to a file of their own',
    )


LINE = {
    "doc": "甲.md",
    "title": "甲",
    "date": "2025-03-01",
    "role": "body",
    "page": 3,
    "section": ["一"],
    "text": "外送員的保險。",
}


def read(folder: Path, content: str) -> Document:
    path = folder / "甲.jsonl"
    path.write_text(content, encoding="utf-8")
    return read_document(path, "甲.jsonl")


def test_pages_are_kept_and_controls_are_not(tmp_path: Path) -> None:
    value = LINE | {"text": "外送\u0000員\ud800的\n保險\u2028。"}
    document = read(tmp_path, json.dumps(value) + "\n\n" + json.dumps(LINE | {"text": " "}))
    [paragraph] = document.paragraphs
    assert (paragraph.page, paragraph.section, paragraph.text) == (3, ("一",), "外送員的 保險 。")
    assert document.date == Period.of(2025, 3, 1)


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("外送", "not JSON"),
        ("[1]", "not an object"),
        ("[" * 100_000, "not JSON"),
        ('{"text": "外送"}', "without doc, title and text"),
        (json.dumps(LINE | {"role": "chief"}), "without a role that Cewen knows"),
        (json.dumps(LINE | {"section": "一"}), "without a section"),
        (json.dumps(LINE | {"page": "三"}), "whose page is not a number"),
        (json.dumps(LINE | {"date": "昨天"}), "whose date is not like 2025-03-01"),
    ],
)
def test_other_json_lines_are_refused(tmp_path: Path, line: str, what: str) -> None:
    with pytest.raises(DocumentError) as error:
        read(tmp_path, json.dumps(LINE) + "\n" + line)
    assert str(error.value) == (
        f"{tmp_path / '甲.jsonl'}: line 2 is {what}; of JSON Lines, only what cewen export "
        "writes is read: save other data as .csv or .txt"
    )


def test_results_of_a_search_are_no_document(tmp_path: Path) -> None:
    message = r"it contains search results that Cewen has exported; it is left out"
    with pytest.raises(DocumentError, match=message):
        read(tmp_path, json.dumps(LINE | {"spans": [[0, 2]], "match": "exact"}))
