"""Who said it: a document in, the same document with the statements of each paragraph out.

Labelled turns (:mod:`corpus.turns`) come first; what they leave is read as prose
(:mod:`corpus.speech`). Only body paragraphs carry statements, and laws carry none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from corpus.clauses import mask_quotations
from corpus.document import Document, Paragraph, Speaker, Statement
from corpus.fold import fold
from corpus.names import Mention, find_mentions
from corpus.people import People, Place
from corpus.speech import Memory, find_statements
from corpus.turns import Label, Turn, find_turns, is_procedural

__all__ = ["attribute", "is_procedural"]


def attribute(document: Document) -> Document:
    """Return ``document`` with the statements of its paragraphs; nothing else is changed.

    >>> said = Paragraph(1, "body", "勞動部林永春次長指出，工時應公開。")
    >>> [one] = attribute(Document("a", "", None, "report", (said,))).paragraphs[0].statements
    >>> one.speaker.name, one.speaker.organization
    ('林永春', '勞動部')
    """
    if document.kind == "law":
        return document
    paragraphs = document.paragraphs
    turns = find_turns(paragraphs)
    labels = [turn.label if turn else None for turn in turns]
    people = People([*_in_labels(labels), *_in_prose(paragraphs, turns)])
    memory = Memory([])
    speakers: dict[str, Speaker] = {}
    result = []
    for index, (paragraph, turn) in enumerate(zip(paragraphs, turns, strict=True)):
        statements: list[Statement] = []
        if turn is not None:
            label = turn.label
            if label.text not in speakers:
                speakers[label.text] = _speaker(label, people, index)
            statements = _whole(paragraph, turn, speakers[label.text])
        elif paragraph.role == "body":
            statements = find_statements(paragraph.text, index, people, memory)
        result.append(replace(paragraph, statements=tuple(statements)))
    return replace(document, paragraphs=tuple(result))


def _whole(paragraph: Paragraph, turn: Turn, speaker: Speaker) -> list[Statement]:
    if turn.start >= len(paragraph.text):
        return []
    return [Statement(turn.start, len(paragraph.text), speaker, turn.label.text)]


def _in_labels(labels: list[Label | None]) -> Iterator[tuple[Place, Mention]]:
    """Yield the full names among the labels, where each first stands."""
    seen: set[str] = set()
    for index, label in enumerate(labels):
        if label is None or label.text in seen:
            continue
        seen.add(label.text)
        speaker = label.speaker
        is_full = not label.surname and speaker.kind == "person" and label.certainty != "unknown"
        if (
            is_full
            and speaker.name != speaker.title
            and (speaker.title or label.certainty == "name")
        ):
            length = len(label.text)
            mention = Mention(0, length, "full", speaker.name, speaker.title, speaker.organization)
            yield (index, 0), mention


def _in_prose(
    paragraphs: tuple[Paragraph, ...], turns: list[Turn | None]
) -> list[tuple[Place, Mention]]:
    """Return the full names outside the turns. Read twice: sure edges tell where others lie."""
    texts = [
        (index, paragraph.text, mask_quotations(fold(paragraph.text), paragraph.text)[0])
        for index, (paragraph, turn) in enumerate(zip(paragraphs, turns, strict=True))
        if turn is None and not paragraph.text.endswith(("：", ":"))
    ]
    known: frozenset[str] = frozenset()
    found: list[tuple[Place, Mention]] = []
    for _ in range(2):
        found = [
            ((index, mention.start), mention)
            for index, text, masked in texts
            for mention in find_mentions(text, masked, known)
            if mention.form == "full"
        ]
        known = frozenset(fold(mention.name) for _, mention in found if mention.clear)
    return found


def _speaker(label: Label, people: People, index: int) -> Speaker:
    """Return the speaker of a label: 李部長 and 雨蒼 are looked up among the full names."""
    own = label.speaker
    if own.kind == "group":
        return own
    if label.surname:
        title, organization = own.title, own.organization
        short = Mention(0, len(label.text), "short", label.surname, title, organization)
        return people.resolve(short, own.name, (index, 0)) or own
    if label.certainty == "unknown" and (whole := people.by_part(own.name)):
        return whole
    full = Mention(0, len(label.text), "full", own.name, own.title, own.organization)
    return people.resolve(full, own.name, (index, 0)) or own
