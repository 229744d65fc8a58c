"""Answers as JSON."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from searcher.output.json_lines import json_line


def json_answer(value: Any, status: int = 200) -> Response:
    """The value, with controls and halves of characters escaped, as in the output of commands."""
    return Response(json_line(value).encode(), status, media_type="application/json")
