"""Reporting clauses of a paragraph in, the spans of the statements out, in characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpus.document import Speaker, Statement
from corpus.fold import fold
from corpus.speakers.clauses import Clause
from corpus.speakers.lexicon import lexicon

_END_MARKS = " \u3000\n■◆●"


class ReportingClause(NamedTuple):
    """A clause in which ``speakers`` (each with the wording that names it) say something.

    ``clause`` is an index. ``ends_in_verb``: the clause ends with the verb, so the next clause is
    what the speakers say. ``strong``: the clause counts also inside another person's statement.
    """

    clause: int
    speakers: tuple[tuple[Speaker, str], ...]
    ends_in_verb: bool
    strong: bool = True


def to_statements(
    text: str, clauses: list[Clause], reporting_clauses: list[ReportingClause]
) -> Iterator[Statement]:
    """Yield the statements of a paragraph in the order in which they begin, outer ones first.

    ``reporting_clauses`` are in order.
    """
    end = len(text.rstrip(_END_MARKS))
    current: list[tuple[Speaker, str]] = []
    start = 0
    current_sentence = -1
    content_clause = -1
    found: list[Statement] = []
    for reporting in reporting_clauses:
        clause = clauses[reporting.clause]
        within = reporting.clause == content_clause and current_sentence == clause.sentence
        content_clause = reporting.clause + 1 if reporting.ends_in_verb else -1
        speakers = [speaker for speaker, _ in reporting.speakers]
        if current and speakers == [speaker for speaker, _ in current]:
            current_sentence = clause.sentence
            continue
        begin = _begin(text, clauses, reporting.clause, current_sentence == clause.sentence)
        nested = within or (
            current_sentence == clause.sentence
            and current[0][0].kind == "person"
            and speakers[0].kind == "group"
        )
        if nested and not reporting.strong:
            continue
        if nested:
            stop = min(_sentence_end(clauses, reporting.clause), end)
            found += [_statement(begin, stop, *one) for one in reporting.speakers]
            continue
        begin = max(begin, start)
        found += [_statement(start, begin, *one) for one in current]
        current, start, current_sentence = list(reporting.speakers), begin, clause.sentence
    found += [_statement(start, end, *one) for one in current]
    found = [one for one in found if one.end > one.start]
    yield from sorted(found, key=lambda one: (one.start, -one.end))


def _statement(start: int, end: int, speaker: Speaker, mention: str) -> Statement:
    named = fold(speaker.name) in fold(mention)
    return Statement(start, end, speaker, mention, "reported" if named else "resolved")


def _sentence_end(clauses: list[Clause], index: int) -> int:
    sentence = clauses[index].sentence
    while index + 1 < len(clauses) and clauses[index + 1].sentence == sentence:
        index += 1
    return clauses[index].end + len(clauses[index].mark)


def _begin(text: str, clauses: list[Clause], index: int, interrupts: bool) -> int:
    """Return the start of the statement that clause ``index`` attributes.

    ``interrupts``: another statement has begun in the same sentence.
    """
    clause = clauses[index]
    if clause.quote is not None and not _is_claimed(text, clause.quote):
        return clause.quote
    if not interrupts:
        first = next(one for one in clauses if one.start >= clause.sentence)
        if first.quote is not None and not _is_claimed(text, first.quote):
            return first.quote
        return clause.sentence
    begin = clause.start
    while index and clauses[index - 1].start >= clause.part:
        index -= 1
        if not lexicon("openers").longest_at(fold(text[clauses[index].start : clauses[index].end])):
            break
        begin = clauses[index].start
    return begin


def _is_claimed(text: str, quote: int) -> bool:
    """Return whether the speaker of the quotation at ``quote`` is before it: 他說：“…”."""
    return text[quote - 1 : quote] in ("：", ":", "，", ",")
