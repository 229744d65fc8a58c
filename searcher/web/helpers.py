"""Answers requests in this process, and in others while it is busy.

Python runs one thread at a time, so a long count would make everybody wait. The other processes
open the same index, which nobody writes, and share nothing. None is begun before two requests meet.
"""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
import signal
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import PriorityQueue
from threading import Lock, Thread
from traceback import print_exc

from starlette.responses import Response

from searcher.current_index import CurrentIndex, IndexPlace, open_place
from searcher.language import speak, spoken
from searcher.web.answers import Wanted, answer, unexpected

_MOST = 3  # other processes
_LONGEST_START = 60  # seconds


def helpers_of_this_computer() -> int:
    """How many other processes are useful: with this one as many as processors, and few."""
    return min(_MOST, (os.cpu_count() or 1) - 1)


class Answering:
    """Answers each request in the first process that is free. ``helpers`` is the largest number of
    other processes. One that is lost is not replaced: there may be too little memory for it."""

    def __init__(self, current: CurrentIndex, helpers: int) -> None:
        self._current = current
        self._most = helpers
        self._lock = Lock()
        self._helpers: list[Helper] = []
        # By number, so that this process, 0, comes first.
        self._free: PriorityQueue[int] = PriorityQueue()
        self._free.put(0)

    def answer(self, wanted: Wanted) -> Response:
        """The answer in the language that is spoken."""
        if self._free.empty():
            self._begin_helper()
        number = self._free.get()
        try:
            if number:
                return self._helpers[number - 1].answer(wanted)
            return answer(wanted, self._current)
        except HelperLostError:
            number = -1
            return answer(wanted, self._current)
        finally:
            if number >= 0:
                self._free.put(number)

    def close(self) -> None:
        """End the other processes."""
        with self._lock:
            self._most = 0
            for one in self._helpers:
                one.close()

    def _begin_helper(self) -> None:
        """Begin another process if there may be one more. No request waits until it is ready."""
        with self._lock:
            if len(self._helpers) >= self._most:
                return
            helper = Helper(self._current.place)
            self._helpers.append(helper)
            number = len(self._helpers)

        def add() -> None:
            if helper.is_ready():
                self._free.put(number)

        Thread(target=add, daemon=True).start()


class HelperLostError(Exception):
    """The process has ended."""


class Helper:
    """Another process, which answers one request after the other."""

    def __init__(self, place: IndexPlace) -> None:
        context = multiprocessing.get_context("spawn")  # a fork would copy locks of other threads
        self._connection, other = context.Pipe()
        self._process = context.Process(target=_serve, args=(other, place), daemon=True)
        self._process.start()
        other.close()

    def is_ready(self) -> bool:
        """Wait until it has opened the index. False: it could not."""
        try:
            return self._connection.poll(_LONGEST_START) and bool(self._connection.recv_bytes())
        except (EOFError, OSError):
            return False

    def answer(self, wanted: Wanted) -> Response:
        """The answer in the language that is spoken here.

        :raises HelperLostError: the process has ended.
        """
        try:
            self._connection.send_bytes(json.dumps([*wanted, spoken()]).encode())
            status, headers = json.loads(self._connection.recv_bytes())
            body = self._connection.recv_bytes()
        except (EOFError, OSError, ValueError) as error:
            raise HelperLostError from error
        return Response(body, status, headers)

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.join()


def _serve(connection: Connection, place: IndexPlace) -> None:
    """Answer until the other end is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all processes of a terminal
    current = CurrentIndex(open_place(place))
    gc.freeze()  # what is loaded by now stays
    connection.send_bytes(b"ready")
    while True:
        try:
            path, query, language = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        speak(language)
        wanted = Wanted(path, query)
        try:
            made = answer(wanted, current)
        except Exception as error:  # of any kind: the next request can be answered
            print_exc()
            made = unexpected(wanted, error)
        with suppress(OSError):
            connection.send_bytes(json.dumps([made.status_code, dict(made.headers)]).encode())
            connection.send_bytes(bytes(made.body))
