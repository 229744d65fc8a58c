"""All that is done to a file before it is indexed: read, attribute, tag."""

from __future__ import annotations

from pathlib import Path

from corpus.document import Document
from corpus.read import read_document
from corpus.speakers.attribution import attribute
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus


class Pipeline:
    """Reads files with one thesaurus. Making one takes longer than reading a short file."""

    def __init__(self, thesaurus: Thesaurus) -> None:
        self._tagger = Tagger(thesaurus)

    def read(self, path: Path, id: str) -> Document:
        """The document with its statements and topics. Raises DocumentError as read_document."""
        return self._tagger.tag(attribute(read_document(path, id)))
