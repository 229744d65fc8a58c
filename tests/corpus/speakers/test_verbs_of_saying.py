"""Verbs of saying by class: with which subjects and which marks they count."""

from __future__ import annotations

import pytest

from tests.corpus.speakers.test_reported_speech import names

_PERSON = "局長林永春"
_ANY = [
    *("揚言", "詳述", "力陳", "調侃", "痛斥", "點評", "預估", "推斷", "盼望", "告誡"),
    *("驚呼", "力促", "自嘲說", "反嗆道", "匯報稱", "訴苦說"),
]
_WITH_MARK = ["感到", "堅持", "控訴", "慶幸", "料", "憂"]
_MANNERS = ["意有所指地說", "語氣堅定地表示", "堅決反對", "續說", "憤而痛批", "憂心忡忡地提醒"]


@pytest.mark.parametrize("verb", [*_ANY, *_WITH_MARK, *_MANNERS])
def test_verb_of_saying_attributes_to_a_person(verb: str) -> None:
    assert names(f"{_PERSON}{verb}，條例明年實施。") == ["林永春"]
    assert names(f"研究{verb}，條例明年實施。") == []


@pytest.mark.parametrize("verb", _WITH_MARK)
def test_verb_with_an_object_alone_says_nothing(verb: str) -> None:
    assert names(f"{_PERSON}{verb}政府的新條例到場。") == []


@pytest.mark.parametrize("noun", ["批評", "抗議", "質疑", "指控", "投訴", "預期"])
def test_noun_that_is_a_verb_too_says_nothing(noun: str) -> None:
    assert names(f"{_PERSON}上任後遭到{noun}，條例明年實施。") == []
