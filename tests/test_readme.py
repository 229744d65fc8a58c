"""Every example of the README runs, and prints what the README says.

To print the README's outputs anew: CEWEN_WRITE_README=1 pytest tests/test_readme.py
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.papers import make_papers

README = Path(__file__).parents[1] / "README.md"
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
CUT = "…\n"  # a line that stands for some of the output
NEVER_THE_SAME = [(re.compile(r"in \d+\.\d s"), "in 0.1 s")]


def steady(text: str) -> str:
    for pattern, usual in NEVER_THE_SAME:
        text = pattern.sub(usual, text)
    return text


def steps(block: str) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with the output that follows it."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield command, output


def runnable(command: str) -> str | None:
    """The command without its installation, which `.ci/run` carries out; None if that is all."""
    last = command.split("&&")[-1].strip().removeprefix(".venv/bin/")
    return last if last.startswith("cewen ") else None


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A new user's folder: documents in papers/ and reports/, a topic file, nothing indexed."""
    home = tmp_path_factory.mktemp("home")
    work = home / "work"
    shutil.copytree(SAMPLES, work / "reports")
    make_papers(work / "papers")
    text = README.read_text(encoding="utf-8")
    topics = text.split("$ cat ../my-topics.toml\n")[1].split("$ ")[0]
    (work / "my-topics.toml").write_text(topics, encoding="utf-8")
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return {**kept, "HOME": str(home), "XDG_DATA_HOME": str(home / "data"), "PWD": str(work)}


def run(command: str, desk: dict[str, str], place: Path) -> str:
    cewen = f"{sys.executable} -c 'from searcher.cli import main; main()'"
    finished = subprocess.run(
        command.replace("cewen", cewen, 1),
        shell=True,
        cwd=place,
        env={**desk, "PYTHONPATH": str(README.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode in (0, 1), finished.stdout
    # The README says `cewen index reports`; where that is on this machine is nobody's business.
    return steady(finished.stdout.replace(desk["PWD"] + "/", ""))


def cut_like(output: str, shown: str) -> str:
    """``output`` cut as the README shows it: so many lines of its head, and of its tail."""
    head, mark, tail = shown.partition(CUT)
    if not mark:
        return output
    lines = output.splitlines(keepends=True)
    return "".join([*lines[: head.count("\n")], CUT, *lines[len(lines) - tail.count("\n") :]])


def test_every_example_prints_what_the_readme_says(desk: dict[str, str]) -> None:
    text = README.read_text(encoding="utf-8")
    fresh = text
    place = Path(desk["PWD"])
    for block in BLOCK.findall(text):
        printed = ""
        for command, output in steps(block):
            wanted = runnable(command)
            printed += f"$ {command}\n"
            if command.startswith("cd "):
                place = (place / command.removeprefix("cd ")).resolve()
            printed += cut_like(run(wanted, desk, place), output) if wanted else output
        fresh = fresh.replace(block, printed)
    if os.environ.get("CEWEN_WRITE_README"):
        README.write_text(fresh, encoding="utf-8")
    assert steady(text) == steady(fresh)


def test_every_command_is_in_the_readme() -> None:
    from searcher.cli.app import cewen

    text = README.read_text(encoding="utf-8")
    for name in cewen.list_commands(None):  # type: ignore[arg-type]
        assert f"`cewen {name}" in text
