"""An index on a cluster, from the first load to the last reader."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corpus.errors import CewenError
from index.errors import IndexLockedError, IndexPlaceError, IndexUnfinishedError
from index.location import find_index
from index.opensearch.lock import lock
from index.opensearch.store import catalogue_of
from index.opensearch.writer import ServerWriter
from index.parts import Part
from index.update import update
from searcher.cli.app import run
from searcher.current_index import CurrentIndex
from searcher.service import check_index, open_index
from tests.engines.server_engine import address
from tests.opensearch.cluster import request
from tests.opensearch.fixtures import OpenSearch
from tests.searcher.cli.command import environment, write_documents

QUERIES = (
    *("外送員", "騎手", "平台 保險", "外送 NEAR/9 保險", "演算法 -派單", "平*規則"),
    *("speaker:林小滿", "date:2024", "碼頭", "不在這裡"),
)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CEWEN_OPENSEARCH_SHARDS", "2")
    return tmp_path


@pytest.fixture
def place(home: Path, opensearch: OpenSearch) -> Path:
    """The address of an index that is not there yet, as commands get it."""
    return Path(address(opensearch.urls, opensearch.index_name()))


@pytest.fixture
def cewen(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    def called(*words: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["cewen", *map(str, words)])
        code = run()
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return called


def folder_of(place: Path) -> Path:
    found = find_index(place)
    assert found
    return found.folder


def answers(place: Path) -> list[Any]:
    index = open_index(place)
    found = []
    for query in QUERIES:
        answer = index.search(query, limit=None)
        hits = [
            (hit.file.id, hit.paragraph.number, hit.spans, hit.score, hit.speakers)
            for hit in answer.hits
        ]
        found.append((query, answer.total, hits, answer.receipt))
    return found


def test_a_server_gives_the_answers_of_a_folder(home: Path, place: Path) -> None:
    documents = write_documents(home / "documents")
    update(home / "index", [documents], jobs=1)
    update(folder_of(place), [documents], jobs=1)
    assert answers(place) == answers(home / "index")
    ours, theirs = open_index(place), open_index(home / "index")
    assert ours.names("doc") == theirs.names("doc")
    assert ours.names("speaker") == theirs.names("speaker")
    assert [one.text for _, one in ours.export()] == [one.text for _, one in theirs.export()]
    assert ours.speakers() == theirs.speakers()
    assert list(ours.topics()) == list(theirs.topics())


def test_commands_take_the_address(home: Path, place: Path, cewen: Any) -> None:
    documents = write_documents(home / "documents")
    shown = str(place).replace(":/", "://", 1)
    code, _, err = cewen("index", documents, "--index", place)
    assert (code, f"Index: {shown}" in err) == (0, True)
    for words in (["search", "外送員"], ["who", "保險"], ["timeline", "保險"], ["topics"],
                  ["speakers"], ["show", "海港計畫"], ["export"]):  # fmt: skip
        code, out, err = cewen(*words, "--index", place)
        assert (words, code, bool(out)) == (words, 0, True)
    assert f"index: {shown}" in cewen("status", "--index", place)[1]
    assert json.loads(cewen("status", "--json", "--index", place)[1])["index"] == shown
    code, out, err = cewen("search", "外送員")  # it is the one built last
    assert (code, err) == (0, f"cewen: in {shown}, the index built last\n")
    with pytest.raises(IndexPlaceError, match="the server checks its own files"):
        check_index(place)


def test_an_update_writes_what_has_changed(home: Path, place: Path) -> None:
    documents, folder = write_documents(home / "documents"), folder_of(place)
    update(folder, [documents], jobs=1)
    current = CurrentIndex(open_index(place))
    with current.use() as before:
        assert before.search("碼頭").total == 1
    (documents / "海港計畫.md").unlink()
    (documents / "新.md").write_text("# 新\n\n碼頭的新倉庫。\n\n碼頭的新燈塔。\n", "utf-8")
    done = update(folder, [documents], jobs=1)
    assert (done.added, done.changed, done.removed, done.unchanged) == (1, 0, 1, 2)
    with current.use() as after:
        assert [hit.file.id for hit in after.search("碼頭").hits] == ["新.md", "新.md"]
        assert len(after.status().files) == 3
    (documents / "新.md").write_text("# 新\n\n碼頭沒有倉庫。\n", "utf-8")
    assert update(folder, [documents], jobs=1).changed == 1
    assert open_index(place).search("碼頭").total == 1
    assert open_index(place).search("燈塔").total == 0


def test_readers_see_a_rebuild_when_it_is_complete(
    home: Path, place: Path, opensearch: OpenSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, folder = write_documents(home / "documents"), folder_of(place)
    update(folder, [documents], jobs=1)
    (documents / "新.md").write_text("# 新\n\n碼頭的新倉庫。\n", "utf-8")

    def killed(_: ServerWriter) -> None:
        raise CewenError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(ServerWriter, "commit", killed)
        with pytest.raises(CewenError, match="killed"):
            update(folder, [documents], jobs=1, rebuild=True)
    assert open_index(place).search("碼頭").total == 1
    done = update(folder, [documents], jobs=1, rebuild=True)
    assert done.documents == 4
    assert open_index(place).search("碼頭").total == 2
    names = request(f"{opensearch.urls[0]}/_cat/indices/{place.name}-*?format=json")
    assert [one["index"] for one in names] == [f"{place.name}-000002"]


def test_an_interrupted_build_goes_on_where_it_was(
    home: Path, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents, folder = write_documents(home / "documents"), folder_of(place)

    def stopped(self: ServerWriter) -> None:
        self._flush()
        self._close(cancel=False)
        raise CewenError("killed")

    with monkeypatch.context() as patched:
        patched.setattr(ServerWriter, "commit", stopped)
        with pytest.raises(CewenError, match="killed"):
            update(folder, [documents], jobs=1)
    with pytest.raises(IndexUnfinishedError, match="still running, or was interrupted"):
        open_index(place)
    done = update(folder, [documents], jobs=1)
    assert (done.added, done.unchanged) == (0, 3)
    assert open_index(place).search("外送員").total == 4


def test_several_loaders_load_one_index(home: Path, place: Path, cewen: Any) -> None:
    documents = write_documents(home / "documents")
    code, _, err = cewen("index", documents, "--part", "1/2", "--index", place)
    assert code == 0
    assert "once these are, too: 2/2" in err
    with pytest.raises(IndexUnfinishedError):
        open_index(place)
    assert cewen("index", documents, "--part", "2/2", "--index", place)[0] == 0
    update(home / "index", [documents], jobs=1)
    assert answers(place) == answers(home / "index")
    folder = folder_of(place)
    (documents / "海港計畫.md").unlink()
    done = [update(folder, [documents], jobs=1, part=Part(n, 2)) for n in (1, 2)]
    assert sorted(one.removed for one in done) == [0, 1]
    assert open_index(place).search("碼頭").total == 0


def test_a_second_loader_is_refused(home: Path, place: Path) -> None:
    documents, folder = write_documents(home / "documents"), folder_of(place)
    catalogue = catalogue_of(folder)
    foreign = {"host": "elsewhere", "process": 1, "time": 9e12}
    catalogue.write_note(catalogue.locks(), "lock-1-of-1", foreign)
    with pytest.raises(IndexLockedError, match="process 1 on elsewhere writes to this index"):
        update(folder, [documents], jobs=1)
    catalogue.write_note(catalogue.locks(), "lock-1-of-1", {**foreign, "time": 0})  # it is dead
    with lock(catalogue, "1-of-1"):
        assert catalogue.note(catalogue.locks(), "lock-1-of-1")["host"] != "elsewhere"
    assert not catalogue.note(catalogue.locks(), "lock-1-of-1")


def test_an_index_of_another_program_is_left_alone(
    home: Path, place: Path, opensearch: OpenSearch
) -> None:
    documents = write_documents(home / "documents")
    with pytest.raises(IndexPlaceError, match="the server has no index of this name"):
        open_index(place)
    request(f"{opensearch.urls[0]}/{place.name}", "PUT", {})
    with pytest.raises(IndexPlaceError, match="is an index that Cewen has not made"):
        update(folder_of(place), [documents], jobs=1)
    with pytest.raises(IndexPlaceError, match="the server has no index of this name"):
        open_index(place)
