"""Kills a build, an update or a rebuild, and looks at what searches and the next run say."""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.safety.commands import Ran, Server, World

_UNFINISHED = re.compile(r"the first build of this index is still running, or was interrupted")
_READERS = (
    ("search", "平台", "--all", "--sort", "doc", "--json"),
    ("status", "--json"),
)
"""Every document contains the word."""


class Job(NamedTuple):
    """What is killed: the words of a command, and the state that it finds."""

    name: str
    words: tuple[str, ...]
    old: bool


JOBS = (
    Job("first build", ("index", "."), old=False),
    Job("update", ("index", "."), old=True),
    Job("rebuild", ("index", "--rebuild", "."), old=True),
)


class Answer(NamedTuple):
    """What matters of a command's answer. ``shown``: paragraphs, or counts of them."""

    code: int | None
    shown: tuple[object, ...]
    message: str


class Killed:
    """One job on invented documents: its states before and after, made without disturbance."""

    def __init__(
        self, reading: Server, writing: Server, folder: Path, job: Job, documents: int
    ) -> None:
        self._reading, self._writing = reading, writing
        self.job = job
        self.world = World(folder / "world")
        self._start = folder / "start"
        self._counted = folder / "counted"
        self.world.make()
        for number in range(documents):
            self._write(number, f"第{number}次會議：林小滿次長表示，平台的保險由業者負擔。")
        if job.old:
            assert self._run("index", "--jobs", "1", ".").code == 0
            for number in range(0, documents, 3):
                self._write(number, f"第{number}次會議改期。\n\n工會代表：平台應公開演算法。")
            (self.world.docs / "1.md").unlink()
            self._write(documents, "新的一次會議，也說平台。")
        self.world.keep(self._start)
        self._old = self._answers() if job.old else None
        assert self._run(*job.words).code == 0
        self._new = self._answers()
        self._whole = self._run("export").out
        assert self._whole
        self._beside = self._names()

    def _write(self, number: int, text: str) -> None:
        (self.world.docs / f"{number}.md").write_text(f"# 會議\n\n{text}\n", encoding="utf-8")

    def _run(self, *words: str, timeout: float = 60, group: bool = True) -> Ran:
        server = self._writing if words[0] == "index" else self._reading
        world = self.world
        return server.run(*words, env=world.env, cwd=world.docs, timeout=timeout, group=group)

    def _answers(self) -> tuple[Answer, ...]:
        return tuple(map(self._ask, _READERS))

    def _ask(self, words: Sequence[str]) -> Answer:
        ran = self._run(*words)
        lines = [json.loads(line) for line in ran.out.splitlines()]
        if words[0] == "status":
            shown: list[object] = [(line["documents"], line["paragraphs"]) for line in lines]
        else:
            shown = [(line["doc"], line["paragraph"], line["text"]) for line in lines]
        return Answer(ran.code, tuple(shown), ran.err)

    def _names(self) -> set[str]:
        """All that lies around the documents, and in the user's folder of data."""
        data = self.world.home / "data"
        return {
            *(path.name for path in self.world.docs.iterdir()),
            *(path.relative_to(data).as_posix() for path in data.rglob("*")),
        }

    def kill_at_time(self, seconds: float, *, jobs: int | None, group: bool) -> bool:
        """Kill the job after so many seconds, while others ask, and check all. Whether it was
        killed in time."""
        self.world.reset(self._start)
        words = (*self.job.words, *(("--jobs", str(jobs)) if jobs else ()))
        done: list[Ran] = []
        writer = threading.Thread(
            target=lambda: done.append(self._run(*words, timeout=seconds, group=group))
        )
        writer.start()
        asked = 0
        while writer.is_alive():
            if self.world.index.exists():
                self._check(_READERS[asked % 2], after=f"killed after {seconds:.3f} s")
            asked += 1
        writer.join()
        assert done[0].code in (None, 0), done[0]
        self._check_after(f"killed after {seconds:.3f} s by {words}")
        return done[0].code is None

    def operations(self) -> list[str]:
        """The operations on files of the job, when one process does it."""
        self._one_process(0)
        return self._counted.read_text(encoding="utf-8").splitlines()

    def kill_at_operation(self, number: int) -> None:
        """Kill the job just before this operation on a file, the first being 1, and check all."""
        assert self._one_process(number).code == -9
        last = self._counted.read_text(encoding="utf-8").splitlines()[-1]
        self._check_after(f"killed before operation {number}: {last}")

    def _one_process(self, die_at: int) -> Ran:
        self.world.reset(self._start)
        self._counted.unlink(missing_ok=True)
        return self._writing.run(
            *self.job.words,
            "--jobs",
            "1",
            env=self.world.env,
            cwd=self.world.docs,
            die_at=die_at,
            counted=self._counted,
        )

    def _check(self, words: Sequence[str], after: str) -> None:
        """The old state answers, the new one, or a message that the index is not finished."""
        answer = self._ask(words)
        place = _READERS.index(tuple(words))
        whole = [states[place] for states in (self._old, self._new) if states]
        unfinished = (
            not self._old
            and answer.code == 2
            and not answer.shown
            and len(answer.message.splitlines()) == 1
            and _UNFINISHED.search(answer.message)
        )
        assert answer in whole or unfinished, f"{self.job.name} {after}: {words}: {answer}"

    def _check_after(self, after: str) -> None:
        if self.world.index.exists():
            for words in _READERS:
                self._check(words, after)
        again = self._run(*self.job.words)
        assert again.code == 0, f"{self.job.name} {after}: {again}"
        assert "Traceback" not in again.err, f"{self.job.name} {after}: {again}"
        assert self._answers() == self._new, f"{self.job.name} {after}"
        assert self._run("export").out == self._whole, f"{self.job.name} {after}"
        assert self._names() == self._beside, f"{self.job.name} {after}"
        assert not self._orphans(), f"{self.job.name} {after}: {self._orphans()}"

    def _orphans(self) -> set[str]:
        """Files of the index that no commit names."""
        names = {path.name for path in self.world.index.iterdir()}
        contents = sorted(name for name in names if name.endswith(".toc"))
        sums = {"topics.txt", "namesakes.json", "short_names.txt"}
        known = {"cewen.json", *sums, "MAIN_WRITELOCK", *contents[-1:], "topics", "people"}
        generation = contents[-1].removeprefix("_MAIN_").removesuffix(".toc")
        known |= {"folders.json", f"checksums-{generation}.crc32"}
        data = (self.world.index / contents[-1]).read_bytes()
        return {
            name
            for name in names - known
            if not (name.startswith("MAIN_") and name[5:21].encode() in data)
        }
