"""Paragraphs in, labelled turns out: 蘇映雪： as a heading, or 主席（周委員宜蓁）：… in a line.

A document has turns if some of its labels name speakers. Then every label ends the turn above it,
also one that names nobody we know: it is better to lose a speaker than to name a wrong one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from corpus.document import Certainty, Kind, Paragraph
from corpus.fold import fold
from corpus.label_lines import LONGEST_LABEL, without_time_at_end
from corpus.speakers.exchange_lines import exchange_labels, exchange_parts
from corpus.speakers.label_candidates import Begins, begin_turns
from corpus.speakers.label_words import may_be_speaker
from corpus.speakers.labels import Label, read_label
from corpus.speakers.speeches import Speech
from corpus.speakers.unspoken import (
    ends_record,
    is_bracketed,
    is_furniture,
    is_narration,
    is_stage_direction,
    sounds_spoken,
)

_LONGEST_LONE = 8
_SPEAKERS_OF_INTERVIEW = 2
_ASKERS = frozenset(map(fold, ("主持人", "記者", "問", "Q", "訪談人", "訪問者", "採訪者", "訪員")))


class Turn(NamedTuple):
    """The speaker of ``label`` says ``text[start:end]`` of a paragraph.

    ``certainty`` is "guess" if it is not sure that the label names a speaker.
    """

    label: Label
    start: int
    end: int
    certainty: Certainty = "label"


def find_turns(
    paragraphs: Sequence[Paragraph], kind: Kind = "other", speech: Speech | None = None
) -> list[Turn | None]:
    """Return for each paragraph the turn it belongs to, or None.

    A turn ends at the next label, or at a heading that is not a label.
    """
    if speech is not None:
        return list(_turns_by_lines(paragraphs, *begin_turns(paragraphs, kind, speech)))
    texts = {one.text for one in paragraphs if one.role == "heading"}
    labels = {text: _heading_label(text) for text in texts}
    headings = [labels[one.text] if one.role == "heading" else None for one in paragraphs]
    marked = len([one for one in headings if one and one.certainty in ("sure", "name")])
    if marked and sum(map(_has_colon, paragraphs)) * 2 < marked:
        return list(_turns_by_headings(paragraphs, headings, marked))
    begins, whole = begin_turns(paragraphs, kind)
    if not marked and not any(begins):
        return [None] * len(paragraphs)
    lines = sum(
        one is not None and one.label is not None and one.certainty == "label" and head is None
        for one, head in zip(begins, headings, strict=True)
    )
    if marked and lines * 2 < marked:
        return list(_turns_by_headings(paragraphs, headings, marked))
    return list(_turns_by_lines(paragraphs, begins, whole))


def _has_colon(paragraph: Paragraph) -> bool:
    """Return whether a colon is where labels end."""
    text = paragraph.text
    return paragraph.role == "body" and (
        text.find("：", 0, LONGEST_LABEL) >= 0 or text.find(":", 0, LONGEST_LABEL) >= 0
    )


def _heading_label(text: str) -> Label | None:
    text = text.strip()
    return read_label(text[:-1]) if text.endswith(("：", ":")) else None


def _turns_by_headings(
    paragraphs: Sequence[Paragraph], headings: Sequence[Label | None], marked: int
) -> Iterator[Turn | None]:
    known = {one.text: one for one in headings if one is not None}
    current: Label | None = None
    for paragraph, heading in zip(paragraphs, headings, strict=True):
        if paragraph.role == "heading":
            current = heading if heading and _starts_turn(heading, marked) else None
        elif paragraph.text.endswith(("：", ":")) and _is_lone_label(paragraph.text):
            current = known.get(paragraph.text.rstrip("：: "))
            yield None
            continue
        spoken = paragraph.role == "body" and paragraph.text
        yield Turn(current, 0, len(paragraph.text)) if current and spoken else None


def _is_lone_label(text: str) -> bool:
    """Return whether a line with a colon at its end may be a label that occurs once: 緬因："""
    if len(text) > _LONGEST_LONE:
        return False
    label = read_label(text[:-1])
    if label is None or label.certainty in ("sure", "name"):
        return label is not None
    return may_be_speaker(text[:-1])


def _starts_turn(label: Label, others: int) -> bool:
    """Return whether a heading begins a turn, in a document with ``others`` known ones."""
    if label.certainty in ("loose", "unknown"):
        return others >= 2 and len(label.text) <= 20
    return label.certainty == "sure" or others >= 2


def _turns_by_lines(
    paragraphs: Sequence[Paragraph], begins: Sequence[Begins | None], whole: bool
) -> Iterator[Turn | None]:
    names = frozenset(
        fold(one.label.speaker.name) for one in begins if one and one.label and one.label.person
    )
    continued = _continued(paragraphs, begins, names)
    between = _between_labels(paragraphs, begins)
    current: Begins | None = None
    for index, (paragraph, begin) in enumerate(zip(paragraphs, begins, strict=True)):
        text = paragraph.text
        end = len(without_time_at_end(text))
        if begin is not None:
            current = _last_of_line(begin, text) if begin.label is not None else None
            yield _turn(begin, begin.start, end)
        elif paragraph.role == "heading":
            current = current if current is not None and current.speech else None
            yield None
        elif current is None or paragraph.role != "body":
            yield None
        elif is_stage_direction(text) or is_furniture(text):
            yield _interjection(text)
        elif ends_record(text) or is_narration(text, names):
            current = None
            yield None
        elif whole or current.alone or continued[index]:
            yield _turn(current, 0, end)
        elif between[index]:
            yield _turn(current._replace(certainty="resolved"), 0, end)
        else:
            current = None
            yield None


def _last_of_line(begin: Begins, text: str) -> Begins:
    """Return ``begin`` with the last label of 問：…答：…: the next paragraph goes on with it."""
    parts = exchange_parts(text)
    if not parts or parts[0].start != begin.start or begin.label is None:
        return begin
    [*_, last] = exchange_labels(parts, {})
    return begin if last.text == begin.label.text else begin._replace(label=last)


def _turn(begin: Begins, start: int, end: int) -> Turn | None:
    if begin.label is None or start >= end:
        return None
    return Turn(begin.label, start, end, begin.certainty)


def _continued(
    paragraphs: Sequence[Paragraph], begins: Sequence[Begins | None], names: frozenset[str]
) -> list[bool]:
    """Return for each paragraph whether it or a later one before the next label sounds spoken.

    Between single labelled paragraphs of an article, the other paragraphs are the author's.
    """
    result = [False] * len(paragraphs)
    spoken = False
    for index in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[index]
        ends = begins[index] is not None or paragraph.role == "heading"
        if ends or ends_record(paragraph.text) or is_narration(paragraph.text, names):
            spoken = False
        elif paragraph.role == "body" and not spoken:
            spoken = sounds_spoken(paragraph.text)
        result[index] = spoken
    return result


def _between_labels(paragraphs: Sequence[Paragraph], begins: Sequence[Begins | None]) -> list[bool]:
    """Return for each paragraph of an interview whether another label follows in its section.

    Those behind the last label may be about the author or the guest.
    """
    result = [False] * len(paragraphs)
    labels = [one.label for one in begins if one is not None and one.label is not None]
    asked = any(fold(one.text) in _ASKERS for one in labels) or any(
        one is not None and one.label is not None and paragraph.text.endswith(("？", "?"))
        for paragraph, one in zip(paragraphs, begins, strict=True)
    )
    if not asked or len({one.text for one in labels}) < _SPEAKERS_OF_INTERVIEW:
        return result
    follows = False
    for index in range(len(paragraphs) - 1, -1, -1):
        begin = begins[index]
        if begin is not None:
            follows = begin.label is not None
        elif paragraphs[index].role == "heading":
            follows = False
        result[index] = follows
    return result


def _interjection(text: str) -> Turn | None:
    """Return the turn of words in brackets with a label: （委員們：對！）."""
    if not is_bracketed(text):
        return None
    inner = text.strip()[1:-1]
    name, colon, said = inner.partition("：")
    label = read_label(name) if colon else None
    if label is None or label.certainty != "sure" or not said.strip():
        return None
    start = text.index(said)
    return Turn(label, start, start + len(said))
