"""The lines of a column in, groups of lines in reading order out: a stack of lines and what is
beside it.

The head of a letter from several bodies has their names in a stack, and 文件 beside its middle.
Slides and brochures have a label beside the middle of the lines that it is for. By its height, such
a label is between the lines of the stack.
"""

from __future__ import annotations

from collections.abc import Sequence

from corpus.readers.pdf.segments import PageLine, Segment

_HEADS = frozenset(("文件", "公告", "通告", "通知", "令", "函", "公报", "公報"))
_APART = 0.3
_ALIKE = 0.2
_MOST_PITCH = 1.9

Group = tuple[bool, list[PageLine]]
"""True for names of bodies and labels, of which none continues another."""


def split_side_labels(lines: Sequence[PageLine]) -> list[Group]:
    """Return the lines in groups: a label next to a stack of lines is a group.

    The side at the left comes first.
    """
    result: list[Group] = []
    start, at = 0, 1
    while at < len(lines) - 1:
        found = _sides(lines, start, at)
        if found is None:
            at += 1
            continue
        first, end, left, right = found
        if first > start:
            result.append((False, list(lines[start:first])))
        if _is_head(right):
            result += [(True, [line]) for line in (*left, *right)]
        else:
            result += [(len(side) == 1, side) for side in (left, right)]
        start, at = end, end + 1
    if start < len(lines):
        result.append((False, list(lines[start:])))
    return result


def _is_head(right: Sequence[PageLine]) -> bool:
    return len(right) == 1 and right[0][0].text.replace(" ", "") in _HEADS


def _sides(
    lines: Sequence[PageLine], start: int, at: int
) -> tuple[int, int, list[PageLine], list[PageLine]] | None:
    """Return the first line and the end of a stack around the line ``at``, which is next to it or
    has something next to it, and its lines at the left and at the right."""
    if not (len(lines[at - 1]) == 1 == len(lines[at + 1])) or at - 1 < start:
        return None
    (above,), (below,) = lines[at - 1], lines[at + 1]
    if not _in_stack(above, below):
        return None
    *body, beside = lines[at]
    if len(body) == 1 and beside.text in _HEADS:
        if not _in_stack(above, body[0]):
            return None
    elif body:
        return None
    side = _side(above, beside)
    if not side or _side(below, beside) != side:
        return None
    first, end = at - 1, at + 2
    stack, others = [[above], *([body] if body else []), [below]], [[beside]]
    while first > start and len(lines[first - 1]) == 1 and _in_stack(lines[first - 1][0], above):
        first -= 1
        (above,) = lines[first]
        if _side(above, beside) != side:
            first += 1
            break
        stack.insert(0, [above])
    while end < len(lines) and len(lines[end]) == 1:
        (line,) = lines[end]
        if _in_stack(below, line) and _side(line, beside) == side:
            below = line
            stack.append([line])
        elif _in_stack(beside, line) and _side(below, line) == side:
            beside = line
            others.append([line])
        else:
            break
        end += 1
    return (first, end, others, stack) if side < 0 else (first, end, stack, others)


def _in_stack(above: Segment, below: Segment) -> bool:
    """Return whether two segments are as lines of one paragraph or list are."""
    size = max(above.size, below.size)
    return (
        abs(above.size - below.size) <= _ALIKE * size
        and 0 < above.base - below.base <= _MOST_PITCH * size
        and min(above.right, below.right) > max(above.left, below.left)
    )


def _side(segment: Segment, other: Segment) -> int:
    """Return 1 if ``other`` is at the right of the segment, -1 at the left, 0 if neither."""
    apart = _APART * max(segment.size, other.size)
    if other.left >= segment.right + apart:
        return 1
    return -1 if other.right <= segment.left - apart else 0
