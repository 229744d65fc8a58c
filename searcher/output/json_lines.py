"""JSON Lines: one value a line."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing

# Every character outside the blocks that most texts consist of is looked at one by one.
_UNUSUAL = re.compile("[^ -~\u2010-\u2027\u3001-\u9fff\uff01-\uffe6]")
_CONTROLS = ("Cc", "Cf", "Cs", "Zl", "Zp")


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """The values of a listing, one a line."""
    return (json_line(value, ascii=settings.ascii) for value in listing.values())


def json_line(value: Any, *, ascii: bool = False) -> str:
    """One line of JSON without its line end, in readable characters or in ASCII alone.

    Characters that control a terminal are escaped.

    >>> json_line({"text": "外送"}), json_line({"text": "外送"}, ascii=True)
    ('{"text": "外送"}', '{"text": "\\\\u5916\\\\u9001"}')
    """
    return _UNUSUAL.sub(_escaped, json.dumps(value, ensure_ascii=ascii))


def _escaped(found: re.Match[str]) -> str:
    # JSON itself leaves controls above U+007F and marks of direction as they are.
    controls = unicodedata.category(found[0]) in _CONTROLS
    return json.dumps(found[0])[1:-1] if controls else found[0]
