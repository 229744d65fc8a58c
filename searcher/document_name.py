"""Finds a document by its path or a part of the path."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.fold import fold
from searcher.query.errors import SearchError

_LISTED = 10  # documents that an error names


class DocumentNameError(SearchError):
    """A name that no document has, or that several have: ``matching`` are their ids."""

    def __init__(self, text: str, matching: Sequence[str] = (), /, **values: object) -> None:
        super().__init__(text, **values)
        self.matching = tuple(matching)


def find_document(name: str, ids: Sequence[str]) -> tuple[str, int | None]:
    """The id that ``name`` means, and the number of the paragraph if ``name`` ends in one.

    A name is an id or a part of one, in either script, and ``#5`` after it is paragraph 5.

    >>> find_document("聽證#5", ["听证/2024.txt", "海港.md"])
    ('听证/2024.txt', 5)

    :raises DocumentNameError: none or several of ``ids`` match.
    """
    head, mark, digits = name.rpartition("#")
    number = None
    # The name of a file may itself end in #5.
    if name not in ids and mark and digits.isascii() and digits.isdigit():
        name, number = head, int(digits)
    folded = fold(name)
    matching = [name] if name in ids else [id for id in ids if folded in fold(id)]
    if not matching:
        text = "no document {name} in the index; cewen status --files lists them"
        raise DocumentNameError(text, name=name)
    if len(matching) > 1:
        text = "{count} documents match {name}; write more of the path of one: {documents}"
        documents = ", ".join(matching[:_LISTED]) + " …" * (len(matching) > _LISTED)
        values = {"count": len(matching), "name": name, "documents": documents}
        raise DocumentNameError(text, matching, **values)
    return matching[0], number
