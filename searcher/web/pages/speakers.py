"""``/speakers``: everybody who speaks in the documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from corpus.fold import fold
from searcher.output.index_schema import of_speaker_held
from searcher.output.listings import listing_of_speakers
from searcher.web.asked import Asked
from searcher.web.view import Listed, View, first

if TYPE_CHECKING:
    from searcher.report.speakers import SpeakerHeld
    from searcher.service import Index
    from searcher.web.view import Parameters

_LISTED = 300


def speakers(index: Index, parameters: Parameters) -> View:
    """The page of those whose name or office contains the parameter ``name``; of all without."""
    wanted = first(parameters, "name").strip()
    found = _named(index, wanted)
    values = {
        "asked": Asked(),
        "wanted": wanted,
        "total": len(found),
        "found": found[:_LISTED],
        "known": index.known_organizations(),
    }
    return View(
        "speakers.html",
        values,
        lambda: list(map(of_speaker_held, found)),
        Listed(lambda: listing_of_speakers(found), is_empty=not found),
    )


def _named(index: Index, wanted: str) -> list[SpeakerHeld]:
    """The speakers whose name or office contains ``wanted``."""
    key = fold(wanted)
    return [
        one
        for one in index.speakers().speakers
        if key in fold(" ".join((one.name, *one.organizations, *one.titles)))
    ]
