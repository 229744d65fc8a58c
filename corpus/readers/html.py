"""A web page in, its lines out: what the page says, without what the site says on every page.

Tags end paragraphs, so lines are never joined. ``<br>`` ends a paragraph as well, except where a
sentence goes on after it: Chinese pages use it between paragraphs far more often than in verse.
``<rt>`` and ``<rp>`` are left out, so the text of a ruby is its base.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from corpus.document import Period
from corpus.errors import DocumentError
from corpus.lines import Hint, Line, Source, ends_sentence, joiner, starts_item
from corpus.readers.html_tree import page_text, page_tree
from corpus.readers.own_exports import RESULTS, is_page_of_results
from corpus.readers.web_metadata import declared_date, shown_date, title_of
from corpus.readers.web_page import main_content, prepare, words_of
from corpus.readers.web_text import Element, letters

_ALMOST_NO_TEXT = (
    "almost no text ({count} letters): a script builds the page; "
    "open it in a browser and save what it shows as PDF"
)
_ALMOST_NONE = 100  # letters
_BYTES_A_LETTER = 20  # a short page that somebody wrote has fewer
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = words_of(
    "address article aside blockquote body caption center dd details dialog dir div dl dt "
    "fieldset figcaption figure footer form header hr li main menu nav ol p pre section "
    "summary table tbody td tfoot th thead tr ul"
)
_SPACES = re.compile(r"[ \t\r\n\f\xa0]+")
_WRAPS = re.compile(" ?\r ?")
_IMPRINT = re.compile(
    "[版著][权權作][权權]?所有|copyright|©|all rights reserved|ICP[备備证證]|公网安备",
    re.IGNORECASE,
)
_PATH = re.compile(
    "(?:[你您]?(?:现在|現在|目前|所在|当前|當前)的?位置|首[頁页] *(?:>|&gt;|»|›|/)).{0,60}$"
)
_LAST = 10
_CELL = 400  # letters in a cell; a table with a longer one is layout


def read_html(path: Path) -> Source:
    """Read a web page.

    Raises :class:`corpus.errors.DocumentError` if it is not text or has no text, and OSError.
    """
    data = path.read_bytes()
    if b"multipart/related" in data[:2000] and b"MIME-Version" in data[:2000]:
        raise DocumentError("it is a web archive (MHTML); open it in a browser and save it as HTML")
    decoded = page_text(data)
    if is_page_of_results(decoded.text):
        raise DocumentError(RESULTS)
    root, cut = page_tree(decoded.text)
    scripted = root.find(".//script") is not None
    title, shown, declared = title_of(root), shown_date(root), declared_date(root)
    date = Period.on(shown) if shown else None
    body = prepare(root)
    content, whole_page = main_content(body, decoded.text)
    lines = without_imprint([line for line in page_lines(content) if letters(line.text)])
    warnings = decoded.warnings + tuple(filter(None, (cut, whole_page)))
    if cut and not lines:
        raise DocumentError(cut)
    count = sum(letters(line.text) for line in lines)
    if scripted and count < min(_ALMOST_NONE, len(data) / _BYTES_A_LETTER):
        if not lines:
            raise DocumentError(_ALMOST_NO_TEXT, count=count)
        warnings += (_ALMOST_NO_TEXT.format(count=count),)
    return Source(lines, title, date, warnings, whole=True, metadata_date=declared)


def page_lines(content: Element) -> Iterator[Line]:
    """Yield a line for each paragraph, heading, list item, caption and table row.

    >>> page, _ = page_tree("<h2>議題</h2><p>第一點，<br>說明。<br>第二點。</p><ul><li>保險</ul>")
    >>> [(line.hint, line.text) for line in page_lines(page)]
    [('heading', '議題'), ('text', '第一點，說明。'), ('text', '第二點。'), ('item', '保險')]
    """
    inline: list[str] = []
    opened: list[str] = []
    events = etree.iterwalk(content, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if event == "start":
            if tag == "table" and _is_data(element):
                yield from _flushed(inline, opened)
                yield from _rows(element)
                events.skip_subtree()
                continue
            if tag in _BLOCKS or tag in _HEADINGS:
                yield from _flushed(inline, opened)
                opened.append(tag)
            elif tag == "br":
                inline.append("\n")
            inline.append(_spaced(element.text, "pre" in opened))
            continue
        if opened and opened[-1] == tag and not (tag == "table" and _is_data(element)):
            yield from _flushed(inline, opened)
            opened.pop()
        if element is not content:
            inline.append(_spaced(element.tail, "pre" in opened))
    yield from _flushed(inline, opened)


def without_imprint(lines: list[Line]) -> tuple[Line, ...]:
    """Return the lines without the path at the top and the copyright notice at the end.

    >>> page = [Line("首頁 > 新聞"), Line("外送員的保險自七月起實施。"), Line("© 某市政府")]
    >>> [line.text for line in without_imprint(page)]
    ['外送員的保險自七月起實施。']
    """
    for index in range(max(1, len(lines) - _LAST), len(lines)):
        if len(lines[index].text) <= 200 and _IMPRINT.search(lines[index].text):
            lines = lines[:index]
            break
    top = (index < _LAST and _PATH.match(line.text) for index, line in enumerate(lines))
    return tuple(line for line, path in zip(lines, top, strict=True) if not path)


def _spaced(text: str | None, preformatted: bool = False) -> str:
    """Return the text with one character for each run of white space: ``\\r`` where it wraps."""
    if not text:
        return ""
    if preformatted:
        return text.replace("\r\n", "\n")
    return _SPACES.sub(lambda run: "\r" if "\n" in run[0] or "\r" in run[0] else " ", text)


def _flushed(inline: list[str], opened: list[str]) -> Iterator[Line]:
    """Yield what has been collected since the last border of a block, and empty the list."""
    if not inline:
        return
    pieces = "".join(inline).split("\n")
    inline.clear()
    tag = next((tag for tag in reversed(opened) if tag in _HEADINGS), "")
    if tag:
        text = " ".join(filter(None, map(_one_line, pieces)))
        if text:
            yield Line(text, "heading", _HEADINGS[tag])
        return
    hint = _hint(opened)
    for text in _paragraphs(pieces):
        yield Line(text, "item" if hint == "text" and starts_item(text) else hint)
        hint = "text" if hint == "item" else hint


def _hint(opened: list[str]) -> Hint:
    if "figcaption" in opened or "caption" in opened:
        return "caption"
    if "li" in opened[-2:]:
        return "item"
    return "quote" if "blockquote" in opened else "text"


def _paragraphs(pieces: list[str]) -> list[str]:
    """Join the pieces between line breaks where a sentence goes on."""
    result: list[str] = []
    gap = True
    for piece in pieces:
        text = _one_line(piece)
        if not text:
            gap = True
            continue
        indented = piece.lstrip(" \r").startswith("\u3000")
        if not gap and not indented and not starts_item(text) and _goes_on(result[-1]):
            result[-1] += joiner(result[-1], text) + text
        else:
            result.append(text)
        gap = False
    return result


def _goes_on(text: str) -> bool:
    prose = len(text) >= 15 and any(mark in text for mark in "，。；")
    return not ends_sentence(text) and (text[-1] in "，、," or prose)


def _one_line(piece: str) -> str:
    """Return the piece without white space around it and without the wraps of the source."""
    parts = [part.strip() for part in _WRAPS.split(piece)]
    result = ""
    for part in filter(None, parts):
        result += joiner(result, part) + part
    return result.strip()


def _is_data(table: Element) -> bool:
    """Return whether the table is one of data, and not the frame of the page."""
    if table.get("role") in ("presentation", "none") or table.find(".//table") is not None:
        return False
    rows = [len(row.findall("td")) + len(row.findall("th")) for row in table.iter("tr")]
    if max(rows, default=0) < 2:
        return False
    return all(letters(text_of(cell)) <= _CELL for cell in table.iter("td"))


def _rows(table: Element) -> Iterator[Line]:
    caption = table.find("caption")
    if caption is not None and (text := text_of(caption)):
        yield Line(text, "caption")
    for row in table.iter("tr"):
        cells = (text_of(cell) for cell in row if cell.tag in ("td", "th"))
        if text := " | ".join(filter(None, cells)):
            yield Line(text, "table")


def text_of(element: Element) -> str:
    """Return all text in the element on one line; blocks and line breaks become spaces."""
    if not len(element):
        return _one_line(_spaced(element.text))
    parts: list[str] = []
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        if inner.tag == "br" or inner.tag in _BLOCKS or inner.tag in _HEADINGS:
            parts.append(" ")
        if event == "start":
            parts.append(_spaced(inner.text))
        elif inner is not element:
            parts.append(_spaced(inner.tail))
    return re.sub(" {2,}", " ", _one_line("".join(parts)))
