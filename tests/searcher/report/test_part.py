"""Speakers, topics and paragraphs of a part of the index."""

from __future__ import annotations

import pytest

from index.update import update
from searcher.query.errors import FilterError
from searcher.service import Index

TALK = """# 會議紀錄

### 林春生：

外送員的保險，應由平台負擔。

### 陳海生：

今天天氣很好。

### 會議結論：

下次再議。
"""
NEWS = "# 新聞稿\n\n勞動部王大明科長指出，外送員可以加入工會。陳海生局長表示，港口的浮標已換新。\n"
REPORT = "# 白皮書\n\n王大明科長指出，演算法應該公開。\n\n我們同意。\n"


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """An index of a meeting and news of 2024, and a report of 2025."""
    folder = tmp_path_factory.mktemp("parts")
    (folder / "2024-05-06 會議.md").write_text(TALK, encoding="utf-8")
    (folder / "2024-06-01 新聞稿.md").write_text(NEWS, encoding="utf-8")
    (folder / "2025-07-08 白皮書.md").write_text(REPORT, encoding="utf-8")
    (folder / "空.md").write_text("", encoding="utf-8")  # it is in the index, without paragraphs
    update(folder / ".cewen", [folder])
    return Index(folder / ".cewen")


def names(index: Index, **filters: str) -> list[tuple[str, int]]:
    """The speakers and how many paragraphs of each count."""
    found = index.speakers(**filters)  # type: ignore[arg-type]
    return sorted((one.name, one.extent.paragraphs) for one in found.speakers)


def test_speakers_of_a_time_or_a_document_count_only_there(parts: Index) -> None:
    assert names(parts) == [("林春生", 1), ("王大明", 2), ("陳海生", 2)]
    assert names(parts, since="2025") == names(parts, doc="白皮書") == [("王大明", 1)]
    assert names(parts, until="2024") == [("林春生", 1), ("王大明", 1), ("陳海生", 2)]


def test_speakers_of_a_topic_are_those_who_say_its_words(parts: Index) -> None:
    # 陳海生 speaks in the paragraph, and only 王大明 on the topic.
    assert names(parts, topic="平台工作者") == [("林春生", 1), ("王大明", 1)]


def test_speakers_of_an_organization_are_its_own(parts: Index) -> None:
    assert names(parts, org="勞動部", until="2024") == [("王大明", 1)]


def test_topics_of_a_part_count_its_paragraphs(parts: Index) -> None:
    def held(**filters: str) -> dict[str, int]:
        found = parts.topics(**filters)  # type: ignore[arg-type]
        return {one.topic.id: one.extent.paragraphs for one in found}

    assert held()["platform-work"] == 2  # of 2024
    assert held(speaker="林春生")["platform-work"] == 1
    assert "platform-work" not in held(since="2025")
    assert parts.topic("platform-work", since="2025").words == ()
    assert parts.topic("platform-work", until="2024").words


@pytest.mark.parametrize(
    ("query", "filters"),
    [
        ("外送員", {}),
        ("", {"org": "勞動部"}),
        ("外送員 OR 演算法", {"since": "2025"}),
        ("", {"topic": "平台工作者", "until": "2024-05"}),
    ],
)
def test_export_of_a_query_has_the_paragraphs_of_its_search(
    parts: Index, query: str, filters: dict[str, str]
) -> None:
    hits = parts.search(query, limit=None, sort="doc", **filters).hits  # type: ignore[arg-type]
    found = list(parts.export(query, **filters))  # type: ignore[arg-type]
    assert found == [one for one in parts.export() if one in found]
    assert [(one.file.id, one.paragraph.number) for one in found] == [
        (hit.file.id, hit.paragraph.number) for hit in hits
    ]


def test_export_without_labels_keeps_headings_that_end_in_a_colon(parts: Index) -> None:
    everything = [one.paragraph.text for one in parts.export(doc="會議")]
    kept = [one.paragraph.text for one in parts.export(doc="會議", labels=False)]
    assert [text for text in everything if text not in kept] == ["林春生：", "陳海生："]
    assert "會議結論：" in kept


def test_a_filter_of_a_list_can_be_wrong(parts: Index) -> None:
    with pytest.raises(FilterError, match=r"^since 昨天"):
        parts.topics(since="昨天")
    with pytest.raises(FilterError, match=r"^since 昨天"):
        parts.export(since="昨天")
