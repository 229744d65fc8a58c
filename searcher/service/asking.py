"""Asks an index: paragraphs, speakers, exchanges, and advice on a query."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.answer import Answer, OtherTopic, SpeakerNamed, TopicMeant
from searcher.query_filters import read_query
from searcher.rank.ranking import Sort
from searcher.service.opened import Opened, Widen, check_options

if TYPE_CHECKING:
    from typing import Unpack

    from corpus.errors import Message
    from searcher.query.ast import Query
    from searcher.query_filters import Filters
    from searcher.results import (
        Exchanges,
        Who,
    )


class Asking(Opened):
    """What can be asked of an index."""

    def search(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        limit: int | None = 10,
        sort: Sort = "score",
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Answer:
        """The paragraphs that match: how many, and the first ``limit`` of them (None: all).

        ``query`` is in the query language of ``cewen search``. The filters ``speaker``, ``org``,
        ``topic``, ``doc``, ``since`` and ``until`` narrow it; one of them alone is a query too.
        Dates are ``2024``, ``2024-05`` or ``2024-05-31``. ``exact`` turns variants off. ``sort``
        is ``score`` (best first), ``date`` (newest first), ``oldest`` or ``doc`` (by path).
        ``certain`` counts only speakers that the text names: no guess, no pronoun, no short
        reference. With ``widen="topics"`` the words of a topic of your own topic files are variants
        of each other.

        :raises QueryError: the query cannot be read; its ``start`` and ``end`` say where.
        :raises FilterError: a filter, ``limit`` or ``sort`` has a value that it cannot have.
        :raises SearchError: there is no such topic.
        """
        check_options(limit, sort, widen)
        wanted = read_query(query, **filters)
        return self._search(exact, limit, sort, certain, widen).answer(wanted)

    def who(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        limit: int | None = 20,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Who:
        """Who speaks on something: how often, when, and the best quotation of each.

        Persons come before groups, those with the most statements first. Turns that only run the
        meeting (請, 謝謝, 下一位) do not count, nor do paragraphs that match by words, or only
        inside longer Latin words (AI in said), unless all do. What is in quotes counts inside
        longer words, too. The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.latin_words import whole_word_hits
        from searcher.report.who import voices
        from searcher.results import Who

        check_options(limit, widen=widen)
        wanted = read_query(query, **filters)
        answer = self._search(exact, certain=certain, widen=widen).answer(wanted)
        hits = [hit for hit in answer.hits if hit.match != "words"] or answer.hits
        kept = whole_word_hits(hits, wanted, exact=exact)
        found = voices(kept, self._reader.people)
        return Who(
            *(wanted, len(found), tuple(found[:limit]), answer.total, answer.receipt),
            left_out=answer.total - len(hits),
            inside=len(hits) - len(kept),
        )

    def exchange(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        limit: int | None = 10,
        **filters: Unpack[Filters],
    ) -> Exchanges:
        """Who asked whom what: the questions that match or whose answers do, with the answers.

        Questions and answers are linked in labelled records (質詢／答復, 問／答, 记者／发言人) and
        in reports of them. A question without an answer has ``answer`` None. The best matches come
        first. The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.exchanges import find_exchanges
        from searcher.results import Exchanges

        check_options(limit)
        wanted = read_query(query, **filters)
        answer = self._search(exact).answer(wanted)
        found = tuple(find_exchanges(self._reader, answer.hits))
        unanswered = sum(one.answer is None for one in found)
        return Exchanges(wanted, len(found), found[:limit], answer.total, unanswered)

    def why_nothing(self, query: Query, *, exact: bool = False) -> tuple[Message, ...]:
        """For a query that matches nothing: how it was read, and a query that matches something."""
        from searcher.report.no_results import explain_nothing

        known = self._known.pop(exact, None)
        return tuple(explain_nothing(self._reader, query, exact=exact, known=known))

    def topics_meant(self, query: Query) -> tuple[TopicMeant, ...]:
        """The topics that ``query`` names otherwise than by their label: topic:外送."""
        from searcher.report.topics_meant import topics_meant

        return tuple(topics_meant(self._reader.topic_names, query))

    def speaker_named(self, query: Query) -> SpeakerNamed | None:
        """The speaker whose name a query of one term is, and in how many paragraphs."""
        from searcher.report.other_topic import speaker_named

        return speaker_named(self._reader, query)

    def other_topic(self, query: Query, *, exact: bool = False) -> OtherTopic | None:
        """The topic that a query of one term also names, if more paragraphs are on it."""
        return self._search(exact).other_topic(query)
