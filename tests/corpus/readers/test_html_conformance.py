"""The samples as web pages give the same paragraphs, statements and topics as from text."""

from __future__ import annotations

import html
import sys
from pathlib import Path

import pytest

import corpus
from corpus.document import Document, Paragraph
from corpus.pipeline import Pipeline
from corpus.topics.thesaurus import Thesaurus

SAMPLES = sorted(Path(corpus.__file__).with_name("samples").glob("*.*"))
MENU = "".join(f'<li><a href="/{n}">市政服務{n}</a></li>' for n in range(6))
TAGS = {"caption": "figcaption", "direction": "blockquote"}


def element(paragraph: Paragraph) -> str:
    """Return the paragraph as an author of HTML would mark it."""
    level = min(6, len(paragraph.section) + 1)
    tag = f"h{level}" if paragraph.role == "heading" else TAGS.get(paragraph.role, "p")
    return f"<{tag}>{html.escape(paragraph.text)}</{tag}>"


def page(document: Document) -> str:
    """Return a page of a site with the document as its main text."""
    content = "\n".join(map(element, document.paragraphs))
    title = html.escape(document.title)
    return (
        f"<html><head><title>{title} - 某市政府</title></head><body><div id=header>某市政府</div>"
        f"<div class=menu><ul>{MENU}</ul></div><div>{content}</div>"
        "<div class=footer>版權所有 © 某市政府</div></body></html>"
    )


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(Thesaurus.load())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_as_a_web_page_is_the_same_document(
    path: Path, pipeline: Pipeline, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    document = pipeline.read(path, path.name)
    saved = tmp_path / f"{path.stem}.html"
    saved.write_text(page(document), encoding="utf-8")
    again = pipeline.read(saved, path.name)
    assert (again.title, again.date, again.kind) == (document.title, document.date, document.kind)
    assert [one.text for one in again.paragraphs] == [one.text for one in document.paragraphs]
    assert [one.statements for one in again.paragraphs] == [
        one.statements for one in document.paragraphs
    ]
    assert [one.topics for one in again.paragraphs] == [one.topics for one in document.paragraphs]
