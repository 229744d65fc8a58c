"""What every command may do with a hostile folder: nothing but end with a message."""

from __future__ import annotations

import re
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from tests.safety.commands import Ran, Server, World, differences
from tests.safety.forms import Form
from tests.safety.seals import seal

DOCUMENTS = {
    "甲.md": "# 街頭外送座談\n\n### 林小滿次長：\n\n"
    + "".join(f"外送員在平台上跑單，保險應由業者負擔，第{n}項另行規定。\n\n" for n in range(40)),
    "乙.txt": "骑手听证会\n\n工会代表：算法的修改要提前告知骑手，平台也一样。\n",
}

READING = (
    ("search", "平台"),
    ("who", "平台"),
    ("show", "甲"),
    ("topics",),
    ("topics", "platform-work"),
    ("topics", "--suggest"),
    ("speakers",),
    ("status", "--files"),
    ("export",),
)
WRITING = (("index", "."), ("index", "--rebuild", "."))
EVERY = (*READING, *WRITING)

_CONTROL = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_LAST_RESORT = "an error that should not happen"
"""What a command says of an error that no reader of an index expected. It names no file."""


class Mode(NamedTuple):
    """How a command comes to the index. ``named``: by ``--index``. ``built``: the user built it,
    and somebody changed it afterwards."""

    name: str
    named: bool
    built: bool


NAMED = Mode("named with --index", named=True, built=False)
FOUND = Mode("found in the folder", named=False, built=False)
BUILT = Mode("found, and built by the user", named=False, built=True)


class Hostile:
    """A world with a genuine index in it, which forms make hostile again and again."""

    def __init__(self, reading: Server, writing: Server, folder: Path) -> None:
        self._servers = {False: reading, True: writing}
        self.world = World(folder / "world")
        self._copies = {False: folder / "foreign", True: folder / "built"}
        self.world.make()
        for name, text in DOCUMENTS.items():
            (self.world.docs / name).write_text(text, encoding="utf-8")
        done = self.run("index", ".")
        assert done.code == 0, done
        # What an update reads, and for which it merges what the index holds.
        (self.world.docs / "丙.txt").write_text("平台的新規定。\n", encoding="utf-8")
        self.world.keep(self._copies[True])
        data = self.world.home / "data"
        data.rename(folder / "data")
        self.world.keep(self._copies[False])

    def run(self, *words: str, timeout: float = 20) -> Ran:
        world = self.world
        server = self._servers[words[0] == "index"]
        return server.run(*words, env=world.env, cwd=world.docs, timeout=timeout)

    def reset(self, form: Form | None, mode: Mode) -> None:
        """The folder as somebody sent it: the genuine one, then what the form does to it."""
        self.world.reset(self._copies[mode.built])
        if form:
            form.apply(self.world)
            seal(self.world.index)

    def complaints(self, form: Form, words: tuple[str, ...], mode: Mode) -> list[str]:
        """What is wrong with one command on one form, each with the way to reproduce it."""
        self.reset(form, mode)
        # A link that the user names leads to where the index is meant to be.
        outside = self.world.outside
        meant = (outside / "index", outside / "empty") if mode.named else ()
        before = self.world.around(*meant)
        ran = self.run(*words, *(("--index", str(self.world.index)) if mode.named else ()))
        found = [*_of_output(ran, self.world)]
        found += differences(before, self.world.around(*meant))
        if mode is FOUND:
            found += _of_trust(ran, form, self.world)
        command = " ".join(("cewen", *words))
        return [f"{form.name} | {mode.name} | {command} | {line}" for line in found]

    def unmended(self, form: Form) -> list[str]:
        """What is wrong after a rebuild of an index that a form has changed: it is genuine then,
        or one line says what cannot be replaced."""
        self.reset(form, BUILT)
        command = f"{form.name} | cewen index --rebuild ."
        ran = self.run("index", "--rebuild", "--jobs", "1", ".")
        if ran.code == 2 and len(ran.err.splitlines()) == 1 and str(self.world.index) in ran.err:
            return []  # it says what is in the way
        if ran.code != 0:
            return [f"{command} | exit code {ran.code}: {ran.err.strip()[-300:]}"]
        exported = self.run("export")
        return [] if exported == self._genuine else [f"{command} | exports something else"]

    @cached_property
    def _genuine(self) -> Ran:
        """What is exported when no form has changed anything."""
        self.reset(None, BUILT)
        assert self.run("index", "--rebuild", "--jobs", "1", ".").code == 0
        return self.run("export")


def _of_output(ran: Ran, world: World) -> list[str]:
    found = []
    if ran.code not in (0, 1, 2):
        found.append("does not end" if ran.code is None else f"exit code {ran.code}")
    if "Traceback" in ran.err:
        found.append(f"traceback: {ran.err.strip().splitlines()[-1][:200]}")
    if _LAST_RESORT in ran.err:
        found.append(f"an error that names no file: {ran.err.strip()[-300:]}")
    if ran.code == 2 and not ran.err.strip():
        found.append("exit code 2 without a message")
    for name, text in (("output", ran.out), ("message", ran.err)):
        if control := _CONTROL.search(text):
            found.append(f"control character {control[0]!r} in the {name}")
        if "海王星" in text:
            found.append(f"a secret in the {name}")
    return found


def _of_trust(ran: Ran, form: Form, world: World) -> list[str]:
    """An index that another computer built is refused in one line that says what to do."""
    if form.outer:
        return []
    if ran.code != 2:
        return [f"a foreign index is not refused: exit code {ran.code}"]
    wanted = (str(world.docs), "--index", "cewen trust")
    lines = ran.err.strip().splitlines()
    if len(lines) != 1 or ran.out or not all(part in lines[0] for part in wanted):
        return [f"no line that says how to trust the folder: {ran.err.strip()[-300:]!r}"]
    return []
