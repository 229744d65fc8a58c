"""Commits: all or nothing, one writer at a time, few segments, nothing left lying about."""

from __future__ import annotations

import multiprocessing
import os
import re
import signal
from pathlib import Path

import pytest
from whoosh.index import open_dir

from index.errors import IndexLockedError
from index.whoosh.orphaned_files import TEMPORARY
from index.whoosh.writer import BulkWriter
from tests.index.whoosh.entries import Entry, of_entries
from tests.index.whoosh.whoosh_oracle import stored, write_bulk


def paragraph(number: int, doc: str = "甲.md") -> Entry:
    return Entry(["平台", "工作"], f"平台工作第{number}段", {"doc": [doc]}, (number,))


def numbers(folder: Path) -> list[object]:
    return [values[0] for values in stored(folder)]


def files(folder: Path) -> set[str]:
    """Names of all files but the lock."""
    return {path.name for path in folder.iterdir()} - {"MAIN_WRITELOCK"}


def segment_names(folder: Path) -> set[str]:
    return {segment.segment_id() for segment in open_dir(str(folder))._segments()}


def assert_nothing_is_left_over(folder: Path) -> None:
    checksums, toc, *others = sorted(files(folder), reverse=True)
    generation = open_dir(str(folder)).latest_generation()
    assert (checksums, toc) == (f"checksums-{generation}.crc32", f"_MAIN_{generation}.toc")
    assert {name.split(".")[0] for name in others} == segment_names(folder)


def test_an_empty_commit_writes_nothing(tmp_path: Path) -> None:
    write_bulk(tmp_path, [paragraph(1)])
    before = files(tmp_path)
    write_bulk(tmp_path, [])
    assert files(tmp_path) == before


def test_delete_counts_committed_living_documents_only(tmp_path: Path) -> None:
    write_bulk(tmp_path, [paragraph(1), paragraph(2), paragraph(3, "乙.md")])
    with BulkWriter(tmp_path) as writer:
        writer.add(of_entries([paragraph(4)]))
        assert writer.delete("甲.md") == 2
        assert writer.delete("甲.md") == 0
        assert writer.delete("沒有.md") == 0
    assert numbers(tmp_path) == [3, 4]


def test_an_exception_cancels_and_keeps_the_last_commit(tmp_path: Path) -> None:
    write_bulk(tmp_path, [paragraph(1)])
    before = files(tmp_path)

    def change_and_fail() -> None:
        with BulkWriter(tmp_path, run_tokens=3) as writer:
            writer.delete("甲.md")
            for number in range(500):
                writer.add(of_entries([paragraph(number)]))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change_and_fail()
    assert numbers(tmp_path) == [1]
    assert files(tmp_path) == before


def test_reducing_before_the_commit_changes_nothing_in_the_files(tmp_path: Path) -> None:
    written = []
    for early in (False, True):
        folder = tmp_path / str(early)
        with BulkWriter(folder) as writer:
            for number in range(4):
                writer.add(of_entries([paragraph(number), paragraph(number, "乙.md")]))
                if early and number == 2:
                    writer.reduce()
        # The name of a segment is drawn by lot; what comes behind its dot says what is in the file.
        parts = {path.name.partition(".")[2]: path.read_bytes() for path in folder.glob("MAIN_*.*")}
        written.append(parts)
    assert written[0] == written[1]
    assert {"pst", "trm", "_stored.col"} <= written[0].keys()


def test_a_closed_writer_cannot_be_used_again(tmp_path: Path) -> None:
    writer = BulkWriter(tmp_path)
    writer.commit()
    for use in (
        lambda: writer.add(of_entries([paragraph(1)])),
        lambda: writer.delete("甲.md"),
        lambda: writer.reduce(),
        lambda: writer.commit(),
    ):
        with pytest.raises(ValueError, match="has committed or cancelled: open another"):
            use()
    writer.cancel()  # of nothing


def test_a_second_writer_is_refused_until_the_first_ends(tmp_path: Path) -> None:
    with BulkWriter(tmp_path) as writer:
        writer.add(of_entries([paragraph(1)]))
        with pytest.raises(IndexLockedError) as error:
            BulkWriter(tmp_path)
    assert re.fullmatch(
        f"the index in {tmp_path} is being written by another process: {os.getpid()}, "
        r"since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d. "
        "Wait until it is done, then try again",
        str(error.value),
    )
    theirs = open_dir(str(tmp_path)).writer()
    with pytest.raises(IndexLockedError) as error:
        BulkWriter(tmp_path)
    assert str(error.value) == (
        f"the index in {tmp_path} is being written by another process: "
        "wait until it is done, then try again"
    )
    theirs.cancel()  # a commit of theirs would have no checksums
    write_bulk(tmp_path, [paragraph(2)])
    assert numbers(tmp_path) == [1, 2]


def test_many_small_commits_leave_few_segments_in_document_order(
    tmp_path: Path,
) -> None:
    most = 0
    for number in range(50):
        write_bulk(tmp_path, [paragraph(number)])
        most = max(most, len(segment_names(tmp_path)))
    assert most <= 6  # a doubling each
    assert numbers(tmp_path) == list(range(50))
    assert_nothing_is_left_over(tmp_path)


def test_optimizing_makes_one_segment_without_deleted_documents(tmp_path: Path) -> None:
    for number in range(3):
        write_bulk(tmp_path, [paragraph(number)] * 4 ** (3 - number))
    write_bulk(tmp_path, [paragraph(9, "乙.md")])
    with BulkWriter(tmp_path) as writer:
        writer.delete("乙.md")
        writer.commit(optimize=True)
    (segment,) = open_dir(str(tmp_path))._segments()
    assert (segment.doc_count(), segment.deleted_count()) == (84, 0)
    assert_nothing_is_left_over(tmp_path)


def test_mostly_deleted_segments_are_merged_and_empty_ones_dropped(
    tmp_path: Path,
) -> None:
    write_bulk(tmp_path, [paragraph(n, f"{n % 3}.md") for n in range(90)])
    with BulkWriter(tmp_path) as writer:
        writer.delete("0.md")
    (segment,) = open_dir(str(tmp_path))._segments()
    assert (segment.doc_count(), segment.deleted_count()) == (60, 30)
    with BulkWriter(tmp_path) as writer:
        writer.delete("1.md")
    (segment,) = open_dir(str(tmp_path))._segments()
    assert (segment.doc_count(), segment.deleted_count()) == (30, 0)
    with BulkWriter(tmp_path) as writer:
        writer.delete("2.md")
    assert open_dir(str(tmp_path))._segments() == []
    assert_nothing_is_left_over(tmp_path)


def test_a_full_disk_at_any_step_keeps_the_last_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every flush to the disk fails in turn, until a commit has got through."""
    write_bulk(tmp_path, [paragraph(0)])
    synchronise = os.fsync
    failures = 0
    while True:
        left = failures

        def fail_when_none_are_left(file: int) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(28, "No space left on device")
            synchronise(file)

        monkeypatch.setattr(os, "fsync", fail_when_none_are_left)
        try:
            write_bulk(tmp_path, [paragraph(1)])
            break
        except OSError:
            failures += 1
            monkeypatch.setattr(os, "fsync", synchronise)
            assert numbers(tmp_path) == [0]
            assert_nothing_is_left_over(tmp_path)
    assert failures >= 7  # five files of a segment, checksums, the table of contents, the folder
    assert numbers(tmp_path) == [0, 1]


def write_until_killed(folder: Path, left: int) -> None:
    """Kill this process at a flush to the disk, after ``left`` of them."""
    synchronise = os.fsync

    def fsync(file: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        synchronise(file)

    os.fsync = fsync
    writer = BulkWriter(folder, run_tokens=9)
    writer.delete("甲.md")
    for number in range(4):
        writer.add(of_entries([paragraph(number, "乙.md")]))
    temporary = folder / TEMPORARY
    temporary.mkdir()
    (temporary / "1.run").write_bytes(b"0")
    writer.commit()


@pytest.mark.skipif(
    "fork" not in multiprocessing.get_all_start_methods(), reason="no kill -9 here, or no fork"
)
@pytest.mark.parametrize("left", [0, 3, 5, 6, 7, 8, 99])
def test_a_killed_writer_leaves_the_old_or_the_new_index(tmp_path: Path, left: int) -> None:
    """Killed at a flush to the disk: of a segment's file, the contents, the folder; or never."""
    write_bulk(tmp_path, [paragraph(7)])
    context = multiprocessing.get_context("fork")
    writing = context.Process(target=write_until_killed, args=(tmp_path, left))
    writing.start()
    writing.join(60)
    assert writing.exitcode == (0 if left == 99 else -signal.SIGKILL)
    # The table of contents gets its name between the last two flushes, both of the folder.
    expected = [7] if left < 8 else [0, 1, 2, 3]
    assert numbers(tmp_path) == expected
    write_bulk(tmp_path, [paragraph(8)])
    assert numbers(tmp_path) == [*expected, 8]
    assert_nothing_is_left_over(tmp_path)
