"""One function a kind of document: sets its gold text as such documents are set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont

from benchmarks.pdf_gold.texts import Part
from benchmarks.pdf_gold.typesetter import Frame, Style, Typesetter

FONTS = {False: "MSung-Light", True: "STSong-Light"}
for _font in FONTS.values():
    registerFont(UnicodeCIDFont(_font))
Layout = Callable[[Path, str, Sequence[Part]], None]
_PAGE = Frame(72, 523, 742, 100)


def _blocks(parts: Sequence[Part]) -> Iterator[tuple[str, list[Part]]]:
    """Yield rows of one table together, other parts alone."""
    for role, group in groupby(parts, key=lambda part: part.role):
        if role == "row":
            yield role, list(group)
        else:
            for part in group:
                yield role, [part]


def _cells(rows: Sequence[Part]) -> list[list[str]]:
    return [part.text.split("\t") for part in rows]


def _put_all(
    setter: Typesetter,
    parts: Sequence[Part],
    styles: dict[str, Style],
    shares: Sequence[float] = (),
) -> None:
    for role, group in _blocks(parts):
        if role == "row":
            rows = _cells(group)
            setter.table(rows, shares[: len(rows[0])] or [1.0] * len(rows[0]), styles[role])
        else:
            setter.put(group[0].text, styles[role], group[0].label)


def _put_item(setter: Typesetter, text: str, style: Style) -> None:
    """Set an item whose text begins behind a tab."""
    mark, _, rest = text.partition("　")
    if setter.y - style.above - style.pitch < setter.frame.bottom:
        setter.new_page()
    setter.draw(setter.frame.left + style.size * style.first, setter.y - style.above, mark, style)
    setter.put(rest, style._replace(first=style.hanging))


def white_paper(path: Path, font: str, parts: Sequence[Part]) -> None:
    """A title page, headings in coloured bands, a figure with its caption, a table."""
    chapter = ""

    def furniture(setter: Typesetter) -> None:
        if setter.page > 1:
            setter.draw(72, 790, f"{parts[0].text}　{chapter}", Style(9))
            setter.canvas.line(72, 785, 523, 785)
            setter.draw(290, 50, str(setter.page - 1), Style(10))

    setter = Typesetter(path, font, [_PAGE], furniture=furniture)
    text = Style(11.5, 19, first=2)
    styles = {
        "title": Style(26, 40, above=150, align="centre"),
        "subtitle": Style(14, 24, above=20, align="centre"),
        "byline": Style(12, 20, above=200, align="centre"),
        "h1": Style(20, 34, above=14, align="left"),
        "p": text,
        "item": text._replace(first=1, hanging=4),
        "quote": text._replace(first=0, narrow=3, above=6, colour="navy"),
        "caption": Style(10, 16, align="centre"),
        "source": Style(9, 22, align="left"),
        "row": Style(10, 15, above=4),
    }
    for role, group in _blocks(parts):
        part = group[0]
        if role == "h1" and setter.page == 1:
            setter.new_page()
        chapter = part.text if role == "h1" else chapter
        if role == "band":
            _band(setter, part.text)
        elif role == "row":
            setter.table(_cells(group), [1, 1, 1, 1, 1], styles["row"])
        else:
            if role == "caption" and part.text[0] in "圖图":
                _figure(setter)
            setter.put(part.text, styles[role])
    setter.save()


def _band(setter: Typesetter, text: str) -> None:
    setter.y -= 12
    if setter.y < 140:
        setter.new_page()
    setter.canvas.setFillColor("steelblue")
    setter.canvas.rect(72, setter.y - 6, 451, 22, stroke=0, fill=1)
    setter.canvas.setFillColor("black")
    setter.draw(80, setter.y, text, Style(13, colour="white"))
    setter.y -= 30


def _figure(setter: Typesetter) -> None:
    """Bars with years below them."""
    if setter.y < 300:
        setter.new_page()
    low = setter.y - 140
    for number, height in enumerate((30, 45, 60, 110, 104)):
        x = setter.frame.left + 40 + 35 * number
        setter.canvas.rect(x, low, 18, height, fill=1)
    setter.y = low - 20


def two_columns(path: Path, font: str, parts: Sequence[Part]) -> None:
    """A journal: title and abstract across the page, then two columns."""

    def furniture(setter: Typesetter) -> None:
        if setter.page % 2:
            setter.draw(380, 800, "社會服務研究季刊　第12期", Style(8))
        elif setter.page:
            setter.draw(60, 800, parts[0].text, Style(8))
        setter.draw(292, 40, str(56 + setter.page), Style(9))

    front = [part for part in parts if part.role in ("title", "byline", "abstract")]
    setter = Typesetter(path, font, [Frame(60, 535, 770, 70)], furniture=furniture)
    styles = {
        "title": Style(17, 26, align="centre"),
        "byline": Style(10, 24, align="centre"),
        "abstract": Style(9, 14, narrow=3),
        "h1": Style(11.5, 18, above=6, align="left", bold=True),
        "h2": Style(9.5, 16, align="left", bold=True),
        "caption": Style(8.5, 20, align="centre"),
        "p": Style(9.5, 15, first=2),
    }
    _put_all(setter, front, styles)
    top = setter.y - 10
    setter.frames = [Frame(60, 287, top, 70), Frame(308, 535, top, 70)]
    setter.y = top
    for part in parts[len(front) :]:
        if setter.page > 1 and setter.frames[0].top == top:
            setter.frames = [Frame(60, 287, 770, 70), Frame(308, 535, 770, 70)]
        if part.role == "caption":
            _figure(setter)
        setter.put(part.text, styles[part.role])
    setter.save()


def gazette(path: Path, font: str, parts: Sequence[Part]) -> None:
    """A public notice with its tables."""

    def furniture(setter: Typesetter) -> None:
        setter.draw(72, 795, "行政公報　第031卷　第102期　20250604　衛生勞動篇", Style(9))
        setter.canvas.line(72, 790, 523, 790)
        setter.draw(290, 50, str(40211 + setter.page), Style(10))

    setter = Typesetter(path, font, [_PAGE], furniture=furniture)
    styles = {
        "title": Style(18, 28, align="left"),
        "subtitle": Style(12, 20, align="left"),
        "field": Style(12, 20, hanging=3),
        "item": Style(12, 20, first=1, hanging=3),
        "caption": Style(12, 20, above=10, align="left"),
        "row": Style(11, 17),
        "p": Style(12, 20),
        "h1": Style(14, 24, above=8, align="left", bold=True),
        "sign": Style(16, 30, above=14, align="left"),
    }
    _put_all(setter, parts, styles, [0.6, 2.4, 1.2, 3])
    setter.save()


def hansard(path: Path, font: str, parts: Sequence[Part]) -> None:
    """Speakers in bold, and a running head with the page number at the outer edge."""

    def furniture(setter: Typesetter) -> None:
        number, odd = str(9870 + setter.page), setter.page % 2
        setter.draw(72 if odd else 500, 795, number, Style(11))
        setter.draw(230, 795, "立法會　─　2025年6月18日", Style(11))

    setter = Typesetter(path, font, [_PAGE], furniture=furniture)
    text = Style(13, 21, above=11)
    styles = {
        "h1": text._replace(bold=True, align="centre"),
        "h2": text._replace(bold=True, align="left"),
        "turn": text,
        "p": text._replace(first=2),
        "item": text._replace(first=2, hanging=5),
        "dir": text._replace(first=2),
    }
    _put_all(setter, parts, styles)
    setter.save()


def minutes(path: Path, font: str, parts: Sequence[Part]) -> None:
    """Minutes with a running head, page numbers of pages, and notes at the foot."""

    def furniture(setter: Typesetter) -> None:
        setter.draw(72, 795, parts[0].text, Style(10))
        setter.draw(260, 45, f"第 {setter.page} 頁，共 3 頁", Style(10))

    setter = Typesetter(path, font, [_PAGE], furniture=furniture)
    setter.notes = {part.text[0]: part.text for part in parts if part.role == "note"}
    styles = {
        "title": Style(18, 30, align="centre"),
        "field": Style(12, 19, hanging=3),
        "h1": Style(14, 24, above=6, align="left", bold=True),
        "h2": Style(12, 20, align="left", bold=True),
        "p": Style(12, 19, first=2),
        "item": Style(12, 19, first=2, hanging=4),
    }
    _put_all(setter, [part for part in parts if part.role != "note"], styles)
    setter.save()


def slides(path: Path, font: str, parts: Sequence[Part]) -> None:
    """A presentation saved as PDF."""

    def furniture(setter: Typesetter) -> None:
        setter.draw(40, 14, "資訊局", Style(9))
        setter.draw(690, 14, str(setter.page), Style(9))

    frame = Frame(50, 670, 340, 40)
    setter = Typesetter(path, font, [frame], size=(720, 405), furniture=furniture)
    styles = {
        "title": Style(36, 50, above=60, align="centre"),
        "subtitle": Style(20, 30, align="centre"),
        "byline": Style(16, 30, above=20, align="centre"),
        "h1": Style(30, 50, align="left"),
        "item": Style(20, 30, hanging=1.5, align="left"),
        "subitem": Style(16, 24, first=2.5, hanging=4, align="left"),
        "row": Style(16, 24),
        "p": Style(14, 22, above=10, align="left"),
    }
    for role, group in _blocks(parts):
        if role == "h1":
            setter.new_page()
        if role == "row":
            setter.table(_cells(group), [1, 1.4, 2], styles[role])
            continue
        if role in ("item", "subitem"):
            _put_item(setter, group[0].text, styles[role])
        else:
            setter.put(group[0].text, styles[role])
    setter.save()


def law(path: Path, font: str, parts: Sequence[Part]) -> None:
    """A law of Taiwan: labels of articles on lines of their own."""

    def furniture(setter: Typesetter) -> None:
        setter.draw(290, 45, str(setter.page), Style(10))

    setter = Typesetter(path, font, [_PAGE], furniture=furniture)
    text = Style(12, 18, align="left")
    styles = {
        "title": text._replace(size=14, pitch=24),
        "date": text._replace(size=10),
        "chapter": text._replace(first=3, above=8),
        "article": text._replace(above=4),
        "p": text._replace(first=5, hanging=5),
        "item": text._replace(first=5, hanging=7),
        "subitem": text._replace(first=7, hanging=10),
    }
    _put_all(setter, parts, styles)
    setter.save()


def law_inline(path: Path, font: str, parts: Sequence[Part]) -> None:
    """A law of the mainland: the text follows the label of its article."""

    def furniture(setter: Typesetter) -> None:
        setter.draw(280, 50, f"— {setter.page} —", Style(12))

    setter = Typesetter(path, font, [_PAGE], furniture=furniture)
    text = Style(14, 25, first=2)
    styles = {
        "title": Style(22, 40, align="centre"),
        "date": Style(14, 25, align="centre"),
        "chapter": text._replace(first=0, above=12, align="centre"),
        "p": text,
        "item": text,
    }
    _put_all(setter, parts, styles)
    setter.save()


def press_release(path: Path, font: str, parts: Sequence[Part]) -> None:
    """Blank space between paragraphs, and a block of signatures in two columns."""
    setter = Typesetter(path, font, [_PAGE])
    text = Style(12, 19, above=9)
    styles = {
        "field": Style(11, 17, align="left"),
        "title": Style(18, 30, above=16, align="centre", bold=True),
        "p": text,
        "sub": Style(11, 17, above=2, align="left"),
        "left": Style(12, 19, align="left"),
        "right": Style(12, 19, align="left"),
    }
    left = [part for part in parts if part.role == "left"]
    for part in parts:
        if part.role == left[0].role and part is left[0]:
            setter.y -= 24
            start = setter.y
        elif part.role == "right" and setter.frames[0].left == _PAGE.left:
            setter.y = start
            setter.frames = [_PAGE._replace(left=320)]
        elif part.role == "p":
            setter.frames = [_PAGE]
        setter.put(part.text, styles[part.role])
    setter.save()


def official_notice(path: Path, font: str, parts: Sequence[Part]) -> None:
    """An official letter of the mainland, under a red head."""

    def furniture(setter: Typesetter) -> None:
        x = 440 if setter.page % 2 else 90
        setter.draw(x, 60, f"— {setter.page} —", Style(14))

    frame = Frame(80, 528, 750, 110)
    setter = Typesetter(path, font, [frame], furniture=furniture)
    text = Style(16, 28, first=2)
    styles = {
        "head": Style(32, 60, align="centre", colour="red"),
        "number": Style(16, 28, align="centre"),
        "title": Style(22, 34, above=24, align="centre", bold=True),
        "addressee": Style(16, 28, above=16),
        "h1": text._replace(bold=True),
        "h2": text,
        "p": text,
        "sign": text._replace(align="right"),
        "foot": Style(14, 24, above=14),
    }
    for part in parts:
        setter.put(part.text, styles[part.role])
        if part.role == "number":
            setter.canvas.setStrokeColor("red")
            setter.canvas.line(80, setter.y + 12, 528, setter.y + 12)
    setter.save()


def consultation(path: Path, font: str, parts: Sequence[Part]) -> None:
    """Numbered paragraphs, bullets, and questions in boxes."""

    def furniture(setter: Typesetter) -> None:
        setter.draw(280, 45, f"- {20 + setter.page} -", Style(11))

    setter = Typesetter(path, font, [_PAGE], furniture=furniture)
    text = Style(12.5, 20, above=10)
    styles = {
        "title": Style(20, 34, align="centre", bold=True),
        "h1": Style(16, 26, above=12, align="left", bold=True),
        "num": text._replace(hanging=3),
        "bullet": text._replace(first=3, hanging=4.5),
        "box": text._replace(narrow=1, above=18),
        "p": text,
    }
    for part in parts:
        style, content = styles[part.role], part.text
        if part.role in ("num", "bullet"):
            _put_item(setter, content, style)
            continue
        if part.role == "box":
            height = style.pitch * len(setter.wrap(content, style, 451))
            if setter.y - height - 30 < 100:
                setter.new_page()
            setter.canvas.rect(74, setter.y - height - 4, 447, height + 10)
        setter.put(content, style, part.label)
        setter.y -= 10 * (part.role == "box")
    setter.save()


STYLES: dict[str, Layout] = {
    "consultation": consultation,
    "gazette": gazette,
    "hansard": hansard,
    "law": law,
    "law-inline": law_inline,
    "minutes": minutes,
    "official-notice": official_notice,
    "press-release": press_release,
    "slides": slides,
    "two-columns": two_columns,
    "white-paper": white_paper,
}
