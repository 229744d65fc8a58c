"""Nothing that a document, a file name, a query, a topic file or a people file contains does harm.

Every command is called in every format and with every option, as its own declaration has them, so
a new command or format is tried without being named here.
"""

from __future__ import annotations

import io
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click
import pytest

from index.known_paths import remember_paths
from searcher.cli.app import COMMANDS, cewen, run
from searcher.output.formats import FORMATS
from searcher.report.saved_searches import SavedSearch, SavedSearches
from tests.searcher.cli.command import environment
from tests.searcher.output.hostile_world import WORD, hostile, make_world
from tests.searcher.output.reading import controls, harm

#: Commands that run until they are stopped. Their help is tried.
SERVERS = ("serve", "mcp")
#: Options without which a command would open a window, or show what is new once only.
QUIET = {"open": ("--print",), "new": ("--keep",)}
_SEED = 2026


class Called(NamedTuple):
    """A call of a command, and what it wrote."""

    words: tuple[str, ...]
    code: int
    out: bytes
    err: str


class World(NamedTuple):
    """A folder with a hostile index in it."""

    folder: Path
    index: Path

    def call(self, words: Sequence[str], monkeypatch: pytest.MonkeyPatch) -> Called:
        """``cewen`` with these words in this process, as in a pipe."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", newline="\n") for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["cewen", *words])
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = run()
        for stream in (out, err):
            stream.flush()
        written = [stream.buffer.getvalue() for stream in (out, err)]  # type: ignore[attr-defined]
        return Called(tuple(words), code, written[0], written[1].decode("utf-8"))


@pytest.fixture(scope="module")
def genuine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a hostile index that no command has touched."""
    folder = tmp_path_factory.mktemp("genuine")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))  # never the user's own
        make_world(folder / "world", random.Random(_SEED))
    return folder / "world"


@pytest.fixture
def world(genuine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """A world in which the user is."""
    shutil.copytree(genuine, tmp_path / "world")
    here = entered(tmp_path, monkeypatch)
    remember_paths([genuine / "docs"])  # as `cewen index` does
    return here


def entered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """The world in ``folder``, for a user who is in it."""
    for name, value in environment(folder / "home").items():
        monkeypatch.setenv(name, value)
    index = folder / "world" / "index"
    monkeypatch.setenv("CEWEN_INDEX", str(index))
    monkeypatch.chdir(folder / "world")
    return World(folder / "world", index)


def typed(draw: random.Random) -> str:
    """A hostile argument. No system can give a command a NUL."""
    return hostile(draw).replace("\0", "")


def command_of(name: str) -> click.Command:
    found = cewen.get_command(click.Context(cewen), name)
    assert found is not None
    return found


def formats_of(command: click.Command) -> list[str]:
    """The formats that a command offers; one of "text" if it has no such option."""
    for option in command.params:
        if option.name == "format" and isinstance(option.type, click.Choice):
            return list(option.type.choices)
    return ["text"]


def argument_of(parameter: click.Parameter, world: World, draw: random.Random) -> list[str]:
    """A value for an argument: a hostile one, or one that leads somewhere."""
    name = (parameter.metavar or parameter.name or "").lower()
    if isinstance(parameter.type, click.Choice):
        return [draw.choice(list(parameter.type.choices))]
    if "doc" in name:
        return [draw.choice(("問答#2", "問答#2", "0/", typed(draw)))]
    if "file" in name or "path" in name or "dir" in name:
        return [draw.choice(("draft.md", "list.txt", "docs", str(world.index), typed(draw)))]
    if parameter.nargs == -1:
        return [draw.choice((WORD, WORD, f"{WORD} {typed(draw)}", typed(draw)))]
    return [draw.choice((WORD, typed(draw)))] if parameter.required else []


def option_of(option: click.Option, world: World, draw: random.Random) -> list[str]:
    """An option of a command with a value."""
    flag = option.opts[-1]
    if option.is_flag:
        return [flag]
    if isinstance(option.type, click.Choice):
        return [flag, draw.choice([*option.type.choices, typed(draw), "\udc9b"])]
    if isinstance(option.type, click.IntRange | click.types.IntParamType):
        return [flag, draw.choice(("1", "3", typed(draw)))]
    if isinstance(option.type, click.Path):
        return [flag, draw.choice(("list.txt", "draft.md", f"new{draw.random()}", typed(draw)))]
    return [flag, draw.choice((WORD, "2024", typed(draw)))]


def calls(name: str, world: World, draw: random.Random) -> Iterator[tuple[str, list[str]]]:
    """The calls of one command with their formats: one for each format, and for each option."""
    command = command_of(name)
    arguments = [one for one in command.params if isinstance(one, click.Argument)]
    options = [one for one in command.params if isinstance(one, click.Option)]
    by_format = any(option.name == "format" for option in options)

    def begin() -> list[str]:
        words = [word for one in arguments for word in argument_of(one, world, draw)]
        return [name, *QUIET.get(name, ()), *words]

    for format in formats_of(command):
        chosen = ["--format", format] if by_format else []
        yield format, [*begin(), *chosen]
        if any(option.name == "everything" for option in options):
            yield format, [name, WORD, "--all", *chosen] if arguments else [name, "--all", *chosen]
    for option in options:
        if option.name not in ("format", "help", "file", "place"):
            format = "json" if option.name == "as_json" else "text"
            yield format, [*begin(), *option_of(option, world, draw)]
    yield "text", [name, "--help"]
    yield "text", [name, typed(draw), f"--{typed(draw)}"]


def save_searches(world: World, draw: random.Random) -> None:
    """Saved searches for ``new`` and ``searches``, which have found nothing so far."""
    time = "2025-01-01T00:00:00+00:00"
    names = (WORD, hostile(draw), hostile(draw))
    SavedSearches(world.index).put(*(SavedSearch(name, WORD, {}, time) for name in names))


def complaints(called: Called, format: str) -> list[str]:
    """What is wrong with a call, with the words that repeat it."""
    found = [f"stderr: {what}" for what in controls(called.err)]
    if called.code not in (0, 1, 2):
        found.append(f"exit code {called.code}")
    if "an error that should not happen" in called.err or "Traceback" in called.err:
        found.append(called.err)
    if called.code != 2:
        found += harm(format, called.out)
    return [f"{list(called.words)!r}: {what}" for what in found]


@pytest.mark.parametrize("name", [one for one in COMMANDS if one not in SERVERS])
def test_nothing_in_the_output_of_a_command_does_harm(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(f"{_SEED}{name}")
    save_searches(world, draw)
    listed = list(calls(name, world, draw))
    done = [(format, world.call(words, monkeypatch)) for format, words in listed]
    assert [line for format, called in done for line in complaints(called, format)] == []
    assert any(called.code == 0 for _, called in done[:-2]), name  # the world answers


def test_every_format_is_written_by_a_command_that_finds_something(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for format in FORMATS:
        called = world.call(["search", WORD, "--all", "--format", format], monkeypatch)
        assert (called.code, bool(called.out)) == (0, True)


@pytest.mark.parametrize("name", SERVERS)
def test_the_help_of_a_server_is_harmless(
    name: str, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    if name in COMMANDS:
        called = world.call([name, "--help"], monkeypatch)
        assert complaints(called, "text") == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(40))
def test_drawn_worlds_do_no_harm(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw = random.Random(seed)
    (tmp_path / "world").mkdir()
    world = entered(tmp_path, monkeypatch)
    make_world(world.folder, draw)
    found = []
    for name in COMMANDS:
        if name not in SERVERS:
            for format, words in calls(name, world, draw):
                found += complaints(world.call(words, monkeypatch), format)
    assert found == []
