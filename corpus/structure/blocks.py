"""Lines in, blocks out: every line break that only the paper or the screen wanted is undone.

Within a block of adjacent lines a break is undone if the file is hard-wrapped and the line is
full, if the format calls it soft, or if the line stops in mid-sentence. Breaks over blank lines
are the business of :mod:`corpus.structure.paragraphs`, which knows captions from text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from corpus.document import Kind, Role
from corpus.lines import Hint, Line, ends_sentence, glue, width
from corpus.structure.kinds import same_line_label

_PROSE = 15
_NARROWEST, _WIDEST = 20, 200


@dataclass(slots=True)
class Block:
    """What stands together, on its way to being a paragraph.

    ``level``: of a heading, 1 and up; 0 for one that heads no section (a title, a speaker's
    label). ``opens``: the article whose text begins here, which is a section without a heading.
    """

    text: str
    hint: Hint
    level: int
    gap: int
    role: Role = "body"
    page: int | None = None
    opens: str = ""
    more: list[str] = field(default_factory=list)

    def join(self, below: Block) -> None:
        """Go on with ``below``. The parts are put together once, when all are there."""
        self.more += (glue(self.end, below.text), below.text)

    @property
    def end(self) -> str:
        """The text, or the last part of one that was joined: where it stops."""
        return self.more[-1] if self.more else self.text

    @property
    def whole(self) -> str:
        return self.text + "".join(self.more)


class Layout(NamedTuple):
    """How a file breaks its lines: ``columns`` of a hard wrap (0: none), and whether paragraphs
    start with an indentation, whether blank lines stand between them, whether a soft break is the
    author's, and how wide the longest line is."""

    columns: int = 0
    indented: bool = False
    spaced: bool = True
    soft: bool = True
    longest: int = 0


def layout(lines: Sequence[Line]) -> Layout:
    """Read from the whole file how its lines are broken."""
    pairs = [
        (above, below)
        for above, below in pairwise(lines)
        if below.gap == 0 and _flows(above) and _flows(below)
    ]
    if not pairs:
        return Layout()
    cut = sum(not ends_sentence(above.text) for above, _ in pairs)
    spaced = any(b.gap and _flows(a) and _flows(b) for a, b in pairwise(lines))
    indents = sum(below.indent > above.indent for above, below in pairs)
    return Layout(
        columns=_columns(pairs),
        longest=max(width(above.text) for above, _ in pairs),
        indented=indents > 0 and any(line.indent == 0 for line in lines if _flows(line)),
        spaced=spaced,
        # Each line a sentence and no blank line anywhere: the line break is the author's own.
        soft=spaced or len(pairs) < 3 or cut * 10 > len(pairs),
    )


def blocks(lines: Sequence[Line], kind: Kind) -> list[Block]:
    """Join adjacent lines into blocks. The lines of a transcript or a law are paragraphs already,
    unless the whole file is hard-wrapped."""
    lines = _single_spaced(lines)
    shape = layout(lines)
    result: list[Block] = []
    above: Line | None = None
    for line in lines:
        block = Block(line.text, line.hint, line.level, line.gap, page=line.page)
        if above is not None and _continues(above, line, shape, kind):
            result[-1].join(block)
        else:
            result.append(block)
        above = line
    for block in result:
        if block.more:
            block.text, block.more = block.whole, []
    return result


def _single_spaced(lines: Sequence[Line]) -> Sequence[Line]:
    """Take one blank line from each gap if the hard-wrapped lines of a file all have one."""
    if not all(line.gap for line in lines[1:]):
        return lines
    pairs = [(above, below) for above, below in pairwise(lines) if _flows(above) and _flows(below)]
    if len(pairs) < 4:
        return lines
    cut = sum(not ends_sentence(above.text) for above, _ in pairs)
    if cut * 3 < len(pairs) or not _columns(pairs):
        return lines
    return [line._replace(gap=max(0, line.gap - 1)) for line in lines]


def _flows(line: Line) -> bool:
    return line.hint == "text" or line.hint == "item" or line.hint == "quote"


def _columns(pairs: Sequence[tuple[Line, Line]]) -> int:
    """The width at which lines stop in mid-sentence, if nearly all of them stop there and hardly
    any line is wider."""
    cut = [pair for pair in pairs if mid_sentence(pair[0].text)]
    if len(cut) < 2:  # lines without a comma, perhaps
        long = (pair for pair in pairs if len(pair[0].text) >= _PROSE)
        cut = [pair for pair in long if not ends_sentence(pair[0].text)]
    if len(cut) < 2:
        return 0
    widths = sorted(width(above.text) + above.indent for above, _ in cut)
    columns = widths[len(widths) * 9 // 10]
    if not _NARROWEST <= columns <= _WIDEST:
        return 0
    wider = sum(width(above.text) + above.indent > columns + 4 for above, _ in pairs)
    if wider * 10 > len(pairs):
        return 0
    full = sum(_full(above, below, columns) for above, below in cut)
    return columns if full * 10 >= len(cut) * 8 else 0


def _full(above: Line, below: Line, columns: int) -> bool:
    """Whether the first word of the line below had no room on the line above."""
    head = below.text[:30]
    word = 1
    while word < len(head) and head[word - 1] < "\u0250" and head[word] < "\u0250":
        if head[word].isspace():
            break
        word += 1
    # Two characters of grace: a comma may not start a line, so it takes one along.
    return width(above.text) + above.indent + width(head[:word]) > columns - 4


def _continues(above: Line, below: Line, shape: Layout, kind: Kind) -> bool:
    if below.gap or not _flows(above) or below.hint not in ("text", "quote"):
        return False
    if (above.hint == "quote") != (below.hint == "quote"):
        return below.soft and kind not in ("transcript", "law")
    if shape.columns:
        turn = kind == "transcript" and ends_sentence(above.text) and same_line_label(below.text)
        return not turn and _wrapped(above, below, shape)
    if kind == "transcript" or (kind == "law" and ends_sentence(above.text)):
        return False
    if below.soft:
        return shape.soft
    # Among lines that are whole paragraphs a short one is a heading, whatever it ends with.
    return kind != "law" and mid_sentence(above.text) and width(above.text) * 5 > shape.longest * 4


def _wrapped(above: Line, below: Line, shape: Layout) -> bool:
    if not _full(above, below, shape.columns):
        # A short line ends its paragraph; cut in mid-sentence it does not, if it is prose.
        return mid_sentence(above.text) and width(above.text) * 2 > shape.columns
    indented = below.indent > above.indent and above.hint != "item"
    return not (shape.indented and indented)


def mid_sentence(text: str) -> bool:
    """Whether ``text`` is prose that stops before its sentence does.

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


def usual_gap(found: Sequence[Block]) -> int:
    """The blank lines that most often stand above a long paragraph of this file."""
    gaps = Counter(block.gap for block in found[1:] if len(block.text) > 60)
    return gaps.most_common(1)[0][0] if gaps else 1
