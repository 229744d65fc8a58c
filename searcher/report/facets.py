"""Counts the matches of a query by speaker, organization, topic, year, document, wording and how
certain the speaker is."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal, NamedTuple

from searcher.query.ast import Phrase
from searcher.report.breakdown import Condition, breakdown, condition
from searcher.report.matched_paragraphs import MatchedParagraphs
from searcher.report.receipt import receipt

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from searcher.match.reading import TermReader
    from searcher.query.ast import Query
    from searcher.report.breakdown import Per, Share

FacetName = Literal["speaker", "org", "topic", "year", "document", "wording", "certainty"]
_BROKEN_DOWN: tuple[Per, ...] = ("speaker", "org", "topic")


class FacetValue(NamedTuple):
    """A value with the number of ``paragraphs`` that have it. ``condition`` narrows the query to
    them; it may add those in which the label is part of a longer name."""

    label: str
    paragraphs: int
    condition: Condition


class Facets(NamedTuple):
    """``total`` paragraphs match. ``values`` of each facet: those of the most paragraphs first."""

    total: int
    values: Mapping[FacetName, tuple[FacetValue, ...]]


def count_facets(terms: TermReader, query: Query, *, certain: bool = False) -> Facets:
    """The facets of the matches of ``query``, exact."""
    matches = MatchedParagraphs(terms, query, certain=certain)
    functions = {per: breakdown(per, matches) for per in _BROKEN_DOWN}
    shares: dict[Per, dict[Hashable, Share]] = {per: {} for per in _BROKEN_DOWN}
    counts: dict[str, Counter[Hashable]] = {
        name: Counter() for name in (*_BROKEN_DOWN, "year", "document", "certainty")
    }
    for paragraph in matches:
        file = paragraph.file
        counts["document"][file.id] += 1
        counts["year"][file.date.first.year if file.date else ""] += 1
        certainty: set[str] = {one.certainty for one in paragraph.statements()}
        counts["certainty"].update(certainty or {""})
        for per, function in functions.items():
            found = {share.key: share for share in function(paragraph)}
            counts[per].update(found.keys())
            shares[per].update(found)

    def broken_down(per: Per) -> tuple[FacetValue, ...]:
        return tuple(
            FacetValue(shares[per][key].label, count, condition(per, shares[per][key]))
            for key, count in counts[per].most_common()
        )

    def plain(name: str, *filters: str) -> tuple[FacetValue, ...]:
        return tuple(
            FacetValue(str(value), count, Condition({one: str(value) for one in filters if value}))
            for value, count in counts[name].most_common()
        )

    return Facets(
        matches.total,
        {
            "speaker": broken_down("speaker"),
            "org": broken_down("org"),
            "topic": broken_down("topic"),
            "year": plain("year", "since", "until"),
            "document": plain("document", "doc"),
            "wording": _wordings(matches),
            "certainty": plain("certainty"),
        },
    )


def _wordings(matches: MatchedParagraphs) -> tuple[FacetValue, ...]:
    """The lines of the receipt that name a string. A paragraph may have several."""
    lines: Counter[str] = Counter()
    for count in receipt(matches.terms, matches.question, matches.matched, ()):
        if count.text:
            lines[count.text] += count.paragraphs
    return tuple(
        FacetValue(text, count, Condition(query=Phrase(text)))
        for text, count in lines.most_common()
        if count
    )
