"""A topic that is asked for by another name, and one that does not exist."""

import pytest

from index.whoosh.reader import Reader
from searcher.match.fields import topic_ids
from searcher.query.ast import Field
from searcher.query.errors import SearchError
from searcher.query.parser import parse
from searcher.report.topics_meant import topics_meant


def meant(reader: Reader, query: str) -> list[tuple[str, str]]:
    return [one[:2] for one in topics_meant(reader.topic_names, parse(query))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("topic:外送", [("外送", "平台工作者")]),
        ("topic:外卖骑手 保險", [("外卖骑手", "平台工作者")]),
        ("topic:平台工作者", []),
        ("topic:平台劳动者", []),  # the label in Simplified characters
        ("topic:platform-work", [("platform-work", "平台工作者")]),
        ("外送", []),
        ("topic:不存在", []),
        ("topic:平台*", []),
    ],
)
def test_a_topic_by_another_name_is_named(
    tiny: Reader, query: str, expected: list[tuple[str, str]]
) -> None:
    assert meant(tiny, query) == expected


def test_a_topic_that_is_not_there_lists_those_with_the_word(tiny: Reader) -> None:
    field = parse("topic:算法")
    assert isinstance(field, Field)
    with pytest.raises(SearchError, match=r"no topic 算法\. Topics with this word: 演算法管理"):
        topic_ids(tiny, field)
    nothing = parse("topic:鯨豚")
    assert isinstance(nothing, Field)
    with pytest.raises(SearchError, match="no topic 鯨豚; `cewen topics` lists"):
        topic_ids(tiny, nothing)
