"""The tools: arguments in, :mod:`searcher.mcp.values` out. They only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from corpus.fold import fold
from searcher.mcp.advice import advice_on
from searcher.mcp.entries import checked, exchanged, listed, period, size, topic, voice, wording
from searcher.mcp.filters import NONE, takes_filters
from searcher.mcp.quotations import (
    fitting,
    quotation,
    quotations_of,
    read_cursor,
    write_cursor,
)
from searcher.mcp.values import (
    Contents,
    ExchangeList,
    Found,
    Quoted,
    Shown,
    Timeline,
    Topics,
    Verdicts,
    Voices,
)
from searcher.output.timeline_labels import shown_slots
from searcher.query.ast import describe
from searcher.query_filters import Filters
from searcher.report.innermost import innermost
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.current_index import CurrentIndex

Query = Annotated[
    str,
    Field(
        description="Words in either Chinese script; spaces mean AND. Also OR, NOT, parentheses, "
        '"exact words", NEAR/5. May be empty if a filter is given.',
        max_length=2_000,
    ),
]
Limit = Annotated[int, Field(description="How many at most.", ge=1, le=50)]
Cursor = Annotated[str | None, Field(description="The cursor of the answer before.")]
_ROWS = 200  # of counts in one answer
_FILES = 100  # in one answer
Order = Literal["score", "date", "oldest", "doc"]


class Tools:
    """The tools over one index."""

    def __init__(self, current: CurrentIndex) -> None:
        self._current = current

    @takes_filters()
    def search(
        self,
        query: Query = "",
        filters: Filters = NONE,
        exact: Annotated[bool, Field(description="Only these words, no variants.")] = False,
        certain: Annotated[bool, Field(description="No guessed speakers.")] = False,
        sort: Order = "score",
        limit: Limit = 10,
        cursor: Cursor = None,
    ) -> Found:
        """Find what was said: quotations with speaker and place, best first, and a receipt.

        Every paragraph that contains the words is found; the receipt says for each string how many
        paragraphs contain it. If total is 0, nothing in these documents matches.
        """
        start = read_cursor(cursor)
        with self._current.use() as index:
            answer = index.search(
                query, exact=exact, certain=certain, sort=sort, limit=start + limit, **filters
            )
            advice = advice_on(index, answer.query, answer.total, exact=exact)
        hits = list(fitting((hit, size(hit)) for hit in answer.hits[start:]))
        after = start + len(hits)
        return Found(
            query=clean(describe(answer.query)),
            total=answer.total,
            receipt=list(map(wording, answer.receipt)),
            quotations=[one for hit in hits for one in quotations_of(hit)],
            cursor=write_cursor(after) if after < answer.total else None,
            advice=advice,
        )

    @takes_filters(without=("speaker",))
    def who(
        self,
        query: Query = "",
        filters: Filters = NONE,
        exact: Annotated[bool, Field(description="Only these words, no variants.")] = False,
        certain: Annotated[bool, Field(description="No guessed speakers.")] = False,
        limit: Limit = 20,
        cursor: Cursor = None,
    ) -> Voices:
        """List who spoke on something: number of statements, dates, and the best quotation."""
        start = read_cursor(cursor)
        with self._current.use() as index:
            found = index.who(query, exact=exact, certain=certain, limit=start + limit, **filters)
            advice = advice_on(index, found.query, found.paragraphs, exact=exact)
        voices = list(fitting((one, len(one.quote.text)) for one in found.voices[start:]))
        after = start + len(voices)
        return Voices(
            query=clean(describe(found.query)),
            speakers=found.total,
            paragraphs=found.paragraphs,
            voices=list(map(voice, voices)),
            cursor=write_cursor(after) if after < found.total else None,
            advice=advice,
        )

    @takes_filters()
    def exchanges(
        self,
        query: Query = "",
        filters: Filters = NONE,
        limit: Limit = 10,
        cursor: Cursor = None,
    ) -> ExchangeList:
        """List who asked whom what, with the answer, in labelled records and interpellations."""
        start = read_cursor(cursor)
        with self._current.use() as index:
            found = index.exchange(query, limit=start + limit, **filters)
            advice = [] if found.total else advice_on(index, found.query, 0)
        sizes = (
            (one, len(one.question.text) + len(one.answer.text if one.answer else ""))
            for one in found.exchanges[start:]
        )
        shown = list(fitting(sizes))
        after = start + len(shown)
        return ExchangeList(
            query=clean(describe(found.query)),
            total=found.total,
            unanswered=found.unanswered,
            exchanges=list(map(exchanged, shown)),
            cursor=write_cursor(after) if after < found.total else None,
            advice=advice,
        )

    @takes_filters()
    def timeline(
        self,
        query: Query = "",
        by: Literal["year", "quarter", "month"] = "year",
        per: Annotated[
            Literal["speaker", "org", "topic", "wording", "side", "folder"] | None,
            Field(description="Compare the largest groups of the matches."),
        ] = None,
        filters: Filters = NONE,
        cursor: Cursor = None,
    ) -> Timeline:
        """Count what matches by year, quarter or month: absolute, and per thousand paragraphs.

        Rows of periods before the first match, after the last, and without documents are left out.
        """
        start = read_cursor(cursor)
        with self._current.use() as index:
            found = index.timeline(query, by=by, per=per, **filters)
            advice = advice_on(index, found.query, found.whole.total.paragraphs)
        places = [run[0] for run in shown_slots(found) if len(run) == 1]
        rows = [
            period(series, found.slots[place], series.cells[place], found.by)
            for series in found.series
            for place in places
        ]
        after = start + _ROWS
        return Timeline(
            query=clean(describe(found.query)),
            total=found.whole.total.paragraphs,
            rows=rows[start:after],
            cursor=write_cursor(after) if after < len(rows) else None,
            advice=advice,
        )

    def verify(
        self, quotations: Annotated[list[Quoted], Field(min_length=1, max_length=100)]
    ) -> Verdicts:
        """Check quotations before you answer: are they word for word, and said by whom you say?"""
        with self._current.use() as index:
            found = index.verify_quotations([(one.quote, one.speaker) for one in quotations])
        return Verdicts(holds=found.holds, verdicts=list(map(checked, found.verdicts)))

    def topics(
        self,
        name: Annotated[str, Field(description="One topic, with its words; empty: all.")] = "",
        cursor: Cursor = None,
    ) -> Topics:
        """List the topics of the documents, or the words of one."""
        start = read_cursor(cursor)
        with self._current.use() as index:
            if name:
                report = index.topic(name)
                words = {clean(word): count for word, count in report.words}
                return Topics(topics=[topic(report.held, words)])
            held = index.topics()
        shown = held[start : start + 50]
        after = start + len(shown)
        more = write_cursor(after) if after < len(held) else None
        return Topics(topics=[topic(one) for one in shown], cursor=more)

    def show(
        self,
        document: Annotated[
            str, Field(description="Path, or a part of path or title that no other has.")
        ],
        place: Annotated[
            str, Field(description="A paragraph's number, or an article: 第63-1條. Empty: all.")
        ] = "",
        context: Annotated[int, Field(description="Paragraphs around it.", ge=0, le=20)] = 2,
        cursor: Cursor = None,
    ) -> Shown:
        """Read a document, or a place in it with the paragraphs around it, with who says what."""
        start = read_cursor(cursor)
        with self._current.use() as index:
            passage = index.show(document, place, context=context)
        file = passage.file
        rest = passage.paragraphs[start:]
        shown = list(fitting((one, len(one.text) + 100) for one in rest))
        after = start + len(shown)
        return Shown(
            doc=clean(file.id),
            title=clean(file.title),
            date=str(file.date) if file.date else None,
            paragraphs=file.paragraphs,
            texts=[
                quotation(file, one, part)
                for one in shown
                for part in innermost(one.statements, len(one.text))
            ],
            cursor=write_cursor(after) if after < len(passage.paragraphs) else None,
        )

    def status(
        self,
        document: Annotated[
            str, Field(description="Only documents whose path or title contains this.")
        ] = "",
        cursor: Cursor = None,
    ) -> Contents:
        """Say what the index contains: its documents, and which files could not be read."""
        start = read_cursor(cursor)
        with self._current.use() as index:
            status = index.status()
            is_sample = index.is_samples
        key = fold(document)
        named = [one for one in status.documents if key in fold(f"{one.id}\n{one.title}")]
        after = start + _FILES
        return Contents(
            documents=len(status.documents),
            paragraphs=status.paragraphs,
            first=str(status.first) if status.first else None,
            last=str(status.last) if status.last else None,
            kinds=dict(status.kinds),
            undated=status.undated,
            unread={clean(file.id): clean(file.unread) for file in status.unread[:100]},
            sample=is_sample,
            listed=list(map(listed, named[start:after])),
            cursor=write_cursor(after) if after < len(named) else None,
        )
