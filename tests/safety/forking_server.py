"""Runs ``cewen`` in forks of one process, which has imported what most commands import.

A fork takes a few milliseconds where a new interpreter takes a third of a second, so that thousands
of runs are possible. Each run has its own session, folder, environment and limit of memory. One
JSON object a line comes in (see :class:`tests.safety.commands.Server`), one goes out.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import time
import traceback
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

# A search imports neither numpy nor Whoosh, and runs other code where they are. Names that some
# version does not have cost time, and nothing else.
_READING = (
    "hashlib",
    "mmap",
    "platformdirs",
    "platformdirs.unix",
    "searcher.cli.app",
    "searcher.query.parser",
    "searcher.search",
    "searcher.report.who",
    "searcher.report.no_results",
    "searcher.report.index_stats",
    "searcher.output.formats",
)
_WRITING = ("concurrent.futures.process", "searcher.cli.app")


def serve(kind: str) -> None:
    """Answer requests until standard input ends."""
    for name in _READING if kind == "reading" else _WRITING:
        with suppress(ImportError):
            import_module(name)
    from searcher.cli.app import COMMANDS

    for name in COMMANDS:
        import_module(f"searcher.cli.{name}")
    if kind == "writing":
        _warm_up()
    replies = os.fdopen(os.dup(1), "w", encoding="utf-8")
    for line in os.fdopen(os.dup(0), encoding="utf-8"):
        request = json.loads(line)
        process = os.fork()
        if not process:
            _be_cewen(request)
        code = _code_of(process, request["timeout"], group=request["group"])
        replies.write(json.dumps({"code": code}) + "\n")
        replies.flush()


def _warm_up() -> None:
    """Build an index of one document: lexicons and topics are read then, once for all forks."""
    from index.update import update

    with TemporaryDirectory() as folder:
        document = Path(folder, "document.md")
        document.write_text("# 會議\n\n林小滿次長表示，平台的保險由業者負擔。\n", encoding="utf-8")
        update(Path(folder, "index"), [document], jobs=1)


def _code_of(process: int, timeout: float, *, group: bool) -> int | None:
    """The exit code (negative: the signal that killed it). None if it had to be killed, with the
    processes that it started or without; those end then by themselves, for which this waits."""
    end = time.monotonic() + timeout
    pause = 0.001
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > end:
            with suppress(ProcessLookupError):
                (os.killpg if group else os.kill)(process, signal.SIGKILL)
            os.waitpid(process, 0)
            _wait_for_group(process)
            return None
        time.sleep(pause)
        pause = min(pause * 1.5, 0.02)


def _wait_for_group(group: int) -> None:
    for _ in range(1000):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.01)
    raise RuntimeError("a process that a killed command started does not end")


def _be_cewen(request: dict[str, Any]) -> None:
    try:
        os.setsid()
        with suppress(OSError, ValueError):  # macOS has no such limit
            resource.setrlimit(resource.RLIMIT_AS, (request["memory"],) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for descriptor, path, flags in (
            (0, os.devnull, os.O_RDONLY),
            (1, request["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
            (2, request["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        ):
            os.dup2(os.open(path, flags, 0o600), descriptor)
        os.environ.clear()
        os.environ.update(request["env"])
        os.chdir(request["cwd"])
        sys.argv = ["cewen", *request["words"]]
        if request["die_at"] is not None:
            from tests.safety.file_operations import die_at

            die_at(request["die_at"], request["counted"])
        from searcher.cli import main

        main()
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    os._exit(1)


if __name__ == "__main__":
    serve(sys.argv[1])
