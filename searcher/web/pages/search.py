"""``/search``: the paragraphs that match, with who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from searcher.messages import say
from searcher.output.listings import listing_of_hits
from searcher.output.reported import is_reported
from searcher.output.schema import of_hit
from searcher.query.ast import describe
from searcher.query.fields import FIELDS
from searcher.query.positive import said_by_fields
from searcher.report.others_words import others_words
from searcher.web.advice import advice
from searcher.web.asked import LAST_PAGE, PAGE_SIZE, read_asked
from searcher.web.pages.facets import narrowed_address
from searcher.web.receipt import receipt_data, receipt_lines
from searcher.web.view import Listed, View

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from corpus.document import Span
    from searcher.answer import Answer, Hit
    from searcher.output.listing import Listing
    from searcher.report.facets import Facets
    from searcher.service import Index
    from searcher.web.asked import Asked
    from searcher.web.view import Parameters


#: What the page calls the filters.
_LABELS = {
    "speaker": "Speaker",
    "org": "Organization",
    "topic": "Topic",
    "doc": "Document",
    "since": "From",
    "until": "Until",
}
FEW = 5  # values of each facet shown with an answer
# A paragraph takes 0.1 ms. In more paragraphs a script has them counted after the answer, and in
# still more only the user.
_COUNTED = 200
_LOADED = 5_000


class Result(NamedTuple):
    """A hit, its ``rank`` from 1 on, and the ``others`` spans that nobody asked for says."""

    rank: int
    hit: Hit
    others: Sequence[Span]

    @property
    def reported(self) -> bool:
        """Whether all its statements are what somebody else reports."""
        statements = self.hit.statements
        return bool(statements) and all(is_reported(self.hit.paragraph, one) for one in statements)


class Filter(NamedTuple):
    """A filter that narrows the question, by the label of its field, and the address without it."""

    label: str
    value: str
    without: str


def search(index: Index, parameters: Parameters) -> View:
    """The page of one question; without one, the form and what the index contains."""
    asked = read_asked(parameters)
    if asked.is_empty:
        return _start(index, asked)
    answer = index.search(
        asked.q,
        limit=asked.page * PAGE_SIZE,
        sort=asked.sort,
        **asked.options,
        **asked.named_filters,
    )
    start = (asked.page - 1) * PAGE_SIZE
    values = {
        "asked": asked,
        "answer": answer,
        "filters": list(_filters(asked)),
        "read_as": describe(answer.query),
        "receipt": receipt_lines(answer.receipt),
        "results": list(_results(answer, start)),
        "last": min(LAST_PAGE, -(-answer.total // PAGE_SIZE)),
        "advice": advice(index, answer, asked),
        "topics_meant": index.topics_meant(answer.query),
        "other_topic": index.other_topic(answer.query, exact=asked.exact),
        "counts": _counts(index, answer, asked),
        "few": FEW,
        "loads_counts": answer.total <= _LOADED,
        "address_of": lambda value: narrowed_address(asked, value),
    }

    def data() -> Any:
        return {
            "query": describe(answer.query),
            "total": answer.total,
            "partly": answer.partly,
            "receipt": receipt_data(answer.receipt),
            "page": asked.page,
            "hits": [of_hit(hit) for hit in answer.hits[start:]],
        }

    def everything() -> Listing:
        every = index.search(
            asked.q, limit=None, sort=asked.sort, **asked.options, **asked.named_filters
        )
        return listing_of_hits(every.hits)

    listed = Listed(everything, cites=True, is_empty=not answer.total)
    return View("search.html", values, data, listed)


def _counts(index: Index, answer: Answer, asked: Asked) -> Callable[[], Facets | None]:
    """Counts the matches by speaker and so on when a template asks for it; None if it would make
    the answer slow."""

    def count() -> Facets | None:
        if not 0 < answer.total <= _COUNTED:
            return None
        return index.facets(asked.q, **asked.options, **asked.named_filters)

    return count


def _start(index: Index, asked: Asked) -> View:
    status = index.status()
    topics = index.topics()[:12]

    def data() -> Any:
        from searcher.output.index_schema import of_status

        return of_status(status)

    values = {"asked": asked, "status": status, "topics": topics, "signs": _signs()}
    return View("start.html", values, data)


def _signs() -> list[tuple[str, str]]:
    """Examples of queries, and what each finds."""
    return [
        ("外送 保險", say("both, in one paragraph")),
        ("外送 OR 快遞", say("either of them")),
        ("外送 -食安", say("the first without the second")),
        ('"外送平台業者"', say("exactly these words, one after the other")),
        ("外送*保險", say("the first, and soon after it the second")),
        ("外送 speaker:部長", say("what this speaker says; also org: topic: doc: date:")),
    ]


def _results(answer: Answer, start: int) -> Iterator[Result]:
    dims = bool(said_by_fields(answer.query))
    for rank, hit in enumerate(answer.hits[start:], start + 1):
        yield Result(rank, hit, others_words(hit) if dims else ())


def _filters(asked: Asked) -> Iterator[Filter]:
    for name in [*FIELDS, "since", "until"]:
        for value in asked.filters.get(name, ()):
            yield Filter(_LABELS[name], value, asked.widened(name, value).address("/search"))
