"""Kinds of sentences that were once attributed wrongly."""

from __future__ import annotations

import pytest

from corpus.document import Document
from corpus.speakers.attribution import attribute
from tests.corpus.speakers.kinds import KINDS
from tests.corpus.speakers.prose import read_case

MARKED = [(kind, text) for kind, texts in KINDS.items() for text in texts]


def said(document: Document) -> set[tuple[int, int, str, bool]]:
    """Return paragraph, character, speaker, person or group of everything said."""
    return {
        (paragraph.number, at, one.speaker.name, one.speaker.kind == "person")
        for paragraph in document.paragraphs
        for one in paragraph.statements
        for at in range(one.start, one.end)
    }


@pytest.mark.parametrize(("kind", "marked"), MARKED, ids=[text for _, text in MARKED])
def test_every_character_has_the_expected_speaker(kind: str, marked: str) -> None:
    document, expected = read_case(marked)
    assert said(attribute(document)) == {
        (one.n, at, one.speaker, one.person) for one in expected for at in range(one.start, one.end)
    }, kind
