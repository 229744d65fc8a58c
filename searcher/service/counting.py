"""Counts in an index: over time, by facet, in context, by neighbouring words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, get_args

from searcher.query.errors import FilterError
from searcher.query_filters import read_query
from searcher.service.opened import Opened, Widen, check_one_of, check_options

if TYPE_CHECKING:
    from typing import Unpack

    from searcher.query.ast import Query
    from searcher.query_filters import Filters
    from searcher.report.batch import Counted, NamedQuery
    from searcher.report.breakdown import Per
    from searcher.report.collocation import Collocates, CollocateSort
    from searcher.report.concordance import Concordance, KwicSort
    from searcher.report.facets import Facets
    from searcher.report.keyness import Keywords
    from searcher.report.periods import By
    from searcher.report.timeline import Timeline


def _check_timeline(by: By, per: Per | None, vs: object) -> None:
    from searcher.report.breakdown import Per
    from searcher.report.periods import By

    check_one_of("by", by, get_args(By))
    if per is not None:
        check_one_of("per", per, get_args(Per))
    if per and vs:
        raise FilterError("{option}: not together with {other}", option="vs", other="per")


class Counting(Opened):
    """What can be counted in an index."""

    def timeline(
        self,
        query: str | Query = "",
        *,
        by: By = "year",
        per: Per | None = None,
        vs: str | Query | None = None,
        exact: bool = False,
        limit: int | None = 8,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Timeline:
        """How many paragraphs and statements match in each ``year``, ``quarter`` or ``month``.

        ``per`` compares the ``speaker``, ``org``, ``topic``, ``wording``, ``side`` or ``folder``
        of the matches, at most ``limit`` of them; ``vs`` is another query to compare with, which
        the filters narrow too. A document counts in the period that contains its whole date; if
        there is none, its date is a row of its own. The other arguments and errors are those of
        :meth:`search`.
        """
        from searcher.report.quote_search import Asked
        from searcher.report.timeline import timeline

        check_options(limit, widen=widen)
        _check_timeline(by, per, vs)
        wanted = read_query(query, **filters)
        other = read_query(vs, **filters) if vs else None
        terms = self._search(exact, widen=widen).terms
        asked = Asked(exact, certain, widen == "topics")
        return timeline(terms, wanted, asked, by=by, per=per, versus=other, limit=limit)

    def facets(
        self,
        query: str | Query = "",
        *,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Facets:
        """How many paragraphs match for each speaker, organization, topic, year, document, wording
        and certainty. The arguments and errors are those of :meth:`search`.
        """
        from searcher.report.facets import count_facets

        check_options(None, widen=widen)
        terms = self._search(exact, widen=widen).terms
        return count_facets(terms, read_query(query, **filters), certain=certain)

    def concordance(
        self,
        query: str | Query = "",
        *,
        sort: KwicSort = "score",
        exact: bool = False,
        limit: int | None = 100,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Concordance:
        """One line for each occurrence of what matches, with its context (KWIC).

        ``sort`` is as for :meth:`search`, or ``left``, ``right`` (by the text next to the keyword,
        outwards) or ``speaker``. With a speaker or organization, only what they say counts. The
        other arguments and errors are those of :meth:`search`.
        """
        from searcher.report.concordance import KwicSort, concordance
        from searcher.report.matched_paragraphs import MatchedParagraphs

        check_options(limit, widen=widen)
        check_one_of("sort", sort, get_args(KwicSort))
        terms = self._search(exact, widen=widen).terms
        matches = MatchedParagraphs(terms, read_query(query, **filters), certain=certain)
        return concordance(matches, sort=sort, limit=limit)

    def collocates(
        self,
        query: str | Query = "",
        *,
        window: int = 5,
        fewest: int = 3,
        sort: CollocateSort = "ll",
        limit: int | None = 30,
        every_word: bool = False,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Collocates:
        """The words that occur near what matches more often than elsewhere.

        Within ``window`` words before and after, at least ``fewest`` times; ``sort`` is ``ll``
        (log-likelihood), ``logdice`` or ``frequency``. ``every_word`` includes function words and
        numbers. The other arguments and errors are those of :meth:`search`.
        """
        from searcher.report.collocation import CollocateSort, collocates
        from searcher.report.matched_paragraphs import MatchedParagraphs

        check_options(limit, widen=widen)
        check_one_of("sort", sort, get_args(CollocateSort))
        terms = self._search(exact, widen=widen).terms
        matches = MatchedParagraphs(terms, read_query(query, **filters), certain=certain)
        return collocates(
            matches,
            window=window,
            fewest=fewest,
            sort=sort,
            limit=limit,
            every_word=every_word,
        )

    def keywords(
        self,
        query: str | Query = "",
        *,
        vs: str | Query,
        fewest: int = 5,
        limit: int | None = 20,
        every_word: bool = False,
        exact: bool = False,
        certain: bool = False,
        widen: Widen | None = None,
        **filters: Unpack[Filters],
    ) -> Keywords:
        """The words that are more frequent in one part of the index than in another.

        The parts are what matches ``query`` and what matches ``vs``; without a query, everything
        that does not match ``vs``. The filters narrow the first part. Where a part asks for
        speakers or organizations, only what they say counts. The other arguments and errors are
        those of :meth:`search`.
        """
        from searcher.report.keyness import keywords
        from searcher.report.matched_paragraphs import MatchedParagraphs

        check_options(limit, widen=widen)
        terms = self._search(exact, widen=widen).terms
        asked = query if not isinstance(query, str) or query.strip() else ""
        wanted = read_query(asked, **filters) if asked or any(filters.values()) else None
        first = MatchedParagraphs(terms, wanted, certain=certain) if wanted else None
        second = MatchedParagraphs(terms, read_query(vs), certain=certain)
        return keywords(first, second, fewest=fewest, limit=limit, every_word=every_word)

    def batch(self, queries: Sequence[NamedQuery]) -> Iterator[Counted]:
        """How much of the index each query of a list finds; see
        :func:`searcher.report.batch.read_queries`.

        :raises SearchError: a query names a topic that the index does not know.
        """
        from searcher.report.batch import count_queries

        return count_queries(self._search(False).terms, queries)
