"""A document is found by what people write: names, paths, titles, with a place after them."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.structure.law import ArticleNumber
from searcher.document_name import (
    Catalogue,
    DocumentNameError,
    Place,
    find_document,
    read_place,
)

LAWS = {
    "勞動基準法.txt": "勞動基準法",
    "勞動基準法施行細則.txt": "勞動基準法施行細則",
    "舊/勞動基準法.txt": "勞動基準法（舊）",
    "勞動法(2018-12-29).md": "劳动法",
    "2019-05-06_漁業法（修正）.pdf": "漁業法",
    "舊/工廠法.txt": "工廠法",
    "工廠法.txt": "工廠法",
    "2018/#3 會議.md": "數位平台座談會",
    "Café 座談.md": "café",
    "國民義務勞動法.txt": "國民義務勞動法",
    "漁業法施行細則.txt": "漁業法施行細則",
}


def catalogue(**places: Path) -> Catalogue:
    return Catalogue(list(LAWS), lambda: LAWS, str, lambda id: places.get(id))


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("勞動基準法.txt", "勞動基準法.txt"),
        ("劳动基准法施行", "勞動基準法施行細則.txt"),
        ("勞動基準法施行細則", "勞動基準法施行細則.txt"),
        ("劳动法", "勞動法(2018-12-29).md"),
        ("漁業法", "2019-05-06_漁業法（修正）.pdf"),
        ("舊/勞動基準法", "舊/勞動基準法.txt"),
        ("旧/工厂法", "舊/工廠法.txt"),
        ("laws/舊/工廠法.txt", "舊/工廠法.txt"),
        ("/gone/laws/工廠法.txt", "工廠法.txt"),
        ("./工廠法.txt", "工廠法.txt"),
        ("平台座談", "2018/#3 會議.md"),
        ("Cafe\u0301 座談.md", "Café 座談.md"),
        ("2018/#3 會議.md", "2018/#3 會議.md"),
    ],
)
def test_a_name_means_the_document_that_fits_it_best(name: str, id: str) -> None:
    assert find_document(name, catalogue()) == (id, None)


def test_the_exact_file_name_comes_before_longer_names() -> None:
    laws = [id for id in LAWS if not id.startswith("舊")]
    found = find_document("勞動基準法", Catalogue(laws, dict, str, lambda id: None))
    assert found == ("勞動基準法.txt", None)


def test_several_documents_of_one_name_are_listed() -> None:
    with pytest.raises(DocumentNameError) as caught:
        find_document("勞動基準法", catalogue())
    assert caught.value.matching == ("勞動基準法.txt", "舊/勞動基準法.txt")


def test_copies_of_one_document_are_that_document() -> None:
    ids = ["a/工廠法.txt", "b/工廠法.txt"]
    same = Catalogue(ids, dict, lambda id: ids[0], lambda id: None)
    assert find_document("工廠法", same) == (ids[0], None)


def test_a_path_to_another_file_of_the_same_name_is_not_the_document(tmp_path: Path) -> None:
    other = tmp_path / "工廠法.txt"
    other.write_text("另一部")
    with pytest.raises(DocumentNameError, match="no document"):
        find_document(str(other), catalogue())
    places = {"工廠法.txt": other}
    assert find_document(str(other), catalogue(**places)) == ("工廠法.txt", None)


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("工廠法.txt#5", Place(ArticleNumber(5), False)),
        ("工廠法.txt:265", Place(ArticleNumber(265), False)),
        ("工廠法.txt#第63-1條", Place(ArticleNumber(63, 1), True)),
        ("工廠法.txt 第六十三條之一", Place(ArticleNumber(63, 1), True)),
        ("工廠法.txt第6條", Place(ArticleNumber(6), True)),
    ],
)
def test_a_place_may_follow_the_name(name: str, place: Place) -> None:
    assert find_document(name, catalogue()) == ("工廠法.txt", place)


@pytest.mark.parametrize(
    "text",
    [
        *("第63-1條", "第六十三條之一", "63-1", "第63條之1", "第 63-1 條", "第 63 條之 1"),
        *("第63之1條", "六十三之一", "63之1", "６３－１", "第六十三条之一", "63条之1", "§63-1"),
    ],
)
def test_people_write_the_number_of_an_article_in_many_ways(text: str) -> None:
    assert read_place(text) == Place(ArticleNumber(63, 1), True)


@pytest.mark.parametrize(
    "text", ["", "第", "條", "六月", "六十三", "63-1-2條之3", "3.5", "-1", "第一章"]
)
def test_other_texts_are_no_place(text: str) -> None:
    assert read_place(text) is None
