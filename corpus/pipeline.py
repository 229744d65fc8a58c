"""A file in, a complete document out: reads the file, then adds statements and topics."""

from __future__ import annotations

from pathlib import Path

from corpus.document import Document
from corpus.read import OnPage, read_document
from corpus.speakers.attribution import attribute
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus


class Pipeline:
    """Reads files with one thesaurus. Building it takes longer than reading a short file."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._tagger = Tagger(thesaurus)

    def read(self, path: Path, id: str, on_ocr_page: OnPage | None = None) -> Document:
        """Return the document with its statements and topics.

        If ``on_ocr_page`` is given, OCR reads pages without text, and it is called for each.

        Raises :class:`corpus.errors.DocumentError` as :func:`corpus.read.read_document` does.
        """
        return self.annotate(read_document(path, id, on_ocr_page))

    def annotate(self, document: Document) -> Document:
        """Return a document that was read, with its statements and topics."""
        return self._tagger.tag(attribute(document))
