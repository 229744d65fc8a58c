"""Lines in, paragraphs out: joined as the author wrote them, each with its role and section."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from corpus.document import Kind, Paragraph
from corpus.lines import Line, ends_sentence
from corpus.structure.blocks import Block, blocks
from corpus.structure.kinds import is_label, same_line_label
from corpus.structure.law import ARTICLE_RANK, article, marked
from corpus.structure.rejoin import continues, is_title, told_apart
from corpus.structure.roles import bracketed, heading_like

_MARKS = "#·•●○■□◆◇▪※▲►➢✓* \u3000"


def paragraphs(lines: Sequence[Line], kind: Kind) -> tuple[Paragraph, ...]:
    """Put a document's lines together again. Nothing is lost, and nothing is in two paragraphs.

    >>> from corpus.readers.plain import plain_lines
    >>> text = "座談會紀實\\n\\n外送員代表指出，平台應說明派單規則，並保\\n\\n障申訴的權利。"
    >>> [p.text for p in paragraphs(plain_lines(text), "report")]
    ['座談會紀實', '外送員代表指出，平台應說明派單規則，並保障申訴的權利。']
    """
    if kind == "law":
        lines = marked(lines)
    found = blocks(lines, kind)
    title = title_of(found) is not None
    if title:
        found[0].role, found[0].level = "heading", 0
    if kind == "transcript":
        _turns(found)
    elif kind == "law":
        found = _articles(found, title)
    else:
        found = told_apart(found, title)
    return _numbered(found)


def title_of(found: Sequence[Block]) -> Block | None:
    """The block that is the document's title: the first, if it is a heading above all others."""
    if not found:
        return None
    first = found[0]
    if first.hint != "heading":
        return first if is_title(first) and not _returns(first, found) else None
    rivals = (block for block in found[1:] if block.hint == "heading" and not is_label(block.text))
    if is_label(first.text) or (
        first.level > 1 and any(block.level <= first.level for block in rivals)
    ):
        return None
    return first


def _returns(first: Block, found: Sequence[Block]) -> bool:
    """Whether the first line is a turn: the label it opens with (問：) opens others too."""
    label = same_line_label(first.text)
    return bool(label) and any(block.text.startswith(label) for block in found[1:])


def plain_title(found: Sequence[Paragraph]) -> str:
    """The title as the first paragraph has it, or nothing if the document starts otherwise."""
    first = found[0]
    if first.role != "heading" or is_label(first.text):
        return ""
    return first.text.strip(_MARKS)


def _turns(found: Sequence[Block]) -> None:
    unmarked = not any(block.hint == "heading" and is_label(block.text) for block in found)
    alone = Counter(block.text for block in found if unmarked and _label_alone(block))
    for block in found:
        if block.hint == "heading" or alone[block.text] > 1:
            block.role = "heading"
            block.level = 0 if is_label(block.text) else block.level
        elif bracketed(block.text) and (block.hint == "quote" or unmarked):
            block.role = "direction"


def _label_alone(block: Block) -> bool:
    """A line that is nothing but 主席：, in a file without marks. Only one that returns counts."""
    return block.hint == "text" and same_line_label(block.text) == block.text


def _articles(found: list[Block], title: bool) -> list[Block]:
    """Join what a page end cut in an article, and say where articles open."""
    result: list[Block] = []
    begun = False
    for index, block in enumerate(found):
        if block.hint == "heading":
            block.role = "heading"
        elif block.hint == "item" and block.level == ARTICLE_RANK:
            opening = article(block.text)
            block.opens = opening.label if opening else ""
            begun = True
        elif begun and index > title and _cut(result[-1], block):
            result[-1].join(block)
            continue
        begun = begun or block.level == ARTICLE_RANK
        result.append(block)
    return result


def _cut(above: Block, below: Block) -> bool:
    cut = above.role == "body" and not ends_sentence(above.end)
    return cut and not heading_like(above.text) and continues(above, below)


def _numbered(found: Sequence[Block]) -> tuple[Paragraph, ...]:
    result = []
    ranks: list[int] = []
    section: tuple[str, ...] = ()
    for number, block in enumerate(found, 1):
        level = block.level if block.role == "heading" or block.opens else 0
        if level:
            keep = next((i for i, rank in enumerate(ranks) if rank >= level), len(ranks))
            ranks, section = ranks[:keep], section[:keep]
        if block.opens:
            ranks, section = [*ranks, level], (*section, block.opens)
        result.append(Paragraph(number, block.role, block.whole, section, block.page))
        if level and not block.opens:
            ranks, section = [*ranks, level], (*section, block.text.strip(_MARKS))
    return tuple(result)
