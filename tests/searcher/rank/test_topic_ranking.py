from pathlib import Path

import pytest

from corpus.document import Document, Paragraph
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus
from corpus.topics.topic import Topic, Word
from index.plan import EVERY_PARAGRAPH
from index.stored_record import to_paragraph
from index.whoosh.reader import Reader
from searcher.query.parser import parse
from searcher.rank.topic_ranking import paragraphs_by_word, topic_words
from searcher.search import Options, Search
from tests.conftest import document, index_of, tagger

TEXTS = [
    "零工經濟。",
    "外送員、外賣員與外送平台的關係，平台工作者最清楚。",
    "交流平臺在會後開放。",
    "外送員的外送員。",
]


@pytest.fixture(scope="module")
def tagged(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    documents: list[Document] = [
        tagger().tag(document("座談.md", TEXTS)),
        tagger().tag(document("標題.md", ["平台工作者、外送員、外送平台"], role="heading")),
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
    assert Search(tagged).other_topic(parse("零工")) == ("平台工作者", 3, "platform-work")
    assert Search(tagged).other_topic(parse("外送員 零工")) is None
    assert Search(tagged, Options(exact=True)).other_topic(parse("零工")) is None


def test_the_words_of_a_topic_are_those_that_stand_in_the_paragraphs(tagged: Reader) -> None:
    """Against the spans that each paragraph's record keeps."""
    ids = ("platform-work", "insurance", "gig-economy")
    matches = tagged.session().match(EVERY_PARAGRAPH)
    told: dict[str, dict[int, int]] = {}
    for number in tagged.paragraphs():
        paragraph = to_paragraph(tagged.record(number))
        spans = {span for tag in paragraph.topics if tag.topic in ids for span in tag.spans}
        for start, end in spans:
            counts = told.setdefault(paragraph.text[start:end], {})
            counts[number] = counts.get(number, 0) + 1
    assert {word.written: dict(word.counts) for word in topic_words(tagged, matches, ids)} == told
    assert told["外送員"] == {1: 1, 3: 2, 5: 1}


def test_a_word_in_two_scripts_is_one_by_the_name_most_paragraphs_write(tmp_path: Path) -> None:
    texts = ["外送員與外送員。", "外送员。", "外送員。"]
    made = tagger().tag(document("a", texts))
    reader = index_of(tmp_path / "index", [made])
    everything = reader.session().match(EVERY_PARAGRAPH)
    some = everything.keeping([0, 1])
    [word] = topic_words(reader, some, ["platform-work"])
    assert (dict(word.counts), word.occurrences) == ({0: 2, 1: 1}, 3)
    [word] = topic_words(reader, everything, ["platform-work"])
    assert word.written == "外送員"
    assert paragraphs_by_word([word]) == [("外送員", 3)]


def test_a_place_that_gives_two_topics_counts_once(tmp_path: Path) -> None:
    word = Word("外送員")
    topics = {id: Topic(id, {"zh-Hant": id}, (word,)) for id in ("a", "b")}
    made = Tagger(Thesaurus(topics)).tag(document("a", ["外送員請外送員代班。"]))
    reader = index_of(tmp_path / "index", [made])
    [one] = topic_words(reader, reader.session().match(EVERY_PARAGRAPH), ["a", "b"])
    assert dict(one.counts) == {0: 2}


def test_a_paragraph_that_only_its_heading_puts_on_a_topic_has_no_words_and_comes_last(
    tmp_path: Path,
) -> None:
    said = Paragraph(1, "body", "與會者討論良久。", ("外送平台的管理",))
    texts = [said, said._replace(number=2, text="外送平台的抽成。")]
    made = tagger().tag(document("a", [])._replace(paragraphs=tuple(texts)))
    reader = index_of(tmp_path / "index", [made])
    assert answers(reader, "topic:platform-work") == ["外送平台的抽成。", "與會者討論良久。"]
