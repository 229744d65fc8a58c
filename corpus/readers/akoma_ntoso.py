"""An Akoma Ntoso file in, its lines out: debates, acts and other documents of parliaments.

Reads version 3, version 2 and the subset that SayIt writes. A speech, question or answer begins
with its speaker as a heading (王小明（主席）：), from which :mod:`corpus.speakers.turns`
finds turns: the name of the person whom ``by`` refers to, and the role that ``as`` refers to. What
nobody says, or somebody unnamed, is a note, because it would otherwise count as words of the
speaker before. Entities and DTDs are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, TypeAlias

from lxml import etree

from corpus.dates import find_date
from corpus.document import Period
from corpus.errors import DocumentError
from corpus.lines import Hint, Line, Source, joiner

Element: TypeAlias = etree._Element

_SPEECHES = frozenset(("speech", "question", "answer", "other"))
_EVENTS = frozenset(("scene", "narrative", "summary"))
_NAMES = frozenset(("num", "heading", "subheading"))
_PARAGRAPHS = _EVENTS | frozenset(("p", "li", "block", "td", "th", "longTitle", "from"))
_SKIPPED = frozenset(("meta", "from", "num", "heading", "subheading", "noteRef", "img", "del"))
_LONGEST_LABEL = 38
_SPACES = re.compile(r"\s+")
_BRACKETED = re.compile(r"[（(].*[）)]")


class _References(NamedTuple):
    """The names of persons, roles and other things by their id."""

    names: dict[str, str]
    unknown: set[str]


def read_akoma_ntoso(path: Path) -> Source:
    """Read an Akoma Ntoso document.

    Raises :class:`corpus.errors.DocumentError` if it is broken or another XML dialect, and OSError.
    """
    data = path.read_bytes()
    if b"<!ENTITY" in data:
        raise DocumentError("it declares XML entities, which are not read; save it without them")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError("its XML is broken: {why}; get the file again", why=error) from error
    if _name(root) != "akomaNtoso":
        raise DocumentError(
            "its XML is <{root}>; of XML, only Akoma Ntoso (also SayIt's) is read: "
            "save it as .html or .txt",
            root=_name(root),
        )
    references = _References(_shown_names(root), set())
    lines = tuple(line for document in root for line in _lines(document, references, 1))
    count = len(references.unknown)
    warnings = (f"persons without a name in the file: {count}; their ids are used",)
    return Source(
        lines,
        _first_text(root, "docTitle", "shortTitle"),
        _date(root),
        warnings if count else (),
        whole=True,
        metadata_title=_attribute(root, "FRBRalias", "value"),
    )


def _name(element: Element) -> str:
    """Return the tag without its namespace; "" for an entity reference."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _all(root: Element, name: str) -> Iterator[Element]:
    return root.iter(f"{{*}}{name}")


def _shown_names(root: Element) -> dict[str, str]:
    result = {}
    for references in _all(root, "references"):
        for reference in references:
            id = reference.get("eId") or reference.get("id") or reference.get("GUID") or ""
            if shown := reference.get("showAs"):
                result[id] = " ".join(shown.split())
    return result


def _first_text(root: Element, *names: str) -> str:
    texts = (_text(element) for name in names for element in _all(root, name))
    return next(filter(None, texts), "")


def _attribute(root: Element, name: str, attribute: str) -> str:
    values = (element.get(attribute) for element in _all(root, name))
    return next(filter(None, values), "")


def _date(root: Element) -> Period | None:
    """Return the date that the text shows, otherwise that of the work or of the first speech."""
    values = [element.get("date") or _text(element) for element in _all(root, "docDate")]
    for work in _all(root, "FRBRWork"):
        values += [element.get("date") or "" for element in _all(work, "FRBRdate")]
    speeches = root.iter(*(f"{{*}}{name}" for name in sorted(_SPEECHES)))
    values += [element.get("startTime") or "" for element in speeches][:1]
    days = (find_date(value.replace("T", " ")) for value in values)
    return next((Period.on(day) for day in days if day), None)


def _lines(
    element: Element, references: _References, level: int, hint: Hint = "text"
) -> list[Line]:
    """Return the lines of an element. The parser limits the depth to 256."""
    name = _name(element)
    if not name or name in _SKIPPED:
        return []
    if name == "table":
        return _rows(element)
    result: list[Line] = []
    number, heading = _number_and_heading(element)
    if heading:
        opening = " ".join(filter(None, (number, heading)))
        is_article = name == "article"
        result.append(Line(opening) if is_article else Line(opening, "heading", min(level, 9)))
        level += not is_article
    if name in _SPEECHES and (label := _label(element, references)):
        result.append(Line(f"{label}：", "heading", 9))
    elif name in _EVENTS or name in _SPEECHES:
        hint = "note"
    elif name == "li":
        hint = "item"
    inside = _content(element, references, level, hint)
    if number and not heading and inside:
        first = inside[0]
        inside[0] = first._replace(text=_numbered(number, first.text))
    return result + inside


def _content(element: Element, references: _References, level: int, hint: Hint) -> list[Line]:
    """Return the lines of what is in an element: of its text, and of the elements in it."""
    is_text = _name(element) in _PARAGRAPHS or bool((element.text or "").strip())
    is_text = is_text or any((child.tail or "").strip() for child in element)
    result: list[Line] = []
    pieces = [element.text or ""]
    for child in element:
        if not is_text or _is_block(child):
            result += _flushed(pieces, hint)
            result += _lines(child, references, level, hint)
        else:
            pieces.append(_inline(child))
            for note in _all(child, "authorialNote"):
                result += [Line(text, "note") for text in [_text(note)] if text]
        pieces.append(child.tail or "")
    return result + _flushed(pieces, hint) if not is_text else _flushed_first(pieces, hint, result)


def _flushed(pieces: list[str], hint: Hint) -> list[Line]:
    text = _one_line("".join(pieces))
    pieces.clear()
    if not text:
        return []
    if hint == "note" and _BRACKETED.fullmatch(text):
        return [Line(text, "quote")]  # becomes a direction
    return [Line(text, hint)]


def _flushed_first(pieces: list[str], hint: Hint, rest: list[Line]) -> list[Line]:
    """Put the text before its notes, unless other lines of the element precede it."""
    if all(line.hint == "note" for line in rest) and hint != "note":
        return _flushed(pieces, hint) + rest
    return rest + _flushed(pieces, hint)


def _is_block(element: Element) -> bool:
    name = _name(element)
    if name in _PARAGRAPHS or name in ("ul", "ol", "table", "blockList", "item"):
        return True
    return any(_name(inner) in ("p", "li") for inner in element) and name != "authorialNote"


def _inline(element: Element) -> str:
    name = _name(element)
    if not name or name in _SKIPPED or name == "authorialNote":
        return ""
    if name in ("br", "eol"):
        return " "
    inner = "".join(_inline(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def _number_and_heading(element: Element) -> tuple[str, str]:
    texts: dict[str, str] = {}
    for child in element:
        if (name := _name(child)) in _NAMES and (text := _text(child)):
            texts.setdefault(name, text)
    heading = " ".join(filter(None, (texts.get("heading"), texts.get("subheading"))))
    return texts.get("num", ""), heading


def _numbered(number: str, text: str) -> str:
    """Return the text with its number before it, as in print.

    >>> _numbered("第一條", "為保障外送員"), _numbered("（一）", "保險")
    ('第一條\\u3000為保障外送員', '（一）保險')
    """
    if text.startswith(number):
        return text
    return number + ("" if not number[-1].isalnum() else "\u3000") + text


def _label(element: Element, references: _References) -> str:
    """Return the speaker as in a transcript: the name, and in brackets the role."""
    by = (element.get("by") or "").strip().lstrip("#")
    shown = next((_text(child) for child in element if _name(child) == "from"), "")
    shown = shown.rstrip("：: ")
    name = references.names.get(by, "")
    if by and not name and not shown:
        references.unknown.add(by)
    label = shown if not name or name in shown else name
    label = label or by.rpartition("/")[2]
    role = references.names.get((element.get("as") or "").strip().lstrip("#"), "")
    chinese = role > "\u2e80" and label > "\u2e80"  # in English, a title may look like a name
    if chinese and role not in label and len(label) + len(role) + 2 <= _LONGEST_LABEL:
        label = f"{label}（{role}）"
    return label


def _rows(table: Element) -> list[Line]:
    result = []
    for row in _all(table, "tr"):
        if text := " | ".join(filter(None, (_text(cell) for cell in row))):
            result.append(Line(text, "table"))
    return result


def _text(element: Element) -> str:
    return _one_line("".join(map(str, element.itertext())))


def _one_line(text: str) -> str:
    """Return the text on one line, without the line breaks of the file between ideographs."""
    result = ""
    for part in text.splitlines():
        bare = _SPACES.sub(" ", part).strip()
        if bare:
            result += joiner(result, bare) + bare
    return result
