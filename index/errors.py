"""What can go wrong with an index, said so that the user can mend it."""

from __future__ import annotations

from corpus.errors import CewenError


class IndexLockedError(CewenError):
    """Another writer holds the index's write lock."""


class IndexFormatError(CewenError):
    """The index holds something this version cannot have written."""


class IndexPlaceError(CewenError):
    """There is no index where one was named, or something else stands there."""


class WorkerLostError(CewenError):
    """A process that was reading documents has died."""
