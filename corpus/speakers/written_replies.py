"""Paragraphs in, whom 問題： and 答覆： mean out, as gazettes of written replies name them.

以下是今日在立法會會議上盧偉德議員的提問和教育局局長石清如的書面答覆： names both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import Paragraph, Speaker
from corpus.fold import fold
from corpus.speakers.labels import Label
from corpus.speakers.mentions import find_mentions

_FIRST = 12
_LONGEST = 200
# Folded: Simplified.
_INTRODUCTION = re.compile(
    r"(?P<asks>.{2,60}?)(?:议员|委员|代表)?(?:的|就.{1,60}?的)?(?:书面|口头)?(?:提问|质询|质问|询问)"
    r"[和及与以]{1,2}(?P<answers>.{2,60}?)(?:的|所作的|作出的)?(?:书面|口头)?(?:答复|回复|答询|回应)\s*[:：]?\s*$"
)
_REPLIES = ("答复", "回复", "答询", "回应")
_QUESTIONS = ("问题", "提问", "质询", "问")
_ANSWERS = ("答复", "回复", "答询", "答")
_SALUTATION = re.compile(r"(?:代理|署理)?(?:主席|议长|会长)(?:先生|女士|阁下)?[:：]?\s*")


def reply_labels(paragraphs: Sequence[Paragraph]) -> dict[str, Label]:
    """Return the labels that the folded words 问题 and 答复 stand for, empty if nothing says it.

    >>> text = "以下是今日在立法會會議上盧偉德議員的提問和教育局局長石清如的書面答覆："
    >>> labels = reply_labels([Paragraph(1, "body", text)])
    >>> labels["问题"].speaker.name, labels["答复"].speaker.name
    ('盧偉德', '石清如')
    """
    for paragraph in paragraphs[:_FIRST]:
        text = paragraph.text
        if len(text) > _LONGEST or paragraph.role not in ("body", "heading"):
            continue
        folded = fold(text)
        # A cheap test: the pattern tries every length of two names from each character on.
        if not folded.rstrip().removesuffix(":").rstrip().endswith(_REPLIES):
            continue
        found = _INTRODUCTION.search(folded)
        if found is None:
            continue
        asks, answers = (
            _last_person(text, *found.span("asks")),
            _last_person(text, *found.span("answers")),
        )
        if asks is None or answers is None:
            continue
        return dict.fromkeys(_QUESTIONS, asks) | dict.fromkeys(_ANSWERS, answers)
    return {}


def is_salutation_of_reply(text: str) -> bool:
    """Return whether a line addresses the chair, as written replies begin: 主席：."""
    return _SALUTATION.fullmatch(fold(text.strip())) is not None


def _last_person(text: str, start: int, end: int) -> Label | None:
    """Return the person whom ``text[start:end]`` names last, with the office behind the name."""
    end = end + 2 if fold(text[end : end + 2]) in ("议员", "委员", "代表") else end
    piece = text[start:end]
    named = [one for one in find_mentions(piece, fold(piece)) if one.form != "pronoun"]
    if not named or named[-1].form == "short":
        return None
    last = named[-1]
    name = last.name or last.organization + last.title
    wording = piece[last.start : last.end]
    speaker = Speaker(name, last.title, last.organization)
    return Label(wording, "sure", speaker, person=last.form == "full")
