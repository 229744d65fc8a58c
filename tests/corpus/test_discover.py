"""Which files of a folder are documents, and their ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.discover import LINK_OUT, FoundFile, find_documents
from corpus.errors import DocumentError
from corpus.selection import Selection


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("平台", encoding="utf-8")


def ids(found: list[FoundFile]) -> list[str]:
    return [file.id for file in found if not file.skipped]


def test_ids_are_relative_to_the_given_folder(tmp_path: Path) -> None:
    write(tmp_path, "乙.md", "甲.txt", "紀錄/一.TXT", "紀錄/二.markdown", "紀錄/三.text")
    found = list(find_documents([tmp_path]))
    assert ids(found) == ["乙.md", "甲.txt", "紀錄/一.TXT", "紀錄/三.text", "紀錄/二.markdown"]
    assert all((tmp_path / file.id).samefile(file.path) for file in found)


def test_hidden_files_and_folders_are_skipped(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt", ".隱.txt", ".cewen/索引.txt", ".git/x.md")
    assert [file.id for file in find_documents([tmp_path])] == ["甲.txt"]


def test_files_of_other_formats_are_yielded_as_skipped(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt", "圖.png", "表.xls")
    skipped = [file for file in find_documents([tmp_path]) if file.skipped]
    assert [(file.id, file.skipped) for file in skipped] == [
        ("圖.png", "other format"),
        ("表.xls", "other format"),
    ]


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    write(tmp_path, "內/甲.txt", "外/乙.txt")
    (tmp_path / "內" / "環").symlink_to(tmp_path / "內", target_is_directory=True)
    (tmp_path / "內" / "出").symlink_to(tmp_path / "外", target_is_directory=True)
    assert ids(list(find_documents([tmp_path / "內"]))) == ["甲.txt"]


def test_a_path_to_a_file_gives_its_name_as_id(tmp_path: Path) -> None:
    write(tmp_path, "紀錄/甲.txt")
    assert ids(list(find_documents([tmp_path / "紀錄" / "甲.txt"]))) == ["甲.txt"]


def test_a_file_given_twice_is_yielded_once(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt")
    assert ids(list(find_documents([tmp_path, tmp_path / "甲.txt", tmp_path]))) == ["甲.txt"]


def test_two_files_with_the_same_id_are_an_error(tmp_path: Path) -> None:
    write(tmp_path, "一/甲.txt", "二/甲.txt")
    one, two = tmp_path / "一", tmp_path / "二"
    with pytest.raises(DocumentError) as error:
        find_documents([one, two])
    assert str(error.value) == (
        f"{one / '甲.txt'} and {two / '甲.txt'} would both be called 甲.txt; "
        "name the folder that contains both, or rename one"
    )


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(DocumentError) as error:
        find_documents([tmp_path / "無"])
    assert str(error.value) == f"{tmp_path / '無'}: no such file or folder; check the path"


def test_a_path_to_an_unsupported_file_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "圖.png")
    with pytest.raises(DocumentError) as error:
        find_documents([tmp_path / "圖.png"])
    assert str(error.value) == (
        f"{tmp_path / '圖.png'}: Cewen does not read pictures; to read them, "
        "make a .pdf of those with text and add a text layer with OCR"
    )
    write(tmp_path, "甲.xyz")
    with pytest.raises(DocumentError, match=r"of this format; save it as \.txt or \.md$"):
        find_documents([tmp_path / "甲.xyz"])


def left_out(found: list[FoundFile]) -> dict[str, str]:
    return {file.id: file.left_out_by for file in found if file.left_out_by}


def test_an_ignore_file_leaves_out_what_it_names_and_says_so(tmp_path: Path) -> None:
    write(
        tmp_path, "甲.txt", "甲.bak.txt", "草稿/乙.txt", "文/草稿/丙.txt", "文/丁.txt", "文/戊.txt"
    )
    (tmp_path / ".gitignore").write_text("# 備份\n*.bak.txt\n草稿/\n", encoding="utf-8")
    (tmp_path / "文" / ".cewenignore").write_text("/丁.txt\n", encoding="utf-8")
    found = list(find_documents([tmp_path]))
    assert ids(found) == ["甲.txt", "文/戊.txt"]
    assert left_out(found) == {
        "草稿/": ".gitignore",
        "甲.bak.txt": ".gitignore",
        "文/草稿/": ".gitignore",
        "文/丁.txt": "文/.cewenignore",
    }


def test_the_inner_and_the_later_ignore_file_is_the_stronger(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt", "乙.txt", "文/甲.txt", "文/乙.txt")
    (tmp_path / ".gitignore").write_text("*.txt\n", encoding="utf-8")
    (tmp_path / ".cewenignore").write_text("!甲.txt\n", encoding="utf-8")
    (tmp_path / "文" / ".gitignore").write_text("甲.txt\n!乙.txt\n", encoding="utf-8")
    assert ids(list(find_documents([tmp_path]))) == ["甲.txt", "文/乙.txt"]


def test_ignore_files_of_the_other_unicode_form_match(tmp_path: Path) -> None:
    write(tmp_path, "e\u0301cole.md", "甲.md")
    (tmp_path / ".cewenignore").write_text("\u00e9cole.md\n", encoding="utf-8")
    assert ids(list(find_documents([tmp_path]))) == ["甲.md"]


def test_include_and_exclude_choose_files_of_a_folder(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt", "乙.md", "附/丙.md", "附/丁.txt", "舊/戊.md")
    chosen = Selection(include=("*.md", "/甲.txt"), exclude=("舊/",))
    found = list(find_documents([tmp_path], selection=chosen))
    assert ids(found) == ["乙.md", "甲.txt", "附/丙.md"]
    assert left_out(found) == {"舊/": "--exclude", "附/丁.txt": "--include"}


def test_a_file_named_by_itself_is_not_left_out(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt")
    (tmp_path / ".gitignore").write_text("*\n", encoding="utf-8")
    assert ids(list(find_documents([tmp_path / "甲.txt"]))) == ["甲.txt"]


def test_hidden_files_are_read_if_wanted_but_no_index_and_no_repository(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt", ".隱.txt", ".隱/乙.txt", ".cewen/索引.txt", ".git/x.md", ".gitignore")
    found = find_documents([tmp_path], selection=Selection(hidden=True))
    assert [file.id for file in found] == [".隱.txt", "甲.txt", ".隱/乙.txt"]


def test_a_pattern_that_is_none_is_an_error_that_names_its_file(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt")
    (tmp_path / ".cewenignore").write_text("!\n", encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        find_documents([tmp_path])
    assert str(error.value) == (
        f"{tmp_path / '.cewenignore'}: a pattern cannot be read: Invalid git pattern: '!'; "
        "write patterns as in .gitignore"
    )


# Two names that differ only by NFC and NFD stopped the run, and nothing was indexed.
@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("平台甲。", "平台乙。"), ["Café (2).txt", "Café.txt", "丙.txt"]),
        (("平台。", "平台。"), ["Café.txt", "丙.txt"]),
    ],
)
def test_names_that_differ_in_normalization_do_not_stop_the_run(
    tmp_path: Path, texts: tuple[str, str], expected: list[str]
) -> None:
    for name, text in zip(("Caf\u00e9.txt", "Cafe\u0301.txt"), texts, strict=True):
        (tmp_path / name).write_text(text, encoding="utf-8")
    write(tmp_path, "丙.txt")
    if len(list(tmp_path.iterdir())) < 3:
        pytest.skip("this file system takes both names for one")
    assert sorted(ids(list(find_documents([tmp_path])))) == expected


# The same text was found twice.
def test_a_link_to_another_document_of_the_folder_is_no_document(tmp_path: Path) -> None:
    write(tmp_path, "甲.txt", ".隱/丁.txt")
    (tmp_path / "一連結.txt").symlink_to("甲.txt")
    (tmp_path / "二連結.txt").symlink_to(tmp_path / ".隱" / "丁.txt")
    (tmp_path / "三連結.txt").symlink_to("二連結.txt")
    assert ids(list(find_documents([tmp_path]))) == ["三連結.txt", "甲.txt"]


# Documents behind such a link were absent, and nothing said so.
def test_a_link_to_a_folder_outside_is_named_and_followed_on_request(tmp_path: Path) -> None:
    write(tmp_path, "內/甲.txt", "外/乙.txt", "外/丙/丁.txt")
    (tmp_path / "內" / "出").symlink_to("../外", target_is_directory=True)
    (tmp_path / "內" / "再出").symlink_to("../外/丙", target_is_directory=True)
    (tmp_path / "外" / "回").symlink_to("../內", target_is_directory=True)
    found = list(find_documents([tmp_path / "內"]))
    assert [(file.id, file.skipped) for file in found if file.skipped] == [
        ("再出", LINK_OUT),
        ("出", LINK_OUT),
    ]
    followed = list(find_documents([tmp_path / "內"], follow_links=True))
    assert sorted(ids(followed)) == ["再出/丁.txt", "出/乙.txt", "甲.txt"]
