"""A file whose reader hangs, crashes or eats the memory costs that file only."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from corpus import read
from corpus.errors import DocumentError
from corpus.read import read_document
from index.analysis import analyze
from index.limits import Limits
from index.reader_process import ReaderProcess
from index.update import Trouble, update
from index.whoosh.reader import Reader
from index.whoosh.w3 import segment_writer

pytestmark = [
    pytest.mark.skipif(
        multiprocessing.get_start_method() != "fork", reason="needs a process that is patched"
    ),
    pytest.mark.usefixtures("one_thesaurus"),
]

HANG = "took longer than 1 s; split it, or allow more: cewen index --time-limit 5"
EAT = "needed more than 200 MB of memory; split it, or allow more: cewen index --memory-limit 400"
CRASH = "; open the file in the program that wrote it, and save it anew or as text"
LIMITS = Limits(seconds=1, memory=200 << 20)


@pytest.fixture(autouse=True)
def bad_readers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(read._READERS, ".bad", "tests.index.bad_readers:read")


@pytest.fixture
def process() -> Iterator[ReaderProcess]:
    found = ReaderProcess(read_document, LIMITS)
    yield found
    found.close()
    assert not multiprocessing.active_children()


def bad(folder: Path, text: str, name: str = "") -> Path:
    path = folder / f"{name or text}.bad"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_is_read_as_it_is_without_a_process(process: ReaderProcess, tmp_path: Path) -> None:
    path = bad(tmp_path, "平台工作者")
    assert process.read(path, "甲") == read_document(path, "甲")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("hang", HANG),
        ("spin", HANG),
        ("eat", EAT),
        ("exit", f"its reader crashed (exit code 3){CRASH}"),
        ("abort", f"its reader crashed (SIGABRT){CRASH}"),
        (
            "fail",
            "its reader failed (KeyError: '表'); save the file anew or as text, "
            "and please report it",
        ),
        ("refuse", "needs a password; save a copy without one"),
    ],
)
def test_a_bad_file_is_explained_and_the_next_is_read(
    process: ReaderProcess, tmp_path: Path, text: str, reason: str
) -> None:
    good = bad(tmp_path, "平台工作者")
    process.read(good, "好")
    path = bad(tmp_path, text)
    with pytest.raises(DocumentError) as error:
        process.read(path, "壞")
    assert str(error.value).removeprefix(f"{path}: ") == reason
    assert process.read(good, "好").paragraphs[0].text == "平台工作者"


def test_memory_of_earlier_files_does_not_count_for_a_file(
    process: ReaderProcess, tmp_path: Path
) -> None:
    for number in range(3):
        assert process.read(bad(tmp_path, "leak", f"{number}"), "甲").paragraphs


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_files_do_not_affect_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    for module in (analyze, segment_writer):
        monkeypatch.setattr(module, "_PARALLEL_FROM", 0)
    folder, index = tmp_path / "文件", tmp_path / "索引"
    folder.mkdir()
    for text in ("hang", "exit", "eat", "一", "二", "三"):
        bad(folder, text)
    (folder / "甲.txt").write_text("平台", encoding="utf-8")
    result = update(index, [folder], jobs=jobs, limits=LIMITS)
    assert result.added == 4
    assert result.unread == (
        Trouble("eat.bad", EAT),
        Trouble("exit.bad", f"its reader crashed (exit code 3){CRASH}"),
        Trouble("hang.bad", HANG),
    )
    assert not multiprocessing.active_children()
    assert Reader(index).file("hang.bad").unread == HANG


def test_a_file_over_a_limit_is_retried_with_other_limits(tmp_path: Path) -> None:
    folder, index = tmp_path / "文件", tmp_path / "索引"
    folder.mkdir()
    bad(folder, "平台" * 100, "大")
    (folder / "甲.txt").write_text("平台", encoding="utf-8")
    (trouble,) = update(index, [folder], limits=Limits(size=100)).unread
    assert trouble.text.startswith("larger than 0 MB; split it, or allow more: ")
    assert update(index, [folder]).unread == (trouble,)
    assert update(index, [folder], limits=Limits(size=10_000)).unread == ()


def test_a_file_changed_while_being_read_is_read_again(
    tmp_path: Path,
) -> None:
    folder, index = tmp_path / "文件", tmp_path / "索引"
    folder.mkdir()
    os.utime(bad(folder, "change", "甲"), (1, 1))
    update(index, [folder])
    assert update(index, [folder]).changed == 1
    reader = Reader(index)
    assert [reader.text(one) for one in reader.paragraphs_of("甲.bad")] == ["改過的文字"]
    assert update(index, [folder]).unchanged == 1


RUN = """
import sys
from pathlib import Path
from corpus import read
from index.analysis import analyze
from index.update import update
read._READERS[".bad"] = "tests.index.bad_readers:read"
analyze._PARALLEL_FROM = 0
print("begun", flush=True)
try:
    update(Path(sys.argv[1]), [Path(sys.argv[2])], jobs=int(sys.argv[3]))
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")
@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_ending_a_run_ends_a_reader_that_hangs(
    tmp_path: Path, jobs: str, sign: signal.Signals
) -> None:
    folder = tmp_path / "文件"
    folder.mkdir()
    bad(folder, "spin")
    process = subprocess.Popen(
        [sys.executable, "-c", RUN, str(tmp_path / "索引"), str(folder), jobs],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
        start_new_session=True,
    )
    # The run, the workers if there are several, and the process that reads.
    wait_for(lambda: len(group(process.pid)) == {"1": 2, "2": 4}[jobs])
    time.sleep(0.5)
    os.killpg(process.pid, sign) if sign == signal.SIGINT else os.kill(process.pid, sign)
    process.communicate(timeout=20)
    assert process.returncode == (130 if sign == signal.SIGINT else -signal.SIGKILL)
    wait_for(lambda: not group(process.pid))


def group(leader: int) -> list[str]:
    """The processes of a group that are alive."""
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _, pgrp = status.read_text().rpartition(")")[2].split()[:3]
        except (OSError, ValueError):
            continue
        if int(pgrp) == leader and state != "Z":
            found.append(status.parent.name)
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until ``condition()`` is true, for twenty seconds."""
    for _ in range(200):
        if condition():
            return
        time.sleep(0.1)
    raise AssertionError("it never becomes true")
