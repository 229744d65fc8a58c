"""On a disk that takes no more, each command that writes names the file, and loses nothing."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from searcher.output.formats import FORMATS
from tests.safety.commands import differences, snapshot
from tests.searcher.cli.command import environment, run, start

pytestmark = pytest.mark.skipif(os.name == "nt", reason="limits are others there")

_FULL = r": (File too large|No space left on device)\. "
_UNCHANGED = r"What it contained before is unchanged\. Make room there"
_INCOMPLETE = r"The output is incomplete\. Make room there, and run it again"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("home")
    (made / "docs").mkdir()
    text = "".join(f"第{n}段：平台的保險{n * n}由業者負擔。\n\n" for n in range(400))
    (made / "docs" / "甲.md").write_text(text, encoding="utf-8")
    (made / "draft.md").write_text("「平台的保險」\n" * 90, encoding="utf-8")
    env = environment(made)
    assert run("index", "docs", env=env, cwd=made).code == 0
    for words in (("search", "平台", "--save", "one"), ("config", "limit", "9")):
        assert run(*words, env=env, cwd=made / "docs").code == 0
    return made


def limited(home: Path, *words: str, size: int = 1024) -> tuple[int, str]:
    """The exit code and the messages of a command that may write no file of more bytes."""
    import resource

    process = start(
        *words,
        env=environment(home),
        cwd=home / "docs",
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
    )
    _, err = process.communicate(timeout=60)
    return process.returncode, err.decode()


@pytest.mark.parametrize("format", [one for one in FORMATS if one != "text"])
def test_a_format_that_finds_no_room_leaves_the_old_file(home: Path, format: str) -> None:
    out = home / f"out-{format}"
    words = ("export", "--format", format, "--force", "--output", str(out))
    out.write_bytes(b"old\n")
    before = snapshot(home)
    code, err = limited(home, *words, size=20)
    assert code == 2
    assert re.search(rf"^cewen: .*{_FULL}({_UNCHANGED}|{_INCOMPLETE})", err), err
    assert differences(before, snapshot(home)) == []


@pytest.mark.parametrize(
    "words",
    [
        ("search", "平台", "--all", "--save", "all"),
        ("config", "pager", "x" * 2000),
        ("search", "平台", "--receipt", "../receipt.json"),
        ("verify", "../draft.md", "--output", "../verdicts.csv"),
        ("timeline", "平台", "--format", "json", "--output", "../timeline.json"),
    ],
    ids=lambda words: words[0] + words[-2],
)
def test_a_command_that_finds_no_room_says_what_is_unchanged(
    home: Path, words: tuple[str, ...]
) -> None:
    own = home / "data" / "cewen" / "last-answer"
    before = snapshot(home, [own])
    code, err = limited(home, *words, size=40)
    assert code == 2
    assert re.search(rf"^cewen: .*{_FULL}{_UNCHANGED}", err, re.MULTILINE), err
    assert differences(before, snapshot(home, [own])) == []


def test_a_list_of_trusted_indexes_without_room_keeps_its_entries(home: Path) -> None:
    trusted = home / "data" / "cewen" / "trusted-indexes"
    (home / "other").mkdir()
    before = trusted.read_bytes()
    code, err = limited(home, "trust", "../other", size=len(before) + 5)
    assert code == 2
    assert re.match(rf"cewen: {trusted}: cannot be written{_FULL}{_UNCHANGED}", err), err
    assert trusted.read_bytes().startswith(before)
    assert run("trust", "../other", env=environment(home), cwd=home / "docs").code == 0
    kept = set(trusted.read_bytes().split(b"\0"))
    other = os.fsencode(f"{home / 'other'}:{os.getuid()}")
    assert kept >= {*filter(None, before.split(b"\0")), other}
    assert run("search", "平台", env=environment(home), cwd=home / "docs").code == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has such a device")
@pytest.mark.parametrize(
    "words",
    [("export",), ("search", "平台"), ("who", "平台", "--format", "xlsx"), ("--help",)],
    ids=" ".join,
)
def test_a_full_disk_behind_standard_output_is_told(home: Path, words: tuple[str, ...]) -> None:
    def ran(err: Path) -> tuple[int, str]:
        with open("/dev/full", "wb") as full, err.open("wb") as messages:
            process = start(
                *words, env=environment(home), cwd=home / "docs", stdout=full, stderr=messages
            )
            return process.wait(timeout=60), "" if str(err) == "/dev/full" else err.read_text()

    code, err = ran(home / "err")
    assert code == 2
    assert re.fullmatch(rf"cewen: output{_FULL}{_INCOMPLETE}\n", err), err
    assert ran(Path("/dev/full"))[0] == 2  # 1 would mean that nothing was found


@pytest.mark.parametrize("closed", [(1,), (2,), (0,), (0, 1, 2)], ids=str)
def test_closed_standard_streams_change_no_file(home: Path, closed: tuple[int, ...]) -> None:
    def close() -> None:
        for number in closed:
            os.close(number)

    before = snapshot(home / "docs")
    for words in (("search", "平台", "--save", "again"), ("search", "平台")):
        process = start(
            *words,
            env=environment(home),
            cwd=home / "docs",
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=close,
        )
        _, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
    assert differences(before, snapshot(home / "docs")) == []
    assert run("new", env=environment(home), cwd=home / "docs").code in (0, 1)
