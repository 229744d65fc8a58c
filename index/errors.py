"""The exceptions of the index; their messages say what to do next."""

from __future__ import annotations

from pathlib import Path

from corpus.errors import CewenError, Message


class IndexLockedError(CewenError):
    """Another process is writing to the index."""


class IndexFormatError(CewenError):
    """This version cannot read the index."""


class IndexDamagedError(IndexFormatError):
    """A file of the index does not contain what a writer of ours writes.

    ``path`` is the file, ``fault`` what is wrong with it.
    """

    def __init__(self, path: Path, fault: str | Message) -> None:
        super().__init__(
            "{path}: damaged ({fault}). "
            "Build the index anew: cewen index --rebuild --index {index} FOLDER",
            path=path,
            fault=Message(fault) if isinstance(fault, str) else fault,
            index=path.parent,
        )
        self.path = path
        self.fault = fault

    def __reduce__(self) -> tuple[type[IndexDamagedError], tuple[Path, str | Message]]:
        # By default an exception is made anew from its text alone, which is not enough here.
        return IndexDamagedError, (self.path, self.fault)


class IndexChangedError(IndexDamagedError):
    """Another program has made the last commit: no checksum says whether its files are whole.

    ``path`` is its table of contents.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(path, "another program has changed the index")

    def __reduce__(self) -> tuple[type[IndexDamagedError], tuple[Path]]:  # type: ignore[override]
        return IndexChangedError, (self.path,)


class KeptFileLostError(CewenError):
    """A copy of one of the user's own files is damaged, and so nothing can be copied again."""


class IndexUnfinishedError(CewenError):
    """The first build of the index has not finished, or it has no documents."""


class IndexPlaceError(CewenError):
    """There is no index where one was named, or the folder is not an index."""


class IndexTrustError(IndexPlaceError):
    """An index was found that this computer did not build and the user did not name."""


class IndexNotWrittenError(CewenError):
    """The disk is full, or a file would exceed a limit. What was committed before stays."""


class WorkerLostError(CewenError):
    """A worker process was killed."""


class QueryTooWideError(CewenError):
    """To answer the query, too many paragraphs would have to be read."""
