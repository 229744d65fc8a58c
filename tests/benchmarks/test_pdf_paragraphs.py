"""The paragraphs of files in the styles of real documents come out whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.pdf_gold.office import by_office, missing_office
from benchmarks.pdf_gold.styles import FONTS, STYLES
from benchmarks.pdf_gold.texts import NAMES, gold
from benchmarks.pdf_paragraphs import Score, score, total

WHOLE, KEPT = 0.95, 0.995


def check(scores: list[Score]) -> None:
    everything = total(scores)
    share = 1 - len(everything.lost) / everything.paragraphs
    assert share >= WHOLE, "\n".join((*everything.lost, *(s for one in scores for s in one.found)))
    assert everything.kept >= KEPT * everything.characters


@pytest.mark.parametrize("hans", [False, True], ids=["hant", "hans"])
@pytest.mark.parametrize("name", NAMES)
def test_paragraphs_are_whole_in_every_style(tmp_path: Path, name: str, hans: bool) -> None:
    parts = gold(name, hans=hans)
    STYLES[name](tmp_path / "gold.pdf", FONTS[hans], parts)
    check([score(tmp_path / "gold.pdf", parts)])


@pytest.mark.skipif(bool(missing_office()), reason=missing_office())
def test_paragraphs_are_whole_in_files_of_libreoffice(tmp_path: Path) -> None:
    check([score(path, parts) for path, parts in by_office(tmp_path)])


def test_a_paragraph_cut_in_two_is_not_whole(tmp_path: Path) -> None:
    parts = gold("law", hans=False)
    STYLES["law"](tmp_path / "gold.pdf", FONTS[False], parts)
    wrong = [*parts[:-1], parts[-1]._replace(text=parts[-1].text[:-3])]
    assert score(tmp_path / "gold.pdf", wrong).lost == (wrong[-1].paragraph,)
