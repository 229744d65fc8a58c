"""Paragraphs with styles in, lines with hints out: the last step of the Word and ODF readers.

Most writers do not use heading styles. Then a short paragraph is a heading by its looks: larger
than the text, or bold, and not a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from corpus.lines import Hint, Line, ends_sentence, joiner, starts_item, width
from corpus.structure.kinds import is_speaker_label
from corpus.structure.roles import is_field, numbering_style, reports_speech

_LONGEST_HEADING = 80
_WIDEST_BY_LOOKS = 90
_LONGEST_CAPTION = 90
_LARGER = 1.12
_TITLE_WITHIN = 12
_FULL_LINE = 30
_FEW_STYLED = 2
_FEW_LABELS, _LONGEST_LABEL = 3, 30


@dataclass(slots=True)
class StyledParagraph:
    """One paragraph as its format describes it.

    ``text`` has ``\\n`` at line breaks. ``label``: the automatic number, part of the text.
    ``level``: the level of a heading style from 1, 0 for none. ``size``: of its characters, in any
    unit. ``gap``: the empty paragraphs above. ``picture``: it contains a picture, or one is
    directly above.
    """

    text: str
    hint: Hint = "text"
    level: int = 0
    title: bool = False
    size: float = 0.0
    bold: bool = False
    gap: int = 0
    page: int | None = None
    label: str = ""
    picture: bool = False
    notes: list[str] = field(default_factory=list)


def styled_lines(paragraphs: Sequence[StyledParagraph]) -> tuple[tuple[Line, ...], str]:
    """Return the lines of a document, which are whole paragraphs, and its title or ""."""
    body = _body_size(paragraphs)
    title = _title(paragraphs, body)
    styled = [one for one in paragraphs if _styled_heading(one)]
    by_looks = len(styled) < _FEW_STYLED
    like = {} if by_looks else _levels_by_looks(styled, body)
    labels = _bold_labels(paragraphs)
    stack: list[tuple[float, str]] = []
    lines: list[Line] = []
    for index, one in enumerate(paragraphs):
        if index in title or (one.bold and one.text in labels):
            lines.append(Line(_one_line(one.text), "heading", 0, one.gap, page=one.page))
        elif _styled_heading(one) and not by_looks:
            text = _one_line(one.text)
            lines.append(Line(text, "heading", one.level, one.gap, page=one.page))
        elif by_looks and (_styled_heading(one) or _looks_like_heading(one, body)):
            text = _one_line(one.text)
            lines.append(Line(text, "heading", _level(stack, one), one.gap, page=one.page))
        elif like and (level := _level_like(one, body, like)):
            lines.append(Line(_one_line(one.text), "heading", level, one.gap, page=one.page))
        elif _is_picture_caption(one):
            lines.append(Line(_one_line(one.text), "caption", 0, one.gap, page=one.page))
        else:
            lines.extend(_text_lines(one))
        lines.extend(Line(note, "note", page=one.page) for note in one.notes)
    written = ""
    for index in title:
        text = _one_line(paragraphs[index].text)
        written += joiner(written, text) + text
    return tuple(lines), written


def _body_size(paragraphs: Sequence[StyledParagraph]) -> float:
    sizes: Counter[float] = Counter()
    for one in paragraphs:
        if one.hint == "text" or one.hint == "item":
            sizes[one.size] += len(one.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _title(paragraphs: Sequence[StyledParagraph], body: float) -> range:
    """Return the indices of the title: by its style, or the largest lines at the beginning.

    A title of several lines is that many paragraphs of the same looks, one after the other.
    """
    styled = next((index for index, one in enumerate(paragraphs) if one.title), None)
    if styled is not None:
        end = styled + 1
        while end < len(paragraphs) and paragraphs[end].title:
            end += 1
        return range(styled, end)
    head = paragraphs[:_TITLE_WITHIN]
    largest = max((one.size for one in head if _may_be_title(one)), default=0.0)
    if body <= 0 or largest < body * _LARGER:
        first = next(iter(head), None)
        bare = first is not None and _looks_like_heading(first, body) and _may_be_title(first)
        return range(int(bare))
    start = next(i for i, one in enumerate(head) if _may_be_title(one) and one.size == largest)
    end = start + 1
    while end < len(head) and head[end].size == largest and _continues_title(head[end]):
        end += 1
    return range(start, end)


def _bold_labels(paragraphs: Sequence[StyledParagraph]) -> frozenset[str]:
    """Return the bold labels of speakers (王委員：), each a paragraph of its own.

    Some of them recur. 主旨： and 說明： in a letter do not.
    """
    labels = Counter(
        one.text
        for one in paragraphs
        if one.bold and len(one.text) <= _LONGEST_LABEL and is_speaker_label(one.text)
    )
    recur = labels.total() >= _FEW_LABELS and max(labels.values()) > 1
    return frozenset(labels) if recur else frozenset()


def _may_be_title(one: StyledParagraph) -> bool:
    return (
        one.hint == "text"
        and len(one.text) <= _LONGEST_HEADING
        and not ends_sentence(one.text)
        and any(char.isalpha() for char in one.text)
        and numbering_style(one.text) in ("bare", "digits", "formal", "numeral")
        and not one.label
    )


def _continues_title(one: StyledParagraph) -> bool:
    return _may_be_title(one) and one.gap == 0 and numbering_style(one.text) == "bare"


def _styled_heading(one: StyledParagraph) -> bool:
    """Return whether the heading style is meant: some writers give it to all numbered text."""
    if not one.level or one.hint not in ("text", "item"):
        return False
    text = one.text
    return len(text) <= _LONGEST_HEADING and "。" not in text and text[-1] not in "；，"


def _looks_like_heading(one: StyledParagraph, body: float) -> bool:
    if one.hint not in ("text", "item") or not (one.bold or one.size >= body * _LARGER > 0):
        return False
    text = _one_line(one.text)
    return (
        width(text) <= _WIDEST_BY_LOOKS
        and text[-1] not in "。，；、：,;:…（("
        and "。" not in text
        and text.count("，") < 2
        and any(char.isalpha() for char in text)
        and not is_field(text)
        and not reports_speech(text)
    )


def _levels_by_looks(
    styled: Sequence[StyledParagraph], body: float
) -> dict[tuple[str, float], int]:
    """Return the levels of headings by number style and size. Bare headings must be large."""
    levels: dict[tuple[str, float], int] = {}
    for one in styled:
        style = numbering_style(one.text)
        if style != "bare" or one.size >= body * _LARGER:
            levels.setdefault((style, one.size), one.level)
    return levels


def _level_like(one: StyledParagraph, body: float, levels: Mapping[tuple[str, float], int]) -> int:
    """Return the level of an unstyled heading that looks like those with a style, otherwise 0."""
    level = levels.get((numbering_style(one.text), one.size), 0) if one.text else 0
    return level if level and _looks_like_heading(one, body) else 0


def _is_picture_caption(one: StyledParagraph) -> bool:
    text = one.text
    return (
        one.picture
        and one.hint == "text"
        and len(text) <= _LONGEST_CAPTION
        and text.count("。") <= text.endswith("。")
        and text[-1] not in "：，"
        and not reports_speech(text)
    )


def _level(stack: list[tuple[float, str]], one: StyledParagraph) -> int:
    """Return the level of a heading without a style, from 1, and update the stack.

    Headings of one size and style of numbers have one level. A larger heading ends the sections of
    smaller ones.
    """
    this = one.size, numbering_style(one.text)
    if this in stack:
        del stack[stack.index(this) + 1 :]
    else:
        while stack and stack[-1][0] < one.size:
            stack.pop()
        stack.append(this)
    return len(stack)


def _one_line(text: str) -> str:
    if "\n" not in text:
        return text
    whole = ""
    for part in text.split("\n"):
        part = part.strip()
        whole += joiner(whole, part) + part
    return whole


def _text_lines(one: StyledParagraph) -> list[Line]:
    """Return the paragraph as lines: several if its line breaks separate paragraphs."""
    pieces: list[str] = []
    for part in filter(None, (part.strip() for part in one.text.split("\n"))):
        if pieces and _wraps(pieces[-1], part):
            pieces[-1] += joiner(pieces[-1], part) + part
        else:
            pieces.append(part)
    lines = []
    for index, piece in enumerate(pieces):
        hint: Hint = one.hint
        if hint == "text" and starts_item(piece):
            hint = "item"
        lines.append(Line(piece, hint, gap=0 if index else one.gap, page=one.page))
    return lines


def _wraps(above: str, below: str) -> bool:
    """Return whether a line break only wraps a long line; writers also make paragraphs with it."""
    return width(above) >= _FULL_LINE and not ends_sentence(above) and not starts_item(below)
