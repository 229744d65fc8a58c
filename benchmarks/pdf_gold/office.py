"""Lets LibreOffice set the gold texts: Word files of all but the slides, saved as PDF."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.paragraph import Paragraph

from benchmarks.pdf_gold.texts import NAMES, NOTE_MARK, Part, gold

_SECONDS = 180
_FONT = "AR PL UMing TW"
_LEFT = frozenset({"h1", "h2", "chapter", "article", "caption", "sign", "source", "sub"})
_CENTRED = frozenset({"title", "subtitle", "byline", "head", "number", "chapter"})
_ITEMS = frozenset({"item", "subitem", "bullet", "num"})
_SIZES = {"title": 20.0, "head": 26.0, "h1": 15.0, "h2": 13.0, "note": 10.0, "caption": 10.5}


def missing_office() -> str:
    """Return what is missing, or ""."""
    return "" if shutil.which("soffice") else "needs LibreOffice"


def by_office(folder: Path) -> list[tuple[Path, list[Part]]]:
    """Write PDF files into the folder, and return them with their parts."""
    made = []
    with tempfile.TemporaryDirectory() as scratch:
        sources = []
        for number, name in enumerate(name for name in NAMES if name != "slides"):
            parts = [part for part in gold(name, hans=number % 2 == 0) if part.role != "note"]
            parts = [part._replace(text=NOTE_MARK.sub("", part.text)) for part in parts]
            sources.append(Path(scratch) / f"{name}-office.docx")
            _word(sources[-1], parts)
            made.append((folder / f"{name}-office.pdf", parts))
        _convert(sources, folder, Path(scratch))
    return made


def _convert(sources: Sequence[Path], folder: Path, scratch: Path) -> None:
    profile = f"-env:UserInstallation=file://{scratch}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [*command, *map(str, sources)], check=True, capture_output=True, timeout=_SECONDS
    )


def _word(path: Path, parts: Sequence[Part]) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = parts[0].text
    for role, group in groupby(parts, key=lambda part: part.role):
        if role == "row":
            rows = [part.text.split("\t") for part in group]
            table = document.add_table(len(rows), len(rows[0]), "Table Grid")
            for row, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(row.cells, texts, strict=True):
                    cell.text = text
            continue
        for part in group:
            _set(document.add_paragraph(), part)
    document.save(str(path))


def _set(paragraph: Paragraph, part: Part) -> None:
    role, size = part.role, _SIZES.get(part.role, 12.0)
    for text, bold in ((part.label, True), (part.text, role in ("h1", "h2", "title"))):
        run = paragraph.add_run(text)
        run.bold, run.font.size = bold, Pt(size)
        run.font.name = _FONT
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT)
    form = paragraph.paragraph_format
    form.space_after, form.space_before = Pt(0), Pt(8 if role in ("h1", "h2") else 0)
    form.line_spacing = 1.3
    if role in _CENTRED:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    elif role not in _LEFT:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
        hanging = role in _ITEMS or role == "field"
        form.left_indent = Pt(36 if hanging else 0)
        form.first_line_indent = Pt(-24 if hanging else 24)
