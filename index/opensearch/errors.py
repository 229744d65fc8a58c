"""The exceptions of an index on a server."""

from __future__ import annotations

from corpus.errors import CewenError
from index.errors import IndexPlaceError


class AddressError(IndexPlaceError):
    """An address of an index that cannot be read."""


class ServerError(CewenError):
    """The server is not there, refuses the request, or fails at it."""


class UnreachableError(ServerError):
    """No server answers, or not in time."""


class PartialAnswerError(ServerError):
    """A part of the cluster did not answer. What the others say is not shown."""


class ServerBusyError(ServerError):
    """The server takes no more documents, though they were sent again and again."""
