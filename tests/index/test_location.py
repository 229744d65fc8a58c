"""Where an index is found, and where a new one goes."""

from __future__ import annotations

import os
from pathlib import Path

import platformdirs
import pytest

from index.data_folder import data_folder
from index.errors import IndexPlaceError, IndexTrustError
from index.location import (
    check_trust,
    choose_index,
    distrust,
    find_index,
    last_built,
    remember,
    trust,
)


@pytest.fixture(autouse=True)
def own_world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A home, a data folder and a current folder of the test's own."""
    for name in ("home", "data", "work"):
        (tmp_path / name).mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.delenv("CEWEN_INDEX", raising=False)
    monkeypatch.chdir(tmp_path / "work")


def folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def built(path: Path) -> Path:
    """A folder that ``cewen index`` has made for an index."""
    trust(path)
    return folder(path)


def found(named: Path | None = None, start: Path | None = None) -> Path | None:
    located = find_index(named, start)
    return located.folder if located else None


def test_the_data_folder_is_where_the_user_keeps_data(tmp_path: Path) -> None:
    assert data_folder() == tmp_path / "data" / "cewen"


def test_with_no_index_anywhere_none_is_found() -> None:
    assert found() is None


def test_the_named_one_comes_before_the_variable_and_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named, other = folder(tmp_path / "named"), folder(tmp_path / "other")
    built(tmp_path / "work" / ".cewen")
    monkeypatch.setenv("CEWEN_INDEX", str(other))
    assert found(named) == named
    assert choose_index([tmp_path / "work"], named) == named


def test_the_variable_comes_before_the_nearest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = folder(tmp_path / "other")
    built(tmp_path / "work" / ".cewen")
    monkeypatch.setenv("CEWEN_INDEX", str(other))
    assert found() == other
    assert choose_index([tmp_path / "work"]) == other


def test_an_empty_variable_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CEWEN_INDEX", "")
    assert found() is None
    assert choose_index([tmp_path / "work"]) == tmp_path / "work" / ".cewen"


def test_the_nearest_is_in_this_folder_or_the_closest_above(tmp_path: Path) -> None:
    built(tmp_path / "work" / ".cewen")
    deep = folder(tmp_path / "work" / "年報" / "附錄")
    assert found(start=deep) == tmp_path / "work" / ".cewen"
    built(tmp_path / "work" / "年報" / ".cewen")
    assert found(start=deep) == tmp_path / "work" / "年報" / ".cewen"
    assert found() == tmp_path / "work" / ".cewen"


def test_a_file_called_cewen_is_no_index(tmp_path: Path) -> None:
    (tmp_path / "work" / ".cewen").write_text("x", encoding="utf-8")
    assert found() is None


def test_a_folder_of_documents_names_the_index_inside_it(tmp_path: Path) -> None:
    reports = folder(tmp_path / "reports")
    folder(reports / ".cewen")
    assert found(reports) == reports / ".cewen"
    assert choose_index([], reports) == reports / ".cewen"


def test_a_missing_index_can_be_built_but_not_searched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = tmp_path / "gone"
    with pytest.raises(IndexPlaceError) as error:
        find_index(gone)
    message = f"{gone}: no index there. Build one: cewen index FOLDER"
    assert str(error.value) == message
    monkeypatch.setenv("CEWEN_INDEX", str(gone))
    with pytest.raises(IndexPlaceError) as error:
        find_index()
    assert str(error.value) == message
    assert choose_index([tmp_path / "work"]) == gone


def test_one_folder_keeps_its_own_index(tmp_path: Path) -> None:
    assert choose_index([Path(".")]) == tmp_path / "work" / ".cewen"
    assert choose_index([tmp_path / "work"]) == tmp_path / "work" / ".cewen"


def test_a_file_or_several_paths_go_to_the_default_index(tmp_path: Path) -> None:
    one, two = folder(tmp_path / "one"), folder(tmp_path / "two")
    file = one / "甲.txt"
    file.write_text("平台", encoding="utf-8")
    default = tmp_path / "data" / "cewen" / "indexes" / "default"
    assert choose_index([file]) == choose_index([one, two]) == default


def test_a_read_only_folder_is_indexed_in_the_data_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long its name: three bytes a character, and 255 to a name."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    paths = [folder(tmp_path / name) for name in ("甲/紀錄", "乙/紀錄", "歷年會議紀錄彙編" * 8)]
    chosen = [choose_index([path]) for path in paths]
    assert len(set(chosen)) == 3
    assert {place.parent for place in chosen} == {tmp_path / "data" / "cewen" / "indexes"}
    for place in chosen:
        place.mkdir(parents=True)
    assert [choose_index([path]) for path in paths] == chosen


def test_an_index_in_a_read_only_folder_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = built(tmp_path / "work" / ".cewen")
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    assert choose_index([tmp_path / "work"]) == own


def test_without_an_index_nearby_the_last_one_built_is_searched(tmp_path: Path) -> None:
    first, second = folder(tmp_path / "first"), folder(tmp_path / "第二")
    remember(first)
    remember(second)
    assert last_built() == found() == second
    nearest = built(tmp_path / "work" / ".cewen")
    assert found() == nearest


def test_a_relative_index_is_remembered_from_anywhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder(tmp_path / "work" / "idx")
    remember(Path("idx"))
    monkeypatch.chdir(tmp_path / "home")
    assert found() == tmp_path / "work" / "idx"


def test_an_index_that_was_deleted_is_named(tmp_path: Path) -> None:
    gone = folder(tmp_path / "first")
    remember(gone)
    gone.rmdir()
    with pytest.raises(IndexPlaceError) as error:
        find_index()
    assert str(error.value) == (
        f"{gone}: the index built last is not there any more. "
        "Build one: cewen index FOLDER, or name another: --index DIR"
    )


def test_only_an_index_found_as_the_last_built_says_so(tmp_path: Path) -> None:
    remember(folder(tmp_path / "first"))
    last, named = find_index(), find_index(tmp_path / "first")
    assert last is not None
    assert last.built_last
    assert named is not None
    assert not named.built_last


# Trust


def refusal(index: Path) -> str:
    return (
        f"{index}: an index that was not built on this computer, so it is not used. "
        f"To use it once: --index {index}. To trust it for good: cewen trust {index}"
    )


def test_an_index_not_built_here_is_named_but_unused(tmp_path: Path) -> None:
    index = folder(tmp_path / "work" / ".cewen")
    for ask in (find_index, lambda: choose_index([tmp_path / "work"])):
        with pytest.raises(IndexTrustError) as error:
            ask()
        assert str(error.value) == refusal(index)
    assert found(index) == index  # named


def test_an_index_is_trusted_until_the_trust_is_removed(tmp_path: Path) -> None:
    index = folder(tmp_path / "work" / ".cewen")
    trust(index)
    trust(index)
    assert found() == index
    distrust(index)
    with pytest.raises(IndexTrustError):
        check_trust(index)


def test_a_link_to_a_trusted_index_is_not_trusted(tmp_path: Path) -> None:
    index = built(tmp_path / "mine" / ".cewen")
    link = tmp_path / "work" / ".cewen"
    link.symlink_to(index, target_is_directory=True)
    with pytest.raises(IndexTrustError) as error:
        find_index()
    assert str(error.value) == refusal(link)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no numbers of owners")
def test_trust_ends_when_the_folder_has_another_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    index = tmp_path / "work" / ".cewen"
    with monkeypatch.context() as another:
        another.setattr(os, "geteuid", lambda: 4_000_000)
        trust(index)  # by the user who is about to build it
    folder(index)  # by us
    with pytest.raises(IndexTrustError):
        check_trust(index)


def test_trust_does_not_extend_to_folders_of_the_same_name(tmp_path: Path) -> None:
    built(tmp_path / "mine" / ".cewen")
    folder(tmp_path / "work" / ".cewen")
    with pytest.raises(IndexTrustError):
        find_index()


@pytest.mark.skipif(os.name == "nt", reason="file names there are always Unicode")
def test_a_folder_whose_name_is_not_utf_8_is_remembered(tmp_path: Path) -> None:
    odd = folder(tmp_path / os.fsdecode(b"\xb4\xfa\xb8\xd5"))
    remember(odd)
    assert found() == odd


@pytest.mark.parametrize("named", ["", "  ", "/somewhere/data"])
def test_the_data_folder_is_that_of_platformdirs(
    named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", named)
    assert data_folder() == platformdirs.user_data_path("cewen", appauthor=False)
