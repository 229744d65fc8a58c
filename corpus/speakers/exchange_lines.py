"""A paragraph in, its parts by labels out, if it holds questions and answers in one line.

問：中方如何看待？答：已多次表明立場。 begins with a label and has more of them after full stops.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from corpus.document import Speaker
from corpus.fold import fold
from corpus.speakers.labels import Label, read_label

# Folded: Simplified, with ASCII marks.
_ASKERS = (
    "问题?|提问|追问|又问|再问|发问|(?:口头|书面)?质询|主持人?|学员|观众|听众|网友|网民|读者|同学"
    "|[^\\W\\d_]{0,6}(?:记者|议员|委员)(?:提?问|质询)?|q|question|提问者|[采访]访者|访员"
)
_ANSWERERS = (
    "回?答|答[复覆]|答询|回[应复覆]|(?:受访|被访)者|嘉宾|a|answer|[^\\W\\d_]{1,8}(?:答[复覆]?|回[应复覆])"
    "|[^\\W\\d_]{0,8}(?:[局部司处署院校市县]长|主任|教授|发言人)"
)
_LABEL = re.compile(
    "(?P<before>^|[。？！?!；;」”』）)\\s])\\s*"
    f"(?:(?P<asks>(?:{_ASKERS})[ ]?[\\d一二三四五六七八九十]{{0,2}})"
    f"|(?P<answers>(?:{_ANSWERERS})[ ]?[\\d一二三四五六七八九十]{{0,2}}))[:：]\\s*"
)


class Part(NamedTuple):
    """The speaker of the label ``mention`` says ``[start, end)``; he ``asks`` or answers."""

    mention: str
    start: int
    end: int
    asks: bool


@lru_cache(maxsize=256)
def exchange_parts(text: str) -> tuple[Part, ...]:
    """Return the parts of a paragraph of questions and answers, or nothing.

    >>> [part.mention for part in exchange_parts("問：何時上路？答：明年七月。")]
    ['問', '答']
    >>> exchange_parts("問：何時上路？")
    ()
    """
    if text.count("：") + text.count(":") < 2:
        return ()
    found = list(_LABEL.finditer(fold(text)))
    heads = [(one, "asks" if one["asks"] else "answers") for one in found]
    first = heads[0][0].start(heads[0][1]) if heads else 0
    if {kind for _, kind in heads} != {"asks", "answers"} or text[:first].strip():
        return ()
    ends = [*(one.start(kind) for one, kind in heads[1:]), len(text)]
    parts = tuple(
        Part(text[slice(*one.span(kind))].strip(), one.end(), end, kind == "asks")
        for (one, kind), end in zip(heads, ends, strict=True)
    )
    return tuple(part for part in parts if text[part.start : part.end].strip())


def exchange_labels(parts: Sequence[Part], replies: Mapping[str, Label]) -> list[Label]:
    """Return the label of each part; ``replies`` are the persons whom 問 and 答 mean."""
    labels: list[Label] = []
    for part in parts:
        label = replies.get(fold(part.mention)) or read_label(part.mention)
        labels.append(label or Label(part.mention, "sure", Speaker(part.mention)))
    return labels
