"""Ctrl-C ends every command at once, says so, and leaves no process and no change behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tests.conftest import document, index_of
from tests.corpus.readers.pdf.pictures import install
from tests.safety.commands import snapshot
from tests.searcher.cli.command import environment, run, start

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")

_LONGEST = 10  # seconds; on an idle machine, one
_UNCHANGED = "cewen: interrupted. What was indexed before is unchanged. Run the command again"
_INCOMPLETE = "cewen: interrupted, so the output may be incomplete. The index is unchanged"


@contextmanager
def started(*words: str, env: dict[str, str], cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A command with processes of its own, to which Ctrl-C goes."""
    process = start(
        *words,
        env=env,
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
        # One of several test processes ignores Ctrl-C, and what it starts would too.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def interrupted(process: subprocess.Popen[bytes]) -> list[str]:
    """What a command says after Ctrl-C, line by line. None of its processes is left."""
    began = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does
    _, err = process.communicate(timeout=30)
    assert time.monotonic() - began < _LONGEST
    assert process.returncode == 130, err.decode()
    wait_for(lambda: not running(process.pid), _LONGEST)
    return err.decode().replace("\r", "\n").splitlines()


def running(group: int) -> list[str]:
    """The processes of a group that have not ended. What nobody waits for may stay as a zombie."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8", errors="replace")
        except OSError:  # it has just ended
            continue
        state, _, its_group = text.rpartition(")")[2].split()[:3]
        if int(its_group) == group and state != "Z":
            found.append(text)
    return found


def wait_for(condition: Callable[[], object], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def reads(process: subprocess.Popen[bytes], index: Path) -> bool:
    """Whether the process has files of the index in its memory."""
    return str(index) in Path(f"/proc/{process.pid}/maps").read_text()


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with an index of many paragraphs."""
    home = tmp_path_factory.mktemp("large")
    texts = [f"第{n}段：平台的權益由林小滿次長說明，{n % 97}號。" for n in range(20_000)]
    index_of(home / "index", [document("甲.md", texts)])
    return home


def scan(path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    canvas = Canvas(str(path))
    for shade in range(100, 103):
        canvas.drawImage(ImageReader(Image.new("L", (40, 60), shade)), 0, 0, 595, 842)
        canvas.showPage()
    canvas.save()


def contents(folder: Path) -> dict[str, str]:
    """Each path below a folder with what is there, but for the times of files."""
    found = snapshot(folder)
    return {path: " ".join(what.split()[:2] + what.split()[-1:]) for path, what in found.items()}


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_control_c_during_ocr_ends_the_program_that_reads(tmp_path: Path, jobs: str) -> None:
    docs, begun = tmp_path / "docs", tmp_path / "begun"
    docs.mkdir()
    for number in range(3):
        scan(docs / f"{number}.pdf")
    script = f"open({str(begun)!r}, 'w').close(); time.sleep(600)"
    install(tmp_path / "bin", script)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    env = environment(tmp_path, PATH=path, XDG_CACHE_HOME=str(tmp_path / "cache"))
    (docs / "甲.md").write_text("平台的權益。\n", encoding="utf-8")
    assert run("index", ".", env=env, cwd=docs).code == 2  # scans are not read
    before = run("export", env=env, cwd=docs)
    files = contents(docs)
    with started("index", "--ocr", "--jobs", jobs, ".", env=env, cwd=docs) as process:
        wait_for(begun.exists)
        assert interrupted(process)[-1] == _UNCHANGED
    assert run("export", env=env, cwd=docs) == before
    assert contents(docs) == files


def test_control_c_during_a_rebuild_leaves_the_index(tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    docs.mkdir()
    for number in range(30):
        text = "".join(f"林小滿次長表示，平台{n * number}的保險。\n\n" for n in range(2000))
        (docs / f"長{number}.md").write_text(text, encoding="utf-8")
    env = environment(tmp_path)
    assert run("index", ".", env=env, cwd=docs).code == 0
    before = run("status", "--json", env=env, cwd=docs)
    with started("index", "--rebuild", ".", env=env, cwd=docs) as process:
        time.sleep(2)
        assert interrupted(process)[-1] == _UNCHANGED
    assert run("status", "--json", env=env, cwd=docs) == before
    assert run("status", "--check", env=env, cwd=docs).code == 0


_DRAFT = "「第{n}段：平台的權益由林小滿次長說明」\n\n"


@pytest.mark.parametrize(
    "words",
    [
        ("search", "平台", "--all", "--format", "xlsx", "--output", "out.xlsx"),
        ("search", "平台", "--all", "--format", "docx", "--output", "out.docx"),
        ("export", "--format", "csv"),
        ("words", "平台"),
        ("batch", "queries.txt"),
        ("verify", "draft.txt"),
        ("status", "--check"),
        ("timeline", "平台"),
    ],
    ids=lambda words: " ".join(words[:1] + words[3:5]),
)
def test_control_c_ends_a_command_with_one_line(
    large: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "draft.txt").write_text("".join(_DRAFT.format(n=n) for n in range(3000)))
    (tmp_path / "queries.txt").write_text("".join(f"平台 {n}號\n" for n in range(3000)))
    env = environment(large)
    before = snapshot(large / "index")
    with started(*words, "--index", str(large / "index"), env=env, cwd=tmp_path) as process:
        wait_for(lambda: process.poll() is not None or reads(process, large / "index"))
        if process.poll() is not None:
            pytest.skip("it was done before")
        lines = interrupted(process)
        assert lines[-1] == _INCOMPLETE
        assert not any(lines[:-1])
    assert snapshot(large / "index") == before
    assert not {path.name for path in tmp_path.iterdir()} - {"draft.txt", "queries.txt"}


@pytest.mark.parametrize("words", [("serve", "--no-browser"), ("mcp",)], ids=" ".join)
def test_control_c_ends_a_server(large: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    with started(
        *words, "--index", str(large / "index"), env=environment(large), cwd=tmp_path
    ) as process:
        time.sleep(3)
        assert process.poll() is None
        assert not any("Traceback" in line for line in interrupted(process))
