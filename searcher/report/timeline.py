"""Counts over time: the matches of a query in, a row for each year, quarter or month out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.stored_record import DOC
from searcher.report.breakdown import Condition, breakdown, condition, folder_of
from searcher.report.document_scope import in_scope
from searcher.report.matched_paragraphs import MatchedParagraphs
from searcher.report.periods import By, Slot, all_slots, overlapping, slot_of
from searcher.report.quote_search import Asked, QuoteSearch, narrowed, quote_search
from searcher.report.wording_sides import SIDES

if TYPE_CHECKING:
    from index.engine import Snapshot
    from searcher.answer import Count
    from searcher.match.reading import TermReader
    from searcher.query.ast import Query
    from searcher.report.breakdown import Per, Share


class Cell(NamedTuple):
    """What one series has in one period: matching paragraphs, the statements in which the matching
    words are said, and the documents with a match; ``base`` is all paragraphs of the period."""

    paragraphs: int = 0
    statements: int = 0
    documents: int = 0
    base: int = 0

    @property
    def per_thousand(self) -> float | None:
        """Matches among a thousand paragraphs of the period; None if it has no paragraph."""
        return 1000 * self.paragraphs / self.base if self.base else None


class Series(NamedTuple):
    """The counts of a query, or of one group of its matches, in each slot of the timeline.

    ``condition`` narrows the ``query`` to the group. ``side`` is that of a wording.
    """

    label: str
    cells: tuple[Cell, ...]
    total: Cell
    query: Query
    condition: Condition = Condition()
    side: str = ""
    document: str = ""


class Timeline(NamedTuple):
    """``slots`` are the rows; ``whole`` counts the query, and ``series`` what is compared: the
    groups of ``per``, the query and the other one, or the query alone. ``groups`` is how many
    groups there are. The receipts say what matches the query and the other one. ``inside`` of
    these paragraphs match only inside longer Latin words or numbers, and do not count."""

    query: Query
    by: By
    per: Per | None
    slots: tuple[Slot, ...]
    whole: Series
    series: tuple[Series, ...]
    groups: int
    receipt: tuple[Count, ...]
    asked: Asked
    other_receipt: tuple[Count, ...] = ()
    inside: tuple[int, int] = (0, 0)

    def search(self, series: Series, slot: Slot | None = None) -> QuoteSearch:
        """The search that lists what a series counts in a slot, or in all."""
        more = series.condition.query
        return quote_search(
            narrowed(series.query, more) if more else series.query,
            slot,
            filters=series.condition.filters,
            overlaps=slot is not None and overlapping(slot, self.slots),
            asked=self.asked,
        )


class _Counts:
    """The counts of one series, by slot."""

    def __init__(self) -> None:
        self.paragraphs: Counter[Slot] = Counter()
        self.statements: Counter[Slot] = Counter()
        self.documents: defaultdict[Slot, set[str]] = defaultdict(set)

    def add(self, slot: Slot, document: str, statements: int) -> None:
        self.paragraphs[slot] += 1
        self.statements[slot] += statements
        self.documents[slot].add(document)

    def series(
        self, label: str, query: Query, slots: Sequence[Slot], base: Mapping[Slot, int]
    ) -> Series:
        cells = tuple(
            Cell(
                self.paragraphs[slot],
                self.statements[slot],
                len(self.documents.get(slot, ())),
                base.get(slot, 0),
            )
            for slot in slots
        )
        total = Cell(*map(sum, zip(*cells, strict=True))) if cells else Cell()
        return Series(label, cells, total, query)


def timeline(
    terms: TermReader,
    query: Query,
    asked: Asked,
    *,
    by: By = "year",
    per: Per | None = None,
    versus: Query | None = None,
    limit: int | None = None,
) -> Timeline:
    """Count the matches of ``query`` over time; ``limit`` is the number of groups (None: all)."""
    from searcher.query.ast import describe

    matches = MatchedParagraphs(terms, query, certain=asked.certain)
    slots_of = _slots(terms.snapshot, by)
    whole, groups, found, inside = _counted(matches, per, slots_of)
    base = _base(terms.snapshot, query, slots_of)
    others, other_base, other_inside = _Counts(), Counter[Slot](), 0
    other_receipt: tuple[Count, ...] = ()
    if versus is not None:
        compared = MatchedParagraphs(terms, versus, certain=asked.certain)
        others, _, _, other_inside = _counted(compared, None, slots_of)
        other_receipt = _receipt(compared)
        other_base = _base(terms.snapshot, versus, slots_of)
    slots = tuple(all_slots([*base, *other_base], by))
    all_of_it = whole.series(describe(query), query, slots, base)
    series: list[Series] = [all_of_it]
    if versus is not None:
        series.append(others.series(describe(versus), versus, slots, other_base))
    elif per is not None:
        folders = _folder_bases(terms.snapshot, query, slots_of) if per == "folder" else {}
        series = [
            _group(per, query, share, counts, slots, folders.get(share.label, base))
            for share, counts in zip(found, groups, strict=True)
        ]
        series = sorted(series, key=_order)
    groups_found = len(series)
    if per:
        series = series[:limit]
    if per == "wording":
        series.sort(key=lambda one: SIDES.index(one.side))
    return Timeline(
        query,
        by,
        per,
        slots,
        all_of_it,
        tuple(series),
        groups_found,
        _receipt(matches),
        asked,
        other_receipt,
        (inside, other_inside),
    )


def _receipt(matches: MatchedParagraphs) -> tuple[Count, ...]:
    from searcher.report.receipt import receipt

    return tuple(receipt(matches.terms, matches.question, matches.matched, ()))


def _group(
    per: Per,
    query: Query,
    share: Share,
    counts: _Counts,
    slots: Sequence[Slot],
    base: Mapping[Slot, int],
) -> Series:
    from searcher.report.wording_sides import side_of

    one = counts.series(share.label, query, slots, base)
    side = ""
    if per == "side":
        side = share.label
    elif per == "wording":
        side = side_of(share.label)
    return one._replace(condition=condition(per, share), side=side, document=share.document)


def _order(series: Series) -> tuple[int, str, str]:
    return (-series.total.paragraphs, series.label, series.document)


def _counted(
    matches: MatchedParagraphs, per: Per | None, slots_of: Mapping[str, Slot]
) -> tuple[_Counts, list[_Counts], list[Share], int]:
    """The counts of all matches, and of each group, which has the label of most paragraphs; and
    how many paragraphs do not count."""
    whole = _Counts()
    groups: defaultdict[Hashable, _Counts] = defaultdict(_Counts)
    labels: defaultdict[Hashable, Counter[Share]] = defaultdict(Counter)
    shares = breakdown(per, matches) if per else None
    kept, inside = matches.counted()
    for paragraph in kept:
        document = paragraph.stored.record[DOC]
        slot = slots_of[document]
        whole.add(slot, document, len(paragraph.statements()))
        for share in shares(paragraph) if shares else ():
            groups[share.key].add(slot, document, share.statements)
            labels[share.key][share._replace(statements=0)] += 1
    found = [labels[key].most_common(1)[0][0] for key in groups]
    return whole, list(groups.values()), found, inside


def _slots(snapshot: Snapshot, by: By) -> dict[str, Slot]:
    return {id: slot_of(snapshot.file(id).date, by) for id in snapshot.file_ids()}


def _bases(
    snapshot: Snapshot, query: Query, slots_of: Mapping[str, Slot]
) -> Iterator[tuple[str, Slot, int]]:
    """The documents among which ``query`` looks: id, slot and number of paragraphs."""
    for id, slot in slots_of.items():
        file = snapshot.file(id)
        if file.is_document and in_scope(query, file):
            yield id, slot, file.paragraphs


def _base(snapshot: Snapshot, query: Query, slots_of: Mapping[str, Slot]) -> Counter[Slot]:
    found: Counter[Slot] = Counter()
    for _, slot, paragraphs in _bases(snapshot, query, slots_of):
        found[slot] += paragraphs
    return found


def _folder_bases(
    snapshot: Snapshot, query: Query, slots_of: Mapping[str, Slot]
) -> dict[str, Counter[Slot]]:
    found: defaultdict[str, Counter[Slot]] = defaultdict(Counter)
    for id, slot, paragraphs in _bases(snapshot, query, slots_of):
        found[folder_of(id)][slot] += paragraphs
    return found
