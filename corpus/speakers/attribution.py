"""Who said it: a document in, the same document with the statements of each paragraph out.

Labelled turns (:mod:`corpus.speakers.turns`) come first; what they leave is read as prose
(:mod:`corpus.speakers.reported_speech`). Only body paragraphs carry statements, and laws carry none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.document import Document, Paragraph, Speaker, Statement
from corpus.fold import fold
from corpus.speakers.clauses import mask_quotations
from corpus.speakers.coreference import People, Place
from corpus.speakers.mentions import Mention, find_mentions
from corpus.speakers.reported_speech import Memory, Prose, find_statements
from corpus.speakers.turns import Label, Turn, find_turns, is_procedural

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
    labelled = list(_in_labels(turns))
    proses = _read_prose(paragraphs, turns, frozenset(fold(one.name) for _, one in labelled))
    people = People([*labelled, *_in_prose(proses.values())])
    memory = Memory()
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
            statements = find_statements(proses[index], people, memory)
        if statements or paragraph.statements:
            paragraph = Paragraph(*paragraph[:5], tuple(statements), paragraph.topics)
        result.append(paragraph)
    return document._replace(paragraphs=tuple(result))


def _whole(paragraph: Paragraph, turn: Turn, speaker: Speaker) -> list[Statement]:
    if turn.start >= len(paragraph.text):
        return []
    return [Statement(turn.start, len(paragraph.text), speaker, turn.label.text)]


def _in_labels(turns: list[Turn | None]) -> Iterator[tuple[Place, Mention]]:
    """Yield the full names among the labels, where each first stands."""
    seen: set[str] = set()
    for index, turn in enumerate(turns):
        if turn is None or turn.label.text in seen:
            continue
        label = turn.label
        seen.add(label.text)
        if label.names_fully:
            one = label.speaker
            mention = Mention(0, len(label.text), "full", one.name, one.title, one.organization)
            yield (index, 0), mention


def _read_prose(
    paragraphs: tuple[Paragraph, ...], turns: list[Turn | None], labelled: frozenset[str]
) -> dict[int, Prose]:
    """Return what is not said under a label, by index: captions and headings name people too.

    Read twice: names whose edges are sure tell where the others lie.
    """
    masks = {
        index: mask_quotations(fold(paragraph.text), paragraph.text)
        for index, (paragraph, turn) in enumerate(zip(paragraphs, turns, strict=True))
        if turn is None and not _is_label(paragraph)
    }

    def read(known: frozenset[str]) -> dict[int, Prose]:
        return {
            index: Prose(
                index,
                paragraphs[index].text,
                masked,
                quotations,
                find_mentions(paragraphs[index].text, masked, known),
            )
            for index, (masked, quotations) in masks.items()
        }

    first = read(labelled)
    return read(labelled | _known(one for prose in first.values() for one in prose.mentions))


def _is_label(paragraph: Paragraph) -> bool:
    return paragraph.role == "heading" and paragraph.text.endswith(("：", ":"))


def _known(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the folded full names and Latin surnames, but not 司連芳 where 連芳 is certain."""
    sure: set[str] = set()
    others: set[str] = set()
    for mention in mentions:
        if mention.form == "full":
            (sure if mention.clear else others).add(fold(mention.name))
            *_, last = mention.name.split(" ")
            if last != mention.name and len(last) > 2:
                sure.add(fold(last))
    return frozenset(sure | {name for name in others if name[1:] not in sure})


def _in_prose(proses: Iterable[Prose]) -> Iterator[tuple[Place, Mention]]:
    for prose in proses:
        for mention in prose.mentions:
            if mention.form == "full":
                yield (prose.index, mention.start), mention


def _speaker(label: Label, people: People, index: int) -> Speaker:
    """Return the speaker of a label: 李部長 and 映雪 are looked up among the full names."""
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
