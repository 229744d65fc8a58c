"""Reads documents of an index, and checks quotations against them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from searcher.query.errors import SearchError
from searcher.query_filters import read_query
from searcher.service.opened import Opened

if TYPE_CHECKING:
    from corpus.document import Span
    from index.stored_record import IndexedFile
    from searcher.document_name import Place
    from searcher.query.ast import Query
    from searcher.results import (
        Original,
        Passage,
    )
    from searcher.verify.quotation import Verification


class Reading(Opened):
    """What can be read in an index."""

    def show(self, document: str, place: str = "", *, context: int = 2) -> Passage:
        """A document, or a place in it with ``context`` paragraphs before and after.

        ``document`` is its path in the index, the path of the file, or a part of the path or the
        title that no other document has. For a copy of a document that is the document itself.
        ``place`` is the number of a paragraph, or an article of a law (第63-1條, 63-1); ``#5``
        after the document means paragraph 5. Labels that only name a speaker do not count as
        context.

        :raises DocumentNameError: none or several documents match.
        :raises SearchError: the document has no such place.
        """
        from searcher.passage import Reading

        file, wanted = self._find(document, place)
        if file.copy_of:
            file = self._reader.file(file.copy_of)
        return Reading(self._reader, file).passage(wanted, context)

    def marks(self, passage: Passage, query: str | Query) -> tuple[tuple[Span, ...], ...]:
        """What a search for ``query`` marks in each paragraph of ``passage``, in order.

        :raises QueryError: the query cannot be read.
        :raises SearchError: there is no such topic.
        """
        from searcher.report.passage_marks import marks_in

        keys = self._reader.paragraphs_of(passage.file.id)
        wanted = [keys[one.number - 1] for one in passage.paragraphs]
        return tuple(marks_in(self._search(False).terms, read_query(query), wanted))

    def original(self, document: str, place: str = "", *, changed: bool = False) -> Original:
        """The file that a document was read from, and the paragraph at ``place``; see :meth:`show`.

        ``changed`` also gives a file that has changed since it was indexed.

        :raises OriginalError: the file is gone or has changed, or is in no folder that the user
            has indexed or trusts.
        """
        from searcher.original import original_path
        from searcher.passage import Reading
        from searcher.results import Original

        file, wanted = self._find(document, place)
        path = original_path(self.folder, file, changed=changed)
        if wanted is None:
            return Original(path)
        read = self._reader.file(file.copy_of) if file.copy_of else file
        reading = Reading(self._reader, read)
        return Original(path, reading.paragraph(reading.find(wanted)[0]))

    def _find(self, document: str, place: str) -> tuple[IndexedFile, Place | None]:
        from index.origins import place_of
        from searcher.document_name import Catalogue, find_document, read_place

        def titles() -> dict[str, str]:
            return {id: self._reader.file(id).title for id in ids}

        ids = list(self._reader.file_ids())
        catalogue = Catalogue(
            ids,
            titles,
            lambda id: self._reader.file(id).copy_of or id,
            lambda id: place_of(self.folder, self._reader.file(id).origin),
        )
        id, wanted = find_document(document, catalogue)
        if place:
            wanted = read_place(place)
            if wanted is None:
                text = "{place}: not a place in a document. Write 5 or 第63-1條."
                raise SearchError(text, place=place)
        return self._reader.file(id), wanted

    def verify(self, draft: str | os.PathLike[str], *, shortest: int = 8) -> Verification:
        """Check each quotation of a draft: is it word for word, and said by whom the draft says?

        Quotations of fewer than ``shortest`` characters are left out.

        :raises DocumentError: the draft cannot be read.
        """
        from searcher.verify.draft import read_draft
        from searcher.verify.verdict import draft_id, known_persons, verify

        read = read_draft(Path(draft), shortest, known_persons(self._reader))
        return verify(self._reader, read, draft_id(self._reader, Path(draft)))

    def verify_quotations(self, quotations: Sequence[tuple[str, str]]) -> Verification:
        """Check quotations, each with the name of who says it, or an empty one."""
        from corpus.document import Speaker
        from searcher.verify.quotation import Draft, Quotation
        from searcher.verify.verdict import verify

        read = tuple(
            Quotation(text, number, speakers=(Speaker(name),) if name.strip() else ())
            for number, (text, name) in enumerate(quotations, 1)
        )
        return verify(self._reader, Draft(read, 0))
