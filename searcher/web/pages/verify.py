"""``/verify``: paste a draft, and see which of its quotations hold."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from searcher.output.names import VERDICTS
from searcher.output.verdict_schema import listing_of_verdicts
from searcher.query.errors import FilterError
from searcher.web.asked import Asked
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from searcher.service import Index
    from searcher.web.view import Parameters

_LONGEST = 300_000  # characters


def verify(index: Index, parameters: Parameters) -> View:
    """The page of the verdicts on a draft in Markdown or plain text; without one, the form."""
    draft = first(parameters, "draft").replace("\0", "")  # with one a file is no text
    values: dict[str, Any] = {"asked": Asked(), "draft": draft, "found": None, "names": VERDICTS}
    if not draft.strip():
        return View("verify.html", values, lambda: [])
    if len(draft) > _LONGEST:
        text = "{option} {value}: at most {most} characters; for more: cewen verify FILE"
        shown = f"{len(draft)}"
        raise FilterError(text, option="draft", value=shown, most=f"{_LONGEST:,}")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "draft.md"
        path.write_text(draft, encoding="utf-8", errors="replace", newline="\n")
        found = index.verify(path)
    values["found"] = found
    verdicts = found.verdicts
    return View(
        "verify.html",
        values,
        lambda: list(listing_of_verdicts(verdicts).values()),
        Listed(lambda: listing_of_verdicts(verdicts), is_empty=not verdicts),
    )
