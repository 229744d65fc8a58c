"""Lines with a label in, which of them name no speaker out: an addressee, an issuer, a rank.

Letters and notices begin with whom they address (各縣市政府：), end with who issued them and when,
and regulations list offices (副司令員：中將至大校；).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.document import Paragraph
from corpus.fold import fold
from corpus.label_lines import LabelLine
from corpus.speakers.labels import Label

_BEGINNING = 200
# Folded: Simplified. Who is addressed as a kind.
_ALL = re.compile(
    "(?:^|、)(?:各|全体|全国各|有关|所属|地方各级|本[部局署处院会校](?:各|所属))|(?:^|[^某])各(?:级|省|市|县|单位|部门)"
)
# What a letter says to the addressee or of itself. Folded: Simplified.
_LETTER = re.compile(
    "[你贵][院部委厅局署处省市县区州所司会校馆台行社公单厂](?!长)|来[函文电信](?!自)|收悉|钧[院部局座鉴]|台端|查照|鉴核|此[致复]|特此"
    "|(?:通知|批复|函复|答复|函告|通告|公告|函询|请示|报告|说明)如[下次左]"
)
_GREETS = re.compile("[您你]们?好|[见敬]字如面|钧鉴|大鉴|勋鉴|敬启")
_CLOCK = re.compile(r"\d{1,2}[:：]\d{2}|\d{1,2}[时時點点]")
_NUMBERED = re.compile(r"\s*[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})[）)、.．]")
_LIST_END = ("；", ";")


def is_addressee(label: Label, below: Paragraph | None, *, only: bool) -> bool:
    """Return whether ``label``, alone on the first line with a label, names who gets the letter.

    ``below`` is the next paragraph. ``only``: no other line of the document has a known label.
    """
    text = fold(label.text)
    beginning = fold(below.text[:_BEGINNING]) if below is not None else ""
    if label.person or label.surname:
        return only and _GREETS.match(beginning.lstrip()) is not None
    if _ALL.search(text) or _LETTER.search(beginning):
        return True
    return only and label.speaker.kind == "group" and bool(_GREETS.match(beginning))


def is_issuer(label: Label, line: LabelLine, text: str) -> bool:
    """Return whether the line is a body and a date, as under a letter: 2020年11月9日 示範委員會."""
    unnamed = not label.person and not label.surname
    return line.form == "time" and unnamed and _CLOCK.search(text) is None


def lists_offices(texts: Sequence[str]) -> bool:
    """Return whether numbered lines with the label of an office list what applies to each.

    >>> lists_offices(["（一）司令員：上將；", "（二）副司令員：中將。"])
    True
    """
    return any(is_numbered(text) and text.rstrip().endswith(_LIST_END) for text in texts)


def is_numbered(text: str) -> bool:
    """Return whether the line begins with a number of a list: 一、, （二）, 3."""
    return _NUMBERED.match(text) is not None
