"""Requests that meet are answered in other processes, with the same answers."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest

pytest.importorskip("starlette", reason="cewen[web] is not installed")

from index.update import update
from searcher.current_index import CurrentIndex
from searcher.language import speak
from searcher.service import Index
from searcher.web import helpers
from searcher.web.answers import Wanted, answer
from searcher.web.helpers import Answering, Helper

QUESTIONS = [
    Wanted("/", ""),
    Wanted("/search", "q=%E5%B9%B3%E5%8F%B0"),
    Wanted("/search.json", "q=%E5%B9%B3%E5%8F%B0"),
    Wanted("/search", "q=%28%E5%B9%B3%E5%8F%B0"),
    Wanted("/search/download", "q=%E5%B9%B3%E5%8F%B0&format=xlsx"),
    Wanted("/document", "doc=nothing"),
    Wanted("/document.json", "doc=nothing"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.txt").write_text("平台工作者需要保障。", encoding="utf-8")
    update(tmp_path / "index", [folder], jobs=1)
    return folder


@pytest.fixture
def current(folder: Path) -> CurrentIndex:
    return CurrentIndex(Index(folder.parent / "index"))


@pytest.fixture
def helper(current: CurrentIndex) -> Iterator[Helper]:
    """A helper that is ready."""
    made = Helper(current.place)
    assert made.is_ready()
    yield made
    made.close()


def test_a_helper_gives_the_same_answers(current: CurrentIndex, helper: Helper) -> None:
    for wanted in QUESTIONS:
        here, there = answer(wanted, current), helper.answer(wanted)
        assert there.status_code == here.status_code
        if "xlsx" not in wanted.query:  # which contains the time
            assert there.body == here.body
        for name in ("content-type", "content-disposition"):
            assert there.headers.get(name) == here.headers.get(name)


def test_a_helper_speaks_the_language_of_each_request(
    current: CurrentIndex, helper: Helper
) -> None:
    wanted = Wanted("/topics", "")
    for language in ("zh-Hant", "zh-Hans", "en"):
        speak(language)
        assert helper.answer(wanted).body == answer(wanted, current).body
        assert f'<html lang="{language}">'.encode() in helper.answer(wanted).body


def test_a_helper_sees_a_new_commit(folder: Path, helper: Helper) -> None:
    wanted = Wanted("/search.json", "q=%E5%B9%B3%E5%8F%B0")
    assert b'"total": 1' in helper.answer(wanted).body
    (folder / "b.txt").write_text("平台應公開演算法。", encoding="utf-8")
    update(folder.parent / "index", [folder], jobs=1)
    assert b'"total": 2' in helper.answer(wanted).body


def test_a_long_request_does_not_hold_up_others(
    current: CurrentIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    long, begun, end = Wanted("/topics", ""), Event(), Event()

    def slow(wanted: Wanted, index: CurrentIndex) -> object:
        if wanted == long:
            begun.set()
            assert end.wait(60)
        return answer(wanted, index)

    monkeypatch.setattr(helpers, "answer", slow)  # in this process alone
    answering = Answering(current, helpers=1)
    try:
        with ThreadPoolExecutor(3) as pool:
            first = pool.submit(answering.answer, long)
            assert begun.wait(60)
            # This process is busy until the end, so another one answers.
            assert answering.answer(QUESTIONS[1]).status_code == 200
            assert not first.done()
            end.set()
            assert first.result().status_code == 200
    finally:
        end.set()
        answering.close()


def test_a_helper_that_dies_costs_no_answer(current: CurrentIndex) -> None:
    answering = Answering(current, helpers=1)
    try:
        assert answering._free.get() == 0  # as if this process were busy
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(answering.answer, QUESTIONS[1])
            assert waiting.result(60).status_code == 200
            answering._helpers[0]._process.kill()
            answering._helpers[0]._process.join()
            assert pool.submit(answering.answer, QUESTIONS[1]).result(60).status_code == 200
            waiting = pool.submit(answering.answer, QUESTIONS[1])
            answering._free.put(0)
            assert waiting.result(60).status_code == 200
        assert len(answering._helpers) == 1
    finally:
        answering.close()


def test_without_helpers_requests_are_answered_one_by_one(current: CurrentIndex) -> None:
    answering = Answering(current, helpers=0)
    with ThreadPoolExecutor(4) as pool:
        for made in pool.map(answering.answer, QUESTIONS * 3):
            assert made.status_code in (200, 400)
    assert answering._helpers == []
