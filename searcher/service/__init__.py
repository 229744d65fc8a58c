"""The public Python API: an index, and what can be asked of it.

Every front end uses this package: a method for each command, which returns the values that
the command prints. ``docs/python.md`` documents it. The methods are in one class for each purpose,
of which :class:`Index` is made.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from index.errors import IndexPlaceError
from index.location import find_index
from index.server_folder import address_of, is_server
from searcher.service.coming_back import ComingBack
from searcher.service.counting import Counting
from searcher.service.opened import Widen as Widen
from searcher.service.reading import Reading

if TYPE_CHECKING:
    from searcher.results import Check


def open_index(path: str | os.PathLike[str] | None = None, *, samples: bool = False) -> Index:
    """Open the index in the folder ``path``, or of the documents in it, or the one at an address
    (``opensearch://host:9200/name``).

    Without a path, the one that ``cewen search`` would use; where there is none, or if ``samples``
    is true, the index of the bundled sample documents, which is built when it is first needed.

    :raises IndexPlaceError: there is no index at ``path``.
    :raises IndexTrustError: the nearest index was not built on this computer.
    :raises IndexUnfinishedError: its first build has not finished.
    :raises IndexFormatError: this version of Cewen cannot read it.
    """
    found = None if samples else find_index(Path(path) if path is not None else None)
    if found is not None:
        return Index(found.folder, built_last=found.built_last)
    from searcher.samples import samples_index

    return Index(samples_index(), is_samples=True)


def check_index(path: str | os.PathLike[str] | None = None) -> Check:
    """Read every byte of an index, and say which of its files are not as they were written.

    ``path`` is as for :func:`open_index`, which raises an error for some damage; this does not.

    :raises IndexPlaceError: there is no index.
    :raises IndexTrustError: the nearest index was not built on this computer.
    :raises IndexUnfinishedError: its first build has not finished.
    :raises IndexFormatError: it has another format.
    """
    from index import check
    from searcher.results import Check

    found = find_index(Path(path) if path is not None else None)
    if found is None:
        raise IndexPlaceError("no index yet. Build one: cewen index FOLDER")
    if is_server(found.folder):
        raise IndexPlaceError(
            "{index}: the server checks its own files, so there is nothing to check here",
            index=address_of(found.folder),
        )
    return Check(found.folder, *check.check_index(found.folder))


class Index(ComingBack, Counting, Reading):
    """An index as it was when it was opened. Later changes are seen by opening it again.

    ``folder`` is where it is. ``is_samples``: it is the index of the sample documents.
    ``built_last``: it was not named and is not near, but is the one built last.
    """
