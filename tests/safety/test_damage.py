"""A damaged index says so in one line, or answers as before: never less, never a traceback."""

from __future__ import annotations

import random

import pytest

from tests.safety.commands import Server
from tests.safety.damage import READING, Damage, Damaged

_SHORT, _LONG_DRAWN, _LONG_AIMED = 12, 500, 200
_SEED = 20


@pytest.fixture(scope="module")
def damaged(
    server: Server, writing_server: Server, tmp_path_factory: pytest.TempPathFactory
) -> Damaged:
    return Damaged(server, writing_server, tmp_path_factory.mktemp("damage"))


def check(complaints: list[str]) -> None:
    shown = "\n".join(complaints[:40])
    assert not complaints, f"{len(complaints)} complaints:\n{shown}"


def checked(damaged: Damaged, damages: list[Damage], seed: int, every: int) -> list[str]:
    """Two commands for each damage, and an update for each of ``every``."""
    drawn = random.Random(seed)
    complaints = []
    for number, damage in enumerate(damages):
        complaints += damaged.complaints(damage, *drawn.sample(READING, 2))
        if number % every == 0 and damage.data != damaged.bytes_of(damage.name):
            complaints += damaged.unrepaired(damage)
    return complaints


def test_some_damage_is_told_in_one_line(damaged: Damaged) -> None:
    drawn = random.Random(_SEED)
    damages = [damaged.drawn(drawn) for _ in range(_SHORT)]
    damages += [damaged.aimed(drawn) for _ in range(_SHORT)]
    check(checked(damaged, damages, _SEED, every=8))


def test_every_missing_or_empty_file_is_told(damaged: Damaged) -> None:
    for name in damaged.files:
        for data in (None, b""):
            check(damaged.complaints(Damage(name, "gone or empty", data), ("search", "平台")))


@pytest.mark.long
def test_no_drawn_damage_shortens_an_answer(damaged: Damaged) -> None:
    drawn = random.Random(_SEED)
    check(checked(damaged, [damaged.drawn(drawn) for _ in range(_LONG_DRAWN)], _SEED, every=10))


@pytest.mark.long
def test_no_flipped_bit_in_what_is_searched_shortens_an_answer(damaged: Damaged) -> None:
    drawn = random.Random(_SEED)
    check(checked(damaged, [damaged.aimed(drawn) for _ in range(_LONG_AIMED)], _SEED, every=10))
