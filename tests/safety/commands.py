"""Runs ``cewen`` as a user with a home of his own, and sees what it does to the files around."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from tests.searcher.cli.command import environment

ROOT = Path(__file__).parents[2]
MEMORY = 2 << 30
TIMEOUT = 20.0


class Ran(NamedTuple):
    """What a command wrote and its exit code: negative for a signal, None if it did not end."""

    code: int | None
    out: str
    err: str


def drop_privileges() -> None:
    """Give up root's right to read and write any file, for the program that is run next."""
    if sys.platform == "linux" and os.geteuid() == 0:
        import ctypes

        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP


class Server:
    """Runs commands in forks of one process (see :mod:`tests.safety.forking_server`), which has
    imported what ``reading`` commands import, or ``writing`` ones. If it is ``unprivileged``, the
    rights of files count for root, too."""

    def __init__(self, folder: Path, kind: str = "reading", *, unprivileged: bool = False) -> None:
        self._out, self._err = folder / "stdout", folder / "stderr"
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.safety.forking_server", kind],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            preexec_fn=drop_privileges if unprivileged else None,
        )

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(timeout=TIMEOUT + 10)

    def run(
        self,
        *words: str,
        env: dict[str, str],
        cwd: Path,
        timeout: float = TIMEOUT,
        group: bool = True,
        die_at: int | None = None,
        counted: Path | None = None,
    ) -> Ran:
        """``cewen`` with these words, killed when ``timeout`` has passed: with all processes that
        it started, or without (``group``). ``die_at``: see
        :func:`tests.safety.file_operations.die_at`, which writes into ``counted``."""
        assert self._process.stdin
        assert self._process.stdout
        request = {
            "words": words,
            "env": env,
            "cwd": str(cwd),
            "out": str(self._out),
            "err": str(self._err),
            "memory": MEMORY,
            "timeout": timeout,
            "group": group,
            "die_at": die_at,
            "counted": str(counted),
        }
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        reply = json.loads(self._process.stdout.readline())
        out, err = (path.read_bytes().decode("utf-8") for path in (self._out, self._err))
        return Ran(reply["code"], out, err)


class World:
    """A user's home, a folder of documents that somebody sent, and what lies around it.

    Everything lies at the same paths each time, so that an index that was built here stays the
    one that was built here: :meth:`reset` puts back a copy that :meth:`keep` made.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.home = root / "home"
        self.outside = root / "outside"
        self.docs = root / "sent" / "docs"
        self.index = self.docs / ".cewen"
        self.ran = self.outside / "ran"
        self.secret = self.home / "secret.txt"

    def make(self) -> None:
        """The user's files; no documents yet."""
        for folder in (self.home, self.outside, self.docs, self.root / "tmp"):
            folder.mkdir(parents=True)
        self.secret.write_text("極機密：密碼是海王星。\n", encoding="utf-8")
        (self.home / ".bashrc").write_text("export EDITOR=vi\n")
        (self.home / "mine.toml").write_text(TOPICS, encoding="utf-8")
        (self.outside / "notes.txt").write_text("notes\n")
        (self.outside / "folder").mkdir()
        (self.outside / "folder" / "kept.txt").write_text("kept\n")

    @property
    def env(self) -> dict[str, str]:
        return env_of(self.home, self.root / "tmp")

    def keep(self, copy: Path) -> None:
        """A copy of all of it for :meth:`reset`."""
        shutil.copytree(self.root, copy, symlinks=True)

    def reset(self, copy: Path) -> None:
        shutil.rmtree(self.root, ignore_errors=True)
        shutil.copytree(copy, self.root, symlinks=True)

    def around(self, *left_out: Path) -> dict[str, str]:
        """All that lies outside the index, and outside the user's own folder of data: each path
        with what is there."""
        return snapshot(self.root, (self.index, self.home / "data", self.root / "tmp", *left_out))


TOPICS = '[hostile-topic]\nprefLabel = { zh-Hant = "海王星" }\naltLabel = ["$(touch ran)"]\n'


def env_of(home: Path, temporary: Path) -> dict[str, str]:
    """The environment of the user whose home this is."""
    return environment(
        home, TMPDIR=str(temporary), OPENBLAS_NUM_THREADS="1", PYTHONDONTWRITEBYTECODE="1"
    )


def snapshot(root: Path, left_out: Iterable[Path] = ()) -> dict[str, str]:
    """Each path below ``root`` with what is there: kind, rights, time and content."""
    skipped = {str(path) for path in left_out}
    found: dict[str, str] = {}
    for parent, folders, files in os.walk(root):
        folders[:] = [name for name in folders if os.path.join(parent, name) not in skipped]
        for name in (*folders, *files):
            path = os.path.join(parent, name)
            if path not in skipped:
                found[os.path.relpath(path, root)] = _described(path)
    return found


def _described(path: str) -> str:
    state = os.lstat(path)
    kind, mode = stat.S_IFMT(state.st_mode), stat.S_IMODE(state.st_mode)
    if kind == stat.S_IFLNK:
        return f"link to {os.readlink(path)}"
    if kind == stat.S_IFREG:
        with open(path, "rb") as file:
            digest = hashlib.blake2b(file.read(), digest_size=8).hexdigest()
        return f"file {mode:o} {state.st_mtime_ns} {digest}"
    return f"{kind:o} {mode:o}"


def differences(before: dict[str, str], after: dict[str, str]) -> list[str]:
    """Paths that came, went or changed, each with what became of it."""
    return [
        f"{path}: {before.get(path, 'nothing')} -> {after.get(path, 'nothing')}"
        for path in sorted({*before, *after})
        if before.get(path) != after.get(path)
    ]
