"""Reading on: articles of laws, and neighbours that say something."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.update import update
from searcher.query.errors import SearchError
from searcher.service import Index

Opened = Callable[[str, str], Index]

LAW = """外送員權益法

第 一 章 總則

第 1 條

為保障外送員之權益，特制定本法。

第 2 條

本法所稱主管機關：在中央為勞動部。

第 2-1 條

平台業者應公開派單規則。

前項規則之變更，應於三十日前公告。

第 3 條

本法自公布日施行。
"""

MINUTES = """# 街頭座談

### 主席：

請各位發言。

### 林小滿次長：

外送員的保險由業者負擔。

### 主席：

謝謝次長，接著請工會。

### 工會代表：

平台的演算法應該公開。
"""


@pytest.fixture
def opened(tmp_path: Path) -> Opened:
    def make(name: str, text: str) -> Index:
        (tmp_path / "文件").mkdir()
        (tmp_path / "文件" / name).write_text(text, encoding="utf-8")
        update(tmp_path / "index", [tmp_path / "文件"], jobs=1)
        return Index(tmp_path / "index")

    return make


@pytest.mark.parametrize("article", ["第2-1條", "第二條之一", "2-1", "第 2 條之 1"])
def test_an_article_is_shown_whole(opened: Opened, article: str) -> None:
    passage = opened("權益法.txt", LAW).show("權益法", article, context=0)
    assert [one.text for one in passage.paragraphs] == [
        "第 2-1 條",
        "平台業者應公開派單規則。",
        "前項規則之變更，應於三十日前公告。",
    ]
    assert passage.marked == tuple(one.number for one in passage.paragraphs)


def test_a_plain_number_is_an_article_of_a_law(opened: Opened) -> None:
    index = opened("權益法.txt", LAW)
    assert index.show("權益法", "2", context=0).paragraphs[1].text.startswith("本法所稱主管機關")
    assert index.show("權益法#2", context=0).paragraphs[0].text == "第 一 章 總則"


@pytest.mark.parametrize("text", ["第一条　为了保障骑手权益。\n第二条　平台应当公开规则。\n", LAW])
def test_articles_of_other_layouts_are_found(opened: Opened, text: str) -> None:
    passage = opened("办法.txt", text).show("办法", "第二条", context=0)
    assert {one.number for one in passage.paragraphs} == set(passage.marked)
    assert "第一" not in passage.paragraphs[-1].text


def test_an_article_that_is_only_cited_is_not_shown(opened: Opened) -> None:
    index = opened("報告.txt", "報告\n\n第十二條規定的內容，於下一章說明，並附條文。\n")
    with pytest.raises(SearchError, match=r"報告\.txt has no 第12條\.$"):
        index.show("報告", "第十二條")


def test_labels_do_not_count_as_neighbours(opened: Opened) -> None:
    passage = opened("座談.md", MINUTES).show("座談#5", context=1)
    bodies = [one.text for one in passage.paragraphs if one.role == "body"]
    assert bodies == ["請各位發言。", "外送員的保險由業者負擔。", "謝謝次長，接著請工會。"]
    assert passage.number == 5


def test_what_is_no_place_is_an_error(opened: Opened) -> None:
    index = opened("座談.md", MINUTES)
    with pytest.raises(SearchError, match=r"六月: not a place in a document\. Write 5 or 第63-1條"):
        index.show("座談", "六月")
    with pytest.raises(SearchError, match=r"座談\.md has 9 paragraphs, and no paragraph 12\."):
        index.show("座談", "12")
