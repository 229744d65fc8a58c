"""A server that ends TLS, asks for a password, and passes the rest on to a node."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import threading
import urllib.error
import urllib.request
from base64 import b64decode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

import pytest

PASSWORDS = {"loader": "讀寫:兩用", "reader": "只讀"}
_WRITES = ("PUT", "DELETE")
_LOOPBACK = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Certificate(NamedTuple):
    """A certificate that is its own authority, and its key."""

    certificate: Path
    key: Path


def make_certificate(folder: Path, name: str, alternative: str) -> Certificate:
    """A new certificate for the name ``alternative`` (``IP:127.0.0.1``)."""
    if shutil.which("openssl") is None:
        pytest.skip("no TLS: openssl, which makes the certificates, is not installed")
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    command = "openssl req -x509 -newkey rsa:2048 -nodes -days 2"
    named = ["-subj", f"/CN={name}", "-addext", f"subjectAltName={alternative}"]
    files = ["-keyout", str(made.key), "-out", str(made.certificate)]
    subprocess.run([*command.split(), *named, *files], check=True, capture_output=True, timeout=60)
    return made


class TlsEnd:
    """Runs while its block does. ``node`` is the base URL to which requests go on."""

    def __init__(self, certificate: Certificate, node: str) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate.certificate, certificate.key)
        self._server = _Server(("127.0.0.1", 0), _Handler)
        self._server.node = node
        self._server.socket = context.wrap_socket(self._server.socket, server_side=True)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> TlsEnd:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    node = ""

    def handle_error(self, request: object, client_address: object) -> None:
        """Nothing: a client that does not accept the certificate hangs up."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        user = self._user()
        if PASSWORDS.get(user) is None:
            return self._send(401, b"Unauthorized", "text/plain")
        if action := self._forbidden(user):
            reason = f"no permissions for [{action}] and User [name={user}]"
            fault = {"type": "security_exception", "reason": reason}
            answer = {"error": {"root_cause": [fault], **fault}, "status": 403}
            return self._send(403, json.dumps(answer).encode())
        asked = urllib.request.Request(
            f"{self.server.node}{self.path}",
            body or None,
            {"Content-Type": self.headers.get("Content-Type", "application/json")},
            method=self.command,
        )
        try:
            with _LOOPBACK.open(asked, timeout=60) as found:
                return self._send(found.status, found.read())
        except urllib.error.HTTPError as error:
            return self._send(error.code, error.read())

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = _answer

    def _forbidden(self, user: str) -> str:
        """The action for which the user has no permission; empty: it is allowed."""
        if self.path.startswith("/_alias/"):  # of all indexes: no user has a right to them
            return "indices:admin/aliases/get"
        if user == "reader" and (self.command in _WRITES or "_bulk" in self.path):
            return "" if "point_in_time" in self.path else "indices:data/write/bulk"
        return ""

    def _user(self) -> str:
        """The user whose password is right, or "" if it is wrong."""
        kind, _, pair = self.headers.get("Authorization", "").partition(" ")
        if kind != "Basic":
            return ""
        user, _, password = b64decode(pair).decode().partition(":")
        return user if PASSWORDS.get(user) == password else ""

    def _send(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing."""
