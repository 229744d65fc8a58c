"""Completion in the shells themselves."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.searcher.cli.command import environment, run, write_documents


def needs(shell: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not shutil.which(shell), reason=f"{shell} is not installed")


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home with an index, a document with blanks in its name, and ``cewen`` on the path."""
    home = tmp_path_factory.mktemp("home")
    folder = write_documents(home / "docs")
    (folder / "外送 座談(二).md").write_text("# 外送座談\n\n外送員的保險。\n", encoding="utf-8")
    program = home / "bin" / "cewen"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nfrom searcher.cli import main\nmain()\n", encoding="utf-8"
    )
    program.chmod(0o755)
    path = f"{program.parent}{os.pathsep}{os.environ['PATH']}"
    env = environment(home, PATH=path, LC_ALL="C.UTF-8")
    assert run("index", str(folder), env=env).code == 0
    return env


def ran(command: list[str], desk: dict[str, str]) -> str:
    done = subprocess.run(
        command, env=desk, cwd=f"{desk['HOME']}/docs", capture_output=True, encoding="utf-8",
        timeout=120,
    )  # fmt: skip
    assert done.stderr == ""
    return done.stdout


CASES = [
    (["cewen", "sea"], "search"),
    (["cewen", "search", "--spea"], "--speaker"),
    (["cewen", "search", "--speaker", "林"], "林小滿"),
    (["cewen", "search", "--topic", "平台劳"], "平台劳动者"),
    (["cewen", "topics", "平台工"], "平台工作者"),
    (["cewen", "show", "海"], "海港計畫.md"),
    (["cewen", "config", "lang"], "language"),
    (["cewen", "search", "--lang", "zh-Hant", "--lang", "zh-Hans", "--lang", "e"], "en"),
]


def in_bash(words: list[str], desk: dict[str, str]) -> list[str]:
    quoted = " ".join(f"'{word}'" for word in words)
    script = (
        'eval "$(cewen completion bash)"; '
        f"COMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; "
        r"_cewen_completion cewen; printf '%s\n' \"${COMPREPLY[@]}\""
    ).replace('\\"', '"')
    return ran(["bash", "--norc", "-c", script], desk).splitlines()


@needs("bash")
@pytest.mark.parametrize(("words", "expected"), CASES)
def test_bash(desk: dict[str, str], words: list[str], expected: str) -> None:
    assert expected in in_bash(words, desk)


@needs("bash")
def test_bash_gets_names_with_blanks_quoted(desk: dict[str, str]) -> None:
    assert in_bash(["cewen", "show", "外送"], desk) == ["外送\\ 座談\\(二\\).md"]


@needs("fish")
@pytest.mark.parametrize(("words", "expected"), CASES)
def test_fish(desk: dict[str, str], words: list[str], expected: str) -> None:
    script = f"cewen completion fish | source; complete -C '{' '.join(words)}'"
    found = ran(["fish", "--no-config", "-c", script], desk)
    assert expected in [line.split("\t")[0] for line in found.splitlines()]


def in_zsh(line: str, desk: dict[str, str]) -> str:
    """What an interactive zsh prints if the arguments of ``line`` are completed and printed."""
    import pty

    pid, master = pty.fork()
    if not pid:
        os.chdir(f"{desk['HOME']}/docs")
        os.execvpe("zsh", ["zsh", "-f", "-i"], {**desk, "PS1": "", "PS2": ""})
    try:
        _type(master, 'autoload -U compinit; compinit -u; eval "$(cewen completion zsh)"')
        return _type(master, f"{line}\t\x01print -l -- ")  # ^A goes to the beginning
    finally:
        os.write(master, b"\x03\nexit\n")
        os.close(master)
        os.waitpid(pid, 0)


def _type(master: int, line: str) -> str:
    """Type a line; what is shown until the next one is awaited."""
    import select

    os.write(master, f"{line}\n".encode())
    os.write(master, b"print END$((6*7))\n")
    shown = b""
    until = time.monotonic() + 60
    while b"END42" not in shown and time.monotonic() < until:
        if select.select([master], [], [], 1)[0]:
            shown += os.read(master, 1 << 16)
    return shown.decode("utf-8", "replace")


@needs("zsh")
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("cewen sea", "search"),
        ("cewen search --speaker 林", "林小滿"),
        ("cewen show 海", "海港計畫.md"),
    ],
)
def test_zsh(desk: dict[str, str], line: str, expected: str) -> None:
    assert expected in in_zsh(line, desk)


def test_without_an_index_nothing_is_completed(tmp_path: Path) -> None:
    for index in ({}, {"CEWEN_INDEX": str(tmp_path)}):
        env = environment(
            tmp_path, _CEWEN_COMPLETE="bash_complete", COMP_WORDS="cewen search --speaker 林",
            COMP_CWORD="3", **index,
        )  # fmt: skip
        done = run(env=env, cwd=tmp_path)
        assert (done.code, done.out.strip(), done.err) == (0, "", "")
