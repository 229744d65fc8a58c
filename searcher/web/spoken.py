"""The language of a request: what the user chose on the page, else what the browser asks for, else
that of the command."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.language import LANGUAGES, language_of, speak, spoken

if TYPE_CHECKING:
    from starlette.requests import Request

COOKIE = "cewen-language"


def speak_as(request: Request) -> None:
    """Make it the language of the messages of this request."""
    chosen = request.cookies.get(COOKIE, "")
    if chosen in LANGUAGES:
        speak(chosen)
        return
    speak(_accepted(request.headers.get("accept-language", "")) or spoken())


def _accepted(header: str) -> str | None:
    """The first language of the header that Cewen speaks; browsers list the best first.

    >>> _accepted("fr, zh-TW;q=0.9, en;q=0.8"), _accepted("fr")
    ('zh-Hant', None)
    """
    names = (part.partition(";")[0].strip() for part in header[:500].split(","))
    return next((found for name in names if (found := language_of(name))), None)
