"""ODF texts made from raw XML, so that each test shows what is in its file."""

from __future__ import annotations

import zipfile
from pathlib import Path

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{_NAMES}{name}:1.0"'
    for prefix, name in (
        ("office", "office"),
        ("style", "style"),
        ("text", "text"),
        ("table", "table"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("meta", "meta"),
    )
) + (
    ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
    ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'
)


def p(content: str, style: str = "") -> str:
    """Return a ``text:p``."""
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def items(*contents: str, attributes: str = "") -> str:
    """Return a ``text:list`` with an item of each content, which is XML or the text of one."""
    inner = "".join(
        f"<text:list-item>{one if one.startswith('<') else p(one)}</text:list-item>"
        for one in contents
    )
    return f"<text:list {attributes}>{inner}</text:list>"


def number_style(name: str, *levels: str) -> str:
    """Return a ``text:list-style``: each level is the attributes of its number."""
    inner = "".join(
        f'<text:list-level-style-number text:level="{level}" {attributes}/>'
        for level, attributes in enumerate(levels, 1)
    )
    return f'<text:list-style style:name="{name}">{inner}</text:list-style>'


def save_odf(path: Path, body: str, styles: str = "", meta: str = "", manifest: str = "") -> Path:
    """Write an ODF text. ``styles``: the automatic styles."""
    content = (
        f"<office:document-content {NAMESPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
        "</office:document-content>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        if meta:
            xml = f"<office:document-meta {NAMESPACES}><office:meta>{meta}</office:meta>"
            archive.writestr("meta.xml", xml + "</office:document-meta>")
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
    return path
