"""A document saved as Word and ODF has the paragraphs, statements and topics of the text file.

The documents are the bundled samples and, if the environment variable CEWEN_SHARED names a folder
with corpus/reports, the reports in it.
"""

from __future__ import annotations

import base64
import io
import os
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from xml.sax.saxutils import escape

import docx
import pytest

from corpus.document import Document
from corpus.pipeline import Pipeline
from corpus.topics.thesaurus import Thesaurus
from tests.corpus.readers.odf_files import p, save_odf

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
SHARED = os.environ.get("CEWEN_SHARED")
SOURCES = [
    *(Path(str(entry)) for entry in (files("corpus") / "samples").iterdir() if entry.is_file()),
    *(sorted(Path(SHARED, "corpus/reports").glob("*.txt")) if SHARED else ()),
]
TITLE = '<style:style style:name="Title" style:family="paragraph"/>'


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Thesaurus.load())


def save_as_word(document: Document, folder: Path) -> Path:
    build = docx.Document()
    for one in document.paragraphs:
        if one.role == "heading":
            build.add_heading(one.text, 0 if one.number == 1 else len(one.section) + 1)
            continue
        if one.role == "caption":
            build.add_picture(io.BytesIO(PIXEL))
        build.add_paragraph(one.text)
    path = folder / f"{Path(document.id).stem}.docx"
    build.save(str(path))
    return path


def save_as_odf(document: Document, folder: Path) -> Path:
    body = ""
    for one in document.paragraphs:
        text = escape(one.text)
        if one.role == "heading" and one.number > 1:
            level = len(one.section) + 1
            body += f'<text:h text:outline-level="{level}">{text}</text:h>'
            continue
        if one.role == "caption":
            body += p("<draw:frame><draw:image/></draw:frame>")
        body += p(text, "Title" if one.number == 1 else "")
    return save_odf(folder / f"{Path(document.id).stem}.odt", body, TITLE)


@pytest.mark.parametrize("save", [save_as_word, save_as_odf])
@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.name)
def test_a_copy_has_the_same_content(
    source: Path, save: Callable[[Document, Path], Path], pipeline: Pipeline, tmp_path: Path
) -> None:
    document = pipeline.read(source, source.name)
    path = save(document, tmp_path)
    copy = pipeline.read(path, path.name)
    assert (copy.title, copy.kind) == (document.title, document.kind)
    bodies = [
        [(one.text, one.section, one.statements, one.topics) for one in d.paragraphs
         if one.role == "body"]
        for d in (document, copy)
    ]  # fmt: skip
    assert bodies[0] == bodies[1]
