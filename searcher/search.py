"""Search: a query in, an answer out."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from searcher.answer import Answer, OtherTopic
from searcher.match.matching import find
from searcher.match.paragraph_cache import ParagraphCache
from searcher.match.question import read_question
from searcher.match.reading import TermReader
from searcher.query.ast import Query
from searcher.rank.ranking import Sort, rank
from searcher.report.hits import hits
from searcher.report.other_topic import other_topic
from searcher.report.receipt import receipt

if TYPE_CHECKING:
    from index.engine import Snapshot


class Options(NamedTuple):
    """``exact`` turns variants and words off. ``limit`` is the number of hits; None means all.
    ``certain`` leaves out the statements whose speaker is a guess, or follows from a pronoun or a
    short reference. ``own_words``: the words of the user's topics are variants of each other."""

    exact: bool = False
    limit: int | None = 10
    sort: Sort = "score"
    certain: bool = False
    own_words: bool = False


_DEFAULT = Options()


class Search:
    """Answers queries from one snapshot of an index."""

    def __init__(self, reader: Snapshot, options: Options = _DEFAULT) -> None:
        self.reader = reader
        self.options = options
        self.terms = TermReader(
            reader, reader.session(), exact=options.exact, own_words=options.own_words
        )

    def answer(self, query: Query) -> Answer:
        """The paragraphs that answer ``query``, the best of them as hits.

        :raises SearchError: the query names a topic that the index does not know.
        """
        question = read_question(self.terms, query, certain=self.options.certain)
        paragraphs = ParagraphCache(self.terms.session, question)
        matched = find(self.terms, question, paragraphs)
        wanted = matched.total if self.options.limit is None else self.options.limit
        sort = self.options.sort
        ranking = rank(self.terms, question, matched, paragraphs, wanted=wanted, sort=sort)
        return Answer(
            query=query,
            total=matched.total,
            hits=tuple(hits(self.reader, question, ranking.entries, paragraphs)),
            receipt=tuple(receipt(self.terms, question, matched, ranking.topic_words)),
            partly=matched.partial,
        )

    def other_topic(self, query: Query) -> OtherTopic | None:
        """The label of a topic that ``query`` also names, and how many more paragraphs it has."""
        return other_topic(self.terms, query)
