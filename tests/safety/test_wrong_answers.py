"""No index, half an index, another one or a stranger's never answers as if it were the user's."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from index.manifest import FORMAT
from tests.safety.commands import Ran, Server, World
from tests.safety.hostile import DOCUMENTS
from tests.searcher.cli.command import on_terminal, start

_SAMPLES = "sample documents"


class User:
    """Somebody with two folders of documents, who built an index of the first one."""

    def __init__(self, reading: Server, writing: Server, folder: Path) -> None:
        self._servers = {False: reading, True: writing}
        self.world = World(folder / "world")
        self._new, self._built = folder / "new", folder / "built"
        self.docs, self.index = self.world.docs, self.world.index
        self.other = self.world.root / "other"
        self.world.make()
        self.other.mkdir()
        for name, text in DOCUMENTS.items():
            (self.docs / name).write_text(text, encoding="utf-8")
        (self.other / "丁.txt").write_text(
            "平台的另一份文件，只在這裡說冥王星。\n", encoding="utf-8"
        )
        self.world.keep(self._new)
        assert self.run("index", "--jobs", "1", ".").code == 0
        self.world.keep(self._built)

    def reset(self, *, built: bool) -> None:
        self.world.reset(self._built if built else self._new)

    def run(self, *words: str, cwd: Path | None = None, named: str = "") -> Ran:
        """A command in ``cwd``, else in ``docs``; ``named`` is what CEWEN_INDEX says."""
        env = {**self.world.env, "CEWEN_INDEX": named}
        server = self._servers[words[0] == "index"]
        ran = server.run(*words, env=env, cwd=cwd or self.docs)
        assert "Traceback" not in ran.err, ran
        return ran

    def killed(self, before: str, cwd: Path) -> None:
        """A first build in ``cwd``, killed just before its first operation of that name."""
        operations = self._operations(0, cwd)
        shutil.rmtree(cwd / ".cewen")
        [number, *_] = [n for n, line in enumerate(operations, 1) if before in line]
        assert len(self._operations(number, cwd)) == number

    def _operations(self, last: int, cwd: Path) -> list[str]:
        counted = self.world.root / "counted"
        counted.unlink(missing_ok=True)
        words = ("index", "--jobs", "1", ".")
        env = self.world.env
        self._servers[True].run(*words, env=env, cwd=cwd, die_at=last, counted=counted)
        return counted.read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module")
def users(server: Server, writing_server: Server, tmp_path_factory: pytest.TempPathFactory) -> User:
    return User(server, writing_server, tmp_path_factory.mktemp("user"))


@pytest.fixture
def new(users: User) -> User:
    """Nothing was built."""
    users.reset(built=False)
    return users


@pytest.fixture
def user(users: User) -> User:
    """The index of ``docs`` was built."""
    users.reset(built=True)
    return users


def refused(ran: Ran, *parts: str | Path) -> None:
    """One line that contains all parts, and nothing else."""
    assert (ran.code, ran.out) == (2, ""), ran
    assert len(ran.err.splitlines()) == 1, ran
    assert all(str(part) in ran.err for part in parts), ran


# Nothing to index


@pytest.mark.parametrize("content", [None, "報告.pdf", "圖.png"])
def test_a_folder_without_documents_becomes_no_index(new: User, content: str | None) -> None:
    empty = new.world.root / "empty"
    empty.mkdir()
    if content:
        (empty / content).write_bytes(b"%PDF-1.7")
    ran = new.run("index", ".", cwd=empty)
    assert (ran.code, ran.out) == (2, "")
    assert "no documents" in ran.err
    assert {path.name for path in empty.iterdir()} == ({content} if content else set())
    data = new.world.home / "data"
    assert not [path for path in data.rglob("*") if path.is_file() and path.read_bytes()]


def test_a_folder_without_documents_leaves_the_index_built_last(user: User) -> None:
    empty = user.world.root / "empty"
    empty.mkdir()
    assert user.run("index", ".", cwd=empty).code == 2
    ran = user.run("search", "平台", cwd=empty)
    assert ran.code == 0
    assert str(user.index) in ran.err


def test_a_folder_without_documents_is_reported(user: User) -> None:
    for name in DOCUMENTS:
        (user.docs / name).unlink()
    ran = user.run("index", ".")
    assert ran.code in (0, 2)
    assert ran.err.strip()
    again = user.run("search", "平台")
    assert _SAMPLES not in again.err
    assert again.code in (0, 2), again


# Which index answers


def test_the_samples_answer_only_those_who_have_built_nothing(new: User) -> None:
    ran = new.run("search", "平台")
    assert ran.code == 0
    assert _SAMPLES in ran.err
    assert new.run("index", ".").code == 0
    elsewhere = new.run("search", "平台", cwd=new.other)
    assert elsewhere.code == 0
    assert _SAMPLES not in elsewhere.err


@pytest.mark.parametrize("where", ["docs", "other"])
@pytest.mark.parametrize("words", [("search", "平台"), ("status",), ("export",), ("topics",)])
def test_an_index_that_was_deleted_is_named(user: User, where: str, words: tuple[str, ...]) -> None:
    shutil.rmtree(user.index)
    refused(user.run(*words, cwd=getattr(user, where)), user.index, "cewen index")


def test_the_index_built_last_is_named_in_one_line(user: User) -> None:
    ran = user.run("search", "平台", cwd=user.other)
    assert ran.code == 0
    assert len(ran.err.splitlines()) == 1
    assert str(user.index) in ran.err
    assert "\x1b" not in ran.err
    near = user.run("search", "平台")
    assert str(user.index) not in near.err


def test_on_a_terminal_the_line_is_dim(user: User) -> None:
    shown = on_terminal("status", env={**user.world.env, "PWD": "/"}, columns=200)
    lines = [line for line in shown.out.splitlines() if "built last" in line]
    assert len(lines) == 1
    assert lines[0].startswith("\x1b[2m")


def test_a_folder_above_is_searched_where_it_was_built(user: User) -> None:
    below = user.docs / "附錄" / "一"
    below.mkdir(parents=True)
    assert user.run("search", "平台", cwd=below).code == 0


def test_a_folder_reached_by_a_link_is_the_same(user: User) -> None:
    alias = user.world.root / "alias"
    alias.symlink_to(user.docs)
    ran = user.run("search", "平台", cwd=alias)
    assert (ran.code, ran.err) == (0, "")


# Half an index


@pytest.mark.parametrize("before", ["cewen.json.new", "_MAIN_1.toc.new"])
def test_an_unfinished_first_build_is_answered_by_nothing_else(user: User, before: str) -> None:
    """Neither by the index built last, nor by "nothing found"."""
    user.killed(before, user.other)
    for words in (("search", "平台"), ("status",), ("export",)):
        refused(user.run(*words, cwd=user.other), user.other, "first build", "cewen index")
    assert user.run("index", ".", cwd=user.other).code == 0
    assert user.run("search", "冥王星", cwd=user.other).code == 0


@pytest.mark.parametrize(
    ("words", "built"),
    [
        (("index", "."), False),
        pytest.param(("index", "."), True, marks=pytest.mark.long),
        pytest.param(("index", "--rebuild", "."), False, marks=pytest.mark.long),
        (("index", "--rebuild", "."), True),
    ],
)
def test_two_builds_at_once_end_as_one(users: User, words: tuple[str, ...], built: bool) -> None:
    users.reset(built=built)
    (users.docs / "丙.txt").write_text("平台的新規定。\n", encoding="utf-8")
    env = {**users.world.env, "PYTHONFAULTHANDLER": "1"}
    both = [
        start(*words, env=env, cwd=users.docs, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]
    ended = [(*process.communicate(timeout=60), process.returncode) for process in both]
    codes = sorted(code for _, _, code in ended)
    assert codes in ([0, 0], [0, 2]), ended
    for out, err, code in ended:
        assert b"Traceback" not in err
        assert out == b""
        assert code == 0 or b"being written by another process" in err
    exported = [json.loads(line) for line in users.run("export").out.splitlines()]
    assert {line["doc"] for line in exported} == {*DOCUMENTS, "丙.txt"}
    places = [(line["doc"], line["paragraph"]) for line in exported]
    assert len(places) == len(set(places))


# A stranger's index


@pytest.fixture
def stranger(users: User) -> User:
    """The index of ``docs`` was built by somebody else; the user has built none."""
    users.reset(built=True)
    shutil.rmtree(users.world.home / "data")
    return users


@pytest.mark.parametrize(
    "words",
    [
        ("search", "平台"),
        ("status",),
        ("index", "."),
        ("index", "--rebuild", "."),
        ("index", "甲.md"),
    ],
    ids=" ".join,
)
def test_a_foreign_index_is_refused_and_left_as_it_is(
    stranger: User, words: tuple[str, ...]
) -> None:
    before = {path: path.read_bytes() for path in stranger.index.rglob("*") if path.is_file()}
    ran = stranger.run(*words)
    if words != ("index", "甲.md"):  # which has its index elsewhere
        refused(ran, stranger.index, f"--index {stranger.index}", "cewen trust")
    assert {
        path: path.read_bytes() for path in stranger.index.rglob("*") if path.is_file()
    } == before


def test_a_foreign_index_above_is_refused(stranger: User) -> None:
    below = stranger.docs / "附錄"
    below.mkdir()
    refused(stranger.run("search", "平台", cwd=below), stranger.index, "cewen trust")


def test_a_foreign_index_is_refused_though_another_was_built(stranger: User) -> None:
    assert stranger.run("index", ".", cwd=stranger.other).code == 0
    refused(stranger.run("search", "平台"), stranger.index, "cewen trust")


def test_the_name_of_a_foreign_folder_is_shown_harmlessly(stranger: User) -> None:
    odd = stranger.world.root / "文件\n\x1b[31m\u202e"
    stranger.docs.rename(odd)
    ran = stranger.run("search", "平台", cwd=odd)
    refused(ran, "cewen trust")
    assert not set(ran.err[:-1]) & set("\n\x1b\u202e")


@pytest.mark.parametrize("by", ["option", "variable"])
def test_a_foreign_index_that_is_named_is_used_once(stranger: User, by: str) -> None:
    option = ("--index", ".cewen") if by == "option" else ()
    named = ".cewen" if by == "variable" else ""
    assert stranger.run("search", "平台", *option, named=named).code == 0
    assert stranger.run("index", ".", *option, named=named).code == 0
    refused(stranger.run("search", "平台"), stranger.index, "cewen trust")


def test_a_foreign_index_that_is_trusted_is_used(stranger: User) -> None:
    assert stranger.run("trust", ".").code == 0
    assert stranger.run("search", "平台").code == 0
    assert stranger.run("index", ".").code == 0


def test_a_copy_of_an_index_is_foreign(user: User) -> None:
    copy = user.world.root / "copy"
    shutil.copytree(user.docs, copy)
    refused(user.run("search", "平台", cwd=copy), copy, "cewen trust")


def test_a_trusted_path_with_another_users_index_is_foreign(
    user: User,
) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder away")
    os.chown(user.index, 12345, 12345)
    refused(user.run("search", "平台"), user.index)


def test_an_index_in_a_folder_of_another_user_is_foreign(stranger: User) -> None:
    if os.geteuid():
        pytest.skip("only root can give a folder away")
    for path in (stranger.docs, stranger.index, *stranger.index.iterdir()):
        os.chown(path, 12345, 12345)
    refused(stranger.run("search", "平台"), stranger.index)
    refused(stranger.run("index", "."), stranger.index)


@pytest.mark.parametrize("words", [("search", "平台"), ("status",), ("index", ".")], ids=" ".join)
def test_an_old_format_names_the_command_that_rebuilds(user: User, words: tuple[str, ...]) -> None:
    manifest = user.index / "cewen.json"
    told = json.loads(manifest.read_text())
    assert told["format"] == FORMAT
    manifest.write_text(json.dumps({**told, "format": FORMAT - 1}, indent=2))
    refused(user.run(*words), user.index, "cewen index --rebuild")
    assert user.run("index", "--rebuild", ".").code == 0
    assert user.run("search", "平台").code == 0
