import re
import subprocess
import sys
import time
import tomllib
from itertools import product
from math import prod

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.fold import fold
from index.analysis.batch import cut_texts
from index.analysis.variants import GUARD, KEPT, LONGEST_TERM, MOST, ON, SIGNS, Variant, variants
from index.analysis.variants_table import (
    OPENCC_WORDS,
    SHORT_NAMES,
    WORDS,
    build,
    table_exchanges,
    take_opencc,
    vocabulary,
)
from index.analysis.wording import MatchText, spans

TO_TRADITIONAL = opencc.OpenCC("s2t").convert
TO_SIMPLIFIED = opencc.OpenCC("t2s").convert
APART = ("guards", "opencc", "senses")
FIELDS = {name: field for name, field in vocabulary().items() if name not in APART}
NAMES = tomllib.loads(SHORT_NAMES.read_text(encoding="utf-8"))
LINES = [line.split("\t") for line in WORDS.read_text(encoding="utf-8").splitlines()]
LISTED = {word: fields for word, *fields in LINES}

ANY_TEXT = st.text(alphabet=st.characters())
# What people ask for: words of the list and loose characters, side by side.
TERMS = st.lists(
    st.one_of(
        st.sampled_from(sorted(LISTED)),
        st.sampled_from(list("的與办對安全個法車中國x9 ")),
        st.sampled_from(sorted(g for word in vocabulary()["guards"].values() for g in word)),
    ),
    min_size=1,
    max_size=5,
).map("".join)


def without_shown(term: str) -> list[Variant]:
    return [variant._replace(shown="") for variant in variants(term)]


def texts(term: str) -> list[str]:
    return [variant.text for variant in variants(term)]


@pytest.mark.parametrize(
    ("taiwan", "mainland"),
    [
        ("人工智慧基本法", "人工智能基本法"),
        ("外送平台演算法", "外卖平台算法"),
        ("外送員", "网约配送员"),
        ("數位落差", "数字鸿沟"),
        ("個資法", "个人信息保护法"),
        ("永續發展", "可持续发展"),
        ("金融監理", "金融监管"),
        ("捷運站", "地铁站"),
        ("國中生", "初中生"),
        ("全民健保", "全民医保"),
        ("少子女化", "少子化"),
        ("淨零", "碳中和"),
        ("身心障礙者", "残疾人"),
        ("軟體", "软件"),
    ],
)
def test_the_two_sides_of_the_strait_find_each_other(taiwan: str, mainland: str) -> None:
    assert fold(mainland) in texts(taiwan)
    assert fold(taiwan) in texts(mainland)


def test_hong_kong_has_its_own_words() -> None:
    assert fold("利害關係人") in texts("持份者")
    assert fold("持份者") in texts("利益相关方")
    assert fold("私隱專員") in texts("隐私专员")


def test_a_one_way_exchange_has_no_way_back() -> None:
    assert variants("透過") == (Variant("通过", 0.7, "table", frozenset({"cn"}), "通過"),)
    assert variants("通過") == ()


def test_a_neighbour_weighs_less_than_an_equal() -> None:
    weights = {variant.text: variant.weight for variant in variants("平台工作者")}
    assert weights["平台劳动者"] == 1.0
    assert weights[fold("新就业形态劳动者")] == 0.5


def test_the_source_is_named() -> None:
    assert [v.source for v in variants("奧勒岡州")] == ["opencc"]
    assert [v.source for v in variants("公聽會")] == ["table"]
    assert variants("奧勒岡州公聽會")[0].source == "table"


def test_all_words_exchanged_come_before_some() -> None:
    assert [(variant.text, variant.weight) for variant in variants("外送平台演算法")] == [
        ("外卖平台算法", 1.0),
        ("外送平台算法", 0.6),
        ("外卖平台演算法", 0.6),
    ]


@pytest.mark.parametrize(
    "term",
    [
        "辦公車輛",
        "對外送出",
        "師資安排",
        "預算法",
        "中國中央",
        "行政委託",
        "程序正義",
        "觀察站",
        "x",
    ],
)
def test_a_word_across_the_boundary_of_two_others_is_left_alone(term: str) -> None:
    assert variants(term) == ()


def test_a_guard_applies_to_its_own_word_only() -> None:
    # 個資 is no word in 各個資料, but 資料 is.
    assert texts("各個資料") == ["各个数据"]


def test_a_latin_word_is_not_cut() -> None:
    assert texts("B超") == ["超音波"]
    assert texts("FB超") == []


def test_an_exchange_is_not_exchanged_again() -> None:
    # 育嬰留職停薪 is near 育儿假, and 育儿假 is 育嬰假; the two ends are not joined by that.
    assert texts("育嬰留職停薪") == ["育婴留停", "育儿假"]
    assert texts("育儿假") == ["育婴假", "育婴留职停薪"]


def test_a_word_with_another_meaning_counts_on_its_side_only() -> None:
    sides = {variant.text: variant.sides for variant in variants("數位")}
    assert sides == {"数字": {"cn"}, "数码": set()}
    both = {variant.text: variant.sides for variant in variants("酒店智能")}
    assert both[fold("飯店智慧")] == set()
    assert {variant.text: variant.sides for variant in variants("飯店智慧")}["酒店智能"] == {
        "cn",
        "hk",
    }


def test_a_variant_is_shown_in_the_script_of_the_term() -> None:
    assert [v.shown for v in variants("計程車")] == ["出租車", "的士"]
    assert [v.shown for v in variants("计程车")] == ["出租车", "的士"]
    assert variants("AI治理")[0].shown == "人工智慧治理"


def test_english_and_chinese_terms_find_each_other() -> None:
    assert "沙盒" in texts("sandbox")
    assert "deepfake" in texts("深偽")
    assert fold("人工智慧治理") in texts("AI治理")
    assert "ai治理" in texts("人工智慧治理")
    # No Chinese compound contains an English word.
    assert texts("演算法") == ["算法", "algorithm", "algorithms"]
    assert texts("演算法治理") == ["算法治理"]


@pytest.mark.parametrize("term", ["", "車", "A", "的", "，", "\U0010ffff"])
def test_single_characters_are_never_widened(term: str) -> None:
    assert variants(term) == ()


def test_a_passage_is_not_a_term() -> None:
    assert variants("外送" * (LONGEST_TERM // 2)) != ()
    assert variants("外送" * (LONGEST_TERM // 2) + "員") == ()


@given(TERMS)
def test_a_term_in_either_script_gets_the_same_answer(term: str) -> None:
    assert without_shown(TO_TRADITIONAL(term)) == without_shown(term)
    assert without_shown(TO_SIMPLIFIED(term)) == without_shown(term)


@given(ANY_TEXT)
def test_the_answer_depends_on_the_folded_term_alone(term: str) -> None:
    assert without_shown(fold(term)) == without_shown(term)


def test_every_listed_word_survives_the_way_to_traditional() -> None:
    lost = [
        word
        for word in LISTED
        if without_shown(TO_TRADITIONAL(word)) != without_shown(word)
        or without_shown(TO_SIMPLIFIED(word)) != without_shown(word)
    ]
    assert lost == []


@given(ANY_TEXT | TERMS)
def test_the_answer_is_short_sorted_folded_and_without_the_term_or_repeats(term: str) -> None:
    answer = variants(term)
    found = [variant.text for variant in answer]
    weights = [variant.weight for variant in answer]
    assert len(answer) <= MOST
    assert len(set(found)) == len(found)
    assert fold(term) not in found
    assert [fold(text) for text in found] == found
    assert weights == sorted(weights, reverse=True)
    assert all(0 < weight <= 1 for weight in weights)


def _pattern(word: str, fields: list[str]) -> str:
    """``word``, except inside its guards and except where it cuts a Latin word or a number."""
    result = re.escape(word)
    for field in fields:
        if field.startswith(GUARD):
            left, right = (re.escape(part) for part in field[1:].split(word, 1))
            result = rf"(?!(?<={left}){re.escape(word)}{right}){result}"
    latin = "[a-z0-9]"
    start = rf"(?<!{latin})" if re.match(latin, word) else ""
    end = rf"(?!{latin})" if re.search(f"{latin}$", word) else ""
    return start + result + end


ORACLE_WORDS = re.compile(
    "|".join(_pattern(word, LISTED[word]) for word in sorted(LISTED, key=len, reverse=True))
)


def _every_wording(term: str) -> dict[str, float]:
    """All combinations, by brute force: each text with the best weight that leads to it."""
    Slot = list[tuple[str, float, frozenset[str]]]
    slots: list[Slot] = []
    everywhere = frozenset({"cn", "hk", "tw"})
    at = 0
    for match in ORACLE_WORDS.finditer(term):
        choices = [field for field in LISTED[match[0]] if field[:1] in SIGNS]
        slot: Slot = []
        for field in choices:
            text, _, sides = field[1:].partition(ON)
            if not (text.isascii() and len(text) > 5 and match[0] != term):
                where = frozenset(sides.split("-")) if sides else everywhere
                slot.append((text, SIGNS[field[0]][0], where))
        slot.append((match[0], KEPT if slot else 1.0, everywhere))
        slots += [[(term[at : match.start()], 1.0, everywhere)], slot]
        at = match.end()
    slots.append([(term[at:], 1.0, everywhere)])
    result: dict[str, float] = {}
    for combination in product(*slots):
        weight = prod(factor for _, factor, _ in combination)
        text = "".join(part for part, _, _ in combination)
        if frozenset.intersection(*(where for _, _, where in combination)):
            result[text] = max(weight, result.get(text, 0.0))
    result.pop(term, None)
    return result


@given(TERMS.filter(lambda term: len(term) <= 24))
def test_the_answer_is_the_best_of_all_combinations(term: str) -> None:
    expected = _every_wording(fold(term))
    answer = variants(term)
    assert len(answer) == min(MOST, len(expected))
    assert {v.text: v.weight for v in answer} == {
        v.text: round(expected[v.text], 4) for v in answer
    }
    assert [v.weight for v in answer] == [
        round(weight, 4) for weight in sorted(expected.values(), reverse=True)[:MOST]
    ]


def test_every_pair_of_our_vocabulary_is_answered() -> None:
    unanswered = [
        (word, other)
        for word, other in table_exchanges(FIELDS) | table_exchanges(NAMES)
        if other not in texts(word)
    ]
    assert unanswered == []


def test_our_vocabulary_has_many_pairs() -> None:
    assert len(table_exchanges(FIELDS)) > 4000
    assert len(table_exchanges(NAMES)) > 1500


def test_the_word_list_is_up_to_date() -> None:
    assert WORDS.read_text(encoding="utf-8") == build(), (
        "run: python -m index.analysis.variants_table"
    )


def test_opencc_s_words_are_those_of_its_wheel() -> None:
    ours = OPENCC_WORDS.read_text(encoding="utf-8")
    if f"OpenCC {opencc.__version__}," not in ours:
        pytest.skip("another version of OpenCC is installed than the words were taken from")
    assert ours == take_opencc()


def test_a_question_loads_no_dictionary_software() -> None:
    program = (
        "import sys; from index.analysis.variants import variants; variants('外送員');"
        "print({'opencc', 'jieba', 'rjieba', 'numpy', 'tomllib'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert (run.stdout, run.stderr) == ("set()\n", "")


@pytest.mark.parametrize("text", ["外送員" * 3334, "x" * 10_000, "人工智慧演算法" * 9, "個資" * 32])
def test_no_text_takes_longer_than_five_milliseconds(text: str) -> None:
    variants(text)
    times = []
    for _ in range(5):
        start = time.perf_counter()
        variants(text)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.005


@pytest.mark.parametrize(
    ("variant", "text", "counts"),
    [
        ("用户", "本区用户籍资料核对身份。", False),
        ("外劳", "各地不同的外劳动员方式。", False),
        ("地铁", "這裡的地鐵皮屋很多。", False),
        ("地铁", "我在地鐵站等他。", True),
        ("软件", "開放源碼的軟件。", True),
        ("视频", "無線電視頻道業者。", False),
        ("网上", "政府採購網上有公告。", False),
        ("工资", "由員工資助的活動。", False),
        ("算法", "預算法第三十條。", False),
        ("数字", "數字化的政府。", True),
    ],
)
def test_a_variant_counts_only_as_a_word(variant: str, text: str, *, counts: bool) -> None:
    [starts] = cut_texts([text], "jieba").starts
    found = list(spans(variant, MatchText(fold(text), starts), variant=True))
    assert bool(found) == counts
