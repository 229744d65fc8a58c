"""A query for words that a speaker reads out: they are the asker's, not the reader's."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.update import update
from searcher.service import Index, open_index

TEXT = """### 蘇映雪：

sli.do：「部分工時何時納保？」

明年會納保。

### 郭子強：

沒有意見。
"""


@pytest.fixture
def read_out(tmp_path: Path) -> Index:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "會議.md").write_text(TEXT, encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    return open_index(tmp_path / "index")


# 397 questions of the audience were listed as statements of the minister who reads them.
def test_words_read_out_are_shown_as_the_askers(read_out: Index) -> None:
    answer = read_out.search("部分工時")
    assert [(row["speaker"], row["quote"]) for row in answer.rows()] == [
        ("提問者", "「部分工時何時納保？」")
    ]
    assert [voice.name for voice in read_out.who("部分工時").voices] == ["提問者"]


def test_the_reader_is_not_found_by_words_read_out(read_out: Index) -> None:
    assert read_out.search("部分工時", speaker="蘇映雪").total == 0
    assert read_out.search("部分工時", speaker="提問者").total == 1
    assert read_out.search("納保", speaker="蘇映雪").total == 1


def test_the_reader_quotes_nothing_of_a_question_read_out(read_out: Index) -> None:
    rows = read_out.search(speaker="蘇映雪").rows()
    assert [row["quote"] for row in rows if row["speaker"]] == ["明年會納保。"]
