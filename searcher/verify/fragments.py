"""A quotation in, its fragments out: what the draft quotes without leaving anything out.

An ellipsis (……, ..., [...], （中略）) leaves something out. A note of the editor in brackets
(〔按：…〕, [外送]平台) is not part of the source.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from corpus.fold import fold
from index.analysis.bare_text import BareText, bare_text

Joint = Literal["start", "gap", "note"]
"""What is between a fragment and the one before it: an ellipsis, or an editor's note."""

_OMISSION = "(?:\\.{2,}|…+|(?:以?[上下]|中)?略|(?:前|后|下|中)略|省略|节略)"
# In folded text.
_JOINT = re.compile(
    rf"(?P<gap>[\[(〔【{{]\s*{_OMISSION}\s*[\])〕】}}]|…+|\.{{3,}}|(?<![.\d])\.{{2}}(?![.\d]))"
    r"|(?P<note>〔[^〔〕]{0,200}〕|\[[^\[\]]{0,200}\]|【[^【】]{0,60}】"
    r"|\((?:[大苦微众]?笑声?|全场笑|鼓掌|掌声|拍手|停顿|沉默|点头)\)"
    r"|\((?:编?按|编者按|作者按|笔者按|记者按|即|指|编注|译注|注)[^()]{0,200}\))"
)


class Fragment(NamedTuple):
    """``start`` is its offset in the quotation; ``joint`` is what is before it."""

    text: str
    start: int
    joint: Joint
    bare: BareText


def whole(text: str) -> list[Fragment]:
    """The quotation as one fragment: its ellipses and brackets may be those of the source."""
    return [Fragment(text, 0, "start", bare_text(text))]


def fragments(text: str) -> list[Fragment]:
    """The fragments of a quotation that contain something, in order.

    >>> [(one.joint, one.text) for one in fragments("平台……應〔按：即須〕公開[...]演算法")]
    [('start', '平台'), ('gap', '應'), ('note', '公開'), ('gap', '演算法')]
    """
    return list(_fragments(text))


def _fragments(text: str) -> Iterator[Fragment]:
    at = 0
    joint: Joint = "start"
    for found in (*_JOINT.finditer(fold(text)), None):
        end = found.start() if found else len(text)
        bare = bare_text(text[at:end])
        if bare.text:
            yield Fragment(text[at:end], at, joint, bare)
            joint = "note"
        if found is None:
            return
        if found["gap"] or joint == "start":
            joint = "gap"
        at = found.end()
