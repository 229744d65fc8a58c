from collections.abc import Callable, Iterable

from corpus.document import Document
from index.whoosh.reader import Reader
from searcher.report.topic_candidates import suggested
from tests.conftest import document


def test_telling_terms_that_no_topic_covers_are_suggested_as_written(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    texts = ["我們盤點外送員的需求，請王國強說明。", "我們再次盤點。"]
    documents = [document(str(n), texts, speakers=["王國強"]) for n in range(4)]
    terms = {one.term: one.paragraphs for one in suggested(indexed(documents), 20)}
    assert terms["盤點"] == 8
    # A common word, a speaker's name and a word of a topic are not.
    assert not {"我們", "王國強", "國強", "外送員"} & terms.keys()


def test_a_word_of_one_document_is_not_suggested(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    assert suggested(indexed([document("一", ["盤點。", "盤點。"])]), 20) == []
