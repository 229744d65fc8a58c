"""Asks ``cewen serve`` as several browsers at once: times, answers a second, and memory.

    python -m benchmarks.web_page INDEX [--requests 1000] [--clients 8] [--rate 30]

The questions are those of ``fixed_queries.toml``, each as ``/search``. Times are of whole answers,
with the page. First one client asks, then several without a pause, then as many that together ask
``--rate`` questions a second; a time then begins when the question was due. Memory is that of the
server and of the processes that it has begun.
"""

from __future__ import annotations

import argparse
import http.client
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote, urlsplit

_QUERIES = Path(__file__).with_name("fixed_queries.toml")
_SERVE = (sys.executable, "-c", "from searcher.cli import main; main()", "serve", "--no-browser")
_MEASURED = (100, 1_000, 2_500, 5_000)  # requests after which memory is read


class Server:
    """The server in a process of its own, and the cookie that it gives."""

    def __init__(self, index: Path) -> None:
        self._process = subprocess.Popen([*_SERVE, "--index", str(index)], stdout=subprocess.PIPE)
        assert self._process.stdout is not None
        address = urlsplit(self._process.stdout.readline().decode().strip())
        self._host = address.netloc
        connection = http.client.HTTPConnection(self._host)
        connection.request("GET", f"/?{address.query}")
        self._cookie = connection.getresponse().headers["set-cookie"].partition(";")[0]

    def ask(self, path: str) -> float:
        """The seconds that one answer takes."""
        start = time.perf_counter()
        connection = http.client.HTTPConnection(self._host)
        connection.request("GET", path, headers={"cookie": self._cookie})
        answer = connection.getresponse()
        answer.read()
        if answer.status not in (200, 400):  # some of the questions are mistakes
            raise RuntimeError(f"{path}: {answer.status}")
        return time.perf_counter() - start

    def megabytes(self) -> list[float]:
        """The memory of the server and of each process that it has begun (Linux)."""
        found = _children(self._process.pid)
        return [_resident(one) for one in (self._process.pid, *found)]

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def _children(process: int) -> list[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return [int(one) for task in tasks for one in (task / "children").read_text().split()]


def _resident(process: int) -> float:
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def questions() -> list[str]:
    """The addresses that are asked."""
    table = tomllib.loads(_QUERIES.read_text(encoding="utf-8"))
    found = [query for part in table.values() if isinstance(part, list) for query in part]
    return [f"/search?q={quote(query)}" for query in found if isinstance(query, str)]


def measure(
    server: Server, paths: Sequence[str], clients: int, rate: float = 0
) -> tuple[list[float], float]:
    """The seconds of each answer, and of all together. ``rate``: questions a second, 0: as many as
    are answered."""
    start = time.perf_counter()

    def ask(number: int) -> float:
        if not rate:
            return server.ask(paths[number])
        due = start + number / rate
        time.sleep(max(0.0, due - time.perf_counter()))
        server.ask(paths[number])
        return time.perf_counter() - due

    with ThreadPoolExecutor(clients) as pool:
        times = list(pool.map(ask, range(len(paths))))
    return times, time.perf_counter() - start


def runs(
    server: Server, asked: Sequence[str], arguments: argparse.Namespace
) -> Iterator[tuple[str, Callable[[], tuple[list[float], float]]]]:
    """What is measured, with its name."""

    def several(count: int) -> list[str]:
        return list(islice(cycle(asked), count))

    clients, count = arguments.clients, arguments.requests
    yield "1 client", lambda: measure(server, asked, 1)
    yield f"{clients} clients", lambda: measure(server, several(count), clients)
    if arguments.rate:
        name = f"{clients} clients, {arguments.rate:g} requests/s asked"
        yield name, lambda: measure(server, several(count), clients, arguments.rate)


def memory(server: Server, asked: Sequence[str]) -> Iterator[str]:
    """The memory after so many requests of two clients."""
    done = 0
    paths = cycle(asked)
    for wanted in _MEASURED:
        measure(server, list(islice(paths, wanted - done)), 2)
        done = wanted
        each = " + ".join(f"{size:.0f}" for size in server.megabytes())
        yield f"memory after {done} requests: {each} MB"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--rate", type=float, default=30)
    parser.add_argument("--memory", action="store_true", help="only memory, over 5,000 requests")
    arguments = parser.parse_args()
    server = Server(arguments.index)
    try:
        asked = questions()
        if arguments.memory:
            for line in memory(server, asked):
                print(line, flush=True)
            return
        measure(server, asked, 1)
        measure(server, asked, 2)  # begins the other processes
        for name, run in runs(server, asked, arguments):
            times, whole = run()
            p50, p95 = (quantiles(times, n=20)[at] * 1000 for at in (9, 18))
            rate = len(times) / whole
            print(
                f"{name}, {len(times)} requests: p50 {p50:.0f} ms, p95 {p95:.0f} ms, "
                f"{rate:.0f} requests/s"
            )
    finally:
        server.stop()


if __name__ == "__main__":
    main()
