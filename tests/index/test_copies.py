"""Of files with the same bytes or text, one is indexed and the others are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.analysis import analyze
from index.folders import Choice
from index.update import Trouble, Updated, update
from index.whoosh.reader import Reader
from index.whoosh.w3 import segment_writer

pytestmark = pytest.mark.usefixtures("one_thesaurus")

SHORT = "外送員的權益應受保障。"
LONG = "\n\n".join(
    f"第{n}次會議決定，平台業者應為外送員投保，並公開派單的演算法。" for n in range(9)
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "文件"
    folder.mkdir()
    return folder


@pytest.fixture
def index(tmp_path: Path) -> Path:
    return tmp_path / "索引"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text + "\n", encoding="utf-8")
    return path


def counts(result: Updated) -> tuple[int, int, int, int]:
    return result.added, result.changed, result.removed, result.unchanged


def documents(index: Path) -> list[str]:
    """The files that have paragraphs."""
    reader = Reader(index)
    return [id for id in reader.file_ids() if reader.paragraphs_of(id)]


def test_files_of_the_same_bytes_are_indexed_once_and_named(folder: Path, index: Path) -> None:
    for name in ("甲.txt", "乙.txt", "丙/甲.txt"):
        write(folder / name, SHORT)
    write(folder / "丁.txt", SHORT[::-1])  # as large
    result = update(index, [folder])
    assert counts(result) == (2, 0, 0, 0)
    assert result.copies == (Trouble("丙/甲.txt", "乙.txt"), Trouble("甲.txt", "乙.txt"))
    assert documents(index) == ["丁.txt", "乙.txt"]
    assert Reader(index).file("甲.txt").copy_of == "乙.txt"


def test_a_second_run_names_the_copies_again_and_reads_nothing(folder: Path, index: Path) -> None:
    write(folder / "甲.txt", SHORT)
    write(folder / "乙.txt", SHORT)
    first = update(index, [folder])
    before = sorted(index.iterdir())
    again = update(index, [folder])
    assert (again.copies, counts(again)) == (first.copies, (0, 0, 0, 1))
    assert sorted(index.iterdir()) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_same_body_in_another_form_is_a_copy(
    folder: Path, index: Path, monkeypatch: pytest.MonkeyPatch, jobs: int
) -> None:
    for module in (analyze, segment_writer):
        monkeypatch.setattr(module, "_PARALLEL_FROM", 0)
    write(folder / "甲.txt", LONG)
    write(folder / "乙.md", f"# 決議\n\n{LONG}".replace("，", ","))
    write(folder / "丙.md", f"# 決議\n\n{LONG}另有一句。")
    result = update(index, [folder], jobs=jobs)
    assert (result.copies, documents(index)) == (
        (Trouble("甲.txt", "乙.md"),),
        ["丙.md", "乙.md"],
    )


def test_short_texts_are_not_compared(folder: Path, index: Path) -> None:
    write(folder / "甲.txt", SHORT)
    write(folder / "乙.md", f"# 議程\n\n{SHORT}")
    assert update(index, [folder]).copies == ()


# They were called copies of a document that is in the index.
def test_copies_of_a_file_without_text_are_not_read_either(folder: Path, index: Path) -> None:
    for name in ("甲.md", "乙.md"):
        write(folder / name, "---\ntitle: 目錄\n---")
    write(folder / "丙.md", SHORT)
    first = update(index, [folder])
    assert ([trouble.id for trouble in first.unread], first.copies) == (["乙.md", "甲.md"], ())
    again = update(index, [folder])
    assert (again.unread, again.copies) == (first.unread, ())


def test_empty_files_are_no_copies(folder: Path, index: Path) -> None:
    write(folder / "甲.txt", SHORT)
    for name in ("丙.txt", "丁.txt"):
        (folder / name).touch()
    result = update(index, [folder])
    assert [trouble.id for trouble in result.unread] == ["丁.txt", "丙.txt"]
    assert result.copies == ()


@pytest.mark.parametrize(("suffix", "text"), [(".txt", SHORT), (".md", LONG)])
def test_when_the_first_goes_the_second_is_indexed(
    folder: Path, index: Path, suffix: str, text: str
) -> None:
    write(folder / "乙.txt", text)
    write(folder / f"甲{suffix}", text)
    assert update(index, [folder]).copies == (Trouble(f"甲{suffix}", "乙.txt"),)
    (folder / "乙.txt").unlink()
    result = update(index, [folder])
    assert (result.copies, documents(index)) == ((), [f"甲{suffix}"])
    assert result.documents == 1
    # It is added. To say that rules have changed would be wrong.
    assert (result.added, result.reread) == (1, 0)


def test_when_the_first_changes_the_second_is_indexed(folder: Path, index: Path) -> None:
    for name in ("乙.txt", "丙.txt", "甲.txt"):
        write(folder / name, SHORT)
    update(index, [folder])
    first = documents(index)[0]
    write(folder / first, "完全不同的內容，而且更長一些。")
    result = update(index, [folder])
    assert len(result.copies) == 1
    assert len(documents(index)) == 2
    assert result.copies[0].text != first


def test_a_new_copy_of_an_indexed_document_is_not_read(folder: Path, index: Path) -> None:
    write(folder / "甲.txt", SHORT)
    write(folder / "乙.txt", LONG)
    update(index, [folder])
    write(folder / "丙.txt", SHORT)
    write(folder / "丁.md", LONG)
    result = update(index, [folder])
    assert (counts(result), result.paragraphs) == ((0, 0, 0, 2), 0)
    assert result.copies == (Trouble("丁.md", "乙.txt"), Trouble("丙.txt", "甲.txt"))


def test_copies_of_a_copy_name_the_document(folder: Path, index: Path) -> None:
    write(folder / "甲.md", LONG)
    write(folder / "乙.txt", LONG + "\n")
    update(index, [folder / "甲.md"])
    write(folder / "丙.txt", LONG + "\n")
    result = update(index, [folder])
    assert {trouble.text for trouble in result.copies} == {"甲.md"}
    assert documents(index) == ["甲.md"]


def test_duplicates_are_kept_if_wanted(folder: Path, index: Path) -> None:
    write(folder / "甲.txt", SHORT)
    write(folder / "乙.txt", SHORT)
    update(index, [folder])
    result = update(index, [folder], choice=Choice(keep_copies=True))
    assert (result.copies, result.documents) == ((), 2)
    assert documents(index) == ["乙.txt", "甲.txt"]


def test_links_and_duplicates_are_kept_for_later_runs(
    folder: Path, index: Path, tmp_path: Path
) -> None:
    write(folder / "甲.txt", SHORT)
    write(folder / "乙.txt", SHORT)
    elsewhere = tmp_path / "別處"
    elsewhere.mkdir()
    write(elsewhere / "丙.txt", LONG)
    (folder / "連結").symlink_to(elsewhere)
    update(index, [folder], choice=Choice(follow_links=True, keep_copies=True))
    write(folder / "丁.txt", LONG + "丁")
    update(index, [folder])
    everything = ["丁.txt", "乙.txt", "甲.txt", "連結/丙.txt"]
    assert documents(index) == everything
    update(index, [folder], choice=Choice(forget=True))
    assert documents(index) == everything[:3]
    write(folder / "戊.txt", SHORT)
    result = update(index, [folder])
    assert [trouble.id for trouble in result.copies] == ["戊.txt"]
