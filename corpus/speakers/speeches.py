"""Paragraphs in, the line that says whose speech follows out.

以下是財政司司長盧偉德今日在午餐會的致辭全文： is how releases begin that print a speech. What
follows are the words of this person, also under headings, up to the next label or 完.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from corpus.document import Paragraph, Speaker
from corpus.fold import fold
from corpus.speakers.labels import Label
from corpus.speakers.mentions import find_mentions

_FIRST = 12
_LONGEST = 200
# Folded: Simplified.
_SPEECH = "(?:发言|致辞|致词|演辞|演词|演讲|讲话|谈话|讲稿|讲辞|发言稿|答词|献词|贺词)"
_ANSWERS = "(?:[和与及]?(?:传媒|记者)?(?:答问|问答|答记者问|问答环节|答问环节))"
_WHOLE = "(?:全文|内容|原文|要点|摘要|实录|节录|节选|重点|文字稿|译文|中文译本|中译本|稿)"
_NOTE = r"(?:\([^()]{1,16}\))?"
_INTRODUCTION = re.compile(
    rf"(?:(?:以下|下文|下面)(?:是|为|系)?.{{2,120}}?(?:{_SPEECH}{_ANSWERS}?|{_ANSWERS})的?{_WHOLE}*{_NOTE}"
    rf"|.{{2,80}}?{_SPEECH}{_ANSWERS}?的?{_WHOLE}+{_NOTE}(?:如下|如后)){_NOTE}\s*[:。]?"
)
_JOINED = tuple("与和及、")


class Speech(NamedTuple):
    """The paragraph at the index ``line`` says that the words after it are those of ``label``."""

    line: int
    label: Label


def find_speech(paragraphs: Sequence[Paragraph]) -> Speech | None:
    """Return whose speech a document prints, or None if no line at its beginning says it.

    >>> text = "以下是教育局局長盧偉德今日（五月四日）在午餐會的致辭全文："
    >>> speech = find_speech([Paragraph(1, "body", text)])
    >>> speech.label.speaker
    Speaker(name='盧偉德', title='局長', organization='教育局', kind='person')
    """
    for index, paragraph in enumerate(paragraphs[:_FIRST]):
        text = paragraph.text
        if len(text) > _LONGEST or paragraph.role not in ("body", "heading"):
            continue
        folded = fold(text)
        if _INTRODUCTION.fullmatch(folded.strip()) and (label := _speaker(text, folded)):
            return Speech(index, label)
    return None


def _speaker(text: str, folded: str) -> Label | None:
    """Return the first person whom the line names, unless it names two who speak."""
    named = [one for one in find_mentions(text, folded) if one.form in ("full", "title")]
    if not named:
        return None
    first, *others = named
    if others and folded[first.end : first.end + 1] in _JOINED:
        return None
    name = first.name or first.organization + first.title
    speaker = Speaker(name, first.title, first.organization)
    return Label(text[first.start : first.end], "sure", speaker, person=first.form == "full")
