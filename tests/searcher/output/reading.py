"""Reads each format as other programs do, and says what in it would do harm."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import lxml.etree
import lxml.html
import openpyxl
import rispy
from markdown_it import MarkdownIt

from searcher.output.formats import FORMATS
from searcher.output.formula import runs_as_formula

#: Harmless characters of no width, which a name or a quotation may have.
_ALLOWED = "\u200b\u200c\u200d\u2060\ufeff"
_OURS = re.compile(r"\x1b\[[0-9;]*m")  # colours, if they were asked for
_TAGS = {"html", "head", "body", "meta", "title", "style", "blockquote", "p", "cite", "h2", "br"}
_TAGS |= {"table", "thead", "tbody", "tr", "th", "td", "mark"}
_TOKENS = {"blockquote_open", "blockquote_close", "paragraph_open", "paragraph_close", "inline"}
_TABLE = {f"{name}_{end}" for name in ("table", "thead", "tbody", "tr", "th", "td")
          for end in ("open", "close")}  # fmt: skip
_HEADINGS = {"heading_open", "heading_close"}
_ACTIVE = {"hyperlink", "fldSimple", "instrText", "object", "altChunk", "drawing"}
_MARKS = ("<!-- cewen: quotations -->\n", "<!-- cewen: group -->")


def controls(text: str) -> Iterator[str]:
    """The characters that control a terminal or the direction of writing."""
    for char in dict.fromkeys(text):
        kind = unicodedata.category(char)
        if kind in ("Cc", "Cf", "Cs", "Zl", "Zp") and char not in _ALLOWED and char != "\n":
            yield f"{char!r} as it is"


def harm_of_json(text: str) -> Iterator[str]:
    yield from controls(text)
    if set(_ALLOWED) & set(text):
        yield "an invisible character that is not escaped"
    for line in text.split("\n"):
        if line and not isinstance(json.loads(line), dict):
            yield "a line that is no object"


def harm_of_csv(text: str) -> Iterator[str]:
    yield from controls(text)
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True))
    if len({len(row) for row in rows}) > 1:
        yield "rows of different lengths"
    for row in rows:
        yield from (f"a formula: {cell!r}" for cell in row if runs_as_formula(cell))


def harm_of_markdown(text: str) -> Iterator[str]:
    yield from controls(text)
    for mark in _MARKS:
        text = text.replace(mark, "")
    parser = MarkdownIt("gfm-like", {"html": True, "linkify": True})
    # GitHub makes no link of a name such as 甲.md, which is also a domain; see www. below.
    parser.linkify.set({"fuzzy_link": False})
    if re.search(r"(?<!\\)\bwww\.", text):
        yield "www. without a backslash"
    for token in parser.parse(text):
        ours = token.type in _TOKENS | _TABLE or (token.type in _HEADINGS and token.tag == "h2")
        if not ours:
            yield f"{token.type}: {token.content[:80]!r}"
        for child in token.children or ():
            if child.type not in ("text", "softbreak", "text_special"):
                yield f"{child.type} in {token.content[:80]!r}"


def harm_of_html(text: str) -> Iterator[str]:
    yield from controls(text)
    page = lxml.html.document_fromstring(text)
    for element in page.iter():
        if isinstance(element.tag, str) and element.tag not in _TAGS:
            yield f"<{element.tag}>"
        allowed = ("charset", "name", "content", "http-equiv", "lang", "class")
        yield from (f"{name}=" for name in element.attrib if name not in allowed)


def harm_of_ris(text: str) -> Iterator[str]:
    yield from controls(text)
    entries = rispy.loads(text)
    yield from (f"a type {e['type_of_reference']}" for e in entries
                if e["type_of_reference"] not in ("RPRT", "HEAR", "STAT", "GEN"))  # fmt: skip
    if len(entries) != text.count("\nDB  - Cewen\n"):
        yield "an entry that is not ours"


def harm_of_csl(text: str) -> Iterator[str]:
    yield from controls(text)
    json.loads(text)


def harm_of_bibtex(text: str) -> Iterator[str]:
    yield from controls(text)
    known = r"\\(?:textbackslash |textbraceleft |textbraceright |textascii\w+ |par |[#$%&_])"
    for line in text.split("\n"):
        entry = re.fullmatch(r"@misc\{\w+,|\}|", line)
        field = re.fullmatch(r"  \w+ = \{(.*)\},", line)
        if not entry and not field:
            yield f"a line {line[:80]!r}"
        value = re.sub(known, "", field[1]) if field else ""
        yield from (f"{char!r} in {line[:80]!r}" for char in "\\$%&#_^~" if char in value)


def harm_of_xlsx(content: bytes) -> Iterator[str]:
    for sheet in openpyxl.load_workbook(io.BytesIO(content)).worksheets:
        for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
            if cell.data_type not in ("s", "inlineStr", "n"):
                yield f"a cell of type {cell.data_type}: {cell.value!r}"
            yield from controls(str(cell.value))
            if cell.data_type != "n" and runs_as_formula(str(cell.value)) and not cell.quotePrefix:
                yield f"a formula when it is edited: {cell.value!r}"


def harm_of_docx(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        for name in parts.namelist():
            text = parts.read(name)
            if name.endswith(".rels") and b'TargetMode="External"' in text:
                yield f"{name} leads out of the document"
        body = lxml.etree.fromstring(parts.read("word/document.xml"))
    yield from controls("".join(body.itertext()))
    for element in body.iter():
        if lxml.etree.QName(element).localname in _ACTIVE:
            yield lxml.etree.QName(element).localname


_BINARY = {"xlsx": harm_of_xlsx, "docx": harm_of_docx}
_READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "json": harm_of_json,
    "csv": harm_of_csv,
    "md": harm_of_markdown,
    "html": harm_of_html,
    "ris": harm_of_ris,
    "csl": harm_of_csl,
    "bibtex": harm_of_bibtex,
}


def harm(format: str, output: bytes) -> list[str]:
    """What in the output of a command would do harm; nothing if all is well.

    A format without a reader of its own is read as text.
    """
    if format in FORMATS and FORMATS[format].is_binary:
        return list(_BINARY[format](output)) if output else []
    text = output.decode("utf-8")
    reads: Any = _READERS.get(format)
    if reads is None or not text.strip():
        return list(controls(_OURS.sub("", text)))
    return list(reads(text))
