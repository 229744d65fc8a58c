"""``/speakers``: everybody who speaks in the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.fold import fold
from searcher.output.schema import of_speaker_held
from searcher.web.asked import Asked
from searcher.web.view import View, first

if TYPE_CHECKING:
    from searcher.service import Index
    from searcher.web.view import Parameters

_LISTED = 300


def speakers(index: Index, parameters: Parameters) -> View:
    """The page of those whose name or office contains the parameter ``name``; of all without."""
    wanted = first(parameters, "name").strip()
    everybody = index.speakers()
    key = fold(wanted)
    found = [
        one
        for one in everybody.speakers
        if key in fold(" ".join((one.name, *one.organizations, *one.titles)))
    ]
    values = {
        "asked": Asked(),
        "wanted": wanted,
        "total": len(found),
        "found": found[:_LISTED],
        "known": index.known_organizations(),
    }
    return View("speakers.html", values, lambda: list(map(of_speaker_held, found)))
