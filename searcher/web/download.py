"""What a page lists as a file, in the formats of the commands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.responses import Response

from searcher.output import formats
from searcher.query.errors import FilterError
from searcher.web.view import first

if TYPE_CHECKING:
    from searcher.web.view import Listed, Parameters


def download(listed: Listed | None, parameters: Parameters) -> Response:
    """The list in the format that the parameter ``format`` names, as a file to save.

    :raises FilterError: there is no such format, nothing is listed, or it cannot be in this format.
    """
    name = first(parameters, "format")
    format = formats.FORMATS.get(name)
    if format is None:
        text = "{option} {value}: the formats are {formats}"
        known = ", ".join(formats.FORMATS)
        raise FilterError(text, option="format", value=name, formats=known)
    if listed is None:
        text = "{option} {value}: this page lists nothing"
        raise FilterError(text, option="format", value=name)
    if format.cites and not listed.cites:
        text = "{option} {value}: only quotations can be cited"
        raise FilterError(text, option="format", value=name)
    listing = listed.everything()
    ending = next(iter(format.endings), ".txt")
    settings = formats.Settings()
    if format.is_binary:
        content = formats.content(name, listing, settings)
    else:
        mark = "\ufeff" if format.marks_utf_8 else ""
        lines = "".join(f"{line}\n" for line in formats.lines(name, listing, settings))
        content = f"{mark}{lines}".encode("utf-8", "replace")
    # Always as bytes to save: HTML of documents is never shown as a page of this server.
    return Response(
        content,
        media_type="application/octet-stream",
        headers={"content-disposition": f'attachment; filename="cewen{ending}"'},
    )
