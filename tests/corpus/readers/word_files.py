"""Word files made from raw XML, so that each test shows what is in its file."""

from __future__ import annotations

import zipfile
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text: str, properties: str = "") -> str:
    """Return a ``w:r`` with its properties as XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(content: str, properties: str = "") -> str:
    """Return a ``w:p`` with runs, or with text."""
    inner = content if content.startswith("<") else run(content) if content else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def numbered(text: str, number: int, level: int = 0) -> str:
    """Return a paragraph of the list ``number``."""
    numbering = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return paragraph(text, numbering)


def cell(*paragraphs: str, properties: str = "") -> str:
    """Return a ``w:tc``."""
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(map(paragraph, paragraphs))}</w:tc>"


def table(*rows: str) -> str:
    """Return a ``w:tbl`` of rows, each the XML of its cells."""
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def level(index: int, form: str, text: str, more: str = "") -> str:
    """Return a ``w:lvl``: its number format and the pattern of its text."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'{more}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*definitions: str, overrides: dict[int, str] | None = None) -> str:
    """Return ``w:numbering`` content: definition i is list i + 1; ``overrides`` add lists of 1."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{index}">{one}</w:abstractNum>'
        for index, one in enumerate(definitions)
    )
    lists = "".join(
        f'<w:num w:numId="{index + 1}"><w:abstractNumId w:val="{index}"/></w:num>'
        for index in range(len(definitions))
    )
    more = "".join(
        f'<w:num w:numId="{number}"><w:abstractNumId w:val="0"/>{xml}</w:num>'
        for number, xml in (overrides or {}).items()
    )
    return abstract + lists + more


def save_word(path: Path, body: str, **parts: str) -> Path:
    """Write a Word file. ``parts``: the content of styles, numbering, footnotes or endnotes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"
        )
        for name, content in parts.items():
            archive.writestr(f"word/{name}.xml", f"<w:{name} {NAMESPACES}>{content}</w:{name}>")
    return path
