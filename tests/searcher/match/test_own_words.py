"""The words of a user's own topics as variants, from the file to the receipt."""

from pathlib import Path

import pytest

from index.update import update
from searcher.query.errors import FilterError
from searcher.service import Index, open_index

TOPICS = """
[harbour]
prefLabel = { zh-Hant = "港埠", en = "harbour" }
altLabel = ["浮標", "燈塔", "航標", { words = ["標誌"], with = ["航道"] }]

[platform-work]
altLabel = ["夥伴計畫", "跑單"]
"""

TEXT = """浮標已經修好。

燈塔的維護。

港埠的管理。

路口的標誌。

跑單的收入。

夥伴計畫的內容。
"""


@pytest.fixture
def opened(tmp_path: Path) -> Index:
    documents = tmp_path / "documents"
    documents.mkdir()
    texts = [
        "浮標已經修好。",
        "燈塔的維護。",
        "港埠的管理。",
        "路口的標誌。",
        "跑單的收入。",
        "夥伴計畫的內容。",
    ]
    documents.joinpath("a.txt").write_text("\n\n".join(texts) + "\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text(TOPICS, encoding="utf-8")
    update(tmp_path / "index", [documents], topics=[tmp_path / "own.toml"], jobs=1)
    return open_index(tmp_path / "index")


def found(index: Index, query: str, **options: str) -> list[str]:
    hits = index.search(query, limit=None, **options).hits  # type: ignore[arg-type]
    return sorted(hit.paragraph.text for hit in hits)


def test_own_words_count_only_when_asked_for(opened: Index) -> None:
    assert found(opened, "浮標") == ["浮標已經修好。"]
    assert found(opened, "浮標", widen="topics") == [
        "浮標已經修好。",
        "港埠的管理。",
        "燈塔的維護。",
    ]


def test_words_that_a_file_adds_to_a_built_in_topic_count(opened: Index) -> None:
    assert found(opened, "跑單", widen="topics") == ["夥伴計畫的內容。", "跑單的收入。"]


def test_a_word_inside_a_term_is_replaced(opened: Index) -> None:
    assert found(opened, "浮標的維護", widen="topics") == ["燈塔的維護。"]


def test_the_receipt_names_the_topic(opened: Index) -> None:
    receipt = opened.search("浮標", widen="topics").receipt
    assert [(one.text, one.source) for one in receipt] == [
        ("浮標", ""),
        ("港埠", "港埠"),
        ("燈塔", "港埠"),
    ]


def test_exact_turns_own_words_off(opened: Index) -> None:
    assert found(opened, "浮標", widen="topics", exact="yes") == ["浮標已經修好。"]


def test_who_is_widened_too(opened: Index) -> None:
    assert opened.who("浮標", widen="topics").paragraphs == 3


def test_an_unknown_way_to_widen_is_an_error(opened: Index) -> None:
    with pytest.raises(FilterError, match="widen everything: must be topics"):
        opened.search("浮標", widen="everything")  # type: ignore[arg-type]
