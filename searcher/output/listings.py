"""The :class:`searcher.output.listing.Listing` of each kind of answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from searcher.output.exchange_schema import (
    ExchangeRow,
    of_exchange,
    quotations_of_exchanges,
    rows_of_exchanges,
)
from searcher.output.index_schema import (
    FILE_COLUMNS,
    SPEAKER_COLUMNS,
    TOPIC_COLUMNS,
    of_same_person,
    of_speaker_held,
    of_topic_held,
    row_of_speaker,
    row_of_topic,
    rows_of_files,
)
from searcher.output.kwic_schema import WIDTH, KwicRow, rows_of_lines
from searcher.output.listing import Listing, Quotation, Table
from searcher.output.paragraph_schema import ParagraphRow, row_of_paragraph, rows_of_paragraph
from searcher.output.schema import (
    Row,
    VoiceRow,
    of_hit,
    of_paragraph,
    of_voice,
    row_of_quote,
    rows_of,
    rows_of_voices,
)
from searcher.output.timeline_schema import TimelineRow, of_timeline, rows_of_timeline
from searcher.output.words_schema import (
    KeywordRow,
    rows_of_collocates,
    rows_of_keywords,
)

if TYPE_CHECKING:
    from searcher.answer import Hit
    from searcher.report.collocation import Collocates
    from searcher.report.concordance import KwicLine
    from searcher.report.exchanges import Exchange
    from searcher.report.facets import Facets
    from searcher.report.index_stats import TopicHeld
    from searcher.report.keyness import Keywords
    from searcher.report.periods import By
    from searcher.report.same_person import SamePerson
    from searcher.report.speakers import SpeakerHeld
    from searcher.report.timeline import Timeline
    from searcher.report.topic_candidates import Suggestion
    from searcher.report.who import Voice
    from searcher.results import ExportedParagraph, Status, TopicReport, Who


def listing_of_hits(hits: Iterable[Hit]) -> Listing:
    """Hits: quotations, and paragraphs in JSON."""
    hits = tuple(hits)
    return Listing(
        table=Table(Row._fields, rows_of(hits)),
        records=map(of_hit, hits),
        quotations=_quotations(hits),
    )


def _quotations(hits: Iterable[Hit]) -> Iterator[Quotation]:
    for hit in hits:
        for row in rows_of([hit]):
            yield Quotation(row, hit.file.kind)


def listing_of_voices(voices: Iterable[Voice]) -> Listing:
    """The speakers on something, with the best quotation of each."""
    voices = tuple(voices)
    quotes = (voice.quote for voice in voices)
    return Listing(
        table=Table(VoiceRow._fields, rows_of_voices(voices)),
        records=map(of_voice, voices),
        quotations=(Quotation(row_of_quote(quote), quote.hit.file.kind) for quote in quotes),
    )


def listing_of_exchanges(exchanges: Iterable[Exchange]) -> Listing:
    """Questions with their answers; as quotations, one after the other."""
    exchanges = tuple(exchanges)
    return Listing(
        table=Table(ExchangeRow._fields, rows_of_exchanges(exchanges)),
        records=map(of_exchange, exchanges),
        quotations=quotations_of_exchanges(exchanges),
    )


def listing_of_paragraphs(paragraphs: Iterable[ExportedParagraph]) -> Listing:
    """Whole paragraphs, which are read once. As quotations: what each speaker says, and what is
    between; citations name the documents alone."""
    return Listing(
        table=Table(ParagraphRow._fields, (row_of_paragraph(*one) for one in paragraphs)),
        records=(of_paragraph(*one) for one in paragraphs),
        quotations=(
            Quotation(row, one.file.kind) for one in paragraphs for row in rows_of_paragraph(*one)
        ),
        names_only=True,
    )


def listing_of_lines(lines: Iterable[KwicLine], width: int | None = None) -> Listing:
    """The lines of a concordance, with ``width`` columns of context on each side."""
    return Listing(Table(KwicRow._fields, rows_of_lines(lines, WIDTH if width is None else width)))


def listing_of_voices_over_time(found: Who, by: By) -> Listing:
    """How many statements each speaker has in each period: a column for each in a table."""
    table = found.over_time(by)
    labels = [slot.label or "undated" for slot in table.slots]
    head = ("name", "kind", "organizations", "job_titles", "statements")
    known = [tuple(getattr(row, name) for name in head) for row in rows_of_voices(found.voices)]
    return Listing(
        Table((*head, *labels), [(*a, *b) for a, b in zip(known, table.counts, strict=True)]),
        [
            {**of_voice(voice), "by": by, "periods": dict(zip(labels, counts, strict=True))}
            for voice, counts in zip(found.voices, table.counts, strict=True)
        ],
    )


def listing_of_collocates(found: Collocates) -> Listing:
    """The words near the words of a query."""
    from searcher.report.collocation import Collocate

    return Listing(Table(Collocate._fields, rows_of_collocates(found.collocates)))


def listing_of_keywords(found: Keywords) -> Listing:
    """The words that are more frequent in one part than in another."""
    return Listing(Table(KeywordRow._fields, rows_of_keywords(found)))


def listing_of_timeline(timeline: Timeline) -> Listing:
    """The counts of a timeline, series by series."""
    return Listing(Table(TimelineRow._fields, rows_of_timeline(timeline)), of_timeline(timeline))


def listing_of_quotations(quotations: Iterable[Quotation]) -> Listing:
    """Quotations that somebody has chosen."""
    quotations = tuple(quotations)
    return Listing(Table(Row._fields, (one.row for one in quotations)), None, quotations)


def listing_of_facets(found: Facets) -> Listing:
    """How many of the matches have each speaker, year and so on."""
    rows = (
        (name, value.label, value.paragraphs)
        for name, values in found.values.items()
        for value in values
    )
    return Listing(Table(("facet", "value", "paragraphs"), rows))


def listing_of_files(status: Status) -> Listing:
    """The files of an index: documents, files that were not read, and copies."""
    return Listing(Table(FILE_COLUMNS, rows_of_files(status)))


def listing_of_speakers(speakers: Iterable[SpeakerHeld]) -> Listing:
    """The speakers of an index."""
    speakers = tuple(speakers)
    return Listing(
        table=Table(SPEAKER_COLUMNS, map(row_of_speaker, speakers)),
        records=map(of_speaker_held, speakers),
    )


def listing_of_topics(topics: Iterable[TopicHeld]) -> Listing:
    """The topics of an index."""
    topics = tuple(topics)
    return Listing(
        table=Table(TOPIC_COLUMNS, map(row_of_topic, topics)),
        records=map(of_topic_held, topics),
    )


def listing_of_topic(report: TopicReport) -> Listing:
    """One topic: its words and how often each occurs. In JSON one value with the words."""
    return Listing(
        table=Table(("word", "occurrences"), report.words),
        records=[of_topic_held(report.held) | {"words": dict(report.words)}],
    )


def listing_of_candidates(terms: Iterable[Suggestion]) -> Listing:
    """Terms that no topic has."""
    return Listing(Table(("term", "paragraphs"), ((one.term, one.paragraphs) for one in terms)))


def listing_of_same_persons(found: Iterable[SamePerson]) -> Listing:
    """Names that may be those of one person; several aliases are joined by ``；``."""
    found = tuple(found)
    rows = ((one.name, "；".join(one.aliases), str(one.reason)) for one in found)
    return Listing(Table(("name", "aliases", "reason"), rows), map(of_same_person, found))
