"""Lines in, paragraphs out, joined as the author wrote them, with their roles and sections."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import dropwhile

from corpus.document import Kind, Paragraph
from corpus.label_lines import begins_with_speaker
from corpus.lines import Line, ends_sentence, open_brackets
from corpus.structure.blocks import MARKED_ROLES, TextBlock, join_lines, separate_lines
from corpus.structure.kinds import inline_label, is_speaker_label
from corpus.structure.law import ARTICLE_RANK, mark_law_lines, parse_article
from corpus.structure.rejoin import assign_roles, continues, is_title
from corpus.structure.roles import bracketed, heading_like

_USUAL = 3
_SUBJECT = re.compile(
    r".{0,30}(?:关于|關於).{2,60}"
    "(?:通知|通報|通报|公告|函|意见|意見|决定|決定|批复|批覆|报告|報告|请示|請示|办法|辦法|方案|规定|規定)$"
)
_LETTER_NUMBER = re.compile(r"^.{0,30}(?:[〔\[［（(]\d{4}[〕\]］）)]|字第)\s?\d{1,12}\s?[号號]$")
_TOP = 8  # paragraphs that may stand above a title, and the title
_MARKS = "#·•●○■□◆◇▪※▲►➢✓* \u3000"


def build_paragraphs(
    lines: Sequence[Line], kind: Kind, whole: bool = False
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a document. Each line is part of exactly one paragraph.

    ``whole``: each line is a paragraph already (:class:`corpus.lines.Source`).

    >>> from corpus.readers.plain import plain_lines
    >>> text = "座談會紀實\\n\\n外送員代表指出，平台應說明派單規則，並保\\n\\n障申訴的權利。"
    >>> [p.text for p in build_paragraphs(plain_lines(text), "report")]
    ['座談會紀實', '外送員代表指出，平台應說明派單規則，並保障申訴的權利。']
    """
    if kind == "law":
        lines = mark_law_lines(lines)
    blocks = separate_lines(lines) if whole else join_lines(lines, kind)
    title = title_block(blocks) is not None
    if title:
        blocks[0].role, blocks[0].level = "heading", 0
    if kind == "transcript":
        _assign_transcript_roles(blocks, whole)
    elif kind == "law":
        blocks = _assign_law_roles(blocks, title, whole)
    else:
        blocks = assign_roles(blocks, title, whole)
    return _numbered(blocks)


def title_block(blocks: Sequence[TextBlock]) -> TextBlock | None:
    """Return the first block if it is the title, that is, a heading above all others."""
    if not blocks:
        return None
    first = blocks[0]
    if first.hint != "heading":
        return first if is_title(first) and not _label_recurs(first, blocks) else None
    rivals = (
        block
        for block in blocks[1:]
        if block.hint == "heading" and not is_speaker_label(block.text)
    )
    if is_speaker_label(first.text) or (
        first.level > 1 and any(block.level <= first.level for block in rivals)
    ):
        return None
    return first


def _label_recurs(first: TextBlock, blocks: Sequence[TextBlock]) -> bool:
    """Return whether the first line is a turn: other lines begin with its label (問：) too."""
    label = inline_label(first.text)
    return bool(label) and any(block.text.startswith(label) for block in blocks[1:])


def document_title(paragraphs: Sequence[Paragraph]) -> str:
    """Return the title if the first paragraph is a heading and not a label, otherwise "".

    An official letter begins with the name of the organization and the number of the letter; its
    title is the line below them that says what it is about (关于…的通知).
    """
    first = paragraphs[0]
    if first.role != "heading" or is_speaker_label(first.text):
        return ""
    above = dropwhile(
        lambda paragraph: not _LETTER_NUMBER.search(paragraph.text), paragraphs[:_TOP]
    )
    about = (one for one in above if _SUBJECT.match(one.text))
    return next(about, first).text.strip(_MARKS)


def _assign_transcript_roles(blocks: Sequence[TextBlock], whole: bool) -> None:
    unmarked = not any(block.hint == "heading" and is_speaker_label(block.text) for block in blocks)
    alone = Counter(block.text for block in blocks if unmarked and _label_alone(block))
    # Where labels stand on lines of their own, a label that occurs once is one too.
    usual = sum(count for count in alone.values() if count > 1) >= _USUAL
    for block in blocks:
        if block.role in MARKED_ROLES:
            continue
        single = usual and alone[block.text] == 1 and begins_with_speaker(block.text)
        if block.hint == "heading" or alone[block.text] > 1 or single:
            block.role = "heading"
            block.level = 0 if is_speaker_label(block.text) else block.level
        elif bracketed(block.text) and (block.hint == "quote" or unmarked or whole):
            block.role = "direction"


def _label_alone(block: TextBlock) -> bool:
    """Return whether an unmarked line is only a label such as 主席：."""
    return block.hint == "text" and inline_label(block.text) == block.text


def _assign_law_roles(blocks: list[TextBlock], title: bool, whole: bool) -> list[TextBlock]:
    """Join the parts of an article that a page break separates, and mark where articles begin."""
    result: list[TextBlock] = []
    begun = False
    for index, block in enumerate(blocks):
        if block.hint == "heading":
            block.role = "heading"
        elif block.hint == "item" and block.level == ARTICLE_RANK:
            opening = parse_article(block.text)
            block.opens = opening.label if opening else ""
            begun = True
        elif (
            (begun or (result and open_brackets(result[-1].end)))
            and not whole
            and index > title
            and _was_cut(result[-1], block)
        ):
            result[-1].join(block)
            continue
        begun = begun or block.level == ARTICLE_RANK
        result.append(block)
    return result


def _was_cut(above: TextBlock, below: TextBlock) -> bool:
    cut = above.role == "body" and not ends_sentence(above.end)
    in_bracket = bool(open_brackets(above.end))
    return cut and (in_bracket or not heading_like(above.text)) and continues(above, below)


def _numbered(blocks: Sequence[TextBlock]) -> tuple[Paragraph, ...]:
    result = []
    ranks: list[int] = []
    section: tuple[str, ...] = ()
    for number, block in enumerate(blocks, 1):
        level = block.level if block.role == "heading" or block.opens else 0
        if level:
            keep = next((i for i, rank in enumerate(ranks) if rank >= level), len(ranks))
            ranks, section = ranks[:keep], section[:keep]
        if block.opens:
            ranks, section = [*ranks, level], (*section, block.opens)
        result.append(
            Paragraph(number, block.role, block.whole, section, block.page, source=block.source)
        )
        if level and not block.opens:
            ranks, section = [*ranks, level], (*section, block.text.strip(_MARKS))
    return tuple(result)
