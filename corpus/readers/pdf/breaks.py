"""Two lines of a column in, out whether a paragraph begins with the lower one.

The thresholds were measured on real letters, reports, tenders and Hansards.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from corpus.lines import ends_sentence, item_mark, open_brackets, starts_item, width
from corpus.readers.pdf.segments import SUPERSCRIPT
from corpus.structure.blocks import mid_sentence
from corpus.structure.law import division_rank, parse_article

_NO_PITCHES: Mapping[int, float] = MappingProxyType({})
_SIZE, _SIZE_OF_HAN = 0.12, 0.055
_MOSTLY = 0.6
_USUAL_PITCH = 1.6
_PITCH = 1.45
_SHORT = 1.6
_QUARTER, _HALF = 0.25, 0.5
_INDENT, _BEHIND = 1.2, 1.5
_HANGING = 0.8
_WIDE = 4.0
_OTHER_FONT = 10
_N = r"[\d０-９〇○零一二三四五六七八九十]{1,4}"
_DATE = re.compile(
    rf"(?:(?:中華)?民國|(?:中华)?民国|公元|西元)?\s*{_N}\s*年\s*{_N}\s*月(?:\s*{_N}\s*[日號号])?$"
)
# 王小明 2025/3/5
_DATED_NAME = re.compile(r"[^\d，。；：]{0,16}(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}$")
_BEGINS_DATE = re.compile(
    rf"(?:(?:中華)?民國|(?:中华)?民国|公元|西元)?\s*{_N}\s*年\s*{_N}\s*月\s*{_N}\s*[日號号]"
)
# No line goes on with such a mark and a blank.
_BULLET = re.compile("[\ue000-\uf8ff•●▪◆◇■▲►➢✓✔★☆][ \u3000]")
# A symbol font draws bullets with private codes.
_MARK = re.compile("[\ue000-\uf8ff•●○◦▪◆◇■□※▲►➢✓✔★☆]|[A-Za-z][.．)）](?![A-Za-z])")
_ARTICLE = re.compile(r"第[^，。；：]{1,9}[條条][ \u3000]*")
_LABEL = re.compile("[^，。；：]{1,14}[：:]")
CAPTION = re.compile(
    r"[圖图表]\s?(?:\d{1,3}|[一二三四五六七八九十]{1,3})(?:[-－.．]\d{1,3})?(?:[ 　：:、.．]|$)"
)
_LEADERS = re.compile(r"(?:[.．·‧・…⋯]\s?){4,}\s*[\divxIVX\-–—]{0,6}$|…{2,}\s*[\divxIVX]{1,6}$")


@dataclass(slots=True)
class TextLine:
    """A line of a column. ``start`` is where its text begins behind a mark (一、).

    ``item``: it begins with a mark. ``cells``: its segments, if it is a row of a table that has no
    rules. ``gap``: the widest gap inside of it, but for that behind a mark or short
    label.
    """

    text: str
    weights: str
    left: float
    right: float
    base: float
    size: float
    page: int
    start: float
    item: bool = False
    cells: tuple[str, ...] = ()
    gap: float = 0.0

    @property
    def ended(self) -> bool:
        """Whether a sentence ends with the line, but for the raised mark of a note."""
        marks = len(self.weights) - len(self.weights.rstrip(SUPERSCRIPT))
        return ends_sentence(self.text[: len(self.text) - marks] or self.text)

    @property
    def is_bold(self) -> bool:
        """Whether the line is in a bold font, but for a character that the font does not have."""
        plain = self.weights.count("0") + self.weights.count("1")
        return plain * _OTHER_FONT <= len(self.weights)


class Edges(NamedTuple):
    """Left and right edge of a column, and the usual distances between its baselines.

    ``pitches``: for each size of lines, in whole points.
    """

    left: float
    right: float
    pitches: Mapping[int, float] = _NO_PITCHES

    @property
    def width(self) -> float:
        """The width of a full line."""
        return max(1.0, self.right - self.left)

    def pitch_of(self, size: float) -> float:
        """The usual distance between lines of a size."""
        if round(size) in self.pitches:
            return self.pitches[round(size)]
        near = min(self.pitches, key=lambda other: abs(other - size), default=0)
        return self.pitches[near] * size / max(near, 1) if near else _USUAL_PITCH * size

    def centres(self, line: TextLine) -> bool:
        """Whether a line is as far from the left edge as from the right one."""
        return abs((line.left + line.right) - (self.left + self.right)) < line.size


def mark_width(text: str) -> float:
    """Return the width of the mark with which an item begins, in units of the character size.

    >>> mark_width("（一）平台"), mark_width("1.平台"), mark_width("平台")
    (3.0, 1.0, 0.0)
    >>> mark_width("第三條　平台業者"), mark_width("第三條平台業者")
    (4.0, 3.0)
    """
    match = _MARK.match(text) or _ARTICLE.match(text)
    return width(item_mark(text) or (match[0] if match else "")) / 2


def is_item(text: str) -> bool:
    """Return whether the text begins with a number, a bullet, a label of an article or chapter, or
    as a caption does (圖1　)."""
    if starts_item(text) or _MARK.match(text) or CAPTION.match(text):
        return True
    article = parse_article(text)
    if article is not None:
        return article.alone or article.separated
    return division_rank(text) is not None


def breaks_paragraph(paragraph: Sequence[TextLine], below: TextLine, edges: Edges) -> bool:
    """Return whether ``below`` begins a new paragraph under the lines of ``paragraph``."""
    first, above = paragraph[0], paragraph[-1]
    if _differs(above, below):
        return True
    distance = above.base - below.base
    if distance > _PITCH * edges.pitch_of(below.size):
        return True
    if _LEADERS.search(above.text) or above.gap > _WIDE * above.size:
        return True
    if _BULLET.match(below.text):
        return True
    em = below.size
    shortfall = _shortfall(above, below, edges)
    ended = above.ended
    if _is_short(above, shortfall, ended, edges) or (ended and _begins_label(above, below)):
        return True
    if below.item and (ended or shortfall > _SHORT * em or _recurs_at_left(paragraph, below, em)):
        return True
    centred = not ended and edges.centres(above) and edges.centres(below)
    if not centred and _is_indented(first, above, below, em, len(paragraph) == 1):
        return True
    # After the first line of an indented paragraph, the second is at the edge.
    if (
        len(paragraph) == 1
        and above.text[-1] not in "；;"
        and (ended or shortfall > _SHORT * em)
        and min(above.left, below.left) > edges.left + _INDENT * em
        and abs(above.left - below.left) < 0.5 * em
        and not centred
    ):
        return True
    return _ends_hanging(paragraph, below, ended)


def _ends_hanging(paragraph: Sequence[TextLine], below: TextLine, ended: bool) -> bool:
    """Return whether the hanging indentation of an item or field ends with the line below.

    If the field is a list of names (出席：…), it does not end with a full stop.
    """
    if len(paragraph) < 2 or paragraph[1].left <= paragraph[0].left + _HANGING * below.size:
        return False
    back = paragraph[1].left - below.left
    if ended:
        return back > 0.5 * below.size
    known = len(paragraph) > 2 or bool(_LABEL.match(below.text)) or below.item
    return known and back > _HANGING * below.size


def breaks_across(above: TextLine, over: Edges, below: TextLine, under: Edges, page: bool) -> bool:
    """Return whether ``below``, the first line of a column, begins a new paragraph.

    ``above`` is the last line of the column before, on the page before (``page``) or on this one.
    The distance between them says nothing.
    """
    if _differs(above, below) or _LEADERS.search(above.text) or _BULLET.match(below.text):
        return True
    em = below.size
    shortfall = _shortfall(above, below, over)
    ended = above.ended
    if _is_short(above, shortfall, ended, over) or (ended and _begins_label(above, below)):
        return True
    if below.item and (ended or shortfall > _SHORT * em):
        return True
    return ended and (not page or below.left - under.left > _INDENT * em)


def _differs(above: TextLine, below: TextLine) -> bool:
    """Return whether two lines differ so that they cannot be of one paragraph."""
    strict = _is_han(above) and _is_han(below) and not _stops_inside(above.text)
    most = _SIZE_OF_HAN if strict else _SIZE
    if abs(above.size - below.size) > most * max(above.size, below.size):
        return True
    if above.is_bold != below.is_bold and (above.ended or above.is_bold or below.item):
        return not (above.is_bold and _mixed(below))
    if (
        above.cells
        or below.cells
        or any(date.match(line.text) for date in (_DATE, _DATED_NAME) for line in (above, below))
    ):
        return True
    # The history of a law, or a list of events.
    return bool(_BEGINS_DATE.match(above.text) and _BEGINS_DATE.match(below.text))


def _stops_inside(text: str) -> bool:
    """Return whether a line stops at a comma inside of brackets, as in a list."""
    return text[-1] in "、，," and bool(open_brackets(text))


def _is_han(line: TextLine) -> bool:
    """Return whether a line is in Chinese, so that the size is that of one font."""
    return sum(char >= "\u2e80" for char in line.text) >= _MOSTLY * len(line.text)


def _begins_label(above: TextLine, below: TextLine) -> bool:
    """Return whether the line below begins bolder than the line above ends and than itself."""
    first = below.weights[:1]
    return above.weights[-1:] < first and any(one < first for one in below.weights)


def _mixed(line: TextLine) -> bool:
    """Return whether a line begins in bold and goes on in another weight."""
    return line.weights[:1] == "2" and not line.is_bold


def _shortfall(above: TextLine, below: TextLine, edges: Edges) -> float:
    """Return how much of the line above is empty, after the first word of the line below."""
    word = 0
    for char in below.text[:40]:
        if char >= "\u2e80" or char.isspace():
            break
        word += 1
    return edges.right - above.right - 0.5 * word * below.size


def _is_short(above: TextLine, shortfall: float, ended: bool, edges: Edges) -> bool:
    """Return whether the line above ends its paragraph because it is not full.

    Beside a picture, a line that stops in mid-sentence is short, too.
    """
    if ended or CAPTION.match(above.text):
        return shortfall > _SHORT * above.size or shortfall > _QUARTER * edges.width
    return shortfall > (_HALF if mid_sentence(above.text) else _QUARTER) * edges.width


def _recurs_at_left(paragraph: Sequence[TextLine], below: TextLine, em: float) -> bool:
    """Return whether the line begins another item of a list with hanging indentation."""
    first, above = paragraph[0], paragraph[-1]
    return (
        first.item
        and abs(below.left - first.left) < 0.5 * em
        and (above is first or above.left > first.left + _HANGING * em)
    )


def _is_indented(
    first: TextLine, above: TextLine, below: TextLine, em: float, second: bool
) -> bool:
    if below.left <= above.left + _INDENT * em:
        return False
    # Behind a mark or a label (主旨：), the second line begins where the text of the first does.
    behind = first.start > first.left and below.left <= first.start + _BEHIND * em
    label = _LABEL.match(first.text)
    if label is not None:
        end = first.left + width(label[0]) / 2 * first.size
        behind = behind or abs(below.left - end) < _INDENT * em
    return not (second and behind)
