"""What one file may take, and why a file that takes more is not read."""

from __future__ import annotations

from typing import NamedTuple

from corpus.errors import DocumentError

_MEGABYTE = 1 << 20
_TOO_LONG = (
    "took longer than {limit:g} s; split it, or allow more: cewen index --time-limit {more:g}"
)
_TOO_MUCH = (
    "needed more than {limit} MB of memory; split it, or allow more: "
    "cewen index --memory-limit {more}"
)
_TOO_LARGE = "larger than {limit} MB; split it, or allow more: cewen index --size-limit {more}"
_LIMITED = tuple(text.partition("{")[0] for text in (_TOO_LONG, _TOO_MUCH, _TOO_LARGE))


class Limits(NamedTuple):
    """What one file may take: seconds, bytes of memory, and bytes of the file itself."""

    seconds: float = 120
    memory: int = 2048 * _MEGABYTE
    size: int = 512 * _MEGABYTE


def is_limited(reason: str) -> bool:
    """Whether a file was not read because of a limit, for this ``reason``.

    >>> is_limited("took longer than 120 s; split it"), is_limited("needs a password")
    (True, False)
    """
    return reason.startswith(_LIMITED)


def check_size(size: int, limits: Limits) -> None:
    """Raise :class:`DocumentError` if a file of this size is not read."""
    if size > limits.size:
        more = -(-size // _MEGABYTE)
        raise DocumentError(_TOO_LARGE, limit=limits.size // _MEGABYTE, more=more)


CONVERTED = frozenset({".doc"})
"""The formats that another program converts first: it has a time limit of its own."""

_CONVERSION = 150  # seconds
_OCR_PAGE = 120  # seconds


def for_converted(limits: Limits) -> Limits:
    """The limits for a file that is converted first: the reader must not be ended before the
    program that it has started, and the program takes more memory than a reader.

    >>> for_converted(Limits(seconds=120)).seconds
    270
    """
    return limits._replace(seconds=limits.seconds + _CONVERSION, memory=1 << 62)


def for_ocr(limits: Limits) -> Limits:
    """The limits for a file with OCR, which has a time limit of its own for each page.

    >>> for_ocr(Limits(seconds=120)).seconds
    240
    """
    return limits._replace(seconds=limits.seconds + _OCR_PAGE)


def too_long(limits: Limits) -> DocumentError:
    """The error for a file that takes longer."""
    return DocumentError(_TOO_LONG, limit=limits.seconds, more=5 * limits.seconds)


def too_much(limits: Limits) -> DocumentError:
    """The error for a file that needs more memory."""
    limit = limits.memory // _MEGABYTE
    return DocumentError(_TOO_MUCH, limit=limit, more=2 * limit)
