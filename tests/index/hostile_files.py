"""Files that are made to hang or to exhaust a reader, in several formats."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument'
    '.wordprocessingml.document.main+xml"/></Types>'
)
_BOMB = (
    '<!DOCTYPE d [<!ENTITY a0 "平台">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    + "]>"
)


def _docx(path: Path, parts: Callable[[zipfile.ZipFile], None]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        parts(archive)


def entity_bomb_in_xml(folder: Path) -> Path:
    path = folder / "bomb.xml"
    path.write_text(f"{_BOMB}<akomaNtoso>&a9;</akomaNtoso>", encoding="utf-8")
    return path


def entity_bomb_in_docx(folder: Path) -> Path:
    path = folder / "bomb.docx"
    body = f'{_BOMB}<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p>'
    _docx(path, lambda z: z.writestr("word/document.xml", body + "</w:body></w:document>"))
    return path


def zip_bomb(folder: Path) -> Path:
    """A part of 400 MB of text in 1 MB."""
    path = folder / "zip.docx"

    def parts(archive: zipfile.ZipFile) -> None:
        with archive.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(f'<w:document xmlns:w="{_WORD}"><w:body>'.encode())
            chunk = b"<w:p><w:r><w:t>platform</w:t></w:r></w:p>" * 25_000
            for _ in range(400):
                part.write(chunk)
            part.write(b"</w:body></w:document>")

    _docx(path, parts)
    return path


def nested_docx(folder: Path) -> Path:
    """Ten thousand content controls in one another."""
    path = folder / "nested.docx"
    opening, closing = "<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"
    text = "<w:p><w:r><w:t>平台</w:t></w:r></w:p>"
    body = f"{opening * 10_000}{text}{closing * 10_000}"
    part = f'<w:document xmlns:w="{_WORD}"><w:body>{body}</w:body></w:document>'
    _docx(path, lambda z: z.writestr("word/document.xml", part))
    return path


def nested_html(folder: Path) -> Path:
    path = folder / "nested.html"
    path.write_text("<div>" * 10_000 + "<p>平台工作者的權益。</p>", encoding="utf-8")
    return path


def nested_lists(folder: Path) -> Path:
    path = folder / "nested.md"
    path.write_text("".join(">" * n + " 平台。\n" for n in range(1, 3_000)), encoding="utf-8")
    return path


def cyclic_page_tree(folder: Path) -> Path:
    path = folder / "cyclic.pdf"
    kids = " ".join(["2 0 R"] * 1_000)
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        + f"2 0 obj<</Type/Pages/Count 1000000/Kids[{kids}]>>endobj\n".encode()
        + b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    return path


def page_of_a_million_characters(folder: Path) -> Path:
    path = folder / "million.pdf"
    canvas = Canvas(str(path), pagesize=(595, 842), pageCompression=1)
    canvas.setFont("Helvetica", 1)
    text = canvas.beginText(0, 840)
    text.setLeading(0.4)
    for line in range(2_000):
        text.textLine(f"{line:04} " + "platform work " * 36)
    canvas.drawText(text)
    canvas.save()
    return path


HOSTILE = (
    entity_bomb_in_xml, entity_bomb_in_docx, zip_bomb, nested_docx, nested_html, nested_lists,
    cyclic_page_tree, page_of_a_million_characters,
)  # fmt: skip
