"""Paragraphs in, lines with hints out: headings with their levels, labels, captions, items."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.lines import Hint, Line, ends_sentence, starts_item
from corpus.readers.pdf.breaks import CAPTION, is_item
from corpus.readers.pdf.paragraphs import PdfParagraph
from corpus.readers.pdf.segments import SUPERSCRIPT
from corpus.structure.roles import bracketed, numbering_style

_LARGER, _MUCH_LARGER = 1.12, 1.22
_TITLE_AMONG = 12
_SMALLER = 0.95
_LONGEST, _LONGEST_LARGE = 40, 80
_LONGEST_LABEL = 20
_DEEPEST = 6
_COMMON = 0.25
_COMMON_ON_PAGE, _FEW_CHARACTERS = 0.4, 120
_PROSE = 30
_LONGEST_NUMBERED = 20
_NUMBERED = ("formal", "division")
_STOP = re.compile("[，。；,.]")
_FIELD = re.compile("[^，。：:]{1,10}[：:].")
_FIELD_LABEL = re.compile(
    r"檔\s*號|保存年限|主\s*旨|說\s*明|辦\s*法|擬\s*辦|公告事項|依\s*據|正\s*本|副\s*本|附\s*件|附\s*註|備\s*註"
    r"|速\s*別|密\s*等|密等及|受文者|發文|地\s*址|承辦|電\s*話|傳\s*真|電子信箱|抄\s*送|主送|附\s*表"
    r"|说\s*明|备\s*注|时\s*间|時\s*間|日\s*期|地\s*點|地\s*点|出席|列席|請假|记录|紀錄|議\s*程|议\s*程|決\s*議|决\s*议"
)
_NUMBER = re.compile(r"\d{1,3}|[*＊†‡]+")


def to_lines(paragraphs: Sequence[PdfParagraph]) -> tuple[tuple[Line, ...], str]:
    """Return the lines of a document, one for each paragraph, and its title.

    The title is "" if it is the first line, where it is found for all formats.
    """
    size, weight = body_style(paragraphs)
    common = _common_sizes(paragraphs)
    _drop_note_marks(paragraphs)
    headings = {
        index: paragraph
        for index, paragraph in enumerate(paragraphs)
        if _is_heading(paragraph, size, weight, common)
    }
    levels = _levels(headings, size)
    title = _title_below_head(headings, levels, size)
    if title is not None:
        levels[title] = 0  # not a section
    split = _labels_without_colon(paragraphs, weight)
    labels = len(split) + sum(one.text.endswith(("：", ":")) for one in headings.values())
    result: list[Line] = []
    for index, paragraph in enumerate(paragraphs):
        text, page = paragraph.text, paragraph.page
        if index in headings:
            result.append(Line(text, "heading", levels[index], paragraph.gap, page=page))
        elif index in split:
            length = split[index]
            result.append(
                Line(text[:length].strip() + "：", "heading", gap=paragraph.gap, page=page)
            )
            result.append(Line(text[length:].strip(), page=page))
        elif labels >= 2 and bracketed(text):
            result.append(Line(text, "quote", page=page))  # a direction between turns
        else:
            result.append(Line(text, _hint(paragraph, size), gap=paragraph.gap, page=page))
    return tuple(result), paragraphs[title].text if title is not None else ""


def _title_below_head(
    headings: dict[int, PdfParagraph], levels: dict[int, int], size: float
) -> int | None:
    """Return the index of the title if other lines, such as a letterhead, are above it."""
    index = next((index for index in headings if levels[index] == 1), 0)
    if not 0 < index < _TITLE_AMONG or headings[index].page != 1:
        return None
    larger = headings[index].size > _LARGER * size
    return index if larger and numbering_style(headings[index].text) == "bare" else None


def body_style(paragraphs: Sequence[PdfParagraph]) -> tuple[float, str]:
    """Return the size and the weight of the most characters of prose."""
    sizes: Counter[float] = Counter()
    weights: Counter[str] = Counter()
    for paragraph in _prose(paragraphs):
        sizes[round(paragraph.size * 2) / 2] += len(paragraph.text)
        weights.update(paragraph.weights)
    size = sizes.most_common(1)[0][0] if sizes else 12.0
    plain = [(weight, count) for weight, count in weights.items() if weight in "012"]
    return size, max(plain, key=lambda pair: pair[1])[0] if plain else "0"


def _prose(paragraphs: Sequence[PdfParagraph]) -> list[PdfParagraph]:
    """Return the longer paragraphs, without notes and tables; if there are none, all."""
    texts = [one for one in paragraphs if one.kind == "text"]
    prose = (one for one in texts if len(one.text) >= _PROSE and _STOP.search(one.text))
    return list(prose) or texts


def _hint(paragraph: PdfParagraph, size: float) -> Hint:
    if paragraph.kind == "note":
        return "note"
    if paragraph.kind == "table":
        return "table"
    text = paragraph.text
    if len(text) <= _LONGEST_LARGE:
        small = paragraph.size < _SMALLER * size and paragraph.centred
        if (small and text[-1] not in "；，：") or (text[-1] not in "。；" and CAPTION.match(text)):
            return "caption"
    if len(text) <= _LONGEST and paragraph.size < _SMALLER * size and not ends_sentence(text):
        return "whole"  # small print such as a running head, never a title
    return "item" if starts_item(text) else "text"


def _common_sizes(paragraphs: Sequence[PdfParagraph]) -> set[tuple[int, int]]:
    """Return pairs of page and size, in whole points, of more text than headings have.

    A size is common on a page if much text of the page or of the document has it.
    """
    prose = _prose(paragraphs)
    pages: dict[int, Counter[int]] = {}
    for paragraph in paragraphs:
        if paragraph.kind == "text":
            counts = pages.setdefault(paragraph.page, Counter())
            counts[round(paragraph.size)] += len(paragraph.text)
    everywhere: Counter[int] = Counter()
    for paragraph in prose:
        everywhere[round(paragraph.size)] += len(paragraph.text)
    total = everywhere.total()
    return {
        (page, size)
        for page, counts in pages.items()
        for size, count in counts.items()
        if everywhere[size] > _COMMON * total
        or count > max(_COMMON_ON_PAGE * counts.total(), _FEW_CHARACTERS)
    }


def _is_heading(
    paragraph: PdfParagraph, size: float, weight: str, common: set[tuple[int, int]]
) -> bool:
    text = paragraph.text
    if paragraph.kind != "text" or not any(char.isalpha() for char in text):
        return False
    style = numbering_style(text)
    larger = paragraph.size > _LARGER * size
    if larger and (
        (paragraph.page, round(paragraph.size)) in common
        or (paragraph.size < _MUCH_LARGER * size and style == "bare" and _FIELD.match(text))
    ):
        larger = False
    if len(text) > (_LONGEST_LARGE if larger else _LONGEST) or text[-1] in "。，；、,;":
        return False
    bold = bold_length(paragraph, weight) >= len(text)
    if text[-1] in "：:":  # the label of a turn, not of a field of a letter
        return (larger or bold) and not _FIELD_LABEL.match(text)
    numbered = len(text) <= _LONGEST_NUMBERED and style in _NUMBERED
    return (larger or bold or numbered) and not CAPTION.match(text)


def bold_length(paragraph: PdfParagraph, weight: str) -> int:
    """Return how many characters at the beginning are bolder than ``weight``, that of the body."""
    for index, one in enumerate(paragraph.weights):
        if one in "012" and one <= weight and not paragraph.text[index].isspace():
            return index
    return len(paragraph.text)


def _levels(headings: dict[int, PdfParagraph], size: float) -> dict[int, int]:
    """Number the levels from 1: by size, then by the order in which numbering styles appear.

    A heading without a number has the level of the first style of its size.
    """
    styles: dict[int, list[str]] = {}
    keys = {}
    for index, paragraph in headings.items():
        points = round(paragraph.size) if paragraph.size > _LARGER * size else 0
        style = numbering_style(paragraph.text)
        known = styles.setdefault(points, [])
        if style not in known and style != "bare":
            known.append(style)
        keys[index] = (points, known.index(style) if style in known else 0)
    ordered = sorted(set(keys.values()), key=lambda key: (-key[0], key[1]))
    return {index: min(_DEEPEST, ordered.index(key) + 1) for index, key in keys.items()}


def _labels_without_colon(paragraphs: Sequence[PdfParagraph], weight: str) -> dict[int, int]:
    """Return the lengths of bold names at the head of plain paragraphs, if such names recur.

    Hansards set the speaker in bold. If labels have colons, the rules for turns find them.
    """
    found: dict[int, int] = {}
    with_colon = 0
    for index, paragraph in enumerate(paragraphs):
        length = bold_length(paragraph, weight)
        text = paragraph.text
        if paragraph.kind != "text" or not 2 <= length <= _LONGEST_LABEL or length >= len(text):
            continue
        if text[length - 1] in "：:" or text[length] in "：:":
            with_colon += 1
        elif not is_item(text) and not any(char in "，。；、" for char in text[:length]):
            found[index] = length
    names = Counter(paragraphs[index].text[:length].strip() for index, length in found.items())
    recurring = sum(count for count in names.values() if count > 1)
    return found if not with_colon and recurring >= 2 and recurring * 2 >= len(found) else {}


def _drop_note_marks(paragraphs: Sequence[PdfParagraph]) -> None:
    """Take raised note marks out of the text, if a note with this number follows."""
    notes = {
        mark[0] for one in paragraphs if one.kind == "note" and (mark := _NUMBER.match(one.text))
    }
    if not notes:
        return
    for paragraph in paragraphs:
        if SUPERSCRIPT not in paragraph.weights or paragraph.kind == "note":
            continue
        kept = [
            (char, weight)
            for char, weight in zip(paragraph.text, paragraph.weights, strict=True)
            if weight != SUPERSCRIPT
        ]
        if kept:
            paragraph.text = "".join(char for char, _ in kept)
            paragraph.weights = "".join(weight for _, weight in kept)
