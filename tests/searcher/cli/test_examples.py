"""The help of every command ends in two examples, and they work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from inspect import cleandoc
from pathlib import Path

import click
import pytest

from searcher.cli.app import COMMANDS, cewen
from tests.searcher.cli.command import environment, run

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
ASKING = ("search", "who", "timeline", "exchange", "export")
#: Servers run until they are stopped, and `open` starts a program.
FINDS_NOTHING = re.compile(r"cewen new")  # that is new
NOT_RUN = re.compile(r"cewen (serve|mcp --index|open \d)")


def examples(name: str) -> list[str]:
    command = cewen.get_command(click.Context(cewen), name)
    assert command is not None
    paragraphs = cleandoc(command.help or "").split("\n\n")
    assert paragraphs[-1].startswith("\b\n"), name
    return paragraphs[-1].split("\n")[1:]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_ends_in_examples(name: str) -> None:
    lines = examples(name)
    assert len(lines) >= 2
    assert all(line.startswith(f"cewen {name}") or f"cewen {name}" in line for line in lines)


@pytest.mark.parametrize("name", ASKING)
def test_an_example_has_chinese_names_of_fields(name: str) -> None:
    assert any(re.search("(講者|機關|議題|日期|文件):", line) for line in examples(name))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A home with reports, an index of them, and a ``cewen`` on the path."""
    home = tmp_path_factory.mktemp("home")
    for place in ("reports", "Downloads/reports"):
        shutil.copytree(SAMPLES, home / place)
    (home / "article.md").write_text("「外送平台以演算法決定誰接得到單」\n", encoding="utf-8")
    (home / "草稿.docx").write_bytes(docx("工會代表則提醒：「外送平台以演算法決定誰接得到單」。"))
    program = home / "bin" / "cewen"
    program.parent.mkdir()
    program.write_text(
        f"#!{sys.executable}\nfrom searcher.cli import main\nmain()\n", encoding="utf-8"
    )
    program.chmod(0o755)
    env = environment(home, PATH=f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    for place in ("Downloads/reports", "reports"):
        assert run("index", str(home / place), env=env).code == 0
    assert run("search", "演算法", "--save", "演算法", env=env).code == 0
    (home / "queries.txt").write_text("外送員 保險\n演算法\n", encoding="utf-8")
    (home / ".config/fish/completions").mkdir(parents=True)
    return env


def docx(text: str) -> bytes:
    import io

    from docx import Document

    file = io.BytesIO()
    document = Document()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("line", [line for name in COMMANDS for line in examples(name)])
def test_an_example_works(desk: dict[str, str], line: str) -> None:
    if NOT_RUN.match(line):
        assert run(*line.split()[1:2], "--help", env=desk).code == 0
        return
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=desk["HOME"],
        env=desk,
        input="開門\n",  # a password, where one is asked for
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == (1 if FINDS_NOTHING.match(line) else 0), done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout or done.stderr or ">" in line or line.startswith("eval ")
