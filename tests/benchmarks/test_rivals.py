"""Every installed rival indexes a tiny corpus and answers the same questions."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from benchmarks import job
from benchmarks.corpus import bodies, files, folded_bodies, grow
from benchmarks.questions import Question, questions_for, truth
from benchmarks.rivals import RIVALS
from corpus.read import read_document

TURNS = """# 測試會議紀錄

### 林測試：

平台的資料要公開，政府已經說過，問題在於什麼時候公開。

### 王假設：

我們關心外送員的勞動檢查。預算與資安有關，師資安排也是。

### 林測試：

教育與社會的討論很重要，讓大家參與。
"""
QUESTIONS = [
    Question("common word", "and", ("公開",)),
    Question("rare word", "and", ("勞動檢查",)),
    Question("AND", "and", ("平台", "資料")),
    Question("OR", "or", ("外送員", "教育")),
    Question("exact", "exact", ("已經說過，問題在於什麼",)),
    Question("name", "and", ("資安",)),
    Question("common word", "and", ("沒有這個詞",)),
]
# Those that find every string. The others miss strings that were tokenized in another way.
COMPLETE = {"cewen", "cewen-new-reader", "fts5-trigram", "tantivy-same-terms", "ripgrep"}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("shared")
    transcripts = folder / "corpus" / "transcripts"
    transcripts.mkdir(parents=True)
    (transcripts / "2024-01-02-甲.md").write_text(TURNS, encoding="utf-8")
    (transcripts / "2024-01-03-乙.md").write_text(TURNS.replace("平台", "平臺"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def grown(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("grown") / "corpus"
    grow(shared, 8, folder)
    return folder


def test_a_corpus_grows_by_copies_of_the_transcripts_under_new_names(
    shared: Path, tmp_path: Path
) -> None:
    grown = grow(shared, 8, tmp_path / "corpus")
    assert (grown.files, grown.bodies, grown.times) == (3, 9, 2)
    paths = sorted(files(tmp_path / "corpus").iterdir())
    assert len(paths) == grown.files
    documents = [read_document(path, path.name) for path in paths]
    assert sum(len(document.paragraphs) for document in documents) == grown.paragraphs
    texts = [p.text for document in documents for p in document.paragraphs if p.role == "body"]
    assert list(bodies(tmp_path / "corpus")) == texts
    assert sum(map(len, texts)) == grown.characters


@pytest.mark.parametrize("name", [name for name, rival in RIVALS.items() if rival.searches])
def test_a_rival_answers_and_its_misses_are_counted(name: str, grown: Path, tmp_path: Path) -> None:
    rival = RIVALS[name]
    if reason := rival.missing():
        pytest.skip(reason)
    assert rival.version()
    builder = RIVALS[rival.index_of or name]
    subprocess.run(
        builder.command(grown, tmp_path / "index"),
        check=True,
        capture_output=True,
        env={**os.environ, "XDG_DATA_HOME": str(tmp_path), "HOME": str(tmp_path)},
    )
    folded = list(folded_bodies(grown))
    ready = [job.CheckedQuestion(question, truth(question, folded)) for question in QUESTIONS]
    answers = job.search(rival.open(tmp_path / "index"), ready, rounds=2)
    for answer, each in zip(answers, ready, strict=True):
        assert answer is not None
        assert answer.ms > 0
        if name in COMPLETE:
            assert answer.missed == 0
            assert answer.extra == 0 or name == "tantivy-same-terms"
        elif answer.missed is not None and each.truth is not None and answer.extra is not None:
            assert answer.hits == len(each.truth) - answer.missed + answer.extra
    assert answers[-1] is not None
    assert answers[-1].hits == 0


@pytest.mark.parametrize("name", ["whoosh", "fts5-words", "tantivy-words", "ripgrep", "recoll"])
def test_a_rival_without_topics_skips_topics(name: str, grown: Path, tmp_path: Path) -> None:
    if reason := RIVALS[name].missing():
        pytest.skip(reason)
    RIVALS[name].build(grown, tmp_path / "index")
    question = job.CheckedQuestion(Question("topic", "topic", ("platform-work",)), None)
    assert job.search(RIVALS[name].open(tmp_path / "index"), [question], rounds=1) == [None]


def test_drawn_strings_occur_in_the_corpus_and_true_rows_contain_them(
    grown: Path,
) -> None:
    folded = list(folded_bodies(grown))
    questions = questions_for(list(bodies(grown)), ["林測試"])
    drawn = [question for question in questions if question.kind == "exact"]
    assert drawn
    for question in drawn:
        assert question.drawn
        assert truth(question, folded)
    assert truth(Question("OR", "or", ("平臺", "教育")), folded) == [0, 2, 3, 5, 6, 8]
    assert truth(Question("topic", "topic", ("platform-work",)), folded) is None


def test_questions_are_read_back_as_written(tmp_path: Path) -> None:
    ready = [job.CheckedQuestion(question, [0, 2]) for question in QUESTIONS]
    job.write(ready, tmp_path / "questions.json")
    assert job.read(tmp_path / "questions.json") == ready
