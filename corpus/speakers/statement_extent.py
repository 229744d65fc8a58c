"""Reporting clauses of a paragraph in, the spans of the statements out, in characters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from corpus.document import Certainty, Speaker, Statement
from corpus.fold import fold
from corpus.speakers.clauses import Clause
from corpus.speakers.lexicon import lexicon

_LONGEST_CREDIT = 80
_CREDIT = re.compile(
    r"\s*(?:[^，。：；（(【\s]{0,24}[電电讯訊])?\s*[（(【]"
    r"[^（）()【】]{0,40}?(?:[記记]者|[圖图]片?[／/:：]|照片[／/:：]|[電电讯訊](?=[）)】])|[報报][導导道](?=[）)】]))[^（）()【】]{0,40}[）)】]\s*"
)
_END_MARKS = " \u3000\n■◆●"
_Speakers = tuple[tuple[Speaker, str], ...]


class ReportingClause(NamedTuple):
    """A clause in which ``speakers`` (each with the wording that names it) say something.

    ``clause`` is an index. ``ends_in_verb``: the clause ends with the verb, so the next clause is
    what the speakers say. ``strong``: the clause counts also inside another person's statement.
    ``apart``: it begins a statement of its own even in the middle of another one's sentence.
    ``elided``: the clause does not name its subject. ``guess``: we are not sure of the subject.
    Without speakers, the narrator goes on.
    """

    clause: int
    speakers: _Speakers
    ends_in_verb: bool = False
    strong: bool = True
    apart: bool = False
    elided: bool = False
    guess: bool = False


class _Open(NamedTuple):
    """What is being said at the moment: by whom, from which offset on."""

    reporting: ReportingClause
    start: int

    def until(self, end: int) -> list[Statement]:
        return _statements(self.reporting, self.start, end)


def to_statements(
    text: str, clauses: list[Clause], reporting_clauses: list[ReportingClause]
) -> Iterator[Statement]:
    """Yield the statements of a paragraph in the order in which they begin, outer ones first.

    ``reporting_clauses`` are in order.
    """
    end = len(text.rstrip(_END_MARKS))
    current: _Open | None = None
    behind = 0
    sentence = content_clause = -1
    outer: list[Statement] = []
    inner: list[Statement] = []
    for reporting in reporting_clauses:
        clause = clauses[reporting.clause]
        same_sentence = sentence == clause.sentence
        within = reporting.clause == content_clause and same_sentence
        content_clause = reporting.clause + 1 if reporting.ends_in_verb else -1
        if current is not None and _names(reporting) == _names(current.reporting):
            sentence = clause.sentence
            continue
        interrupts = current is not None and same_sentence
        begin = (
            _begin(text, clauses, reporting.clause, interrupts)
            if reporting.speakers
            else clause.sentence
        )
        begin = _behind_credit(text, begin)
        if current is not None and _is_nested(current.reporting, reporting, within, same_sentence):
            if reporting.strong:
                stop = min(_sentence_end(clauses, reporting.clause), end)
                inner += _statements(reporting, begin, stop)
            continue
        begin = max(begin, behind)
        if current is not None:
            outer += current.until(begin)
        current = _Open(reporting, begin) if reporting.speakers else None
        behind, sentence = begin, clause.sentence
    if current is not None:
        outer += current.until(end)
    yield from _in_order(outer, inner)


def _names(reporting: ReportingClause) -> list[Speaker]:
    return [speaker for speaker, _ in reporting.speakers]


def _is_nested(
    current: ReportingClause, reporting: ReportingClause, within: bool, same_sentence: bool
) -> bool:
    """Return whether ``reporting`` is part of what the speakers of ``current`` say."""
    if within or not same_sentence or not reporting.speakers:
        return within and bool(reporting.speakers)
    to_group = reporting.speakers[0][0].kind == "group"
    return current.speakers[0][0].kind == "person" and to_group and not reporting.apart


def _in_order(outer: list[Statement], inner: list[Statement]) -> Iterator[Statement]:
    """Yield all statements in order. An inner one has the position of the one that contains it."""
    nested = set(map(id, inner))
    kept = [one for one in (*outer, *inner) if one.end > one.start]
    kept.sort(key=lambda one: (one.start, -one.end, id(one) in nested))
    around = -1
    for position, one in enumerate(kept):
        if id(one) not in nested:
            around = position if around < 0 or kept[around].end <= one.start else around
            yield one
        else:
            holds = around >= 0 and kept[around].end >= one.end
            yield one._replace(inside=around if holds else None)


def _statements(reporting: ReportingClause, start: int, end: int) -> list[Statement]:
    return [
        Statement(start, end, speaker, mention, _certainty(reporting, speaker, mention))
        for speaker, mention in reporting.speakers
    ]


def _certainty(reporting: ReportingClause, speaker: Speaker, mention: str) -> Certainty:
    if reporting.guess:
        return "guess"
    # A speaker without a known name is called by the office.
    office = bool(speaker.title) and speaker.name.endswith(speaker.title)
    named = (fold(speaker.name) in fold(mention) or office) and not reporting.elided
    return "reported" if named else "resolved"


def _sentence_end(clauses: list[Clause], index: int) -> int:
    sentence = clauses[index].sentence
    last = bisect_right(clauses, sentence, lo=index, key=lambda one: one.sentence) - 1
    return clauses[last].end + len(clauses[last].mark)


def _begin(text: str, clauses: list[Clause], index: int, interrupts: bool) -> int:
    """Return the start of the statement that clause ``index`` attributes.

    ``interrupts``: another statement has begun in the same sentence.
    """
    clause = clauses[index]
    if clause.quote is not None and not is_claimed(text, clause.quote):
        return clause.quote
    if not interrupts:
        first = clauses[bisect_left(clauses, clause.sentence, key=lambda one: one.start)]
        if first.quote is not None and not is_claimed(text, first.quote):
            return first.quote
        return clause.sentence
    begin = clause.start
    while index and clauses[index - 1].start >= clause.part:
        index -= 1
        if not lexicon("openers").longest_at(fold(text[clauses[index].start : clauses[index].end])):
            break
        begin = clauses[index].start
    return begin


def _behind_credit(text: str, begin: int) -> int:
    """Return the offset behind the credit of a reporter: （中央社記者某某台北8日電）."""
    credit = _CREDIT.match(text, begin, begin + _LONGEST_CREDIT)
    return begin if credit is None else credit.end()


def is_claimed(text: str, quote: int) -> bool:
    """Return whether the speaker of the quotation at ``quote`` is before it: 他說：“…”."""
    return text[quote - 1 : quote] in ("：", ":", "，", ",")
