"""Keeps what the last answer listed, so that ``cewen show 3`` and ``cewen open 3`` mean its third.

The file is in the user's own data folder and is replaced by each answer that numbers its results.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import CewenError
from index.data_folder import data_folder, make_data_folder
from index.user_files import UserFileError, damaged_user_file, read_user_file, write_user_file
from searcher.query.errors import SearchError

if TYPE_CHECKING:
    from corpus.document import Paragraph
    from searcher.answer import Hit
    from searcher.report.concordance import KwicLine
    from searcher.service import Index

_SEPARATOR = "\0"  # in no file name, and in no argument of a command


class Listed(NamedTuple):
    """A paragraph that an answer listed. ``check`` is of its text, to notice that it changed."""

    doc: str
    paragraph: int
    check: str


class LastAnswer(NamedTuple):
    """The index that answered, how the query was read, and the results in their order."""

    folder: Path
    query: str
    results: Sequence[Listed]


class ListedError(CewenError):
    """A result that the last answer did not list, or that is not there any more."""


def keep_answer(index: Index, query: str, hits: Iterable[Hit | KwicLine]) -> None:
    """Remember the results that were listed as 1., 2., …"""
    fields = [str(index.folder.absolute()), query.replace(_SEPARATOR, " ")]
    for hit in hits:
        fields += [hit.file.id, str(hit.paragraph.number), _check(hit.paragraph)]
    data = _SEPARATOR.join(fields).encode("utf-8", "surrogatepass")
    # The answer itself is right. `show 3` names the query that its numbers belong to.
    with suppress(OSError, UserFileError):
        make_data_folder()
        write_user_file(_place(), data, durable=False)


def last_answer() -> LastAnswer | None:
    """What the last answer listed; None if there was none.

    :raises UserFileError: the file cannot be read, or is damaged.
    """
    data = read_user_file(_place())
    if data is None:
        return None
    try:
        index, query, *rest = data.decode("utf-8", "surrogatepass").split(_SEPARATOR)
        fields = zip(rest[::3], rest[1::3], rest[2::3], strict=True)
        results = [Listed(doc, int(number), check) for doc, number, check in fields]
    except ValueError:
        raise damaged_user_file(_place()) from None
    if not os.path.isabs(index):
        raise damaged_user_file(_place())
    return LastAnswer(Path(index), query, results)


def listed(answer: LastAnswer, rank: int, index: Index) -> str:
    """The result ``rank`` as ``DOC#N``.

    :raises ListedError: it is not in the index any more as it was listed.
    """
    result = answer.results[rank - 1]
    place = f"{result.doc}#{result.paragraph}"
    try:
        found = index.show(place, context=0)
        same = found.file.id == result.doc and _check(found.paragraphs[0]) == result.check
    except SearchError:
        same = False
    if not same:
        text = "result {rank} of {query}: {doc} has changed since. Search again"
        raise ListedError(text, rank=rank, query=answer.query, doc=result.doc)
    return place


def _check(paragraph: Paragraph) -> str:
    return f"{zlib.crc32(paragraph.text.encode('utf-8', 'surrogatepass')):08x}"


def _place() -> Path:
    return data_folder() / "last-answer"
