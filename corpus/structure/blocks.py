"""Lines in, text blocks out: joins adjacent lines that hard wrapping has separated.

Two adjacent lines are joined if the file is hard-wrapped and the upper line is full, if the format
calls the line break soft, or if the upper line stops in mid-sentence. This module does not join
lines across blank lines; :mod:`corpus.structure.rejoin` does, which can tell captions from text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from corpus.document import Kind, Role, TextSource
from corpus.label_lines import begins_with_speaker
from corpus.lines import Hint, Line, ends_sentence, hyphenated, joiner, width
from corpus.structure.kinds import inline_label

_PROSE = 15
# A line of asterisks or dashes between parts.
_RULE = re.compile(r"\s*([*=_#~.·－─━—-])(?:\s?\1){4,}\s*")
# 電話：02-1234
_FIELD = re.compile(r"[^\W\d_]{2,8}[：:](?!//)\s*\S[^，。；]{0,60}$")
_NARROWEST, _WIDEST = 20, 200
_ROLES: dict[Hint, Role] = {"table": "table", "note": "note", "caption": "caption"}
MARKED_ROLES = frozenset(_ROLES.values())
"""The roles that only the format gives a block; no rule changes them."""


@dataclass(slots=True)
class TextBlock:
    """Lines joined to one text, from which a paragraph is made.

    ``level`` is the level of a heading, from 1; it is 0 for a heading without a section (a title,
    the label of a speaker). ``opens`` is the label of the article whose text begins here; such an
    article is a section without a heading. ``more`` contains the texts joined to ``text``.
    """

    text: str
    hint: Hint
    level: int
    gap: int
    role: Role = "body"
    page: int | None = None
    opens: str = ""
    source: TextSource = "text"
    more: list[str] = field(default_factory=list)

    def join(self, below: TextBlock) -> None:
        """Append ``below``. :attr:`whole` concatenates the parts.

        A hyphen that the end of a line has put into a Latin word is removed.
        """
        if hyphenated(self.end, below.text):
            if self.more:
                self.more[-1] = self.more[-1][:-1]
            else:
                self.text = self.text[:-1]
            self.more += ("", below.text)
            return
        self.more += (joiner(self.end, below.text), below.text)

    @property
    def end(self) -> str:
        """The last part of the text, to see where it stops."""
        return self.more[-1] if self.more else self.text

    @property
    def whole(self) -> str:
        """The text with all joined parts."""
        return self.text + "".join(self.more)


class Layout(NamedTuple):
    """How a file breaks its lines.

    - ``columns``: the width of a hard wrap, 0 for none
    - ``indented``: paragraphs begin with an indentation
    - ``spaced``: there are blank lines between paragraphs
    - ``soft``: soft line breaks are not the author's, so lines are joined over them
    - ``longest``: the width of the longest line
    - ``ragged``: nearly all lines stop in mid-sentence, at different widths
    """

    columns: int = 0
    indented: bool = False
    spaced: bool = True
    soft: bool = True
    longest: int = 0
    ragged: bool = False


def detect_layout(lines: Sequence[Line]) -> Layout:
    """Return how the lines are broken, judged by all lines of the file."""
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if below.gap == 0 and _is_running_text(above) and _is_running_text(below)
    ]
    if not pairs:
        return Layout()
    unfinished = sum(not ends_sentence(above.text) for above, _ in pairs)
    stopped = sum(mid_sentence(above.text) for above, _ in pairs)
    spaced = any(b.gap and _is_running_text(a) and _is_running_text(b) for a, b in pairwise(lines))
    indents = sum(below.indent > above.indent for above, below in pairs)
    return Layout(
        columns=_columns(pairs),
        longest=max(width(above.text) for above, _ in pairs),
        indented=indents > 0 and any(line.indent == 0 for line in lines if _is_running_text(line)),
        spaced=spaced,
        # If each line is a sentence and no line is blank, the line breaks are the author's.
        soft=spaced or len(pairs) < 3 or unfinished * 10 > len(pairs),
        ragged=stopped > 1 and stopped * 4 >= len(pairs) * 3,
    )


def join_lines(lines: Sequence[Line], kind: Kind) -> list[TextBlock]:
    """Join adjacent lines into blocks.

    Lines of a transcript or a law are paragraphs already, unless the file is hard-wrapped.
    """
    lines = _without_double_spacing(lines)
    shape = detect_layout(lines)
    result: list[TextBlock] = []
    above: Line | None = None
    for line in lines:
        block = _block(line)
        if above is not None and _continues(above, line, shape, kind):
            result[-1].join(block)
        else:
            result.append(block)
        above = line
    for block in result:
        if block.more:
            block.text, block.more = block.whole, []
    return result


def separate_lines(lines: Sequence[Line]) -> list[TextBlock]:
    """Return one block for each line, for a source whose lines are paragraphs already."""
    return [_block(line) for line in lines]


def _block(line: Line) -> TextBlock:
    role = _ROLES.get(line.hint, "body")
    return TextBlock(
        line.text, line.hint, line.level, line.gap, role, line.page, source=line.source
    )


def _without_double_spacing(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with one blank line less in each gap if hard-wrapped lines all have one."""
    if not all(line.gap for line in lines[1:]):
        return lines
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if _is_running_text(above) and _is_running_text(below)
    ]
    if len(pairs) < 4:
        return lines
    unfinished = sum(not ends_sentence(above.text) for above, _ in pairs)
    if unfinished * 3 < len(pairs) or not _columns(pairs):
        return lines
    return [line._replace(gap=max(0, line.gap - 1)) for line in lines]


def _is_running_text(line: Line) -> bool:
    return line.hint == "text" or line.hint == "item" or line.hint == "quote"


def _columns(pairs: Sequence[tuple[Line, Line]]) -> int:
    """Return the width at which nearly all lines that stop in mid-sentence stop, otherwise 0.

    It is 0 also if many lines are wider.
    """
    unfinished = [pair for pair in pairs if mid_sentence(pair[0].text)]
    if len(unfinished) < 2:  # the lines may have no commas
        long = (pair for pair in pairs if len(pair[0].text) >= _PROSE)
        unfinished = [pair for pair in long if not ends_sentence(pair[0].text)]
    if len(unfinished) < 2:
        return 0
    widths = sorted(width(above.text) + above.indent for above, _ in unfinished)
    columns = widths[len(widths) * 9 // 10]
    if not _NARROWEST <= columns <= _WIDEST:
        return 0
    wider = sum(width(above.text) + above.indent > columns + 4 for above, _ in pairs)
    if wider * 10 > len(pairs):
        return 0
    full = sum(_full(above, below, columns) for above, below in unfinished)
    return columns if full * 10 >= len(unfinished) * 8 else 0


def _full(above: Line, below: Line, columns: int) -> bool:
    """Return whether the first word of the line below does not fit on the line above."""
    head = below.text[:30]
    word = 1
    while word < len(head) and head[word - 1] < "\u0250" and head[word] < "\u0250":
        if head[word].isspace():
            break
        word += 1
    # Allow two characters less: no line starts with a comma, so a character may move with it.
    return width(above.text) + above.indent + width(head[:word]) > columns - 4


def _continues(above: Line, below: Line, shape: Layout, kind: Kind) -> bool:
    if below.gap or not _is_running_text(above) or below.hint not in ("text", "quote"):
        return False
    if is_rule(above.text) or is_rule(below.text):
        return False
    if below.hint == "quote" != above.hint:
        return False
    if above.hint == "quote" != below.hint:
        # The second line of a quotation may have no mark, so only an unfinished one goes on.
        return below.soft and kind not in ("transcript", "law") and mid_sentence(above.text)
    if hyphenated(above.text, below.text):
        return True
    if shape.columns:
        label = inline_label(below.text) if kind == "transcript" else ""
        turn = ends_sentence(above.text) and (label or begins_with_speaker(below.text))
        return not turn and _wrapped(above, below, shape)
    if kind == "transcript" or (kind == "law" and ends_sentence(above.text)):
        return False
    if below.soft:
        return shape.soft and not (_FIELD.match(above.text) and _FIELD.match(below.text))
    if kind == "law" or not mid_sentence(above.text):
        return False
    # If lines are whole paragraphs, a short line is a heading, no matter how it ends.
    return shape.ragged or width(above.text) * 5 > shape.longest * 4


def _wrapped(above: Line, below: Line, shape: Layout) -> bool:
    if not _full(above, below, shape.columns):
        # A short line ends its paragraph, except prose that stops in mid-sentence.
        return mid_sentence(above.text) and width(above.text) * 2 > shape.columns
    indented = below.indent > above.indent and above.hint != "item"
    return not (shape.indented and indented)


def is_rule(text: str) -> bool:
    """Return whether ``text`` is a line between parts: ******, - - - - -."""
    return _RULE.fullmatch(text) is not None


def mid_sentence(text: str) -> bool:
    """Return whether ``text`` is prose that stops before the end of its sentence.

    >>> mid_sentence("本市今年起補助平台外送員，由勞動局與")
    True
    >>> mid_sentence("提案人"), mid_sentence("本市今年起補助平台外送員，由勞動局受理。")
    (False, False)
    """
    if ends_sentence(text):
        return False
    return text[-1] in "，、,（(「『“《" or (
        len(text) >= _PROSE and any(c in text for c in "，。；")
    )


def usual_gap(blocks: Sequence[TextBlock]) -> int:
    """Return the most frequent number of blank lines above a long paragraph of this file."""
    long = (b for b in blocks[1:] if len(b.text) > 60 and b.role not in MARKED_ROLES)
    gaps = Counter(block.gap for block in long)
    return gaps.most_common(1)[0][0] if gaps else 1
