"""An index written in bulk is the index that Whoosh would have written."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query
from whoosh.index import open_dir

from index.field_names import STORED
from index.whoosh.w3 import segment_writer
from index.whoosh.writer import BulkWriter
from tests.index.whoosh.entries import Entry, of_entries
from tests.index.whoosh.whoosh_oracle import (
    QUESTIONS,
    batches,
    contents,
    entries,
    stored,
    top_ten,
    write_bulk,
    write_stock,
)

commits = st.lists(
    st.tuples(st.lists(entries, max_size=8), st.sets(st.sampled_from(["甲.md", "乙.md"]))),
    min_size=1,
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(
    added=st.lists(entries, min_size=1, max_size=40), run_tokens=st.sampled_from([1, 30, 1 << 20])
)
def test_the_index_equals_the_one_of_the_stock_writer(added: list[Entry], run_tokens: int) -> None:
    with TemporaryDirectory() as folder:
        stock, ours = Path(folder, "stock"), Path(folder, "ours")
        write_stock(stock, added)
        write_bulk(ours, added, run_tokens)
        assert contents(ours) == contents(stock)
        assert top_ten(ours, QUESTIONS) == top_ten(stock, QUESTIONS)


@settings(max_examples=20, deadline=None)
@given(commits=commits, tokens=st.sampled_from([5, 1 << 20]))
def test_optimizing_after_deletions_equals_a_fresh_stock_index(
    commits: list[tuple[list[Entry], set[str]]], tokens: int
) -> None:
    with TemporaryDirectory() as folder:
        living: list[Entry] = []
        ours = Path(folder, "ours")
        with BulkWriter(ours) as writer:
            writer.commit(optimize=True)
        for added, deleted in commits:
            with BulkWriter(ours, run_tokens=tokens) as writer:
                gone = [e for e in living if deleted.intersection(e.keywords["doc"])]
                assert sum(writer.delete(name) for name in deleted) == len(gone)
                for columns in batches(added):
                    writer.add(columns)
            living = [e for e in living if not deleted.intersection(e.keywords["doc"])] + added
            assert stored(ours) == [entry.stored for entry in living]
        with BulkWriter(ours) as writer:
            writer.commit(optimize=True)
        write_stock(Path(folder, "stock"), living)
        assert contents(ours) == contents(Path(folder, "stock"))


def test_long_blocks_give_the_hits_and_scores_of_stock_whoosh(tmp_path: Path) -> None:
    """More than two blocks of postings, gaps and counts above 255."""
    added = [
        Entry(["平台"] * (1 + n % 7), "工作法" if n % 300 else "平" * 400, {}, (n,))
        for n in range(5000)
    ]
    write_stock(tmp_path / "stock", added)
    write_bulk(tmp_path / "ours", added, run_tokens=4000)
    assert contents(tmp_path / "ours") == contents(tmp_path / "stock")
    assert top_ten(tmp_path / "ours", QUESTIONS) == top_ten(tmp_path / "stock", QUESTIONS)


def test_runs_beyond_the_memory_limit_are_read_from_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    added = [
        Entry(["平台", f"字{n}"], f"第{n}段平台" * 9, {"doc": ["甲"]}, (n,)) for n in range(300)
    ]
    write_stock(tmp_path / "stock", added)
    monkeypatch.setattr(segment_writer, "RUN_MEMORY", 5000)
    with BulkWriter(tmp_path / "ours", run_tokens=500) as writer:
        for columns in batches(added):
            writer.add(columns)
        assert list((tmp_path / "ours" / "bulk.tmp").glob("*/*.run"))
    assert not (tmp_path / "ours" / "bulk.tmp").exists()
    assert contents(tmp_path / "ours") == contents(tmp_path / "stock")


def test_a_full_segment_is_followed_by_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.whoosh.w3.stored_column.LIMIT", 60_000)
    monkeypatch.setattr("index.whoosh.writer.LIMIT", 60_000)
    monkeypatch.setattr("index.whoosh.w3.stored_column._CHUNK", 1000)
    monkeypatch.setattr(segment_writer, "RUN_MEMORY", 0)
    added = [Entry(["平台"], f"第{n}段", {"doc": [f"{n}"]}, (n, "x" * 200)) for n in range(500)]
    write_bulk(tmp_path, added[:400], run_tokens=300)
    assert len(open_dir(str(tmp_path))._segments()) > 1
    assert stored(tmp_path) == [entry.stored for entry in added[:400]]
    with BulkWriter(tmp_path, run_tokens=300) as writer:
        writer.delete("7")
        for columns in batches(added[400:]):
            writer.add(columns)
        writer.commit(optimize=True)
    assert len(open_dir(str(tmp_path))._segments()) > 1
    assert stored(tmp_path) == [entry.stored for entry in added if entry.stored[0] != 7]
    with open_dir(str(tmp_path)).searcher() as searcher:
        for number in (1, 250, 499):
            (hit,) = searcher.search(query.Term("doc", f"{number}"))
            assert hit[STORED][0] == number


def test_a_repeated_keyword_counts_once(tmp_path: Path) -> None:
    write_bulk(tmp_path, [Entry([], "", {"topic": ["外送", "外送"]}, ())])
    with open_dir(str(tmp_path)).reader() as reader:
        assert reader.frequency("topic", "外送") == 1


def test_half_a_surrogate_pair_is_refused_when_it_is_added(tmp_path: Path) -> None:
    for entry in (
        Entry(["\ud800"], "", {}, ()),
        Entry([], "\ud800", {}, ()),
        Entry([], "", {"doc": ["\ud800"]}, ()),
    ):
        with BulkWriter(tmp_path) as writer:
            with pytest.raises(UnicodeEncodeError):
                writer.add(of_entries([entry]))
            writer.cancel()
