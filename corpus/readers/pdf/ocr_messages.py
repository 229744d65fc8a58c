"""What the warnings of a PDF file say about OCR, for those who read and those who ask for it."""

from __future__ import annotations

from collections.abc import Iterable

COMMAND = "cewen index --ocr"
"""The command that reads pages without text. A warning names it as long as it would help."""

_RECOGNIZED = "read by OCR"


def waits_for_ocr(warnings: Iterable[str]) -> bool:
    """Return whether a file with these warnings has pages that OCR would read.

    >>> waits_for_ocr(["2 of 3 pages have no text, only images; read them: cewen index --ocr"])
    True
    """
    return any(COMMAND in warning for warning in warnings)


def is_recognized(warnings: Iterable[str]) -> bool:
    """Return whether a file with these warnings has pages that OCR has read.

    >>> is_recognized([recognized(2, 3, 91.4, [])]), is_recognized(["needs a password"])
    (True, False)
    """
    return any(_RECOGNIZED in warning for warning in warnings)


def recognized(
    count: int, pages: int, confidence: float, unsure: Iterable[tuple[int, float]]
) -> str:
    """Return the warning that OCR has read ``count`` pages, with its confidence in per cent.

    ``unsure``: numbers and confidences of the pages of which it is least sure.

    >>> recognized(2, 3, 91.4, [(3, 62.0)])
    '2 of 3 pages were read by OCR, with 91 % confidence, least on page 3 (62 %)'
    """
    text = f"{count} of {pages} pages were {_RECOGNIZED}, with {confidence:.0f} % confidence"
    least = ", ".join(f"{page} ({share:.0f} %)" for page, share in unsure)
    return f"{text}, least on page {least}" if least else text
