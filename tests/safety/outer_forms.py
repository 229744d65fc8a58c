"""Names, links and pipes where files of the index are looked for or created."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.safety import forge
from tests.safety.commands import TOPICS, World
from tests.safety.forms import Form
from tests.safety.odd_files import folder, gone, hard_link, link, pipe

_CREATED = ("cewen.json.new", "topics.txt.new", "MAIN_WRITELOCK", "bulk.tmp", "_MAIN_2.toc.new")
_READ = ("cewen.json", "topics.txt", "toc", ".trm", ".pst", "._stored.col", "._words_len.col")


def outer_forms() -> Iterator[Form]:
    yield from _created_forms()
    yield from _read_forms()
    kept = (_topic_forms, _file_forms, _folder_forms, _document_forms)
    for forms in kept:
        yield from (form._replace(kept=True) for form in forms())
    yield from _name_forms()


def _created_forms() -> Iterator[Form]:
    """Where a file is created, something lies already."""
    kinds: dict[str, Callable[[World, Path], object]] = {
        "link to a file": lambda world, path: link(path, world.home / ".bashrc"),
        "link to nothing": lambda world, path: link(path, world.outside / "made"),
        "link to a folder": lambda world, path: link(path, world.outside / "folder"),
        "link to itself": lambda world, path: link(path, path.name),
        "link to /dev/zero": lambda world, path: link(path, "/dev/zero"),
        "pipe": lambda world, path: pipe(path),
        "folder": lambda world, path: folder(path),
        "hard link": lambda world, path: hard_link(path, world.home / ".bashrc"),
    }
    for name in _CREATED:
        for kind, make in kinds.items():

            def apply(
                world: World,
                name: str = name,
                make: Callable[[World, Path], object] = make,
            ) -> None:
                make(world, world.index / name)

            yield Form(f"{name}: {kind}", apply)


def _read_forms() -> Iterator[Form]:
    """Where a file is read, something else lies."""
    kinds: dict[str, Callable[[World, Path], object]] = {
        "link to a secret": lambda world, path: link(path, world.secret),
        "link to nothing": lambda world, path: link(path, world.outside / "made"),
        "link to itself": lambda world, path: link(path, path.name),
        "link to /dev/zero": lambda world, path: link(path, "/dev/zero"),
        "link to a terminal": lambda world, path: link(path, "/dev/tty"),
        "link to its twin outside": _twin,
        "hard link to its twin outside": _hard_twin,
        "pipe": lambda world, path: pipe(path),
        "folder": lambda world, path: folder(path),
        "nothing": lambda world, path: path.unlink(),
        "empty": lambda world, path: path.write_bytes(b""),
        "huge and empty": lambda world, path: os.truncate(path, 1 << 40),
    }
    for name in _READ:
        for kind, make in kinds.items():

            def apply(
                world: World,
                name: str = name,
                make: Callable[[World, Path], object] = make,
            ) -> None:
                make(world, _place(world.index, name))

            yield Form(f"{name}: {kind}", apply)


def _place(index: Path, name: str) -> Path:
    if name == "toc":
        return forge.toc_of(index)
    return forge.file_of(index, name) if name.startswith(".") else index / name


def _twin(world: World, path: Path) -> Path:
    return link(path, path.rename(world.outside / path.name))


def _hard_twin(world: World, path: Path) -> None:
    os.link(path, world.outside / path.name)


def _topic_forms() -> Iterator[Form]:
    """``topics/`` and the names in its list."""
    good = "01-mine.toml"
    keys = (
        "../../../home/.bashrc",
        "../../../home/made.toml",
        "../cewen.json",
        "$outside/made.toml",
        "",
        ".",
        "..",
        "a\0b.toml",
        "sub/x.toml",
        "origins.json",
        "x" * 300,
        "\ud800.toml",
        "\x1b[31m.toml",
    )
    for key in keys:
        yield Form(f"origins: key {key[:40]!r}", partial(_origins, origins={key: "$mine"}))
    for value in (
        "$secret",
        "$folder",
        "$pipe",
        "/dev/zero",
        "/dev/stdin",
        "/proc/kmsg",
        "",
        ".",
        "a\0b",
        "x" * 5000,
        "\ud800",
        7,
        None,
        ["x"],
    ):
        shown = repr(value)[:40]
        yield Form(f"origins: value {shown}", partial(_origins, origins={good: value}))
    for name, data in (
        ("a list", b"[1]"),
        ("a number", b"7"),
        ("nested deeply", b"[" * 200_000),
        ("nothing", b""),
        ("no UTF-8", b"\xff"),
    ):
        yield Form(f"origins: {name}", partial(_origins_of, data=data))
    for name, make in {
        "origins.json: link to a file": lambda w, f: link(f / "origins.json", w.home / ".bashrc"),
        "origins.json: link to nothing": lambda w, f: link(f / "origins.json", w.home / "made"),
        "origins.json: link to its twin": lambda w, f: _twin(w, f / "origins.json"),
        "origins.json: link to /dev/zero": lambda w, f: link(f / "origins.json", "/dev/zero"),
        "copy: link to a file": lambda w, f: link(f / good, w.home / ".bashrc"),
        "copy: link to nothing": lambda w, f: link(f / good, w.home / "made"),
        "copy: link to another topic file": lambda w, f: link(f / good, w.home / "mine.toml"),
        "copy: link to /dev/zero": lambda w, f: link(f / good, "/dev/zero"),
        "copy: folder": lambda w, f: folder(f / good),
        "copy: pipe": lambda w, f: pipe(f / good),
        "copy: hard link": lambda w, f: hard_link(f / good, w.outside / "t"),
        "topics: link to a folder": lambda w, f: _moved(w, f),
        "topics: file": lambda w, f: gone(f).write_bytes(b"x"),
        "topics: link to nothing": lambda w, f: link(f, w.outside / "made"),
    }.items():

        def apply(world: World, make: Callable[[World, Path], object] = make) -> None:
            _origins(world, {good: "$sent"})
            (world.outside / "t").write_text("[t]\n")
            make(world, world.index / "topics")

        yield Form(name, apply)


def _file_forms() -> Iterator[Form]:
    """A kept topic file that is none."""
    files = {
        "nothing": b"",
        "no TOML": b"= = =",
        "no UTF-8": b"\xff\xfe",
        "arrays nested deeply": b"x = " + b"[" * 200_000,
        "tables nested deeply": b"[" + b".".join([b"x"] * 50_000) + b"]",
        "a huge number": b"x = " + b"9" * 200_000,
        "zeros": bytes(1 << 20),
        "control characters": b'[a]\nprefLabel = { zh-Hant = "\\u001b[31m\\u009b\\u202e" }',
        "a broader of itself": b'[a]\nbroader = ["a"]\nprefLabel = { zh-Hant = "x" }',
        "numbers for words": b"[a]\nprefLabel = 7",
        "a built-in topic": b'[platform-work]\nprefLabel = { zh-Hant = "x" }\naltLabel = []',
        "a word of every paragraph": '[a]\nprefLabel = { zh-Hant = "。" }'.encode(),
    }
    for name, data in files.items():

        def apply(world: World, data: bytes = data) -> None:
            _origins(world, {"01-mine.toml": "$missing"})
            (world.index / "topics" / "01-mine.toml").write_bytes(data)

        yield Form(f"topic file: {name}", apply)


def _origins(world: World, origins: dict[str, object]) -> None:
    """Topic files whose originals are these: names with $ are places of this world."""
    topics = folder(world.index / "topics")
    sent = world.docs / "sent.toml"
    sent.write_text(TOPICS, encoding="utf-8")
    (topics / "01-mine.toml").write_text("[t]\n", encoding="utf-8")
    if "$pipe" in origins.values():
        pipe(world.docs / "pipe")
    places: dict[object, str] = {
        "$mine": str(sent),
        "$sent": str(sent),
        "$secret": str(world.secret),
        "$folder": str(world.outside / "folder"),
        "$pipe": str(world.docs / "pipe"),
        "$missing": str(world.docs / "missing"),
    }
    told = {
        key.replace("$outside", str(world.outside)): places.get(value, value)
        if isinstance(value, str)
        else value
        for key, value in origins.items()
    }
    (topics / "origins.json").write_text(json.dumps(told), encoding="utf-8")


def _origins_of(world: World, data: bytes) -> None:
    _origins(world, {})
    (world.index / "topics" / "origins.json").write_bytes(data)


def _moved(world: World, topics: Path) -> Path:
    return link(topics, topics.rename(world.outside / "topics"))


def _folder_forms() -> Iterator[Form]:
    """What ``.cewen`` itself is, and what lies beside it."""

    def of_docs(make: Callable[[World], object]) -> Callable[[World], None]:
        def apply(world: World) -> None:
            make(world)

        return apply

    made: dict[str, Callable[[World], object]] = {
        "index: link to a folder": lambda w: link(w.index, w.outside / "folder"),
        "index: link to an empty folder": lambda w: link(w.index, folder(w.outside / "empty")),
        "index: link to an index": lambda w: (
            w.index.rename(w.outside / "index"),
            link(w.index, w.outside / "index"),
        ),
        "index: link to the home": lambda w: link(w.index, w.home),
        "index: link to nothing": lambda w: link(w.index, w.outside / "made"),
        "index: link to itself": lambda w: link(w.index, ".cewen"),
        "index: file": lambda w: gone(w.index).write_bytes(b"x"),
        "index: pipe": lambda w: pipe(w.index),
        "index: empty folder": lambda w: folder(w.index),
        "index: folder of documents": lambda w: (folder(w.index) / "x.md").write_text("平台\n"),
        "index in the index": lambda w: shutil.copytree(w.index, w.index / ".cewen"),
        "beside: an old index": lambda w: w.index.rename(w.docs / ".cewen.cewen-old"),
        "beside: link to an old index": lambda w: link(
            w.docs / ".cewen.cewen-old", w.outside / "folder"
        ),
        "beside: link to a new index": lambda w: link(
            w.docs / ".cewen.cewen-new", w.outside / "folder"
        ),
        "beside: a pipe": lambda w: pipe(w.docs / ".cewen.cewen-new"),
    }
    for name, make in made.items():
        yield Form(name, of_docs(make), outer=True)


def _document_forms() -> Iterator[Form]:
    """Links and pipes among the documents."""
    made: dict[str, Callable[[World], object]] = {
        "document: link to a secret": lambda w: link(w.docs / "x.md", w.secret),
        "document: relative link to a secret": lambda w: link(
            w.docs / "x.md", "../../home/secret.txt"
        ),
        "document: link in place of a known one": lambda w: link(w.docs / "甲.md", w.secret),
        "document: link to a link to a secret": lambda w: (
            link(w.docs / "y.md", w.secret),
            link(w.docs / "x.md", "y.md"),
        ),
        "document: folder that is a link to the home": lambda w: link(w.docs / "x", w.home),
        "document: link to itself": lambda w: link(w.docs / "x.md", "x.md"),
        "document: link in a circle": lambda w: (
            link(w.docs / "x.md", "y.md"),
            link(w.docs / "y.md", "x.md"),
        ),
        "document: folder in a circle": lambda w: link(w.docs / "x", "."),
        "document: link to /dev/zero": lambda w: link(w.docs / "x.md", "/dev/zero"),
        "document: link to /dev/stdin": lambda w: link(w.docs / "x.md", "/dev/stdin"),
        "document: link to /proc/self/mem": lambda w: link(w.docs / "x.md", "/proc/self/mem"),
        "document: link to environ": lambda w: link(w.docs / "x.md", "/proc/self/environ"),
        "document: pipe": lambda w: pipe(w.docs / "x.md"),
        "document: folder named like one": lambda w: folder(w.docs / "x.md"),
        "document: link into the index": lambda w: link(w.docs / "x.md", w.index / "topics.txt"),
        "documents: control characters in a name": lambda w: (
            w.docs / "x\x1b[31m\u202e.md"
        ).write_text("平台\n"),
        "documents: name that is no UTF-8": lambda w: Path(
            os.fsdecode(os.fsencode(w.docs) + b"/\xff.md")
        ).write_text("平台\n"),
    }
    for name, make in made.items():

        def apply(world: World, make: Callable[[World], object] = make) -> None:
            make(world)

        yield Form(name, apply)


def _name_forms() -> Iterator[Form]:
    """Names of tables of contents and of segments' files."""
    for name in (
        "_MAIN_99999999999999999999.toc",
        "_MAIN_" + "9" * 200 + ".toc",
        "_MAIN_٣.toc",
        "_MAIN_-1.toc",
        "_MAIN_01.toc",
        "_MAIN_2.toc.1.5",
        "MAIN_x.trm",
        "MAIN_\x1b[31m.trm",
        "_MAIN_0.toc",
    ):

        def empty(world: World, name: str = name) -> None:
            (world.index / name).write_bytes(b"")

        def whole(world: World, name: str = name) -> None:
            shutil.copyfile(forge.toc_of(world.index), world.index / name)

        def holding(world: World, name: str = name) -> None:
            link(folder(world.index / name) / "x", world.outside / "folder")

        yield Form(f"{name[:40]!r}: empty", empty)
        yield Form(f"{name[:40]!r}: a copy", whole)
        yield Form(f"{name[:40]!r}: a folder", holding)
