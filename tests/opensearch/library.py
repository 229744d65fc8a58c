"""Invented documents, an embedded index of them, and the same commands on a cluster."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any

from tests.opensearch.cluster import request
from tests.opensearch.fixtures import OpenSearch
from tests.safety.commands import Ran, Server
from tests.searcher.cli.command import environment

ROOT = Path(__file__).parents[2]
# With small batches there is something to interrupt.
_PROGRAM = (
    "import index.opensearch.writer as writer; writer._BATCH = 60_000; "
    "from searcher.cli import main; main()"
)
QUESTIONS = (
    ("search", "平台", "--all", "--sort", "doc"),
    ("search", "保險", "--speaker", "林小滿", "--limit", "15"),
    ("search", "公開 OR 透明", "--since", "2025-06", "--limit", "15"),
    ("who", "保險"),
)
"""The first finds every paragraph of the bodies."""
_PAUSE = 0.2  # seconds between two questions of a reader, in which others can work
_SENTENCES = (
    "林小滿次長表示，平台的保險應由業者負擔",
    "騎手工会代表指出，平台的算法要公开透明",
    "陳春生委員質詢，平台的演算法何時公開",
    "會議認為平台的資料治理還需要討論",
    "平台從業人員的權益保障辦法另行起草",
)


class Library:
    """A folder of documents. Commands run in forks of ``server``."""

    def __init__(self, root: Path, server: Server, files: int = 40, paragraphs: int = 20) -> None:
        self._root, self._server = root, server
        self._files, self._paragraphs = files, paragraphs
        self.docs, self._embedded = root / "docs", root / "embedded"
        self.docs.mkdir(parents=True)
        self._env = environment(
            root / "home",
            PYTHONPATH=str(ROOT),
            OPENBLAS_NUM_THREADS="1",
            CEWEN_OPENSEARCH_TIMEOUT="10",
        )
        self._one = threading.Lock()
        self.write("一")

    def write(self, edition: str, every: int = 1) -> None:
        """Write every n-th document anew, and build the embedded index anew: equal scores are in
        the order of adding there, and in that of the names on a cluster."""
        for file in range(0, self._files, every):
            day = f"2025-{1 + file % 12:02}-{1 + file // 12:02}"
            lines = [
                f"{_SENTENCES[(file + n) % len(_SENTENCES)]}（第{file}份第{n}段，{edition}版）。"
                for n in range(self._paragraphs)
            ]
            text = "\n\n".join([f"# {day} 平台座談", *lines])
            (self.docs / f"{day}-{file}.md").write_text(text + "\n", encoding="utf-8")
        built = ("index", str(self.docs), "--index", str(self._embedded), "--jobs", "1")
        assert self.run(*built, "--rebuild").code == 0

    def expected(self) -> list[Any]:
        """What the embedded engine answers to the questions."""
        return self.answers(str(self._embedded))

    def answers(self, index: str) -> list[Any]:
        """What the index answers to the questions."""
        return [self.answer(question, index) for question in QUESTIONS]

    def answer(self, question: Sequence[str], index: str) -> Any:
        """The JSON of one command, which has to succeed."""
        ran = self.run(*question, "--json", "--index", index)
        assert (ran.code, ran.err) == (0, ""), (question, ran)
        return [json.loads(line) for line in ran.out.splitlines()]

    def load(self, index: str, *words: str) -> Ran:
        """``cewen index``, which has to succeed."""
        ran = self.run("index", str(self.docs), "--index", index, *words)
        assert ran.code == 0, ran
        return ran

    def run(self, *words: str) -> Ran:
        """``cewen`` with these words."""
        with self._one:
            return self._server.run(*words, env=self._env, cwd=self._root, timeout=300)

    def start(self, *words: str) -> subprocess.Popen[str]:
        """``cewen`` in a process of its own, which sends small batches."""
        return subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *words],
            cwd=self._root,
            env=self._env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )


def address(opensearch: OpenSearch) -> str:
    """The address of a new index, with all nodes."""
    hosts = ",".join(url.removeprefix("http://") for url in opensearch.urls)
    return f"opensearch://{hosts}/{opensearch.index_name()}"


def wait_for_written(index: str, documents: int, seconds: float = 120) -> None:
    """Return when the cluster has taken so many documents since the call, visible or not."""
    end = time.monotonic() + seconds
    least = _written(index)
    while time.monotonic() < end:
        found = _written(index)
        least = min(least, found)  # a part that moves to another node is counted from 0 there
        if found >= least + documents:
            return
        time.sleep(0.02)
    raise TimeoutError(f"{documents} documents were not written within {seconds} seconds")


def _written(index: str) -> int:
    hosts, _, name = index.removeprefix("opensearch://").partition("/")
    for host in hosts.split(","):
        with suppress(OSError):
            found = request(f"http://{host}/{name}-*/_stats/indexing")["_all"]["primaries"]
            return int(found.get("indexing", {}).get("index_total", 0))
    return 0


class Reader:
    """Asks the questions again and again, in a thread, until its block ends.

    ``seen``: each answer that differs from the one before, as the number of the edition in which
    it is right, or the wrong answer. An error of a command is in ``errors``.
    """

    def __init__(self, library: Library, index: str, editions: Sequence[list[Any]]) -> None:
        self._library, self._index, self._editions = library, index, editions
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._read)
        self.asked = 0
        self.seen: list[Any] = []
        self.errors: list[str] = []

    def __enter__(self) -> Reader:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._ended.set()
        self._thread.join()

    def wait(self, questions: int, seconds: float = 120) -> None:
        """Return when so many more questions are answered."""
        wanted, end = self.asked + questions, time.monotonic() + seconds
        while self.asked < wanted and time.monotonic() < end:
            time.sleep(0.02)
        assert self.asked >= wanted, self.errors

    def _read(self) -> None:
        while not self._ended.is_set():
            place = self.asked % len(QUESTIONS)
            try:
                answer = self._library.answer(QUESTIONS[place], self._index)
            except AssertionError as error:
                self.errors.append(str(error))
            else:
                right = [n for n, one in enumerate(self._editions) if one[place] == answer]
                found = right or answer
                if self.seen[-1:] != [found]:
                    self.seen.append(found)
            self.asked += 1
            time.sleep(_PAUSE)
