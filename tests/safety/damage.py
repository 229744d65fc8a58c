"""Damages files of a genuine index, and compares what commands say with what they said before."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tests.safety.commands import Ran, Server, World
from tests.safety.hostile import DOCUMENTS

READING = (
    ("search", "平台"),
    ("search", "保險", "--all", "--json"),
    ("who", "平台"),
    ("show", "甲"),
    ("topics",),
    ("speakers",),
    ("status", "--files"),
    ("export",),
)
CHECK = ("status", "--check")
WRITING = ("index", "--jobs", "1", ".")


class Damage(NamedTuple):
    """What becomes of the file ``name``: ``data``, or nothing."""

    name: str
    what: str
    data: bytes | None


class Damaged:
    """A world with an index of a user, which is damaged again and again.

    The documents are long enough that posting lists and stored records have many pages.
    """

    def __init__(self, reading: Server, writing: Server, folder: Path) -> None:
        self._servers = {False: reading, True: writing}
        self.world = World(folder / "world")
        self.world.make()
        docs = self.world.docs
        for name, text in DOCUMENTS.items():
            (docs / name).write_text(text, encoding="utf-8")
        for number in range(6):
            lines = (
                f"第{number}場第{n}位：平台的保險、算法{n * 7919}與{n}號規定。" for n in range(150)
            )
            (docs / f"長{number}.txt").write_text("\n\n".join(lines), encoding="utf-8")
        (docs / "mine.toml").write_text(
            '[mine]\nprefLabel = { zh-Hant = "外送" }\naltLabel = ["跑單"]\n', encoding="utf-8"
        )
        (docs / "people.toml").write_text('[[person]]\nname = "林小滿"\n', encoding="utf-8")
        kept = ("--topics", "mine.toml", "--people", "people.toml")
        assert self.run(*WRITING, *kept).code == 0
        (docs / "丙.txt").write_text("第二次：平台的新規定。\n", encoding="utf-8")
        assert self.run(*WRITING).code == 0  # a second segment
        self._copy = folder / "copy"
        self.world.keep(self._copy)
        self.genuine = {words: self.run(*words) for words in (*READING, CHECK)}
        assert all(ran.code == 0 for ran in self.genuine.values()), self.genuine
        self.files = sorted(
            path.relative_to(self.world.index).as_posix()
            for path in self.world.index.rglob("*")
            if path.is_file() and path.name != "MAIN_WRITELOCK"
        )
        self._repaired = self._without_places(self.genuine["export",])

    def run(self, *words: str) -> Ran:
        server = self._servers[words[0] == "index"]
        return server.run(*words, env=self.world.env, cwd=self.world.docs, timeout=60)

    def bytes_of(self, name: str) -> bytes:
        """The genuine bytes of a file."""
        return (self._copy / self.world.index.relative_to(self.world.root) / name).read_bytes()

    def drawn(self, drawn: random.Random) -> Damage:
        """A file with a flip, a cut, a longer or no end, a hole, a swap, or none at all."""
        name = drawn.choice(self.files)
        data = bytearray(self.bytes_of(name))
        kind = drawn.choice(("flip", "flip", "flip", "cut", "zeros", "longer", "swap", "gone"))
        size = drawn.randrange(1, 5000)
        if kind == "gone":
            return Damage(name, kind, None)
        if not data:  # a list of postings may be empty
            return Damage(name, "longer", bytes(size))
        at = drawn.randrange(len(data))
        if kind == "flip":
            data[at] ^= 1 << drawn.randrange(8)
        elif kind == "cut":
            del data[at:]
        elif kind == "zeros":
            data[at : at + size] = bytes(len(data[at : at + size]))
        elif kind == "longer":
            data += bytes(drawn.randrange(256) for _ in range(size))
        else:
            data[at:] = data[at + size :] + data[at : at + size]
        return Damage(name, f"{kind} at {at} of {len(self.bytes_of(name))}", bytes(data))

    def aimed(self, drawn: random.Random) -> Damage:
        """One flipped bit in what the query 平台 reads: its text, its term, or a small file."""
        name = drawn.choice([name for name in self.files if self.bytes_of(name)])
        data = bytearray(self.bytes_of(name))
        words = ["平台".encode(), "平台".encode("utf-16-le"), "保險".encode(), b"W3Bl", b"HSH3"]
        places = [at for word in words for at in _places(data, word)]
        at = drawn.choice(places) if places else drawn.randrange(len(data))
        at = min(at + drawn.randrange(24), len(data) - 1)
        data[at] ^= 1 << drawn.randrange(8)
        return Damage(name, f"flip at {at} of {len(data)}", bytes(data))

    def complaints(self, damage: Damage, *commands: tuple[str, ...]) -> list[str]:
        """What is wrong with these commands, and with a check, on a damaged index."""
        self.world.reset(self._copy)
        path = self.world.index / damage.name
        if damage.data is None:
            path.unlink()
        else:
            path.write_bytes(damage.data)
        is_same = damage.data == self.bytes_of(damage.name)
        found = [
            f"{damage.name}: {damage.what}: cewen {' '.join(words)}: {line}"
            for words in commands
            if (line := self._complaint(self.run(*words), self.genuine[words], path))
        ]
        checked = self.run(*CHECK)
        if not is_same and (checked.code != 2 or str(path) not in checked.err):
            found.append(f"{damage.name}: {damage.what}: not found by a check: {checked}")
        return found

    def _complaint(self, ran: Ran, genuine: Ran, path: Path) -> str:
        """Either it says what it said, or one line says which file is damaged, and the way out.

        What was printed before that is the beginning of what it said: a long answer is not kept
        back until all of it is there.
        """
        if ran == genuine:
            return ""
        parts = (str(path), "damaged (", "cewen index --rebuild --index")
        is_told = len(ran.err.splitlines()) == 1 and all(part in ran.err for part in parts)
        if ran.code == 2 and genuine.out.startswith(ran.out) and is_told:
            return ""
        return f"{ran.code}: {ran.out[-100:]!r} {ran.err[-300:]!r}"

    def unrepaired(self, damage: Damage) -> list[str]:
        """What is wrong after an update of the index that :meth:`complaints` has damaged."""
        ran = self.run(*WRITING)
        where = f"{damage.name}: {damage.what}: cewen index"
        if damage.name == "folders.json" or damage.name.endswith("origins.json"):
            # They say what the user wants and what no document does: the user has to decide.
            is_told = ran.code == 2 and damage.name in ran.err and len(ran.err.splitlines()) == 1
            return [] if is_told else [f"{where}: {ran}"]
        if ran.code != 0 or "is repaired" not in ran.err:
            return [f"{where}: {ran}"]
        if self.run(*CHECK).code != 0:
            return [f"{where}: it is still damaged"]
        again = self._without_places(self.run("export"))
        return [] if again == self._repaired else [f"{where}: it exports something else"]

    @staticmethod
    def _without_places(ran: Ran) -> list[str]:
        return sorted(ran.out.splitlines())


def _places(data: bytes | bytearray, word: bytes) -> Iterator[int]:
    at = data.find(word)
    while at >= 0:
        yield at
        at = data.find(word, at + 1)
