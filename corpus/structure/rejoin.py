"""Text blocks in, text blocks with roles out: joins paragraphs that a page break or caption splits.

:func:`assign_roles` finds headings, bylines, captions and directions that the format does not mark.
It is not used for laws and transcripts, whose structure is more regular.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from corpus.fold import fold
from corpus.label_lines import begins_with_speaker, without_time_at_end
from corpus.lines import closes_bracket, ends_sentence, hyphenated, open_brackets, starts_item
from corpus.short_lines import keep_for_short_lines
from corpus.structure.blocks import MARKED_ROLES, TextBlock, is_rule, usual_gap
from corpus.structure.roles import (
    bracketed,
    heading_like,
    is_byline,
    is_caption,
    is_field,
    may_be_caption,
    names_person_acting,
    numbering_style,
    reports_speech,
)

_LONG = 40
_BRACKET = 600
_NOTICE = 60
_TITLE_LENGTH = 70
_LOOK_AHEAD = 6
# No paragraph begins like this, and no heading ends like this.
_CANNOT_BEGIN = re.compile("[，。、；：！？」』”’）》】〕％%,;:!?)…]|的(?!确|士|话)|们")
_CANNOT_END = frozenset("之将但而该其被把于且亦仍须若这那各每,、(「『“《")
_SHORT_LABEL = re.compile(r"[^\W\d_]{2,4}：")
# A line of the history of a law.
_PASSED = re.compile(
    r"[（(]?(?:(?:中華)?民國)?\s?\d{2,4}\s?年[^。]{4,100}"
    r"(?:通过|通過|修订|修訂|修正|公布|批准|发布|發布|施行|制定|订定|訂定|备查|備查)[）)]?$"
)
# Folded: Simplified.
_CREDIT = re.compile(
    "[。 ](?:[^，。 ]{0,16}(?:图片?|照片|摄影?|供图|截图)|[图照]片?由?[^，。 ]{1,16}提供)$"
)
_METADATA = re.compile(r"[^，。：:]{1,8}[：:][^。]*$")


def assign_roles(blocks: Sequence[TextBlock], title: bool, whole: bool = False) -> list[TextBlock]:
    """Return the blocks with their roles. Joins blocks that a page break or a caption separates.

    ``title``: the first block is the title of the document. ``whole``: each block is a paragraph
    already, so none are joined. A caption or note in the middle of a paragraph moves behind it.
    """
    usual = usual_gap(blocks)
    marked = any(block.hint == "heading" and block.level for block in blocks[title:])
    often_cut = not _ends_properly(blocks)
    styles: list[str] = []
    result = list(blocks[:title])
    body: TextBlock | None = None
    begun = False
    for index in range(len(result), len(blocks)):
        block = blocks[index]
        if block.hint == "heading":
            block.role, body = "heading", None
            begun = True
        elif block.role in MARKED_ROLES:
            body = None if block.role == "table" else body
        elif block.hint == "quote" and bracketed(block.text):
            block.role = "direction"
        elif block.hint in ("text", "whole") and _is_caption_here(body, blocks, index, usual):
            block.role = "caption"
        elif body is not None and continues(body, block, often_cut):
            body.join(block)
            continue
        elif is_byline(block, not begun or index >= len(blocks) - 2):
            block.role = "byline"
        elif not marked and _is_heading(blocks, index):
            block.role, block.level, body = "heading", _level(styles, block.text), None
            begun = len(result) > 1
        else:
            begun = begun or len(block.text) > _NOTICE
            body = block if block.hint != "whole" and not whole else None
        result.append(block)
    return result


def continues(above: TextBlock, below: TextBlock, often_cut: bool = False) -> bool:
    """Return whether ``below`` continues the sentence in which ``above`` stops.

    ``often_cut``: most long paragraphs of the file end without a full stop, so a missing full stop
    is no evidence.
    """
    if below.hint not in ("text", above.hint) or starts_item(below.text):
        return False
    if is_rule(above.end):
        return False
    if _SHORT_LABEL.match(below.text) or begins_with_speaker(below.text):
        return False
    if not above.more and _PASSED.match(above.text):
        return False
    if "quote" in (above.hint, below.hint):  # a blank line ends a quotation
        return False
    if hyphenated(above.end, below.text):
        return True
    if ends_sentence(without_time_at_end(above.end)) and not _semicolon(above):
        return False
    if _begins_as_continuation(above, below):
        return True
    if fold(above.end[-1]) in _CANNOT_END:
        return not heading_like(below.text) or above.end[-1] in "，,、（("
    if often_cut or _METADATA.match(above.text[:200]):
        return False
    if below.gap and above.page == below.page and not _may_be_cut(above):
        return False
    return _is_prose(above) and (_has_stops(below.text) or len(below.text) > _LONG)


def _begins_as_continuation(above: TextBlock, below: TextBlock) -> bool:
    """Return whether ``below`` begins as no paragraph does, or closes a bracket opened above."""
    if _CANNOT_BEGIN.match(fold(below.text[:2])):
        return True
    left_open = open_brackets(above.end[-_BRACKET:])
    return bool(left_open) and closes_bracket(below.text[:_BRACKET], left_open[-1])


def _semicolon(above: TextBlock) -> bool:
    """Return whether the block ends with a semicolon and is prose, not a list item."""
    return above.hint == "text" and above.end[-1] in "；;" and _is_prose(above)


def _may_be_cut(block: TextBlock) -> bool:
    """Return whether a block that ends without a full stop may go on after a blank line.

    Quotations, verses and the credit of a picture end without one, too: 外送員在街上。勞工處供圖.
    """
    return bool(block.more) or (block.text[-1].isalnum() and not _CREDIT.search(fold(block.text)))


def _is_prose(block: TextBlock) -> bool:
    return bool(block.more) or len(block.text) > _LONG or not heading_like(block.text)


def _has_stops(text: str) -> bool:
    return any(mark in text for mark in "，。；！？")


def _ends_properly(blocks: Sequence[TextBlock]) -> bool:
    prose = (b for b in blocks if b.hint != "heading" and b.role not in MARKED_ROLES)
    long = [block for block in prose if len(block.text) > _LONG]
    return sum(ends_sentence(block.text) for block in long) * 3 >= len(long)


def _is_caption_here(
    body: TextBlock | None, blocks: Sequence[TextBlock], index: int, usual: int
) -> bool:
    """Return whether the block is a caption.

    The evidence is its wording, its distance from the blocks around it, or that the sentence in
    which ``body`` stops continues after it.
    """
    block = blocks[index]
    if is_caption(block.text):
        return True
    if not may_be_caption(block):
        return False
    if body is None or not continues(body, block):
        return block.gap > usual
    if _CANNOT_BEGIN.match(fold(block.text[:2])):
        return False
    after = next(
        (b for b in blocks[index + 1 : index + _LOOK_AHEAD] if not may_be_caption(b)), None
    )
    if after is None or after.hint != "text" or not continues(body, after):
        return block.gap > usual and names_person_acting(block.text)
    # 某某表示，… begins a new paragraph rather than continues a sentence.
    fresh = reports_speech(after.text[:30])
    if block.gap > after.gap:
        return names_person_acting(block.text) or not fresh
    return names_person_acting(block.text) and not fresh and "，" not in block.text


def _is_heading(blocks: Sequence[TextBlock], index: int) -> bool:
    """Return whether an unmarked line is a heading: short, no sentence, and followed by text.

    Several such lines in the same style are a list.
    """
    block = blocks[index]
    above = blocks[index - 1] if index else None
    if not _could_head(block):
        return False
    own = numbering_style(block.text)
    if above is not None and above.role == "body" and _is_in_list(above, own):
        return False
    after = blocks[index + 1 : index + 1 + _LOOK_AHEAD]
    below = [b for b in after if b.role not in ("caption", "note") and not is_caption(b.text)]
    run = [numbering_style(b.text) for b in takewhile(_could_head, below)]
    if run[: 2 if own == "bare" else 1] == [own] * (2 if own == "bare" else 1):
        return False
    if any(next_ == this != own for this, next_ in pairwise(run)):
        return True
    if len(run) == len(below):
        return False
    text = below[len(run)]
    if text.hint == "heading" or (not run and _begins_as_continuation(block, text)):
        return False
    return block.gap > 0 or text.text[-1] in "。；："


def _is_in_list(above: TextBlock, own: str) -> bool:
    """Return whether the text above introduces a list, or is an item of one."""
    return above.text[-1] in "：:" or (_could_head(above) and numbering_style(above.text) == own)


def _could_head(block: TextBlock) -> bool:
    return block.hint in ("text", "item") and _reads_as_heading(block.text)


@keep_for_short_lines
def _reads_as_heading(text: str) -> bool:
    return (
        heading_like(text)
        and not bracketed(text)
        and not _is_turn(text)
        and any(char.isalpha() for char in text)
        and "://" not in text
        and not is_field(text)
    )


def _is_turn(text: str) -> bool:
    """Return whether the line has a label of a speaker and the words behind it, or a time.

    Live transcripts write a time behind the words.
    """
    if without_time_at_end(text) != text:
        return True
    return text[-1] not in "：:" and begins_with_speaker(text)


def _level(styles: list[str], text: str) -> int:
    """Return the level of an unmarked heading, from 1, and update the stack of ``styles``.

    A style that is on the stack removes the styles below it. A new style of parts or chapters
    removes all but parts.
    """
    this = numbering_style(text)
    if this in ("division", "formal") and this not in styles:
        styles[:] = [other for other in styles if other == "division"]
    if this in styles:
        del styles[styles.index(this) + 1 :]
    else:
        styles.append(this)
    return styles.index(this) + 1


def is_title(block: TextBlock) -> bool:
    """Return whether the first block of an unmarked text is its title."""
    text = block.text
    return (
        block.hint == "text"
        and len(text) <= _TITLE_LENGTH
        and any(char.isalnum() for char in text)
        and text[-1] not in "。，；、：,;:…（("
        and "。" not in text
        and not (text[-1] in "？！?!" and begins_with_speaker(text))
    )
