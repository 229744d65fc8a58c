"""Short names that documents define, from the files to the receipt."""

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus.fold import fold
from index.errors import IndexDamagedError
from index.sealed_file import write_text
from index.short_names import NAME, other_names
from index.update import update
from searcher.answer import Answer
from searcher.service import open_index

DEFINES = "數據治理推動委員會（以下簡稱數推會）今天開會。\n"
USES = "數推會決議公開紀錄。\n"


class Folder:
    """Documents and their index."""

    def __init__(self, path: Path) -> None:
        self.documents, self.index = path / "documents", path / "index"
        self.documents.mkdir()

    def write(self, **texts: str) -> None:
        for name, text in texts.items():
            (self.documents / f"{name}.txt").write_text(text, encoding="utf-8")
        self.update()

    def update(self) -> None:
        update(self.index, [self.documents], jobs=1)

    def search(self, query: str) -> Answer:
        return open_index(self.index).search(query)

    def found(self, query: str) -> set[str]:
        return {hit.file.id for hit in self.search(query).hits if hit.match != "words"}


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(tmp_path)


def test_a_short_name_finds_the_full_one_and_back_in_other_documents(folder: Folder) -> None:
    folder.write(a=DEFINES, b=USES, c="數據治理推動委員會的預算。\n")
    assert folder.found("數推會") == {"a.txt", "b.txt", "c.txt"}
    assert folder.found("數據治理推動委員會") == {"a.txt", "b.txt", "c.txt"}
    assert folder.found("数推会") == {"a.txt", "b.txt", "c.txt"}


def test_the_receipt_names_the_document(folder: Folder) -> None:
    folder.write(a=DEFINES, b=USES)
    receipt = folder.search("數據治理推動委員會").receipt
    assert [(one.text, one.paragraphs, one.source) for one in receipt] == [
        ("數據治理推動委員會", 1, ""),
        ("數推會", 1, "a.txt"),
    ]


def test_a_deleted_document_takes_its_names_along(folder: Folder) -> None:
    folder.write(a=DEFINES, b=USES)
    (folder.documents / "a.txt").unlink()
    folder.update()
    assert folder.found("數據治理推動委員會") == set()


def test_where_two_documents_disagree_a_name_counts_inside_each(folder: Folder) -> None:
    folder.write(
        a=DEFINES + "\n" + USES,
        b="數位轉型推廣協會（以下簡稱數推會）今天開會。\n\n數推會會員增加。\n",
        c=USES,
    )
    assert folder.found("數據治理推動委員會") == {"a.txt"}
    assert folder.found("數位轉型推廣協會") == {"b.txt"}


def test_a_longer_full_name_agrees_with_a_shorter_one(folder: Folder) -> None:
    folder.write(a=DEFINES, b="行政局所屬數據治理推動委員會（下稱「數推會」）。\n", c=USES)
    assert "c.txt" in folder.found("數據治理推動委員會")


def test_a_name_that_the_table_gives_to_another_counts_inside_only(folder: Folder) -> None:
    folder.write(
        a="國立漁業發展學會（以下簡稱國發會）今天開會。\n\n國發會出版年報。\n",
        b="國發會通過計畫。\n",
    )
    assert folder.found("國立漁業發展學會") == {"a.txt"}


def test_a_word_that_is_common_in_the_collection_counts_inside_only(folder: Folder) -> None:
    many = "".join(f"第{n}次報告提到推動。\n\n" for n in range(150))
    folder.write(a="推廣行動聯盟（以下簡稱推動）今天開會。\n", b=many)
    assert folder.found("推廣行動聯盟") == {"a.txt"}


def test_names_that_a_killed_run_has_not_written_are_written_next_time(folder: Folder) -> None:
    folder.write(a=DEFINES, b=USES)
    (folder.index / NAME).write_text("# 0\n", encoding="utf-8")
    folder.update()
    assert folder.found("數據治理推動委員會") == {"a.txt", "b.txt"}


def test_a_missing_file_is_damage_until_the_next_update(folder: Folder) -> None:
    folder.write(a=DEFINES, b=USES)
    (folder.index / NAME).unlink()
    with pytest.raises(IndexDamagedError, match=r"short_names\.txt: damaged \(missing\)"):
        folder.found("數推會")
    folder.update()
    assert folder.found("數推會") == {"a.txt", "b.txt"}


@pytest.mark.parametrize("data", [b"\xff\n", b"# 1\nab\n", b"words", b"# 1\nword\tother\n"])
@pytest.mark.parametrize("write", [Path.write_bytes, write_text])
def test_a_damaged_file_is_said(
    folder: Folder, data: bytes, write: Callable[[Path, bytes], object]
) -> None:
    folder.write(a=DEFINES)
    write(folder.index / NAME, data)
    with pytest.raises(IndexDamagedError, match=r"short_names\.txt: damaged"):
        list(other_names(folder.index, fold("數推會")))


def test_a_damaged_file_is_written_anew(folder: Folder) -> None:
    folder.write(a=DEFINES, b=USES)
    (folder.index / NAME).write_bytes(b"\xff")
    folder.update()
    assert folder.found("數據治理推動委員會") == {"a.txt", "b.txt"}


@pytest.mark.parametrize("id", ["a%09b", "a b", "資料%"])
def test_the_id_of_a_document_survives(folder: Folder, id: str) -> None:
    folder.write(**{id: DEFINES})
    assert {one.documents for one in other_names(folder.index, fold("數推會"))} == {(f"{id}.txt",)}
