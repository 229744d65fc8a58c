"""Queries for strings: phrases of pairs, and of characters that are marked with word borders."""

from __future__ import annotations

from typing import Any, TypeAlias

from index.analysis.spacing import close_gaps
from index.analysis.variants import guards
from index.analysis.wording import SUFFIXES, may_split_latin
from index.field_names import GRAMS, WORDS
from index.opensearch.encode import BEGINS, BOTH, ENDS
from index.opensearch.mapping import GAPS, MARKED, PAIRS, SPACED
from index.opensearch.tokens import encoded, pair_tokens

Query: TypeAlias = dict[str, Any]

NOTHING: Query = {"match_none": {}}
_HAS_GAPS: Query = {"term": {GAPS: True}}
LONGEST = 120
"""Characters of a string that one phrase asks for. A query may have 1,024 terms."""
_LONGEST_MARKED = 8


def both(*queries: Query) -> Query:
    """All of these match. No score is computed."""
    if NOTHING in queries:
        return NOTHING
    wanted = [one for at, one in enumerate(queries) if one not in queries[:at]]
    return wanted[0] if len(wanted) == 1 else {"bool": {"filter": wanted}}


def either(*queries: Query) -> Query:
    """One of these matches."""
    wanted = [one for one in queries if one != NOTHING]
    if not wanted:
        return NOTHING
    return wanted[0] if len(wanted) == 1 else {"bool": {"should": wanted}}


def without(query: Query, *excluded: Query) -> Query:
    """``query`` matches, and none of the others."""
    unwanted = [one for one in excluded if one != NOTHING]
    if not unwanted or query == NOTHING:
        return query
    return {"bool": {"filter": [query], "must_not": unwanted}}


def may_find_more(string: str) -> bool:
    """Whether :func:`string_query` may also find other paragraphs: it is very long, or has a blank
    at its end, which may be a part of a gap of the text."""
    return len(string) > LONGEST or 0 < len(string.strip()) < len(string)


def string_query(string: str, *, contiguous: bool = False) -> Query:
    """The paragraphs whose text contains a folded string; perhaps others if it
    :func:`may_find_more`."""
    closed = close_gaps(string)
    if may_find_more(string):
        closed, contiguous = closed.strip(), contiguous and closed == closed.strip()
    if len(closed) > LONGEST:
        parts = [closed[at : at + LONGEST] for at in (0, len(closed) // 2, len(closed) - LONGEST)]
        return both(*(string_query(part, contiguous=contiguous) for part in parts))
    if len(closed) == 1:
        return _character(closed)
    found = _phrase(PAIRS, closed)
    if contiguous:
        return both(found, either(without_gaps(), _phrase(SPACED, closed)))
    return found


def without_gaps() -> Query:
    """The paragraphs without gaps."""
    return {"bool": {"must_not": [_HAS_GAPS]}}


def _character(character: str) -> Query:
    code = encoded(character)
    if code == character:
        return {"term": {GRAMS: character}}
    return {"prefix": {PAIRS: code}}  # white space, which is no gram


def _phrase(field: str, string: str) -> Query:
    tokens = pair_tokens(string)
    if " " not in tokens:
        return {"term": {field: tokens}}
    return {"match_phrase": {field: tokens}}


def variant_queries(string: str) -> tuple[Query, Query]:
    """The paragraphs in which a variant counts, and those in which that has to be read.

    It counts as :meth:`index.analysis.wording.MatchText.variant_counts` says.
    """
    string = close_gaps(string)
    found = string_query(string)
    if _has_to_be_read(string):
        return NOTHING, found
    unsure = either(_HAS_GAPS, *map(string_query, guards(string)))
    words = {"terms": {WORDS: [string, *(string + suffix for suffix in sorted(SUFFIXES))]}}
    counts = either(words, *_cut_into_words(string), *_begun_within_a_word(string))
    return without(both(found, counts), unsure), both(found, unsure)


def _has_to_be_read(string: str) -> bool:
    """Whether more than the borders of words decides where the variant counts: Latin letters and
    numerals beside it, whether it is a year, or another occurrence that overlaps it."""
    overlaps = any(string.startswith(string[at:]) for at in range(1, len(string)))
    return (
        may_split_latin(string)
        or not string.isalnum()
        or string[-1] == "年"
        or len(string) > _LONGEST_MARKED
        or overlaps
    )


def _cut_into_words(string: str) -> list[Query]:
    """It is several words. (If it is one, the field of words has it.)"""
    if len(string) == 1:
        return []
    first, *middle, last = list(string)
    inner = [_any_mark(one) for one in middle]
    return [
        _row([_marks(first, (BEGINS, BOTH)), *inner, _marks(last, (ENDS, BOTH))]),
    ]


def _begun_within_a_word(string: str) -> list[Query]:
    """It begins within a word, ends with another, and has more than two characters; one query for
    each place where the first word in it may begin."""
    if len(string) < 3:
        return []
    queries = []
    for cut in range(1, len(string)):
        row = [_marks(char, ("",)) for char in string[: cut - 1]]
        row.append(_marks(string[cut - 1], (ENDS,)))
        last = len(string) - 1
        for at in range(cut, len(string)):
            begun = (BEGINS, BOTH) if at == cut else ("", ENDS, BEGINS, BOTH)
            allowed = [mark for mark in begun if at < last or mark in (ENDS, BOTH)]
            row.append(_marks(string[at], allowed))
        queries.append(_row(row))
    return queries


def _any_mark(character: str) -> Query:
    return _marks(character, ("", ENDS, BEGINS, BOTH))


def _marks(character: str, marks: Any) -> Query:
    terms = [{"span_term": {MARKED: encoded(character) + mark}} for mark in marks]
    return terms[0] if len(terms) == 1 else {"span_or": {"clauses": terms}}


def _row(parts: list[Query]) -> Query:
    return {"span_near": {"clauses": parts, "slop": 0, "in_order": True}}


def clauses(value: Any) -> int:
    """About how many terms a query asks for; the server refuses more than 1,024."""
    if isinstance(value, list):
        return sum(map(clauses, value))
    if not isinstance(value, dict):
        return 0
    total = 0
    for name, inner in value.items():
        if name in ("term", "span_term", "terms", "prefix", "ids"):
            total += 1
        elif name == "match_phrase":
            total += sum(text.count(" ") + 1 for text in inner.values())
        else:
            total += clauses(inner)
    return total
