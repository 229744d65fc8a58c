"""A PowerPoint file (PPTX) in, the text of its slides out, in the order of the presentation.

The title of a slide is a heading, a row of a table is one paragraph, text in groups and SmartArt is
read once, a chart gives its names, and the speaker's notes follow their slide as notes. ``page``
is the number of the slide. Dates, footers and slide numbers, the text of masters and layouts,
comments and pictures are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.errors import DocumentError
from corpus.lines import Hint, Line, Source, starts_item
from corpus.readers.open_xml import (
    Element,
    Relation,
    attribute,
    local_name,
    main_part,
    properties,
    relations,
)
from corpus.readers.zip_parts import ZipParts

_TITLES = frozenset(("title", "ctrTitle"))
_FURNITURE = frozenset(("sldNum", "dt", "ftr", "hdr", "sldImg"))
_AUTOMATIC = ("slidenum", "datetime")
_NO_TEXT = frozenset(("pres", "parTrans", "sibTrans"))
_DEFAULT_TITLES = frozenset(
    (
        "powerpoint presentation",
        "powerpoint 簡報",
        "powerpoint 演示文稿",
        "presentation",
        "演示文稿",
        "slide 1",
        "投影片 1",
        "幻灯片 1",
    )
)
_DIGITS = re.compile(r"\d+")
_SLIDE = re.compile(r"ppt/slides/slide\d+\.xml")


def read_pptx(path: Path) -> Source:
    """Read a presentation. Its lines are whole paragraphs.

    Raises :class:`corpus.errors.DocumentError` if it is broken or protected, and OSError.
    """
    with ZipParts(path) as parts:
        reader = _Reader(parts)
        names = _slides(parts)
        lines = [line for page, name in enumerate(names, 1) for line in reader.slide(name, page)]
        title, date = properties(parts)
        warnings = (*reader.warnings(len(names)), *parts.warnings)
    if not names:
        raise DocumentError("it has no slides; leave it out")
    if not lines:
        raise DocumentError(
            "its slides ({count}) have no text, only pictures; "
            "save it as PDF and make its text readable with OCR",
            count=len(names),
        )
    title = "" if title.lower() in _DEFAULT_TITLES else title
    return Source(tuple(lines), "", None, warnings, True, title, date)


def _slides(parts: ZipParts) -> list[str]:
    """Return the names of the slides in the order in which they are shown."""
    main = main_part(parts, "ppt/presentation.xml")
    root = parts.xml(main)
    if root is None:
        raise DocumentError("it is no presentation; open it in PowerPoint and save it anew")
    related = relations(parts, main)
    shown = (
        related.get(attribute(slide, "}id")) for slide in root.iterfind("{*}sldIdLst/{*}sldId")
    )
    names = [one.target for one in shown if one and one.target in parts.names]
    found = filter(_SLIDE.fullmatch, parts.names)
    return names or sorted(found, key=lambda name: int(_DIGITS.findall(name)[-1]))


class _Reader:
    """Reads slides, and counts what it leaves out."""

    def __init__(self, parts: ZipParts) -> None:
        self._parts = parts
        self._hidden = self._empty = 0

    def warnings(self, slides: int) -> tuple[str, ...]:
        """Return what a reader of the slides sees and a search does not find."""
        counts = (
            (self._empty, f"{self._empty} of {slides} slides have no text, only pictures"),
            (self._hidden, f"hidden slides, which are read too: {self._hidden}"),
        )
        return tuple(text for count, text in counts if count)

    def slide(self, name: str, page: int) -> list[Line]:
        """Return the lines of a slide and of its notes."""
        root = self._parts.xml(name)
        tree = None if root is None else root.find("{*}cSld/{*}spTree")
        if root is None or tree is None:
            return []
        related = relations(self._parts, name)
        titles: list[Line] = []
        body: list[Line] = []
        for line in self._shapes(tree, related):
            (titles if line.hint == "heading" else body).append(line)
        self._hidden += root.get("show") in ("0", "false")
        self._empty += not titles and not body
        notes = [line for kind, part in related.values() if kind == "notesSlide"
                 for line in self._notes(part)]  # fmt: skip
        return [line._replace(page=page) for line in (*titles, *body, *notes)]

    def _notes(self, name: str) -> Iterator[Line]:
        root = self._parts.xml(name)
        for shape in [] if root is None else root.iter("{*}sp"):
            if _placeholder(shape) == "body":
                for text, _ in _paragraphs(shape):
                    yield Line(text, "note")

    def _shapes(self, tree: Element, related: dict[str, Relation]) -> Iterator[Line]:
        """Yield the lines of the shapes in a tree. The parser limits the depth to 256."""
        for shape in tree:
            name = local_name(shape)
            if name == "sp":
                yield from _shape(shape)
            elif name == "grpSp":
                yield from self._shapes(shape, related)
            elif name == "graphicFrame":
                yield from self._graphic(shape, related)
            elif name == "AlternateContent":
                # The choices have the same text; the first one is the newest.
                versions = (list(self._shapes(version, related)) for version in shape)
                yield from next(filter(None, versions), [])

    def _graphic(self, frame: Element, related: dict[str, Relation]) -> Iterator[Line]:
        for row in frame.iterfind("{*}graphic/{*}graphicData/{*}tbl/{*}tr"):
            cells = [cell for cell in row if local_name(cell) == "tc" and not _is_merged(cell)]
            texts = (" ".join(text for text, _ in _paragraphs(cell)) for cell in cells)
            if text := " | ".join(filter(None, texts)):
                yield Line(text, "table")
        for content in frame.iterfind("{*}graphic/{*}graphicData/*"):
            name = local_name(content)
            if name == "chart":
                yield from self._chart(related.get(attribute(content, "}id")))
            elif name == "relIds":
                yield from self._smart_art(related.get(attribute(content, "}dm")))

    def _chart(self, relation: Relation | None) -> Iterator[Line]:
        """Yield the title of a chart, and the names of its series and categories."""
        root = self._parts.xml(relation.target) if relation else None
        if root is None:
            return
        title = root.find("{*}chart/{*}title")
        if title is not None and (text := "".join(run.text or "" for run in title.iter("{*}t"))):
            yield Line(" ".join(text.split()), "caption")
        names = [
            " ".join((value.text or "").split())
            for part in ("tx", "cat")
            for element in root.iterfind(f".//{{*}}ser/{{*}}{part}")
            for value in element.iterfind(".//{*}strCache/{*}pt/{*}v")
        ]
        if names := list(dict.fromkeys(filter(None, names))):
            yield Line(" | ".join(names), "table")

    def _smart_art(self, relation: Relation | None) -> Iterator[Line]:
        root = self._parts.xml(relation.target) if relation else None
        for point in [] if root is None else root.iterfind("{*}ptLst/{*}pt"):
            if point.get("type") not in _NO_TEXT:
                for text, _ in _paragraphs(point):
                    yield Line(text, "item")


def _shape(shape: Element) -> Iterator[Line]:
    kind = _placeholder(shape)
    if kind in _FURNITURE:
        return
    paragraphs = list(_paragraphs(shape))
    if kind in _TITLES:
        if paragraphs:
            yield Line(" ".join(text for text, _ in paragraphs), "heading", 1)
        return
    for text, is_item in paragraphs:
        hint: Hint = "item" if is_item or starts_item(text) else "text"
        yield Line(text, hint)


def _placeholder(shape: Element) -> str:
    """Return the type of the placeholder that the shape fills; "" for other shapes."""
    place = shape.find("{*}nvSpPr/{*}nvPr/{*}ph")
    return "" if place is None else place.get("type") or ""


def _is_merged(cell: Element) -> bool:
    return any(cell.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))


def _paragraphs(shape: Element) -> Iterator[tuple[str, bool]]:
    """Yield the paragraphs of a shape, and whether each is an item of a list below another."""
    for body in shape:
        if local_name(body) not in ("txBody", "t"):
            continue
        for paragraph in body.iterfind("{*}p"):
            if text := " ".join("".join(_runs(paragraph)).split()):
                style = paragraph.find("{*}pPr")
                yield text, style is not None and style.get("lvl", "0") != "0"


def _runs(paragraph: Element) -> Iterator[str]:
    for run in paragraph:
        name = local_name(run)
        if name == "br":
            yield " "
        elif name == "r" or (name == "fld" and not (run.get("type") or "").startswith(_AUTOMATIC)):
            yield run.findtext("{*}t") or ""
