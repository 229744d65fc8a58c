"""Names that only a verb of saying shows, and everyday words that look like them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.document import Document, Paragraph
from corpus.speakers.attribution import attribute

FRAMES = (
    "{}表示，這項措施會繼續推動。",
    "對此，{}指出，問題不大。",
    "{}也強調：「不會退讓。」",
    "{}在會上表示，要加快落實。",
    "「不會停。」{}說。",
)


def _listed(name: str) -> list[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("#") for word in line.split()]


def _persons(text: str) -> list[str]:
    document = Document("a", "", None, "other", (Paragraph(1, "body", text),))
    [paragraph] = attribute(document).paragraphs
    said = paragraph.statements
    return [one.speaker.name for one in said if one.speaker.kind == "person"]


@pytest.mark.parametrize("frame", FRAMES)
def test_names_without_an_office_speak(frame: str) -> None:
    found = {name: _persons(frame.format(name)) for name in _listed("bare_names.txt")}
    assert not {name: one for name, one in found.items() if one != [name]}


@pytest.mark.parametrize("frame", FRAMES)
def test_everyday_words_are_no_persons(frame: str) -> None:
    found = {word: _persons(frame.format(word)) for word in _listed("everyday_subjects.txt")}
    assert not {word: one for word, one in found.items() if one}


def test_an_adverb_behind_a_short_name_is_no_part_of_it() -> None:
    assert _persons("王毅還強調，要對話。") == ["王毅"]
    assert _persons("唐鳳則說，可以公開。") == ["唐鳳"]


def test_one_persons_words_end_where_a_bare_name_speaks() -> None:
    assert _persons("賴清德總統指出，要負責。李強表示，要穩就業。") == ["賴清德", "李強"]
