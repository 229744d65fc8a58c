"""``/health``: what the index contains, and every file with trouble."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searcher.output.index_schema import of_file, of_status
from searcher.output.listings import listing_of_files
from searcher.web.asked import Asked
from searcher.web.view import Listed, View

if TYPE_CHECKING:
    from searcher.service import Index
    from searcher.web.view import Parameters


def health(index: Index, _: Parameters) -> View:
    """The page of the health report, and of all documents."""
    status = index.status()

    def data() -> object:
        return of_status(status) | {"files": [of_file(file) for file in status.documents]}

    values = {"asked": Asked(), "status": status, "health": status.health}
    return View("health.html", values, data, Listed(lambda: listing_of_files(status)))
