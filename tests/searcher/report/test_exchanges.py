"""Exchanges: who asked whom what, the answer, and the days between them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index.update import update
from searcher.output.exchange_schema import of_exchange
from searcher.service import Index, open_index

QUESTIONS = """示範市議會書面質詢

王議員小明質詢：（2031年3月5日）外送員的職災保險何時開辦？

示範市政府勞動局答復：（2031年4月2日）預定明年一月開辦。

細節將另行公布。

李議員大華質詢：（2031年3月6日）外送箱的補助為何停辦？

陳議員小紅發言：我贊成開辦職災保險。
"""
MEETING = """### 主持人：

sli.do：「部分工時可以投保嗎？」

### 局長：

可以投保。
"""


@pytest.fixture
def records(tmp_path: Path) -> Index:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "質詢.txt").write_text(QUESTIONS, encoding="utf-8")
    (folder / "會議.md").write_text(MEETING, encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    return open_index(tmp_path / "index")


@pytest.mark.parametrize("query", ["職災保險何時", "一月開辦", "細節將另行公布"])
def test_words_of_either_side_find_the_exchange(records: Index, query: str) -> None:
    (one,) = records.exchange(query).exchanges
    assert one.question.speaker.name == "王小明"
    assert one.question.text == "外送員的職災保險何時開辦？"
    assert one.answer is not None
    assert one.answer.speaker.name == "示範市政府勞動局"
    assert one.answer.text == "預定明年一月開辦。\n細節將另行公布。"
    assert (one.question.paragraph, one.answer.paragraph, one.answer.last) == (2, 3, 4)
    assert one.days == 28


def test_a_question_without_an_answer_says_so(records: Index) -> None:
    found = records.exchange("外送箱")
    assert (found.total, found.unanswered) == (1, 1)
    (one,) = found.exchanges
    assert (one.question.speaker.name, one.answer, one.days) == ("李大華", None, None)


def test_a_question_read_out_is_the_askers(records: Index) -> None:
    (one,) = records.exchange("部分工時").exchanges
    assert (one.question.speaker.name, one.question.text) == ("提問者", "「部分工時可以投保嗎？」")
    assert one.answer is not None
    assert (one.answer.speaker.name, one.answer.text) == ("局長", "可以投保。")


def test_statements_that_ask_nothing_are_no_exchange(records: Index) -> None:
    found = records.exchange("贊成")
    assert (found.total, found.paragraphs) == (0, 1)


def test_an_exchange_has_stable_keys(records: Index) -> None:
    (one,) = records.exchange("何時開辦").exchanges
    value = json.loads(json.dumps(of_exchange(one)))
    assert sorted(value) == ["answer", "date", "days", "doc", "question", "section", "title"]
    keys = ["code", "date", "last_paragraph", "paragraph", "speaker", "text"]
    assert sorted(value["question"]) == keys
    assert (value["days"], value["question"]["date"]) == (28, "2031-03-05")
    (row,) = records.exchange("何時開辦").rows()
    assert (row["asker"], row["answerer"], row["days"]) == ("王小明", "示範市政府勞動局", 28)
    assert (row["question_paragraph"], row["answer_paragraph"]) == (2, 3)
