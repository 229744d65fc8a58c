"""Decides whether the speaker that a query names says the words that matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.document import Paragraph, Statement
from searcher.match.fields import matches_value
from searcher.match.highlight import Mark
from searcher.query.ast import Field


def is_said_by(statement: Statement, groups: Sequence[Sequence[Field]]) -> bool:
    """Whether the speaker of a statement matches a field of each group."""
    speaker = statement.speaker
    group = speaker.name if speaker.kind == "group" else ""
    values = {"org": (speaker.organization, group), "speaker": (speaker.name, speaker.title)}
    return all(
        any(matches_value(field, value) for field in fields for value in values[field.name])
        for fields in groups
    )


def words_said_by(
    paragraph: Paragraph,
    said_by: Sequence[Sequence[Field]],
    marks: Callable[[], Sequence[Sequence[Mark]]],
) -> bool:
    """Whether the speaker says the words that matched: for every term, each mark is in a statement
    of the speaker. ``marks`` gives them, term by term; it is not called where the speaker says the
    whole paragraph."""
    own = [s for s in paragraph.statements if is_said_by(s, said_by)]
    if any(s.start == 0 and s.end == len(paragraph.text) for s in own):
        return True
    return bool(own) and all(
        any(_is_within(mark, statement) for mark in of_term for statement in own)
        for of_term in marks()
        if of_term
    )


def _is_within(mark: Mark, statement: Statement) -> bool:
    return statement.start <= mark.start and mark.end <= statement.end
