"""The connection to a cluster: requests out, complete answers in.

An answer in which a part of the cluster is missing is an error here, never a smaller answer.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from index.errors import IndexPlaceError
from index.opensearch.address import Address
from index.opensearch.credentials import Credentials, credentials_for
from index.opensearch.encode import dumped
from index.opensearch.errors import PartialAnswerError, ServerError, UnreachableError

if TYPE_CHECKING:
    from ssl import SSLContext

    from opensearchpy import OpenSearch

TIMEOUT = "CEWEN_OPENSEARCH_TIMEOUT"
_SECONDS = 60
_RETRIES = 3
_FIRST_WAIT = 0.2  # seconds before the second attempt; each wait is twice as long
DFS = "dfs_query_then_fetch"
"""The search type in which all parts of the cluster score with the same statistics."""

Answer = dict[str, Any]
Result = TypeVar("Result")


class Server:
    """One cluster. It connects with the first request."""

    def __init__(self, address: Address) -> None:
        self.address = address
        self.seconds = float(os.environ.get(TIMEOUT) or _SECONDS)

    @cached_property
    def _client(self) -> OpenSearch:
        try:
            from opensearchpy import OpenSearch
        except ImportError:
            raise ServerError(
                "an index on a server needs the package opensearch-py: pip install "
                "'cewen[opensearch]'"
            ) from None
        return OpenSearch(
            [{"host": host.strip("[]"), "port": port} for host, port in self.address.hosts],
            headers=self._login.headers,
            use_ssl=self.address.secure,
            ssl_context=self._trusted() if self.address.secure else None,
            timeout=self.seconds,
            max_retries=_RETRIES,
            retry_on_timeout=True,
            retry_on_status=(502, 504),
        )

    @cached_property
    def _login(self) -> Credentials:
        return credentials_for(self.address)

    def _trusted(self) -> SSLContext:
        """Checks certificates; there is no way to skip that."""
        import ssl

        path = self._login.certificates
        try:
            return ssl.create_default_context(cafile=path or None)
        except OSError as error:  # an SSLError is one, too
            raise ServerError(
                "{path}: no file of certificates ({reason}). It is named by CEWEN_OPENSEARCH_CA, "
                "or by the setting opensearch-ca",
                path=path,
                reason=_short(error.strerror or error),
            ) from None

    def patiently(self, ask: Callable[[], Result]) -> Result:
        """What ``ask`` returns. It is asked again, with growing delays, while a part of the cluster
        is gone or has too much to do: a node that dies is replaced within seconds."""
        until = time.monotonic() + self.seconds / 2
        wait = _FIRST_WAIT
        while True:
            try:
                return ask()
            except PartialAnswerError:
                if time.monotonic() + wait > until:
                    raise
            time.sleep(wait)
            wait *= 2

    def request(
        self, method: str, path: str, body: Any = None, *, missing: int = 0, **params: Any
    ) -> Answer:
        """The answer to one request, which may be sent several times (:meth:`patiently`). With
        ``missing=404``, an empty one if there is nothing.

        :raises PartialAnswerError: a part of the cluster is gone, or has too much to do.
        :raises ServerError: the server is not there, or refuses.
        """
        return self.patiently(lambda: self.once(method, path, body, missing=missing, **params))

    def once(
        self, method: str, path: str, body: Any = None, *, missing: int = 0, **params: Any
    ) -> Answer:
        """As :meth:`request`, but sent once."""
        import opensearchpy.exceptions as errors

        data = dumped(body) if isinstance(body, dict) else body
        try:
            answer: Any = self._client.transport.perform_request(
                method, path, params=params, body=data
            )
        except errors.ConnectionError as error:
            raise self._unreachable(error) from None
        except errors.TransportError as error:
            if error.status_code == missing:
                return {}
            raise self._refused(error) from None
        return answer if isinstance(answer, dict) else {"found": bool(answer)}

    def _unreachable(self, error: Any) -> ServerError:
        import opensearchpy.exceptions as errors

        if isinstance(error, errors.SSLError):
            return ServerError(
                "{index}: its certificate is not accepted ({reason}). Name the file of its "
                "authority in CEWEN_OPENSEARCH_CA, or in the setting opensearch-ca",
                index=self.address,
                reason=_short(error.error),
            )
        if isinstance(error, errors.ConnectionTimeout):
            return UnreachableError(
                "{index}: no answer within {seconds} seconds. Try again, or ask for less",
                index=self.address,
                seconds=round(self.seconds),
            )
        return UnreachableError(
            "{index}: no server answers there ({reason}). Check the address, and whether it runs",
            index=self.address,
            reason=_short(error.error),
        )

    def _refused(self, error: Any) -> ServerError | IndexPlaceError:
        status, kind = error.status_code, str(error.error)
        if status == 401:
            return ServerError(
                "{index}: the server refuses the user or the password ({status}). They are taken "
                "from CEWEN_OPENSEARCH_USER and CEWEN_OPENSEARCH_PASSWORD, or from the settings "
                "opensearch-user and opensearch-password (cewen config)",
                index=self.address,
                status=status,
            )
        if status == 403:
            return ServerError(
                "{index}: the user {user} has no right to do this on the server ({reason}). Its "
                "administrator gives the rights",
                index=self.address,
                user=self._login.user or "?",
                reason=_reason(error.info) or status,
            )
        if kind == "index_not_found_exception":
            return no_index(self.address)
        is_partial = kind == "search_phase_execution_exception" and status != 400
        if is_partial or status in (429, 503):
            return PartialAnswerError(
                "{index}: a part of the cluster does not answer ({reason}), and the rest alone "
                "could miss paragraphs. Try again when the cluster is whole",
                index=self.address,
                reason=_reason(error.info) or kind,
            )
        return ServerError(
            "{index}: the server refuses the request ({reason})",
            index=self.address,
            reason=_reason(error.info) or kind,
        )

    def search(self, body: Answer) -> Answer:
        """One search, as :meth:`searches`."""
        [answer] = self.searches([body])
        return answer

    def refresh(self, index: str) -> None:
        """Let searches see what was written.

        :raises PartialAnswerError: a part has not answered.
        """
        shards = self.once("POST", f"/{index}/_refresh")["_shards"]
        if shards["failed"]:
            raise self._partial(shards["successful"], shards["total"])

    def searches(self, bodies: Sequence[Answer], search_type: str = "") -> list[Answer]:
        """The answers to several searches, each from all parts of the cluster.

        :raises PartialAnswerError: a part has not answered, or not in time.
        """
        if not bodies:
            return []
        head: Answer = {"allow_partial_search_results": False}
        if search_type:
            head["search_type"] = search_type
        lines = [dumped(one) + b"\n" for body in bodies for one in (head, body)]
        found = self.once("POST", "/_msearch", b"".join(lines))
        return [self._complete(one) for one in found["responses"]]

    def _complete(self, answer: Answer) -> Answer:
        if "error" in answer:
            kind = answer["error"].get("type", "")
            raise self._refused(_Refusal(answer.get("status", 0), kind, answer))
        shards = answer["_shards"]
        if answer["timed_out"] or shards["failed"] or shards["successful"] != shards["total"]:
            raise self._partial(shards["successful"], shards["total"])
        return answer

    def _partial(self, answered: int, total: int) -> PartialAnswerError:
        return PartialAnswerError(
            "{index}: {answered} of {total} parts of the cluster have answered, and these "
            "alone could miss paragraphs. Try again when the cluster is whole",
            index=self.address,
            answered=answered,
            total=total,
        )


class _Refusal:
    """An error within an answer, with what an exception of the client has."""

    def __init__(self, status: int, kind: str, info: Answer) -> None:
        self.status_code, self.error, self.info = status, kind, info


def no_index(address: Address) -> IndexPlaceError:
    """The error for an index that the server does not have."""
    return IndexPlaceError(
        "{index}: the server has no index of this name. "
        "Build one: cewen index --index {index} FOLDER",
        index=address,
    )


def _reason(info: Any) -> str:
    """The innermost reason that the server gives."""
    error = info.get("error") if isinstance(info, dict) else None
    if isinstance(error, str):
        return _short(error)
    for cause in (error or {}).get("root_cause") or ([error] if error else []):
        return _short(cause.get("reason") or cause.get("type") or "")
    return ""


def _short(text: object) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= 200 else line[:199] + "…"
