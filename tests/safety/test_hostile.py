"""A folder that somebody sent runs no code, writes nothing outside its index, and ends commands
with a message."""

from __future__ import annotations

import pickle
import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.safety import forge
from tests.safety.forms import Form, all_forms
from tests.safety.hostile import BUILT, EVERY, FOUND, NAMED, READING, WRITING, Hostile, Mode
from tests.safety.outer_forms import outer_forms
from tests.safety.payloads import Payload, payloads
from tests.safety.seals import seal

_QUICK = tuple(words for words in READING if "--suggest" not in words)


def every_form(hostile: Hostile) -> list[Form]:
    return [*all_forms(hostile.world), *outer_forms()]


def drawn(forms: list[Form], count: int) -> list[Form]:
    return random.Random(15).sample(forms, count)


def check(complaints: list[str]) -> None:
    shown = "\n".join(complaints[:40])
    assert not complaints, f"{len(complaints)} complaints:\n{shown}"


def test_payloads_do_harm_where_nothing_restricts_them(tmp_path: Path) -> None:
    """Else no test below could fail."""
    ran, folder = tmp_path / "ran", tmp_path / "folder"
    program = "import pickle, sys; print(pickle.loads(sys.stdin.buffer.read()))"
    running = [payload for payload in payloads(ran, folder) if payload.runs]
    assert len(running) > 20
    for payload in drawn_payloads(running):
        folder.mkdir(exist_ok=True)
        data = payload.instead_of(pickle.dumps((1, 2), 2))
        done = subprocess.run(
            [sys.executable, "-c", program], input=data, capture_output=True, timeout=20
        )
        assert done.stdout.strip() == b"(1, 2)", payload.name
        assert ran.exists() or not folder.exists(), payload.name
        ran.unlink(missing_ok=True)


def drawn_payloads(running: list[Payload]) -> list[Payload]:
    return random.Random(15).sample(running, 4)


def test_a_copied_index_answers_as_the_original(hostile: Hostile) -> None:
    """Else the forms would be refused for what the forge breaks."""
    commands = (("search", "平台", "--index", ".cewen"), ("export", "--index", ".cewen"))
    hostile.reset(None, BUILT)
    genuine = [hostile.run(*words) for words in commands]
    assert [ran.code for ran in genuine] == [0, 0]
    for place in ("schema", "segments", "extras", "stored"):  # the others put lists elsewhere
        hostile.reset(None, BUILT)
        forge.PLACES[place](hostile.world.index, lambda data: data)
        seal(hostile.world.index)
        assert [hostile.run(*words) for words in commands] == genuine, place


_CHOSEN = (
    "schema: os.system",
    "segments: os.system",
    "segments: globals of W3Segment",
    "segment with indexname '../outside/MAIN'",
    "extras: open",
    "inlined: STACK_GLOBAL",
    "statistics: os.system",
    "block: eval",
    "block: unpack of a long nothing",
    "deflated: loads of whoosh3",
    "stored: INST",
    "stored: extension code",
    "bomb in stored records",
    "cewen.json.new: link to a file",
    "topics.txt.new: link to nothing",
    "toc: link to /dev/zero",
    "cewen.json: pipe",
    "origins: key '../../../home/.bashrc'",
    "copy: link to a file",
    "document: link to a secret",
    "index: link to an index",
)
"""One of each kind, and those that did harm once."""


def chosen(hostile: Hostile) -> list[Form]:
    by_name = {form.name: form for form in every_form(hostile)}
    return [by_name[name] for name in _CHOSEN]


@pytest.mark.parametrize("mode", [NAMED, FOUND, BUILT], ids=lambda mode: mode.name)
def test_some_hostile_folders_do_no_harm_to_a_search(hostile: Hostile, mode: Mode) -> None:
    commands = random.Random(mode.name)
    forms = chosen(hostile) if mode is NAMED else chosen(hostile)[::3]
    check(
        [line for form in forms for line in hostile.complaints(form, commands.choice(_QUICK), mode)]
    )


@pytest.mark.parametrize("mode", [NAMED, FOUND, BUILT], ids=lambda mode: mode.name)
def test_some_hostile_folders_do_no_harm_to_an_update(hostile: Hostile, mode: Mode) -> None:
    forms = {form.name: form for form in chosen(hostile)}
    places = ("schema", "stored", "cewen.json.new", "origins", "copy", "document", "index: link")
    used = [form for name, form in forms.items() if name.startswith(places)]
    check(
        [
            line
            for form in (used if mode is NAMED else used[::3])
            for line in hostile.complaints(form, ("index", "--jobs", "1", "."), mode)
        ]
    )


_MENDED = ("schema: os.system", "extras: open", "toc: link to /dev/zero", "stored: INST")


def test_a_rebuild_makes_a_genuine_index_of_a_hostile_one(hostile: Hostile) -> None:
    forms = [form for form in chosen(hostile) if form.name in _MENDED]
    check([line for form in forms for line in hostile.unmended(form)])


@pytest.mark.long
def test_a_rebuild_repairs_any_forged_index(hostile: Hostile) -> None:
    forms = [form for form in every_form(hostile) if not form.kept]
    check([line for form in drawn(forms, 300) for line in hostile.unmended(form)])


@pytest.mark.long
@pytest.mark.parametrize("words", READING, ids=" ".join)
def test_no_hostile_folder_does_harm_to_a_search(hostile: Hostile, words: tuple[str, ...]) -> None:
    forms = every_form(hostile)
    if words not in _QUICK:
        forms = [*outer_forms(), *drawn(forms, 100)]
    check([line for form in forms for line in hostile.complaints(form, words, NAMED)])


@pytest.mark.long
@pytest.mark.parametrize("words", WRITING, ids=" ".join)
def test_no_hostile_folder_does_harm_to_an_update(hostile: Hostile, words: tuple[str, ...]) -> None:
    forms = every_form(hostile)
    check([line for form in forms for line in hostile.complaints(form, words, NAMED)])


@pytest.mark.long
@pytest.mark.parametrize("words", EVERY, ids=" ".join)
@pytest.mark.parametrize("mode", [FOUND, BUILT], ids=lambda mode: mode.name)
def test_no_hostile_folder_that_is_found_does_harm(
    hostile: Hostile, words: tuple[str, ...], mode: Mode
) -> None:
    forms = [*outer_forms(), *drawn(every_form(hostile), 100)]
    check([line for form in forms for line in hostile.complaints(form, words, mode)])
