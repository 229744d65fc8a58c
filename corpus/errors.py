"""The one family of exceptions. Only the command line turns one into a message."""

from __future__ import annotations


class CewenError(Exception):
    """Something the user can mend. The text says what failed, on what, and what to do next."""


class DocumentError(CewenError):
    """A file that cannot be read as a document. The rest of the folder still can."""
