"""Damaged, planted and unreadable files in the user's own folders end no command with a traceback.

The files are those that commands have left there, so a new one is tried without being named here.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import stat
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from index.server_folder import folder_for
from searcher.web.feed_keys import FeedKeys
from tests.safety.commands import Ran, Server
from tests.safety.odd_files import folder, gone, link, pipe
from tests.searcher.cli.command import environment, run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links, pipes and rights are others there")

_SERVER = "opensearch://127.0.0.1:9/laws"  # where nothing answers
_SECRET = "極機密：密碼是海王星。\n"
_LARGE = 100 << 20


def _write(data: bytes) -> Callable[[Path], object]:
    return lambda path: gone(path).write_bytes(data)


def _sparse(path: Path) -> None:
    gone(path).touch()
    os.truncate(path, _LARGE)


def _json(path: Path) -> None:
    """What a program of others may write: right JSON, right TOML, wrong values."""
    values = '{"version": 1, "searches": [{"name": "x", "query": "平台", "asked": %s, '
    values += '"looked": "", "seen": [["d", 1e999, "c"]], "news": []}]}'
    gone(path).write_text(values % draw_value(path), encoding="utf-8")


def draw_value(path: Path) -> str:
    return random.Random(str(path)).choice(["[]", '{"since": {}}', '{"nothing": 1}', "7"])


def _unreadable(path: Path) -> None:
    gone(path).write_bytes(b"x")
    path.chmod(0)


#: What may be in the place of a file. Each is called with its path.
DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": _write(b""),
    "random": _write(random.Random(5).randbytes(3000)),
    "text": _write("平台\n".encode() * 40),
    "zeros": _write(bytes(3000)),
    "long name": _write(b"/" + b"a" * 9000),
    "nested": _write(b"a = " + b"[" * 100_000),
    "values": _json,
    "large": _sparse,
    "cut": lambda path: os.truncate(path, path.stat().st_size // 2),
    "folder": folder,
    "unreadable": _unreadable,
    "link": lambda path: link(path, path.parents[len(path.parents) - 1] / "dev" / "zero"),
    "link to a secret": lambda path: link(path, _home_of(path) / "secret.txt"),
    "loop": lambda path: link(path, path),
    "pipe": pipe,
}


def _home_of(path: Path) -> Path:
    return next(above for above in path.parents if (above / "secret.txt").exists())


def commands(home: Path) -> list[tuple[str, ...]]:
    """Commands that read or write something of the user's own folders."""
    docs = str(home / "docs")
    return [
        ("search", "平台"),
        ("search", "平台", "--save", "again"),
        ("search", "平台", "--format", "csv", "--output", str(home / "out.csv")),
        ("search", "平台", "--index", _SERVER),
        ("who", "平台"),
        ("show", "1"),
        ("open", "1", "--print"),
        ("new",),
        ("searches",),
        ("status",),
        ("config",),
        ("config", "limit", "7"),
        ("trust", docs),
        ("trust", docs, "--forget"),
        ("index", docs, "--jobs", "1"),
    ]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a user who has used everything that leaves a file."""
    made = tmp_path_factory.mktemp("home")
    (made / "docs").mkdir()
    (made / "else").mkdir()
    (made / "secret.txt").write_text(_SECRET, encoding="utf-8")
    text = "林小滿次長表示，平台的保險由業者負擔。\n"
    (made / "docs" / "甲.md").write_text(text, encoding="utf-8")
    env = environment(made)
    for words in (("index", "docs"), ("config", "limit", "5"), *_LEAVE_FILES):
        assert run(*words, env=env, cwd=made).code == 0, words
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", env["XDG_DATA_HOME"])
        FeedKeys(made / "docs" / ".cewen").key("x")
        folder_for(_SERVER, "laws")
    return made


_LEAVE_FILES = (
    ("search", "平台"),
    ("search", "平台", "--save", "平台"),
    ("search", "平台", "--format", "csv", "--output", "out.csv"),
)


def own_files(home: Path) -> list[Path]:
    """The files of the user's own folders, as paths from the home."""
    found = [path for top in ("data", "config") for path in (home / top).rglob("*")]
    return sorted(path.relative_to(home) for path in found if path.is_file())


def test_the_files_of_a_user_are_for_the_user_alone(home: Path) -> None:
    names = {path.name for path in own_files(home)}
    assert names >= {
        *("address", "config.toml", "feed-secret", "indexed-paths", "last-answer"),
        *("last-index.txt", "trusted-indexes", "written-files"),
    }
    shared = [path for path in own_files(home) if (home / path).stat().st_mode & 0o077]
    assert shared == []
    assert not (home / "data" / "cewen").stat().st_mode & 0o077


def test_a_folder_that_others_may_read_gets_private_files(home: Path, tmp_path: Path) -> None:
    env = environment(tmp_path)
    (tmp_path / "data" / "cewen").mkdir(parents=True)
    old = tmp_path / "data" / "cewen" / "trusted-indexes"
    old.write_bytes(b"/elsewhere/.cewen:0\0")  # of an earlier version
    (tmp_path / "data" / "cewen").chmod(0o755)
    old.chmod(0o644)
    shutil.copytree(home / "docs", tmp_path / "docs")
    assert run("trust", "docs", env=env, cwd=tmp_path).code == 0
    assert run("index", "docs", env=env, cwd=tmp_path).code == 0
    assert [path for path in own_files(tmp_path) if (tmp_path / path).stat().st_mode & 0o077] == []


class User:
    """A user whose own folders are put back before each command."""

    def __init__(self, home: Path, server: Server) -> None:
        self.home = home
        self._server = server
        self._kept = home.parent / f"{home.name}-kept"
        shutil.rmtree(self._kept, ignore_errors=True)
        for top in ("data", "config"):
            shutil.copytree(home / top, self._kept / top)

    def reset(self) -> None:
        for top in ("data", "config"):
            shutil.rmtree(self.home / top, ignore_errors=True)
            shutil.copytree(self._kept / top, self.home / top)

    def call(self, words: tuple[str, ...], cwd: str) -> Ran:
        env = environment(self.home)
        return self._server.run(*words, env=env, cwd=self.home / cwd)


@pytest.fixture(scope="module")
def user(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[User]:
    with Server(tmp_path_factory.mktemp("server"), unprivileged=True) as server:
        yield User(home, server)


def complaints(
    user: User, path: Path, kind: str, words: tuple[str, ...], cwd: str
) -> Iterator[str]:
    """What is wrong with a command after this damage."""
    user.reset()
    before = {one: _mode(user.home / one) for one in ("secret.txt", "docs/甲.md")}
    DAMAGES[kind](user.home / path)
    ran = user.call(words, cwd)
    where = f"{path} {kind}: cewen {' '.join(words)} in {cwd}: {ran.code} {ran.err[:300]}"
    if ran.code not in (0, 1, 2):
        yield f"exit code: {where}"
    if "Traceback" in ran.err or "an error that should not happen" in ran.err:
        yield f"traceback: {where}"
    # Help of click has its own lines; a message of ours is one line that names a file.
    if ran.code == 2 and not re.search(r"^cewen: .{10,700}$", ran.err, re.MULTILINE):
        yield f"no clear line: {where}"
    if any(len(line) > 1000 for line in ran.err.splitlines()):
        yield f"long line: {where}"
    if (user.home / "secret.txt").read_text(encoding="utf-8") != _SECRET:
        yield f"the secret was changed: {where}"
    if before != {one: _mode(user.home / one) for one in before}:
        yield f"rights were changed: {where}"


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_file_of_the_user_ends_no_command_badly(user: User, kind: str) -> None:
    user.reset()
    found = []
    for path in own_files(user.home):
        draw = random.Random(zlib.crc32(f"{kind}{path.name}".encode()))
        words = draw.choice(commands(user.home)[:-1])
        found += complaints(user, path, kind, words, draw.choice(("else", "docs")))
    assert found == []


@pytest.mark.long
@pytest.mark.parametrize("kind", DAMAGES)
def test_each_command_bears_each_damage_of_the_users_files(user: User, kind: str) -> None:
    user.reset()
    found: list[str] = []
    for path in own_files(user.home):
        for words in commands(user.home):
            for cwd in ("else", "docs"):
                found += complaints(user, path, kind, words, cwd)
    assert found == []
