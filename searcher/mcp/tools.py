"""The tools: arguments in, :mod:`searcher.mcp.values` out. They only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from searcher.answer import MATCHES
from searcher.mcp.filters import NONE, takes_filters
from searcher.mcp.quotations import (
    fitting,
    quotation,
    quotation_of_side,
    quotations_of,
    read_cursor,
    source_of,
    write_cursor,
)
from searcher.mcp.values import (
    Checked,
    Contents,
    Exchanged,
    ExchangeList,
    Found,
    Period,
    Quotation,
    Quoted,
    Shown,
    Timeline,
    Topic,
    Topics,
    Verdicts,
    Voice,
    Voices,
    Wording,
)
from searcher.messages import say_message
from searcher.output.names import speaker_label
from searcher.output.timeline_labels import slot_label
from searcher.query.ast import describe
from searcher.query_filters import Filters
from searcher.report.innermost import Part, innermost
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from corpus.document import Statement
    from searcher.answer import Count, Hit
    from searcher.current_index import CurrentIndex
    from searcher.report.index_stats import TopicHeld
    from searcher.verify.quotation import Verdict

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
            advice = () if answer.total else index.why_nothing(answer.query, exact=exact)
        hits = list(fitting((hit, _size(hit)) for hit in answer.hits[start:]))
        after = start + len(hits)
        return Found(
            query=clean(describe(answer.query)),
            total=answer.total,
            receipt=list(map(_wording, answer.receipt)),
            quotations=[one for hit in hits for one in quotations_of(hit)],
            cursor=write_cursor(after) if after < answer.total else None,
            advice=list(map(say_message, advice)),
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
        voices = list(fitting((one, len(one.quote.text)) for one in found.voices[start:]))
        after = start + len(voices)
        return Voices(
            query=clean(describe(found.query)),
            speakers=found.total,
            paragraphs=found.paragraphs,
            voices=[
                Voice(
                    name=clean(one.name),
                    kind=one.kind,
                    statements=one.statements,
                    organizations=list(map(clean, one.organizations)),
                    job_titles=list(map(clean, one.titles)),
                    first=str(one.first) if one.first else None,
                    last=str(one.last) if one.last else None,
                    best=_best(one.quote.hit, one.quote.statement),
                )
                for one in voices
            ],
            cursor=write_cursor(after) if after < found.total else None,
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
            exchanges=[
                Exchanged(
                    question=quotation_of_side(one, one.question),
                    answer=quotation_of_side(one, one.answer) if one.answer else None,
                    days=one.days,
                )
                for one in shown
            ],
            cursor=write_cursor(after) if after < found.total else None,
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
        """Count what matches by year, quarter or month: absolute, and per thousand paragraphs."""
        start = read_cursor(cursor)
        with self._current.use() as index:
            found = index.timeline(query, by=by, per=per, **filters)
        rows = [
            Period(
                period=slot_label(slot, found.by),
                series=clean(series.label),
                paragraphs=cell.paragraphs,
                statements=cell.statements,
                documents=cell.documents,
                per_thousand=cell.per_thousand,
            )
            for series in found.series
            for slot, cell in zip(found.slots, series.cells, strict=True)
        ]
        after = start + _ROWS
        return Timeline(
            query=clean(describe(found.query)),
            total=found.whole.total.paragraphs,
            rows=rows[start:after],
            cursor=write_cursor(after) if after < len(rows) else None,
        )

    def verify(
        self, quotations: Annotated[list[Quoted], Field(min_length=1, max_length=100)]
    ) -> Verdicts:
        """Check quotations before you answer: are they word for word, and said by whom you say?"""
        with self._current.use() as index:
            found = index.verify_quotations([(one.quote, one.speaker) for one in quotations])
        return Verdicts(holds=found.holds, verdicts=list(map(_checked, found.verdicts)))

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
                return Topics(topics=[_topic(report.held, words)])
            held = index.topics()
        shown = held[start : start + 50]
        after = start + len(shown)
        more = write_cursor(after) if after < len(held) else None
        return Topics(topics=[_topic(one) for one in shown], cursor=more)

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

    def status(self) -> Contents:
        """Say what the index contains, and which files could not be read."""
        with self._current.use() as index:
            status = index.status()
            is_sample = index.is_samples
        return Contents(
            documents=len(status.documents),
            paragraphs=status.paragraphs,
            first=str(status.first) if status.first else None,
            last=str(status.last) if status.last else None,
            kinds=dict(status.kinds),
            undated=status.undated,
            unread={clean(file.id): clean(file.unread) for file in status.unread[:100]},
            sample=is_sample,
        )


def _checked(verdict: Verdict) -> Checked:
    file, paragraphs = verdict.file, verdict.paragraphs
    return Checked(
        quote=clean(verdict.quotation.text),
        verdict=verdict.name,
        holds=verdict.holds,
        source=clean(verdict.source),
        speakers=[clean(speaker_label(one)) for one in verdict.speakers],
        place=source_of(file, paragraphs[0]) if file and paragraphs else None,
        nearest=[clean(one.text) for one in verdict.nearest],
    )


def _size(hit: Hit) -> int:
    return sum(len(one.quote) for one in quotations_of(hit))


def _best(hit: Hit, statement: Statement) -> Quotation:
    part = Part(statement.start, statement.end, statement)
    return quotation(hit.file, hit.paragraph, part, hit.spans, hit.match)


def _wording(count: Count) -> Wording:
    return Wording(text=clean(count.text), match=MATCHES[count.tier], paragraphs=count.paragraphs)


def _topic(held: TopicHeld, words: dict[str, int] | None = None) -> Topic:
    return Topic(
        id=held.topic.id,
        label=clean(held.topic.label()),
        paragraphs=held.extent.paragraphs,
        documents=held.extent.documents,
        words=words or {},
    )
