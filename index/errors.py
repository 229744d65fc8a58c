"""The exceptions of the index; their messages say what to do next."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CewenError


class IndexLockedError(CewenError):
    """Another process is writing to the index."""


class IndexFormatError(CewenError):
    """This version cannot read the index."""


class IndexDamagedError(IndexFormatError):
    """A file of the index does not contain what a writer of ours writes.

    ``path`` is the file, ``fault`` what is wrong with it.
    """

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(
            "{path}: damaged ({fault}). "
            "Build the index anew: cewen index --rebuild --index {index} FOLDER",
            path=path,
            fault=fault,
            index=path.parent,
        )


class IndexUnfinishedError(CewenError):
    """The first build of the index has not finished, or it has no documents."""


class IndexPlaceError(CewenError):
    """There is no index where one was named, or the folder is not an index."""


class IndexTrustError(IndexPlaceError):
    """An index was found that this computer did not build and the user did not name."""


class WorkerLostError(CewenError):
    """A worker process was killed."""
