"""Decides whether the speaker that a query names says the words that matched."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from corpus.document import Paragraph, Statement
from searcher.match.fields import matches_value
from searcher.match.highlight import Mark
from searcher.query.ast import Field


def is_said_by(statement: Statement, fields: Sequence[Field]) -> bool:
    """Whether the speaker of a statement matches all of the fields."""
    speaker = statement.speaker
    group = speaker.name if speaker.kind == "group" else ""
    values = {"org": (speaker.organization, group), "speaker": (speaker.name, speaker.title)}
    return all(any(matches_value(field, value) for value in values[field.name]) for field in fields)


def words_said_by(
    paragraph: Paragraph,
    fields: Sequence[Field],
    marks: Callable[[], Sequence[Sequence[Mark]]],
) -> bool:
    """Whether the speaker says the words that matched: for every term, each mark is in a statement
    of the speaker. ``marks`` gives them, term by term; it is not called where the speaker says the
    whole paragraph."""
    own = [s for s in paragraph.statements if is_said_by(s, fields)]
    others = [s for s in paragraph.statements if s.inside is not None and s not in own]
    if not others and any(s.start == 0 and s.end == len(paragraph.text) for s in own):
        return True
    return bool(own) and all(
        any(_is_within(mark, statement) for mark in of_term for statement in own)
        and not all(any(_is_within(mark, other) for other in others) for mark in of_term)
        for of_term in marks()
        if of_term
    )


def _is_within(mark: Mark, statement: Statement) -> bool:
    return statement.start <= mark.start and mark.end <= statement.end
