"""What to do with files that are not read."""

from __future__ import annotations

import pytest

from corpus.other_formats import _ADVICE, advice_by_kind, advice_for
from corpus.read import SUFFIXES


def test_no_advice_is_given_for_a_format_that_is_read() -> None:
    suffixes = [suffix for advice in _ADVICE for suffix in advice.suffixes]
    assert not SUFFIXES & set(suffixes)
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("name", ["全部.zip", "全部.7z", "全部.RAR", "全部.tar.gz"])
def test_archives_are_to_be_unpacked(name: str) -> None:
    advice = advice_for(name)
    assert advice is not None
    assert (advice.what, advice.remedy) == ("archives", "unpack them")


def test_each_advice_is_given_once_with_the_kinds_that_occur() -> None:
    names = ["附件/a.xls", "b.XLS", "c.ods", "d.zip", "e", "f.unknown"]
    assert [(one.what, one.suffixes) for one in advice_by_kind(names)] == [
        ("archives", (".zip",)),
        ("tables", (".ods", ".xls")),
    ]
