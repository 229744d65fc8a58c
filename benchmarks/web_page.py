"""Asks ``cewen serve`` as several browsers at once: times, answers a second, and memory.

    python -m benchmarks.web_page INDEX [--requests 1000] [--clients 8]

The questions are those of ``fixed_queries.toml``, each as ``/search``. Times are of
whole answers, with the page.
"""

from __future__ import annotations

import argparse
import http.client
import subprocess
import sys
import time
import tomllib
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle, islice
from pathlib import Path
from statistics import quantiles
from urllib.parse import quote, urlsplit

_QUERIES = Path(__file__).with_name("fixed_queries.toml")
_SERVE = (sys.executable, "-c", "from searcher.cli import main; main()", "serve", "--no-browser")


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

    def megabytes(self) -> float:
        """The memory of the server (Linux)."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return int(status.partition("VmRSS:")[2].split()[0]) / 1024

    def stop(self) -> None:
        self._process.terminate()
        self._process.wait()


def questions() -> list[str]:
    """The addresses that are asked."""
    table = tomllib.loads(_QUERIES.read_text(encoding="utf-8"))
    found = [query for part in table.values() if isinstance(part, list) for query in part]
    return [f"/search?q={quote(query)}" for query in found if isinstance(query, str)]


def measure(server: Server, paths: list[str], clients: int) -> tuple[list[float], float]:
    """The seconds of each answer, and of all together."""
    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        times = list(pool.map(server.ask, paths))
    return times, time.perf_counter() - start


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("index", type=Path)
    parser.add_argument("--requests", type=int, default=1000)
    parser.add_argument("--clients", type=int, default=8)
    arguments = parser.parse_args()
    server = Server(arguments.index)
    try:
        asked = questions()
        measure(server, asked, 1)
        before = server.megabytes()
        for clients, count in ((1, len(asked)), (arguments.clients, arguments.requests)):
            times, whole = measure(server, list(islice(cycle(asked), count)), clients)
            p50, p95 = (quantiles(times, n=20)[at] * 1000 for at in (9, 18))
            print(
                f"{clients} clients, {count} requests: p50 {p50:.0f} ms, p95 {p95:.0f} ms, "
                f"{count / whole:.0f} requests/s"
            )
        print(f"memory: {before:.0f} MB after one round, {server.megabytes():.0f} MB at the end")
    finally:
        server.stop()


if __name__ == "__main__":
    main()
