"""A document in, the same document with the statements of each paragraph out.

Labelled turns (:mod:`corpus.speakers.turns`) are found first. Paragraphs outside of turns are read
as prose (:mod:`corpus.speakers.reported_speech`). Only body paragraphs have statements, and laws
have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from corpus.document import Document, Paragraph, Statement
from corpus.fold import fold
from corpus.speakers.clauses import mask_quotations
from corpus.speakers.coreference import People, Position
from corpus.speakers.exchange_lines import exchange_parts
from corpus.speakers.exchanges import link_answers
from corpus.speakers.introductions import find_introductions
from corpus.speakers.lexicon import words
from corpus.speakers.mention import Mention
from corpus.speakers.mentions import MentionFinder
from corpus.speakers.names_before_verbs import follows_office, speaking_heads
from corpus.speakers.names_without_title import known_names, may_change_names
from corpus.speakers.procedure import is_procedural
from corpus.speakers.prose import Prose
from corpus.speakers.reported_speech import DiscourseState, find_statements
from corpus.speakers.speeches import find_speech
from corpus.speakers.turn_speakers import TurnSpeakers
from corpus.speakers.turns import Turn, find_turns
from corpus.speakers.verbs_of_saying import may_report

# Folded: Simplified.
_PART = re.compile(
    "[^，,。、:：]{0,6}(?:发言|发言摘要|讨论|报告|说明|询答|答询|质询|意见|意见交流|综合讨论)[:：]"
)

_POINT = fold("·")

__all__ = ["attribute", "is_procedural"]


def attribute(document: Document) -> Document:
    """Return ``document`` with the statements of its paragraphs. Nothing else changes.

    >>> said = Paragraph(1, "body", "勞動部林永春次長指出，工時應公開。")
    >>> [one] = attribute(Document("a", "", None, "report", (said,))).paragraphs[0].statements
    >>> one.speaker.name, one.speaker.organization
    ('林永春', '勞動部')
    """
    if document.kind == "law":
        return document
    paragraphs = document.paragraphs
    speech = find_speech(paragraphs)
    turns = find_turns(paragraphs, document.kind, speech)
    speakers = TurnSpeakers(paragraphs, turns, speech)
    labelled = list(speakers.mentions())
    proses = _read_prose(paragraphs, turns, frozenset(fold(one.name) for _, one in labelled))
    introduced = find_introductions(paragraphs, turns)
    offices = (
        (one, prose.text) for prose in proses.values() for one in prose.mentions if one.organization
    )
    people = People([*labelled, *introduced, *_prose_mentions(proses.values())], offices)
    state = DiscourseState()
    result = []
    for index, (paragraph, turn) in enumerate(zip(paragraphs, turns, strict=True)):
        statements: list[Statement] = []
        if turn is not None:
            statements = speakers.statements(paragraph, index, people)
        elif paragraph.role == "body" and (parts := exchange_parts(paragraph.text)):
            statements = speakers.exchange(paragraph, parts, index, people)
        elif paragraph.role == "body" and index in proses:
            statements = find_statements(proses[index], people, state)
        if statements or paragraph.statements:
            paragraph = Paragraph(*paragraph[:5], tuple(statements), *paragraph[6:])
        result.append(paragraph)
    return document._replace(paragraphs=tuple(link_answers(result)))


def _read_prose(
    paragraphs: tuple[Paragraph, ...], turns: list[Turn | None], labelled: frozenset[str]
) -> dict[int, Prose]:
    """Return the paragraphs outside of labelled turns by index, with the persons they name.

    Captions and headings are included because they also name people. A text is read again if it
    may contain names that the first pass is certain of: they help to find where others begin.
    """
    from corpus.fold_arrays import fold_all  # needs numpy, which a search does not import

    indexes = [
        index
        for index, (paragraph, turn) in enumerate(zip(paragraphs, turns, strict=True))
        if turn is None and not _is_speaker_label(paragraph)
    ]
    wholes = fold_all([paragraphs[index].text for index in indexes])
    proses: dict[int, Prose] = {}
    finders: dict[str, MentionFinder] = {}
    read: dict[str, Prose] = {}  # a text that recurs, as cells of a table do, is read once
    for index, folded in zip(indexes, wholes, strict=True):
        text = paragraphs[index].text
        if (same := read.get(text)) is not None:
            masked, quotations = same.masked, same.quotations
            proses[index] = Prose(index, text, masked, quotations, same.mentions, same.reports)
            continue
        masked, quotations = mask_quotations(folded, text)
        reports = may_report(masked)
        finders[text] = MentionFinder(text, masked, folded, reports)
        mentions = finders[text].find(labelled)
        proses[index] = read[text] = Prose(index, text, masked, quotations, mentions, reports)
    certain = _known_names(one for prose in proses.values() for one in prose.mentions)
    certain |= _recurring_names(proses.values())
    known, new = labelled | certain, certain - labelled
    again: dict[str, list[Mention]] = {}
    for (index, prose), folded in zip(proses.items(), wholes, strict=True):
        if may_change_names(folded, new):
            if prose.text not in again:
                again[prose.text] = finders[prose.text].find(known)
            proses[index] = replace(prose, mentions=again[prose.text])
    return proses


def _is_speaker_label(paragraph: Paragraph) -> bool:
    """Return whether the paragraph is only a label, or the head of a part: 委員發言：."""
    text = paragraph.text.rstrip()
    if not text.endswith(("：", ":")):
        return False
    return paragraph.role == "heading" or _PART.fullmatch(fold(text)) is not None


def _known_names(mentions: Iterable[Mention]) -> frozenset[str]:
    """Return the folded full names and Latin surnames, without 司連芳 if 連芳 is certain.

    Also without 黃豪在 if 黃豪 is one of them: a function word ends no longer name.
    """
    sure: set[str] = set()
    others: set[str] = set()
    for mention in mentions:
        if mention.form == "full" and not mention.guess:
            (sure if mention.certain else others).add(fold(mention.name))
            *_, last = mention.name.split(" ")
            if last != mention.name and len(last) > 2:
                sure.add(fold(last))
            parts = fold(mention.name).split(_POINT)  # 艾莎·拉赫曼諾娃
            sure.update(part for part in parts if len(parts) > 1 and len(part) > 2)
    names = sure | {name for name in others if name[1:] not in sure}
    return frozenset(
        name for name in names if name[-1] not in words("notgiven") or name[:-1] not in names
    )


def _recurring_names(proses: Iterable[Prose]) -> frozenset[str]:
    """Return the folded names of everyday characters that follow an office and speak elsewhere.

    立委和金泉到場。…和金泉指出，…
    """
    proses = list(proses)
    heads = frozenset(
        name for prose in proses if prose.reports for name in speaking_heads(prose.masked)
    )
    if not heads:
        return frozenset()
    return frozenset(
        prose.masked[start:end]
        for prose in proses
        for start, end in known_names(prose.masked, heads)
        if follows_office(prose.masked, start)
    )


def _prose_mentions(proses: Iterable[Prose]) -> Iterator[tuple[Position, Mention]]:
    for prose in proses:
        for mention in prose.mentions:
            if mention.form == "full":
                yield (prose.index, mention.start), mention
