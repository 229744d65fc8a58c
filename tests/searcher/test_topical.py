from pathlib import Path

import pytest

from corpus.document import Document
from corpus.thesaurus import Thesaurus
from corpus.topics import Tagger
from index.reader import Reader
from searcher.parse import parse
from searcher.search import Options, Search
from tests.conftest import document, index_of

TEXTS = [
    "零工。",
    "外送員、外賣員與外送平台的關係，平台工作者最清楚。",
    "交流平臺在會後開放。",
    "外送員的外送員。",
]


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    tagger = Tagger(Thesaurus.load())
    documents: list[Document] = [
        tagger.tag(document("座談.md", TEXTS)),
        tagger.tag(document("標題.md", ["平台工作者、外送員、外送平台"], role="heading")),
    ]
    folder: Path = tmp_path_factory.mktemp("topical") / "index"
    return index_of(folder, documents)


def answers(reader: Reader, query: str) -> list[str]:
    return [hit.paragraph.text for hit in Search(reader).answer(parse(query)).hits]


@pytest.mark.parametrize(
    "name", ["平台工作者", "平台劳动者", "外卖骑手", "platform-work", "gig worker"]
)
def test_a_topic_is_found_under_any_of_its_names(tagged: Reader, name: str) -> None:
    assert set(answers(tagged, f'topic:"{name}"')) == {
        *(TEXTS[0], TEXTS[1], TEXTS[3]),
        "平台工作者、外送員、外送平台",
    }


def test_the_paragraph_with_the_most_words_of_the_topic_comes_first(tagged: Reader) -> None:
    assert answers(tagged, "topic:平台工作者")[:2] == [TEXTS[1], TEXTS[3]]


def test_a_heading_comes_after_text_that_says_as_much(tagged: Reader) -> None:
    assert answers(tagged, "topic:平台工作者")[-1] == "平台工作者、外送員、外送平台"


def test_the_words_that_earned_the_topic_are_marked_and_counted(tagged: Reader) -> None:
    answer = Search(tagged).answer(parse("topic:平台工作者"))
    assert answer.hits[0].matched == ("外送員", "外賣員", "外送平台", "平台工作者")
    assert ("外送員", 3) in [(count.text, count.paragraphs) for count in answer.receipt]


def test_a_word_that_names_a_topic_with_more_to_it_says_so(tagged: Reader) -> None:
    assert Search(tagged).other_topic(parse("零工")) == ("平台工作者", 3)
    assert Search(tagged).other_topic(parse("外送員 零工")) is None
    assert Search(tagged, Options(exact=True)).other_topic(parse("零工")) is None
