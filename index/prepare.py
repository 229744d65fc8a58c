"""From a document to what the index holds of it: folded, cut into words, laid out by fields."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from corpus.document import Document, Paragraph
from corpus.fold import fold
from index.bulk.entry import Entry
from index.record import FileState, of_file, of_paragraph
from index.segment import segment


def entries(document: Document, root: str, state: FileState, segmenter: str) -> Iterator[Entry]:
    """One entry for each paragraph, then one for the file itself."""
    shared: dict[str, list[str]] = {
        "doc": [document.id],
        "title": _values([document.title]),
        "date": [document.date.isoformat()] if document.date else [],
        "kind": [document.kind],
    }
    for paragraph in document.paragraphs:
        cut = segment(paragraph.text, segmenter)
        yield Entry(
            words=cut.words,
            text=fold(paragraph.text),
            keywords=shared | _keywords(paragraph),
            stored=of_paragraph(document.id, paragraph, cut.starts),
        )
    yield Entry(
        words=(),
        text="",
        keywords={"file": [document.id]},
        stored=of_file(document, root, state),
    )


def _keywords(paragraph: Paragraph) -> dict[str, list[str]]:
    speakers = [statement.speaker for statement in paragraph.statements]
    return {
        "section": _values(paragraph.section),
        "speaker": _values(speaker.name for speaker in speakers),
        "organization": _values(speaker.organization for speaker in speakers),
        "office": _values(speaker.title for speaker in speakers),
        "topic": _values(tag.topic for tag in paragraph.topics),
        "role": [paragraph.role],
    }


def _values(values: Iterable[str]) -> list[str]:
    return [value for value in dict.fromkeys(values) if value]
