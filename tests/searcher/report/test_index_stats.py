import datetime
from pathlib import Path

import pytest

from index.whoosh.reader import Reader
from searcher.report.index_stats import Extent, Holdings
from searcher.report.speakers import list_speakers
from tests.conftest import document, index_of, tagger


@pytest.fixture(scope="module")
def holdings(tmp_path_factory: pytest.TempPathFactory) -> Holdings:
    documents = [
        document(
            "甲",
            ["外送員的保險。", "零工與外送員。", "其他。"],
            date=datetime.date(2024, 1, 1),
            speakers=["王代表", "李次長", "王代表"],
        ),
        document("乙", ["外卖骑手。"], date=datetime.date(2025, 6, 1), speakers=["王代表"]),
        document("丙", ["無關。"]),
    ]
    folder: Path = tmp_path_factory.mktemp("holdings") / "index"
    reader: Reader = index_of(folder, [tagger().tag(one) for one in documents])
    return Holdings(reader)


def test_speakers_come_with_their_extent_the_busiest_first(holdings: Holdings) -> None:
    total, [first, second] = list_speakers(holdings.reader, None)
    assert total == 2
    assert (first.name, second.name) == ("王代表", "李次長")
    assert first.extent == Extent(
        paragraphs=3,
        documents=2,
        speakers=2 - 1,
        first=datetime.date(2024, 1, 1),
        last=datetime.date(2025, 6, 1),
    )


def test_a_limit_shows_fewer_speakers_and_counts_all(holdings: Holdings) -> None:
    total, shown = list_speakers(holdings.reader, 1)
    assert (total, [speaker.name for speaker in shown]) == (2, ["王代表"])


def test_topics_come_with_paragraphs_documents_speakers_and_days(holdings: Holdings) -> None:
    held = {entry.topic.id: entry.extent for entry in holdings.topics()}
    assert held["platform-work"] == Extent(
        paragraphs=3,
        documents=2,
        speakers=2,
        first=datetime.date(2024, 1, 1),
        last=datetime.date(2025, 6, 1),
    )


def test_the_words_of_a_topic_are_counted_as_they_are_written(holdings: Holdings) -> None:
    assert holdings.topic_words("platform-work") == [("外送員", 2), ("外卖骑手", 1), ("零工", 1)]
