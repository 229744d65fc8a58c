"""Characters that the fold makes one: what is written as asked comes first, the rest is counted."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.fold import fold
from index.plan import Tier
from index.whoosh.reader import Reader
from searcher.answer import Answer
from searcher.cli.hit_text import counted
from searcher.match.manner import Manner
from searcher.match.manner_counts import MOST_WRITTEN
from searcher.match.other_characters import _FAMILIES, characters_of
from searcher.query.parser import parse
from searcher.search import Options, Search
from tests.conftest import add_to, document


def asked(folder: Path, texts: Iterable[str], query: str, *, exact: bool = False) -> Answer:
    add_to(folder, [document("a", texts)])
    return Search(Reader(folder), Options(limit=None, exact=exact)).answer(parse(query))


def counts(answer: Answer) -> dict[Manner, int]:
    return {count.manner: count.paragraphs for count in answer.receipt if count.tier == Tier.EXACT}


def are_other(term: str, text: str) -> bool:
    """Whether a search says that the text has the term only with other characters."""
    with tempfile.TemporaryDirectory() as folder:
        answer = asked(Path(folder), [text], term)
    assert answer.total == 1
    return 2.5 <= answer.hits[0].score < 2.75


@pytest.mark.parametrize("line", _FAMILIES.split("\n")[1:-1])
def test_fold_makes_each_family_one_character(line: str) -> None:
    words = line.split()
    assert len(words) > 1
    assert len(set(map(fold, "".join(words)))) == 1
    assert "".join(_FAMILIES.split()).count(words[0][0]) == 1


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("query", ["里長", '"里長"'])
def test_other_character_comes_last_and_is_counted_apart(
    tmp_path: Path, query: str, exact: bool
) -> None:
    texts = ["裡長，裡長，裡長。", "里長向市長陳情，說明了許多其他的事情。", "（裡長）"]
    answer = asked(tmp_path, texts, query, exact=exact)
    assert answer.total == 3
    assert answer.hits[0].paragraph.text == texts[1]
    assert counts(answer) == {Manner.WHOLE: 1, Manner.OTHER_CHARACTERS: 2}
    shown = query.strip('"')
    line = f"{shown} 1 · {shown} 2 (other characters)"
    assert counted("3", answer.receipt).replace('"', "") == f"3: {line}"


def test_quoted_li_zhang_is_not_only_growing_up_here(tmp_path: Path) -> None:
    answer = asked(tmp_path, ["他從小在這裡長大。", "里長向市長陳情。"], '"里長"')
    assert [hit.paragraph.number for hit in answer.hits] == [2, 1]
    assert counts(answer)[Manner.WHOLE] == 1


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("里長", "在鄉裡長住"),
        ("里長", "在鄉裏長住"),
        ("裡長", "里長陳情"),
        ("幹部", "乾部"),
        ("幹部", "地方干部開會"),
        ("乾", "幹什麼"),
        ("頭髮", "從頭發展"),
        ("發", "髮"),
        ("麵", "兩個方面，還沒說"),
        ("面對", "麵對麵"),
        ("穀", "山谷與溪澗"),
        ("鬆", "松樹與杉樹開會"),
        ("后妃傳", "後妃傳"),
        ("鐘", "鍾先生"),
        ("製作", "體制作為"),
        ("複製", "復製"),
        ("颱風", "她的臺風"),
        ("鬱", "姓郁的委員說"),
        ("乾燥機", "幹燥機"),
    ],
)
def test_another_word_is_written_with_other_characters(query: str, text: str) -> None:
    assert are_other(query, text)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("里長", "里长向市长陈情"),  # the other script
        ("里长", "里長向市長陳情"),
        ("里长", "在鄉裡長住"),
        ("幹部", "地方干部开会说明"),
        ("干部", "幹部"),
        ("干部", "乾部"),
        ("後來", "后来"),
        ("里", "裡"),  # no sign of the script of the query
        ("后", "後"),
        ("裡面", "裏面"),  # glyphs of one character
        ("裏", "裡"),
        ("為了", "爲了"),
        ("台灣", "臺灣"),
        ("臺灣", "台灣"),
        ("颱風", "強烈台風來襲"),
        ("衛生", "衞生"),
        ("麵包", "麪包"),
        ("計畫", "計劃"),
        ("週年", "周年慶祝會"),  # characters that are used for one another
        ("公佈", "公布結果與說明"),
        ("里長", "他從鄉裡長大，見過里長。"),  # both
        ("里長", "在鄉裡長住。里 長陳情。"),
        ("發展", "發展"),
        ("頭髮", "頭髮，從頭發展"),
        ("外送員", "外送員"),
    ],
)
def test_the_same_word_is_written_as_asked(query: str, text: str) -> None:
    assert not are_other(query, text)


def test_a_simplified_quotation_in_traditional_text_is_as_asked() -> None:
    assert not are_other("裡長", "報導說「里长」來陳情，與會者討論。")
    assert are_other("裡長", "報導說里長來陳情，與會者討論。")


def test_other_characters_across_a_gap_are_counted_as_spaced(tmp_path: Path) -> None:
    answer = asked(tmp_path, ["裡 長，開會", "里長", "裡長"], "里長")
    assert counts(answer) == {Manner.WHOLE: 1, Manner.OTHER_CHARACTERS: 1, Manner.SPACED: 1}


def test_one_term_of_several_with_other_characters_ranks_after(tmp_path: Path) -> None:
    texts = ["外送員在鄉裡長住，外送員。", "外送員與社區的里長，開會討論了許多事。"]
    answer = asked(tmp_path, texts, "外送員 里長")
    assert [hit.paragraph.number for hit in answer.hits] == [2, 1]


@pytest.mark.parametrize(("more", "other"), [(0, 2), (MOST_WRITTEN, 0)])
def test_no_count_where_too_many_would_be_read(tmp_path: Path, more: int, other: int) -> None:
    answer = asked(tmp_path, ["（裡長）", "裡長", *["里長"] * more], "里長")
    assert counts(answer).get(Manner.OTHER_CHARACTERS, 0) == other
    assert sum(counts(answer).values()) == 2 + more == answer.total


def test_common_term_is_counted_apart_in_the_few_matches(tmp_path: Path) -> None:
    texts = ["外送員（裡長）", "外送員與里長", *["里長"] * MOST_WRITTEN]
    answer = asked(tmp_path, texts, "里長 外送員")
    assert [hit.paragraph.number for hit in answer.hits] == [2, 1]
    assert {one.manner: one.paragraphs for one in answer.receipt if one.text == "里長"} == {
        Manner.WHOLE: 1,
        Manner.OTHER_CHARACTERS: 1,
    }


@pytest.mark.parametrize(("term", "some"), [("外送員", False), ("AI", False), ("里", False)])
def test_most_terms_have_no_characters_to_tell_apart(term: str, some: bool) -> None:
    assert bool(characters_of(term, fold(term))) is some
    assert characters_of("里長", fold("里長"))


PIECES = ["里長", "裡長", "裏長", "里长", "里", "裡", "幹部", "乾部", "干部", "，", "開會", "开会"]
TEXTS = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join), min_size=1, max_size=6
)
# By hand: what counts as asked, and what only in text that is not Traditional.
AS_ASKED = {
    "里長": ("里[長长]", "[裡裏]长"),
    "裡長": ("[裡裏][長长]", "里长"),
    "幹部": ("幹部", "干部"),
}


@settings(max_examples=60, deadline=None)
@given(TEXTS, st.sampled_from(sorted(AS_ASKED)))
def test_counts_are_those_of_brute_force(texts: list[str], query: str) -> None:
    texts = [text for text in texts if text != "，" * len(text)] or ["無"]
    with tempfile.TemporaryDirectory() as folder:
        answer = asked(Path(folder), texts, query, exact=True)
    other = [text for text in texts if fold(query) in fold(text) and not _as_asked(query, text)]
    found = counts(answer)
    inside = found.get(Manner.INSIDE, 0)
    assert sum(found.values()) == sum(fold(query) in fold(text) for text in texts)
    assert found.get(Manner.OTHER_CHARACTERS, 0) <= len(other)
    assert found.get(Manner.OTHER_CHARACTERS, 0) >= len(other) - inside
    ranked = [hit.score for hit in answer.hits]
    assert ranked == sorted(ranked, reverse=True)
    assert sum(2.5 <= score < 2.75 for score in ranked) == found.get(Manner.OTHER_CHARACTERS, 0)


def _as_asked(query: str, text: str) -> bool:
    always, in_simplified = AS_ASKED[query]
    if re.search(always, text):
        return True
    if query == "里長":
        return False
    # 乾 and 裏 are in the Simplified character set too (乾坤), so they are no sign.
    traditional = sum(map(text.count, "長裡幹開會")) > sum(map(text.count, "长开会"))
    return bool(re.search(in_simplified, text)) and (query == "裡長" or not traditional)
