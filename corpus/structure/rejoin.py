"""Blocks of a report put back together: text that a page end or a picture cut is joined again,
and headings, bylines, captions and directions are told apart from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from corpus.fold import fold
from corpus.lines import closes, ends_sentence, opened, starts_item
from corpus.structure.blocks import Block, usual_gap
from corpus.structure.roles import (
    bracketed,
    caption_words,
    captioned,
    heading_like,
    is_byline,
    is_field,
    reports,
    somebody_does,
    style,
)

_LONG = 40
_BRACKET = 600
_NOTICE = 60
_TITLE_LENGTH = 70
_LOOK_AHEAD = 6
# What no paragraph begins with, and what no short line that heads a section ends with.
_CANNOT_BEGIN = re.compile("[，。、；：！？」』”’）》】〕％%,;:!?)…]|的(?!确|士|话)|们")
_CANNOT_END = frozenset("之将但而该其被把于且亦仍须若这那各每,、(「『“《")
_METADATA = re.compile(r"[^，。：:]{1,8}[：:][^。]*$")


def told_apart(found: Sequence[Block], title: bool) -> list[Block]:
    """Return the blocks with their roles, those that a page end or a caption cut joined.

    ``title``: the first block is the document's title. A caption inside a paragraph comes after it.
    """
    usual = usual_gap(found)
    marked = any(block.hint == "heading" for block in found[title:])
    often_cut = not _ends_properly(found)
    styles: list[str] = []
    result = list(found[:title])
    body: Block | None = None
    begun = False
    for index in range(len(result), len(found)):
        block = found[index]
        if block.hint == "heading":
            block.role, body = "heading", None
            begun = True
        elif block.hint == "quote" and bracketed(block.text):
            block.role = "direction"
        elif block.hint in ("text", "whole") and _beside(body, found, index, usual):
            block.role = "caption"
        elif body is not None and continues(body, block, often_cut):
            body.join(block)
            continue
        elif is_byline(block, not begun or index >= len(found) - 2):
            block.role = "byline"
        elif not marked and _is_heading(found, index):
            block.role, block.level, body = "heading", _level(styles, block.text), None
            begun = len(result) > 1
        else:
            begun = begun or len(block.text) > _NOTICE
            body = block if block.hint != "whole" else None
        result.append(block)
    return result


def continues(above: Block, below: Block, often_cut: bool = False) -> bool:
    """Whether ``below`` goes on with the sentence in which ``above`` stops.

    ``often_cut``: most long paragraphs of the file lack a full stop, so that proves nothing.
    """
    if below.hint not in ("text", above.hint) or starts_item(below.text):
        return False
    if ends_sentence(above.end) and not _semicolon(above):
        return False
    if _goes_on(above, below):
        return True
    if fold(above.end[-1]) in _CANNOT_END:
        return not heading_like(below.text) or above.end[-1] in "，,、（("
    if often_cut or _METADATA.match(above.text[:200]):
        return False
    return _is_prose(above) and (_has_stops(below.text) or len(below.text) > _LONG)


def _goes_on(above: Block, below: Block) -> bool:
    """Whether ``below`` begins as no paragraph does, or closes a bracket left open above."""
    if _CANNOT_BEGIN.match(fold(below.text[:2])):
        return True
    left_open = opened(above.end[-_BRACKET:])
    return bool(left_open) and closes(below.text[:_BRACKET], left_open[-1])


def _semicolon(above: Block) -> bool:
    """A paragraph that stops at a semicolon goes on, unless it is one of a list."""
    return above.hint == "text" and above.end[-1] in "；;" and _is_prose(above)


def _is_prose(block: Block) -> bool:
    return bool(block.more) or len(block.text) > _LONG or not heading_like(block.text)


def _has_stops(text: str) -> bool:
    return any(mark in text for mark in "，。；！？")


def _ends_properly(found: Sequence[Block]) -> bool:
    long = [block for block in found if block.hint != "heading" and len(block.text) > _LONG]
    return sum(ends_sentence(block.text) for block in long) * 3 >= len(long)


def _beside(body: Block | None, found: Sequence[Block], index: int, usual: int) -> bool:
    """Whether a caption stands here: by its own words, by its place, or because the sentence in
    which ``body`` stops goes on behind it."""
    block = found[index]
    if captioned(block.text):
        return True
    if not caption_words(block):
        return False
    if body is None or not continues(body, block):
        return block.gap > usual
    if _CANNOT_BEGIN.match(fold(block.text[:2])):
        return False
    after = next((b for b in found[index + 1 : index + _LOOK_AHEAD] if not caption_words(b)), None)
    if after is None or after.hint != "text" or not continues(body, after):
        return block.gap > usual and somebody_does(block.text)
    # 某某表示，… opens a paragraph of its own rather than going on with a sentence.
    fresh = reports(after.text[:30])
    if block.gap > after.gap:
        return somebody_does(block.text) or not fresh
    return somebody_does(block.text) and not fresh and "，" not in block.text


def _is_heading(found: Sequence[Block], index: int) -> bool:
    """Whether an unmarked line heads what follows: short, no sentence, and text comes after it.

    A run of such lines in one style is a list, unless they are two, as a part and its chapter.
    """
    block = found[index]
    above = found[index - 1] if index else None
    if not _could_head(block):
        return False
    own = style(block.text)
    if above is not None and above.role == "body" and _lists(above, own):
        return False
    below = [b for b in found[index + 1 : index + 1 + _LOOK_AHEAD] if not captioned(b.text)]
    run = [style(b.text) for b in takewhile(_could_head, below)]
    if run[: 2 if own == "bare" else 1] == [own] * (2 if own == "bare" else 1):
        return False
    if any(after == before != own for before, after in pairwise(run)):
        return True
    if len(run) == len(below):
        return False
    text = below[len(run)]
    if text.hint == "heading" or (not run and _goes_on(block, text)):
        return False
    return block.gap > 0 or text.text[-1] in "。；："


def _lists(above: Block, own: str) -> bool:
    """Whether the text above announces a list, or is one line of it."""
    return above.text[-1] in "：:" or (_could_head(above) and style(above.text) == own)


def _could_head(block: Block) -> bool:
    return (
        block.hint in ("text", "item")
        and heading_like(block.text)
        and any(char.isalpha() for char in block.text)
        and "://" not in block.text
        and not is_field(block.text)
    )


def _level(styles: list[str], text: str) -> int:
    """The level of an unmarked heading: a style seen before closes those opened under it, and
    parts and chapters stand above whatever came before them."""
    this = style(text)
    if this in ("division", "formal") and this not in styles:
        styles[:] = [other for other in styles if other == "division"]
    if this in styles:
        del styles[styles.index(this) + 1 :]
    else:
        styles.append(this)
    return styles.index(this) + 1


def is_title(block: Block) -> bool:
    """Whether the first block of an unmarked text is its title."""
    text = block.text
    return (
        block.hint == "text"
        and len(text) <= _TITLE_LENGTH
        and text[-1] not in "。，；、：,;:…（("
        and "。" not in text
    )
