"""Runs the web page on this computer."""

from __future__ import annotations

import secrets
import socket
from typing import TYPE_CHECKING, NamedTuple

import uvicorn

from corpus.errors import CewenError
from searcher.current_index import CurrentIndex
from searcher.web.app import web_app
from searcher.web.helpers import helpers_of_this_computer

if TYPE_CHECKING:
    from collections.abc import Callable

    from searcher.service import Index

LOOPBACK = "127.0.0.1"


class PortError(CewenError):
    """The port cannot be used."""


class Place(NamedTuple):
    """Where the server listens. ``port`` 0 is any that is free."""

    host: str = LOOPBACK
    port: int = 0


def serve(index: Index, place: Place, on_ready: Callable[[str], None]) -> None:
    """Serve the page until Ctrl-C. ``on_ready`` gets its address, with the token, when it answers.

    :raises PortError: somebody else uses the port, or the host is not of this computer.
    """
    listening = _listen(place)
    host, port = listening.getsockname()[:2]
    token = secrets.token_urlsafe(24)
    names = {host, place.host, *(["localhost"] if host == LOOPBACK else [])}
    hosts = {f"{name}:{port}" for name in names}
    app = web_app(CurrentIndex(index), hosts, token, helpers_of_this_computer())
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False
    )
    server = _Server(config, lambda: on_ready(f"http://{host}:{port}/?token={token}"))
    with listening:
        server.run(sockets=[listening])


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, on_ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._on_ready = on_ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._on_ready()


def _listen(place: Place) -> socket.socket:
    listening = socket.socket(socket.AF_INET)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((place.host, place.port))
        listening.listen(64)
    except OSError as error:
        listening.close()
        raise PortError(
            "{host}:{port}: {reason}. Choose another port: --port N",
            host=place.host,
            port=place.port,
            reason=error.strerror or str(error),
        ) from error
    return listening
