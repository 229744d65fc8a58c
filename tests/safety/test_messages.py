"""When a write fails or is in the way, the message names the file, what is safe, and what to do."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.searcher.cli.command import environment, run, start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits and signals are others there")


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number in range(3):
        text = "".join(f"第{n}段：平台的保險{n * number}由業者負擔。\n\n" for n in range(900))
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
    return folder


def limited(docs: Path, size: int) -> subprocess.CompletedProcess[bytes]:
    """``cewen index``, which may write no file that is larger."""
    import resource

    process = start(
        *("index", "--jobs", "1", "."),
        env=environment(docs.parent),
        cwd=docs,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    out, err = process.communicate(timeout=60)
    return subprocess.CompletedProcess((), process.returncode, out, err)


def test_a_disk_that_takes_no_more_leaves_what_was_there(docs: Path) -> None:
    env = environment(docs.parent)
    done = limited(docs, 4096)
    assert (done.returncode, done.stdout) == (2, b"")
    assert re.fullmatch(
        rf"cewen: {docs}/\.cewen/.*: File too large\. What was indexed before is unchanged\. "
        r"Make room there, or keep the index elsewhere \(--index DIR\), and run the command again",
        done.stderr.decode().strip(),
    ), done
    assert run("index", ".", env=env, cwd=docs).code == 0
    before = run("search", "平台", "--json", env=env, cwd=docs)
    assert before.code == 0
    (docs / "新.md").write_text("平台。\n\n" * 20_000, encoding="utf-8")
    assert limited(docs, 20_000).returncode == 2
    assert run("search", "平台", "--json", env=env, cwd=docs) == before
    assert run("status", "--check", env=env, cwd=docs).code == 0


def test_a_second_writer_is_told_which_process_writes(docs: Path) -> None:
    env = environment(docs.parent)
    assert run("index", ".", env=env, cwd=docs).code == 0
    program = "from index.whoosh.lock import write_lock; from pathlib import Path; import time"
    program += "\nwith write_lock(Path('.cewen')): print('locked', flush=True); time.sleep(60)"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        env=env,
        cwd=docs,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == b"locked\n"
        second = run("index", ".", env=env, cwd=docs)
        assert second.code == 2
        assert f"being written by another process: {other.pid}, since 2" in second.err
        assert run("search", "平台", env=env, cwd=docs).code == 0
        other.kill()
    assert run("index", ".", env=env, cwd=docs).code == 0
    assert not (docs / ".cewen" / "MAIN_WRITER").exists()


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c_ends_a_build_at_once(docs: Path, jobs: str) -> None:
    env = environment(docs.parent)
    for number in range(40):
        text = "".join(f"林小滿次長表示，平台{n * number}的保險。\n\n" for n in range(3000))
        (docs / f"長{number}.md").write_text(text, encoding="utf-8")
    process = start(
        *("index", "--jobs", jobs, "."),
        env=env,
        cwd=docs,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    while not (docs / ".cewen" / "cewen.json").exists():
        time.sleep(0.05)
    time.sleep(0.5)
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, err = process.communicate(timeout=30)
    assert time.monotonic() - began < 10  # a second on an idle machine
    assert process.returncode == 130
    assert err.decode().splitlines()[-1] == (
        "cewen: interrupted. What was indexed before is unchanged. Run the command again"
    )
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)


def test_what_is_kept_of_a_user_is_for_the_user_alone(docs: Path) -> None:
    env = environment(docs.parent)
    assert run("index", ".", "--index", "../index", env=env, cwd=docs).code == 0
    shutil.rmtree(docs.parent / "data", ignore_errors=True)
    place = ("--index", "../index")
    assert run("search", "平台", *place, env=env, cwd=docs).code == 0
    assert run("search", "平台", "--save", "平台", *place, env=env, cwd=docs).code == 0
    data = docs.parent / "data" / "cewen"
    kept = [path for path in data.rglob("*") if path.is_file()]
    assert kept
    assert not data.stat().st_mode & 0o077
    assert not [path for path in kept if path.stat().st_mode & 0o077]
