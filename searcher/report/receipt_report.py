"""The whole receipt of a search, to be published: asked, looked for, found, and not read."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.analysis.variants import variants
from index.fingerprint import fingerprint
from index.plan import Contains, Plan, Tier, Totals
from index.server_folder import shown
from searcher.match.reading import Reading, TermReader, contains, contains_any, scored_readings
from searcher.query.ast import Proximity, Term, Wildcard, describe
from searcher.report.matched_paragraphs import MatchedParagraphs

if TYPE_CHECKING:
    from searcher.answer import Answer
    from searcher.report.health import FileHealth
    from searcher.results import Status

How = Literal["as written", "variant", "word", "word of a topic"]


class LookedFor(NamedTuple):
    """A string that was looked for.

    ``paragraphs`` of the answer contain it, each counted in its best wording. ``in_index``
    paragraphs of the whole index do, whatever else the query asks; None for a word of a topic. A
    ``word`` is a part of the query that may occur near the others.
    """

    text: str
    how: How
    paragraphs: int
    in_index: int | None


class ReceiptReport(NamedTuple):
    """What a search has looked for, in what, and what it has found.

    ``read`` is the query as it was understood. ``totals`` are the paragraphs that match as written,
    by a variant, and by words. ``incomplete`` are the files that could not be read, or not whole.
    ``left_out`` are numbers of files by why they are not in the index. ``time`` is in ISO 8601.
    """

    asked: str
    options: Mapping[str, object]
    read: str
    totals: Totals
    looked_for: tuple[LookedFor, ...]
    folder: str
    documents: int
    paragraphs: int
    fingerprint: str
    incomplete: tuple[FileHealth, ...]
    image_pages: int
    left_out: Mapping[str, int]
    time: str

    @property
    def total(self) -> int:
        """How many paragraphs match."""
        return sum(self.totals)


def receipt_report(
    terms: TermReader,
    answer: Answer,
    status: Status,
    asked: str,
    options: Mapping[str, object],
) -> ReceiptReport:
    """The report on an ``answer``, which was asked for by these words and options."""
    certain = bool(options.get("certain"))
    matched = MatchedParagraphs(terms, answer.query, certain=certain)
    health = status.health
    return ReceiptReport(
        asked=asked,
        options={name: value for name, value in options.items() if value},
        read=describe(answer.query),
        totals=matched.matched.matches.totals,
        looked_for=tuple(_looked_for(terms, matched.question.readings, answer)),
        folder=shown(status.folder),
        documents=len(status.documents),
        paragraphs=status.paragraphs,
        fingerprint=fingerprint(terms.snapshot),
        incomplete=tuple(one for one in health.files if one.state != "read"),
        image_pages=health.images,
        left_out={**status.other_formats, **status.left_out},
        time=datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
    )


def _looked_for(
    terms: TermReader, readings: Sequence[Reading], answer: Answer
) -> Iterator[LookedFor]:
    found: Counter[str] = Counter()
    for one in answer.receipt:
        if one.tier != Tier.WORDS:
            found[fold(one.text)] += one.paragraphs
    seen: set[str] = set()

    def looked_for(text: str, how: How, plan: Plan) -> Iterator[LookedFor]:
        if fold(text) not in seen:
            seen.add(fold(text))
            in_index = sum(terms.session.match(plan).totals)
            yield LookedFor(text, how, found[fold(text)], in_index)

    for reading in readings:
        yield from looked_for(_shown(reading), "as written", reading.as_written)
    for reading in scored_readings(readings):
        for wording in reading.variants:
            yield from looked_for(wording.shown or wording.text, "variant", contains(wording))
        for text in [] if terms.exact else _all_variants(reading):
            plan = Contains(close_gaps(fold(text)))
            yield from looked_for(text, "variant", plan)
    for reading in readings:
        for word in reading.words:
            text = " / ".join(dict.fromkeys(one.shown or one.text for one in word))
            yield from looked_for(text, "word", contains_any(word))
    for one in answer.receipt:
        if one.tier == Tier.EXACT and fold(one.text) not in seen:
            yield LookedFor(one.text, "word of a topic", one.paragraphs, None)


def _shown(reading: Reading) -> str:
    """A term as the receipt names it."""
    term = reading.term
    return describe(term) if isinstance(term, Wildcard | Proximity) else term.text


def _all_variants(reading: Reading) -> Iterator[str]:
    """The variants of a term by the table, also those that occur nowhere."""
    if isinstance(reading.term, Term):
        yield from (one.shown or one.text for one in variants(reading.term.text))
