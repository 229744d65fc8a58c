"""How far the words of each speaker reach in a paragraph. All offsets are in characters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from corpus.document import Speaker, Statement
from corpus.fold import fold
from corpus.speakers.clauses import Clause
from corpus.speakers.lexicon import matcher

_END_MARKS = " \u3000\n■◆●"


class Event(NamedTuple):
    """Somebody begins to speak, or goes on, in a clause.

    ``opens``: the clause ends with the verb, so that the next one is already what is said.
    """

    clause: int
    speakers: tuple[tuple[Speaker, str], ...]
    opens: bool
    strong: bool = True


def spans(text: str, clauses: list[Clause], events: list[Event]) -> Iterator[Statement]:
    """Turn the events of a paragraph into statements, in the order in which they begin."""
    end = len(text.rstrip(_END_MARKS))
    running: list[tuple[Speaker, str]] = []
    start = 0
    running_sentence = -1
    opened = -1
    found: list[Statement] = []
    for event in events:
        clause = clauses[event.clause]
        within = event.clause == opened and running_sentence == clause.sentence
        opened = event.clause + 1 if event.opens else -1
        speakers = [speaker for speaker, _ in event.speakers]
        if running and speakers == [speaker for speaker, _ in running]:
            running_sentence = clause.sentence
            continue
        begin = _begin(text, clauses, event.clause, running_sentence == clause.sentence)
        nested = within or (
            running_sentence == clause.sentence
            and running[0][0].kind == "person"
            and speakers[0].kind == "group"
        )
        if nested and not event.strong:
            continue
        if nested:
            stop = min(_sentence_end(clauses, event.clause), end)
            found += [Statement(begin, stop, who, mention) for who, mention in event.speakers]
            continue
        begin = max(begin, start)
        found += [Statement(start, begin, who, mention) for who, mention in running]
        running, start, running_sentence = list(event.speakers), begin, clause.sentence
    found += [Statement(start, end, who, mention) for who, mention in running]
    found = [one for one in found if one.end > one.start]
    yield from sorted(found, key=lambda one: (one.start, -one.end))


def _sentence_end(clauses: list[Clause], index: int) -> int:
    sentence = clauses[index].sentence
    while index + 1 < len(clauses) and clauses[index + 1].sentence == sentence:
        index += 1
    return clauses[index].end + len(clauses[index].mark)


def _begin(text: str, clauses: list[Clause], index: int, interrupts: bool) -> int:
    """Return where the statement attributed in clause ``index`` begins."""
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
        if not matcher("openers").at(fold(text[clauses[index].start : clauses[index].end])):
            break
        begin = clauses[index].start
    return begin


def _is_claimed(text: str, quote: int) -> bool:
    """Say whether the quotation at ``quote`` has its speaker before it: 他說：“…”."""
    return text[quote - 1 : quote] in ("：", ":", "，", ",")
