"""Every example of each README runs, and prints what the README says.

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

ROOT = Path(__file__).parents[1]
#: By the language that the reader's terminal speaks.
READMES = {
    "en": ROOT / "README.md",
    "zh-Hant": ROOT / "README.zh-Hant.md",
    "zh-Hans": ROOT / "README.zh-Hans.md",
}
SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
BLOCK = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
CUT = "…\n"  # a line that stands for some of the output
NEVER_THE_SAME = [
    (re.compile(r"in \d+\.\d s"), "in 0.1 s"),
    (re.compile(r"(用[時时]) \d+\.\d 秒"), r"\1 0.1 秒"),
]


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


@pytest.fixture(params=READMES)
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, str]:
    """A new user's folder: documents in papers/ and reports/, a topic file, nothing indexed."""
    home = tmp_path
    work = home / "work"
    shutil.copytree(SAMPLES, work / "reports")
    make_papers(work / "papers")
    text = READMES["en"].read_text(encoding="utf-8")
    topics = text.split("$ cat ../my-topics.toml\n")[1].split("$ ")[0]
    (work / "my-topics.toml").write_text(topics, encoding="utf-8")
    kept = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    spoken = {"CEWEN_LANG": request.param} if request.param != "en" else {}
    return {
        **kept,
        **spoken,
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "PWD": str(work),
    }


def run(command: str, desk: dict[str, str], place: Path) -> str:
    cewen = f"{sys.executable} -c 'from searcher.cli import main; main()'"
    finished = subprocess.run(
        command.replace("cewen", cewen, 1),
        shell=True,
        cwd=place,
        env={**desk, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert finished.returncode in (0, 1), finished.stdout
    # The README says `cewen index reports`; where that is on this machine is nobody's business.
    return steady(finished.stdout.replace(desk["PWD"] + "/", "").replace(desk["HOME"], "~"))


def cut_like(output: str, shown: str) -> str:
    """``output`` cut as the README shows it: so many lines of its head, and of its tail."""
    head, mark, tail = shown.partition(CUT)
    if not mark:
        return output
    lines = output.splitlines(keepends=True)
    return "".join([*lines[: head.count("\n")], CUT, *lines[len(lines) - tail.count("\n") :]])


def test_every_example_prints_what_the_readme_says(desk: dict[str, str]) -> None:
    readme = READMES[desk.get("CEWEN_LANG", "en")]
    text = readme.read_text(encoding="utf-8")
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
        readme.write_text(fresh, encoding="utf-8")
    assert steady(text) == steady(fresh)


@pytest.mark.parametrize("language", READMES)
def test_every_command_is_in_the_readme(language: str) -> None:
    from searcher.cli.app import cewen

    text = READMES[language].read_text(encoding="utf-8")
    for name in cewen.list_commands(None):  # type: ignore[arg-type]
        assert f"`cewen {name}" in text


def test_every_readme_begins_with_the_same_two_commands() -> None:
    begun = set()
    for readme in READMES.values():
        blocks = BLOCK.findall(readme.read_text(encoding="utf-8"))
        begun.add(tuple(command for block in blocks[:2] for command, _ in steps(block)))
    assert len(begun) == 1
    assert len(begun.pop()) == 2
