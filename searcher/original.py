"""Finds the original of a document, unless opening it could harm or mislead."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CewenError
from corpus.read import is_readable
from index.known_paths import is_known
from index.origins import place_of
from index.tasks import file_state, with_digest

if TYPE_CHECKING:
    from index.stored_record import IndexedFile


class OriginalError(CewenError):
    """The original of a document cannot be opened."""


class ChangedOriginalError(OriginalError):
    """The original, at ``path``, has changed since it was indexed."""

    def __init__(self, path: Path) -> None:
        text = (
            "{path}: changed since it was indexed, so paragraphs and pages may differ. Bring the "
            "index up to date (cewen index {folder}), or open it as it is: --changed"
        )
        super().__init__(text, path=path, folder=path.parent)
        self.path = path


def original_path(index: Path, file: IndexedFile, *, changed: bool = False) -> Path:
    """The path of the file that ``file`` was read from, with all links resolved.

    An index that somebody else made may name any file of this computer. So the file must be of a
    format that is read, in the folder that its record names, and in a folder that the user has
    indexed or trusts.

    :raises OriginalError: it is gone, or is not such a file, or, unless ``changed``, has changed
        since it was indexed.
    """
    place = place_of(index, file.origin)
    if place is None or not is_readable(place):
        text = "{doc}: the index names a place outside of its folder, so it is not opened"
        raise OriginalError(text, doc=file.id)
    path = Path(os.path.realpath(place))
    root = os.path.realpath(
        index.resolve().parent if file.origin.root == ".." else file.origin.root
    )
    if not path.is_relative_to(root):
        text = "{path}: a link that leads out of its folder, to {target}, so it is not opened"
        raise OriginalError(text, path=place, target=path)
    if not is_known(path):
        if file.origin.root != "..":  # an index may propose no other folder than its own
            text = "{path}: in no folder that you have indexed or trust, so it is not opened"
            raise OriginalError(text, path=path)
        text = (
            "{path}: in no folder that you have indexed or trust, so it is not opened. "
            "To trust its folder: cewen trust {folder}"
        )
        raise OriginalError(text, path=path, folder=root)
    _check_unchanged(path, file, changed)
    return path


def _check_unchanged(path: Path, file: IndexedFile, changed: bool) -> None:
    if not path.is_file():
        text = "{path}: not there any more. Bring the index up to date: cewen index {folder}"
        raise OriginalError(text, path=path, folder=path.parent)
    known = file.state
    state = file_state(path)
    if changed or not known.digest or (state.size, state.modified) == (known.size, known.modified):
        return
    if with_digest(path, state).digest != known.digest:
        raise ChangedOriginalError(path)
