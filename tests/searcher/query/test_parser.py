"""The query language: what each sign means, where an error points, and that nothing breaks it."""

from __future__ import annotations

import datetime
import itertools
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from corpus.errors import CewenError
from corpus.readers.characters import visible
from searcher.query.ast import (
    And,
    DateRange,
    Field,
    Not,
    Or,
    Phrase,
    Proximity,
    Query,
    Term,
    Wildcard,
    describe,
)
from searcher.query.errors import QueryError
from searcher.query.fields import FIELDS
from searcher.query.parser import MAX_DEPTH, MAX_LENGTH, parse


def error_of(query: str) -> QueryError:
    with pytest.raises(QueryError) as caught:
        parse(query)
    return caught.value


def terms(*texts: str) -> tuple[Term, ...]:
    return tuple(Term(text) for text in texts)


# Operators


@pytest.mark.parametrize(
    "query", ["騎手 NEAR/5 保險", "騎手 ＮＥＡＲ／５ 保險", "(騎手) NEAR/05 (保險)"]
)
def test_near_joins_two_parts(query: str) -> None:
    assert parse(query) == Proximity(terms("騎手", "保險"), 5)  # type: ignore[arg-type]


def test_near_binds_tighter_than_and_and_not() -> None:
    pair = Proximity((Term("騎手"), Phrase("保險")), 5)
    assert parse('津貼 騎手 NEAR/5 "保險"') == And((Term("津貼"), pair))
    assert parse('-騎手 NEAR/5 "保險"') == Not(pair)


def test_near_joins_alternatives() -> None:
    parts = Or(terms("騎手", "外送員")), Term("保險")
    assert parse("(騎手 OR 外送員) NEAR/5 保險") == Proximity(parts, 5)


def test_a_chain_of_near_is_a_chain_of_pairs() -> None:
    assert parse("甲 NEAR/5 乙 NEAR/9 丙") == And(
        (Proximity(terms("甲", "乙"), 5), Proximity(terms("乙", "丙"), 9))  # type: ignore[arg-type]
    )


@pytest.mark.parametrize("word", ["NEAR", "near/5", "NEAR/", "NEAR/x", "NEAR/1234", "NEAR/5個"])
def test_other_forms_of_near_are_text(word: str) -> None:
    assert parse(f"騎手 {word}") == And((Term("騎手"), Term(word)))


@pytest.mark.parametrize("part", ["speaker:王", "騎*手", "(甲 乙)", "(甲 OR date:2024)"])
def test_near_joins_nothing_else(part: str) -> None:
    for query in (f"{part} NEAR/5 保險", f"保險 NEAR/5 {part}"):
        error = error_of(query)
        assert str(error.message) == (
            "NEAR/5 joins words, phrases, and alternatives of these in parentheses: this is none."
        )
        assert query[error.start : error.end] in part


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("NEAR/5 保險", "NEAR/5 needs a word before it"),
        ("保險 NEAR/5", "NEAR/5 needs a word after it"),
        ("保險 NEAR/5 AND 騎手", "NEAR/5 needs a word after it"),
        ("保險 NEAR/5 -騎手", "NEAR/5 needs a word after it"),
    ],
)
def test_near_needs_a_word_on_either_side(query: str, message: str) -> None:
    assert str(error_of(query)).startswith(message)


def test_white_space_between_terms_is_and() -> None:
    assert parse("騎手 保險\t津貼\u3000補助") == And(terms("騎手", "保險", "津貼", "補助"))


def test_a_single_term_is_a_query() -> None:
    assert parse("  騎手 ") == Term("騎手")


def test_and_binds_tighter_than_or() -> None:
    assert parse("騎手 保險 OR 津貼 AND 補助") == Or(
        (And(terms("騎手", "保險")), And(terms("津貼", "補助")))
    )


def test_parentheses_group_and_vanish_where_they_are_not_needed() -> None:
    assert parse("騎手 (保險 OR 津貼)") == And((Term("騎手"), Or(terms("保險", "津貼"))))
    assert parse("((騎手) (保險 津貼))") == And(terms("騎手", "保險", "津貼"))


@pytest.mark.parametrize(
    "query", ["騎手 -津貼", "騎手 NOT 津貼", "騎手 AND NOT 津貼", "騎手 －津貼"]
)
def test_not_and_a_leading_hyphen_exclude(query: str) -> None:
    assert parse(query) == And((Term("騎手"), Not(Term("津貼"))))


def test_a_query_may_only_exclude() -> None:
    assert parse("-津貼") == Not(Term("津貼"))


@pytest.mark.parametrize(
    ("query", "part"),
    [
        ("-(津貼 補助)", And(terms("津貼", "補助"))),
        ('-"津貼 補助"', Phrase("津貼 補助")),
        ("-「津貼」", Phrase("津貼")),
        ("-speaker:林", Field("speaker", Term("林"))),
        ("--津貼", Not(Term("津貼"))),
    ],
)
def test_a_hyphen_excludes_whatever_it_is_joined_to(query: str, part: Query) -> None:
    assert parse(query) == Not(part)


@pytest.mark.parametrize("word", ["human-in-the-loop", "AI-based", "2025-11", "甲－乙", "尾-"])
def test_a_hyphen_inside_a_word_is_text(word: str) -> None:
    assert parse(word) == Term(word)


@pytest.mark.parametrize("word", ["or", "And", "not", "ORBIT", "NOTE", "甲OR乙", "|", "&"])
def test_only_the_operators_in_capitals_standing_alone_are_operators(word: str) -> None:
    assert parse(word) == Term(word)


# Words and phrases


def test_punctuation_stays_in_a_pasted_sentence() -> None:
    assert parse("騎手；店家。誰付錢？") == Term("騎手；店家。誰付錢？")


# Its parts became an AND, which few paragraphs match.
@pytest.mark.parametrize("query", ["在這個模型中，值越大，代表什麼？", "騎手、保險，由誰負責"])
def test_a_question_is_one_term_with_its_commas(query: str) -> None:
    assert parse(query) == Term(query)


@pytest.mark.parametrize("query", ["騎手，保險", "騎手、保險", "騎手 ，保險、", "，騎手 保險"])
def test_full_width_commas_separate_terms(query: str) -> None:
    assert parse(query) == And((Term("騎手"), Term("保險")))


def test_full_width_commas_are_text_in_quotes() -> None:
    assert parse('"騎手、保險，"') == Phrase("騎手、保險，")
    assert parse("騎手，-保險") == And((Term("騎手"), Not(Term("保險"))))
    assert parse("「騎手」、「保險」") == And((Phrase("騎手"), Phrase("保險")))


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("第 12 條", "第12條"),
        ("第12 條", "第12條"),
        ("第 12條", "第12條"),
        ("第 十二 條 第 3 項", "第十二條第3項"),
        ("第 63-1 條", "第63-1條"),
        ("平 台 工 作 者", "平台工作者"),
        ("一 帶 一 路", "一帶一路"),
        ("民國 114 年 3 月 5 日", "民國114年3月5日"),
        ("共 25 人", "共25人"),
        ("2025　年", "2025年"),
    ],
)
def test_single_characters_and_numbers_are_one_string(query: str, text: str) -> None:
    assert parse(query) == Term(text)
    assert query[parse(query).start : parse(query).end] == query


@pytest.mark.parametrize(
    ("query", "texts"),
    [
        ("外送員 2025 保險", ["外送員", "2025", "保險"]),
        ("勞基法 第 12 條", ["勞基法", "第12條"]),
        ("外送 稅 2025 年 3 月", ["外送", "稅", "2025年3月"]),
        ("稅 2025", ["稅", "2025"]),
        ("稅 費 平台", ["稅", "費", "平台"]),
        ("A 股", ["A", "股"]),
        ("第 12 屆 立委", ["第12屆", "立委"]),
        ("甲 AND 乙", ["甲", "乙"]),
    ],
)
def test_other_words_are_terms_of_their_own(query: str, texts: list[str]) -> None:
    assert parse(query) == And(tuple(map(Term, texts)))


def test_invisible_characters_are_taken_out_and_the_rest_composed() -> None:
    assert parse("平\u200b台\u00ad工\u2060作\u202a者") == Term("平台工作者")
    assert parse('"葛\U000e0100城"') == Phrase("葛城")
    assert parse("Cafe\u0301") == Term("Café")


def test_terms_keep_their_original_characters() -> None:
    assert parse("臺灣ＡＩ爲") == Term("臺灣ＡＩ爲")


@pytest.mark.parametrize(
    "query", ['"騎手 OR (-*"', "“騎手 OR (-*”", "＂騎手 OR (-*＂", '"騎手 OR (-*＂']
)
def test_inside_quotes_every_sign_is_text(query: str) -> None:
    assert parse(query) == Phrase("騎手 OR (-*")


def test_one_kind_of_quote_may_stand_inside_the_other() -> None:
    assert parse('“稱為"騎手"者”') == Phrase('稱為"騎手"者')
    assert parse('"稱為“騎手”者"') == Phrase("稱為“騎手”者")


def test_quotes_and_parentheses_need_no_space_around_them() -> None:
    assert parse('騎手"保險"費(津貼)') == And(
        (Term("騎手"), Phrase("保險"), Term("費"), Term("津貼"))
    )


@pytest.mark.parametrize("query", ["「騎手 保險」", "『騎手 保險』", "(「騎手 保險」)"])
def test_corner_quotes_around_a_whole_term_make_a_phrase(query: str) -> None:
    assert parse(query) == Phrase("騎手 保險")


@pytest.mark.parametrize(
    "word",
    ["「騎手」法", "論「騎手」", "「甲「乙」丙」", "「甲『乙』」", "「騎手", "騎手」", "「」"],
)
def test_other_corner_quotes_are_characters_of_the_word(word: str) -> None:
    assert parse(word) == Term(word)


def test_corner_quotes_do_not_swallow_operators() -> None:
    assert parse("「騎手 OR 店家」") == Or(terms("「騎手", "店家」"))


# Wildcards


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("騎手*津貼", ("騎手", "津貼")),
        ("騎手＊＊津貼*補助", ("騎手", "津貼", "補助")),
        ("騎手*", ("騎手",)),
        ("*騎手", ("騎手",)),
        ("OR*", ("OR",)),
        ("*-甲*乙", ("-甲", "乙")),
    ],
)
def test_a_star_in_a_word_makes_a_wildcard(query: str, parts: tuple[str, ...]) -> None:
    assert parse(query) == Wildcard(parts)


# Fields


@pytest.mark.parametrize("name", sorted(set(FIELDS) - {"date"}))
def test_every_field_takes_a_term_a_phrase_or_a_wildcard(name: str) -> None:
    assert parse(f"{name}:林") == Field(name, Term("林"))
    assert parse(f'{name.upper()}："林 某"') == Field(name, Phrase("林 某"))
    assert parse(f"{name}:「林 某」") == Field(name, Phrase("林 某"))
    assert parse(f"{name}:林*某") == Field(name, Wildcard(("林", "某")))


@pytest.mark.parametrize(
    ("names", "field"),
    [
        ("發言人 发言人 發言者 发言者 講者 讲者 ｓｐｅａｋｅｒ", "speaker"),
        ("機關 机关 機構 机构 組織 组织 單位 单位", "org"),
        ("主題 主题 議題 议题", "topic"),
        ("章節 章节", "section"),
        ("標題 标题", "title"),
        ("文件 文檔 文档", "doc"),
    ],
)
def test_fields_have_chinese_names_in_both_scripts(names: str, field: str) -> None:
    for name in names.split():
        assert parse(f"{name}：甲") == parse(f"{name}:甲") == Field(field, Term("甲"))


@pytest.mark.parametrize(
    "word", ["AI：甲", "12:30", "http://例.test/a:b", "speakr:林", "本案議題：甲", ":", ":甲"]
)
def test_an_unknown_name_is_text_with_its_colon(word: str) -> None:
    assert parse(word) == Term(word)


@pytest.mark.parametrize("value", ["OR", "-甲", "topic:甲", "12:30"])
def test_the_value_of_a_field_is_text_whatever_it_looks_like(value: str) -> None:
    assert parse(f"doc:{value}") == Field("doc", Term(value))


# Dates


def day(text: str) -> datetime.date | None:
    return datetime.date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-2", "2024-02-01", "2024-02-29"),
        ("2025-11-26", "2025-11-26", "2025-11-26"),
        ("2024..2025-06", "2024-01-01", "2025-06-30"),
        ("..2024", "", "2024-12-31"),
        ("2024-12..", "2024-12-01", ""),
        ("9999-12", "9999-12-01", "9999-12-31"),
        ("２０２４－０５．．２０２５", "2024-05-01", "2025-12-31"),
        ('"2024-05..2024-05-03"', "2024-05-01", "2024-05-03"),
        ("2024年", "2024-01-01", "2024-12-31"),
        ("2025/3/1", "2025-03-01", "2025-03-01"),
        ("2025年３月", "2025-03-01", "2025-03-31"),
        ("民國114年", "2025-01-01", "2025-12-31"),
        ("中華民國一百一十四年三月", "2025-03-01", "2025-03-31"),
        ("114-03", "2025-03-01", "2025-03-31"),
        ("114年3月..民國114年5月1日", "2025-03-01", "2025-05-01"),
        ("20240501", "2024-05-01", "2024-05-01"),
        ("1140301", "2025-03-01", "2025-03-01"),
        ("2025Q1", "2025-01-01", "2025-03-31"),
        ('"2025 年 3 月"', "2025-03-01", "2025-03-31"),
    ],
)
def test_a_date_is_the_first_and_the_last_day_it_means(value: str, first: str, last: str) -> None:
    expected = Field("date", DateRange(day(first), day(last)))
    assert parse(f"date:{value}") == parse(f"日期：{value}") == expected


FORMS = "write date:2024, date:2024-05, date:2025-11-26 or date:2024..2025-06."


@pytest.mark.parametrize(
    ("value", "message", "place"),
    [
        ("114", "This is not a Gregorian year (民國 114 is 2025)", "114"),
        ("2024..114", "This is not a Gregorian year (民國 114 is 2025)", "114"),
        ("114-13", "This is not a date", "114-13"),
        ("2024-13", "The calendar has no such date", "2024-13"),
        ("2025-02-29..", "The calendar has no such date", "2025-02-29"),
        ("0000", "The calendar has no such date", "0000"),
        ("明年", "This is not a date", "明年"),
        ("2024*", "This is not a date", "2024*"),
        ("20240532", "This is not a date", "20240532"),
        ("2024-05-01-02", "This is not a date", "2024-05-01-02"),
        ("2024..2025..2026", "This is not a date", "2025..2026"),
        ("-2024", "This is not a date", "-2024"),
        ('"2024..大選"', "This is not a date", "大選"),
        ("..", "There is no date here", ".."),
    ],
)
def test_what_is_not_a_date_is_pointed_at(value: str, message: str, place: str) -> None:
    error = error_of(f"騎手 date:{value}")
    assert str(error) == f"{message}: {FORMS}"
    assert error.query[error.start : error.end] == place


def test_a_range_does_not_end_before_it_begins() -> None:
    error = error_of("date:2025..2024-12")
    assert str(error) == "This range ends before it begins: put the earlier date first."


# Places


def test_every_part_knows_its_place() -> None:
    query = '騎手  (“保 險” OR -topic：津貼*) date:"2024"'

    def places(node: Any) -> list[str]:
        own = [query[node.start : node.end]]
        if isinstance(node, Field):
            return own + places(node.value)
        if isinstance(node, Not):
            return own + places(node.part)
        return own + [
            place
            for part in getattr(node, "parts", ())
            if not isinstance(part, str)
            for place in places(part)
        ]

    assert places(parse(query)) == [
        query,
        "騎手",
        "“保 險” OR -topic：津貼*",
        "“保 險”",
        "-topic：津貼*",
        "topic：津貼*",
        "津貼*",
        'date:"2024"',
        '"2024"',
    ]


# Errors


def test_an_error_belongs_to_the_family_that_the_command_line_reports() -> None:
    error = error_of("騎手 OR")
    assert isinstance(error, CewenError)
    assert (error.position, error.start, error.end, error.query) == (3, 3, 5, "騎手 OR")


@pytest.mark.parametrize("query", ["", " ", "\u3000\n", "\x1b"])
def test_an_empty_query_says_so_and_shows_no_line(query: str) -> None:
    assert error_of(query).render().startswith("The query is empty: give it a word.")


AFTER = 'needs a word after it; to look for {0} itself, write "{0}".'
UNCLOSED_QUOTE = "This quotation mark is never closed: add the second one, or take it out."
EMPTY_QUOTE = "There is nothing between these quotation marks: fill them or take them out."
UNCLOSED = "This ( is never closed: add ) after it, or take it out."
STRAY = "This ) closes nothing: add ( before it, or take it out."
EMPTY_GROUP = "There is nothing between these parentheses: fill them or take them out."
LONE_STAR = 'A * needs a word before or after it; write "*" to look for a star.'
LONE_HYPHEN = 'This - excludes nothing: join it to a word, or write "-" to look for it.'
JOINED = "This - is joined to what is before it: put a space before it to exclude what follows."


@pytest.mark.parametrize(
    ("query", "carets", "message"),
    [
        ("騎手 OR", "     ^^", "OR " + AFTER.format("OR")),
        ("騎手 ＡＮＤ", "     ^^^^^^", "AND " + AFTER.format("AND")),
        ("騎手 NOT", "     ^^^", "NOT " + AFTER.format("NOT")),
        ("騎手 OR OR 店", "     ^^", "OR " + AFTER.format("OR")),
        ("(騎手 OR)", "      ^^", "OR " + AFTER.format("OR")),
        ("OR 店", "^^", 'OR needs a word before it; to look for OR itself, write "OR".'),
        ("(AND 店)", " ^^^", 'AND needs a word before it; to look for AND itself, write "AND".'),
        ("-OR 店", "^", "- " + AFTER.format("-")),
        ("騎手 “保險", "     ^", UNCLOSED_QUOTE),
        ('騎手 "', "     ^", UNCLOSED_QUOTE),
        ('騎手 " "', "     ^^^", EMPTY_QUOTE),
        ("騎手（保險", "    ^^", UNCLOSED),
        ("騎手 (", "     ^", UNCLOSED),
        ("騎手) 店", "    ^", STRAY),
        (") 店", "^", STRAY),
        ("騎手（　）", "    ^^^^^^", EMPTY_GROUP),
        ("騎手 * 店", "     ^", LONE_STAR),
        ("doc:**", "    ^^", LONE_STAR),
        ("騎手 - 店", "     ^", LONE_HYPHEN),
        ("(騎手 -)", "      ^", LONE_HYPHEN),
        ('"騎手"-店', "      ^", JOINED),
        ("(騎手)-店", "      ^", JOINED),
        (
            "騎\ud800手",
            "  ^",
            "This is not a character: give the query in the encoding of the terminal.",
        ),
    ],
)
def test_an_error_shows_the_query_and_points_at_the_place(
    query: str, carets: str, message: str
) -> None:
    shown = query.replace("\ud800", "\ufffd")
    assert error_of(query).render() == f"{message}\n  {shown}\n  {carets}"


@pytest.mark.parametrize("query", ["發言人：", "speaker: 林", "speaker:(林 OR 王)"])
def test_a_field_needs_its_value_right_after_the_colon(query: str) -> None:
    assert str(error_of(query)) == (
        "speaker: needs a word or a quote right after it; "
        "to look for the text itself, put it in quotes."
    )


def test_a_control_character_separates_words_and_is_never_shown() -> None:
    assert parse("騎手\x1b保險\x9b") == And(terms("騎手", "保險"))
    assert parse('"騎手\x00保險"') == Phrase("騎手 保險")
    assert error_of("\x1b[2J\u202e(").render() == f"{UNCLOSED}\n  \ufffd[2J(\n      ^"


def test_a_query_has_a_greatest_length() -> None:
    assert parse("騎" * MAX_LENGTH) == Term("騎" * MAX_LENGTH)
    error = error_of("騎" * (MAX_LENGTH + 1))
    assert str(error) == "A query has at most 2,000 characters: shorten it from here on."
    assert error.position == MAX_LENGTH


@pytest.mark.parametrize(
    ("before", "after", "levels"), [("(", ")", 1), ("NOT ", "", 1), ("-", "", 1), ("-(", ")", 2)]
)
def test_a_query_has_a_greatest_depth(before: str, after: str, levels: int) -> None:
    def nested(times: int) -> str:
        return before * times + "騎手" + after * times

    deepest = MAX_DEPTH // levels
    assert "騎手" in describe(parse(nested(deepest)))
    error = error_of(nested(deepest + 1))
    assert str(error) == "Parentheses and negations go 50 deep at most: simplify from here."
    assert error.position == deepest * len(before)


def test_of_a_long_query_only_the_surroundings_of_the_place_are_shown() -> None:
    _, line, carets = error_of("騎手 " * 100 + "* " + "保險 " * 100).render().split("\n")
    assert line[:3] == "  …"
    assert line[-1] == "…"
    assert wcswidth(line) <= 78
    assert wcswidth(line[: line.index("*")]) == carets.index("^")


# What holds for every query


words = st.text(
    st.sampled_from("騎手保險津貼平台甲乙丙丁臺爲ab12。？「」『』"), min_size=1, max_size=4
).filter(lambda text: parse(text) == Term(text))
quoted = st.text(st.sampled_from('騎手 津貼*-():「」OR"'), min_size=1, max_size=6).filter(str.strip)
leaves = st.one_of(
    words.map(Term),
    quoted.map(Phrase),
    st.lists(words | st.just("-甲") | st.just("doc:甲"), min_size=1, max_size=3).map(
        lambda parts: Wildcard(tuple(parts))
    ),
)
ranges = st.one_of(
    st.lists(st.dates(), min_size=2, max_size=2).map(sorted).map(lambda pair: DateRange(*pair)),
    st.dates().map(lambda date: DateRange(date, None)),
    st.dates().map(lambda date: DateRange(None, date)),
)
terms_or_phrases = st.one_of(words.map(Term), quoted.map(Phrase))
operand_of_near = st.one_of(
    terms_or_phrases,
    st.lists(terms_or_phrases, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts))),
)
singles = st.one_of(
    leaves,
    st.builds(Proximity, st.tuples(operand_of_near, operand_of_near), st.integers(0, 999)),
    st.builds(Field, st.sampled_from(sorted(set(FIELDS) - {"date"})), leaves),
    st.builds(Field, st.just("date"), ranges),
)


def join(kind: type[And] | type[Or], parts: list[Query]) -> Query:
    """The tree that these parts make, written out the slow way."""
    flat = [p for part in parts for p in (part.parts if isinstance(part, kind) else (part,))]
    return kind(tuple(flat))


def combine(inner: st.SearchStrategy[Query]) -> st.SearchStrategy[Query]:
    several = st.lists(inner, min_size=2, max_size=3)
    return st.one_of(
        st.builds(join, st.sampled_from([And, Or]), several),
        st.builds(Not, inner),
    )


queries: st.SearchStrategy[Query] = st.recursive(singles, combine, max_leaves=8)
signs = st.lists(
    st.sampled_from([*'騎手a ()（）"“”＂「」『』-－*＊:：\u3000\x1b', " OR ", "ＡＮＤ ", "NOT"])
    | st.sampled_from(["speaker:", "日期：", "date:2024", "..", "-13"]),
    max_size=30,
).map("".join)
anything = st.text(st.characters()) | signs


@given(queries)
@example(Phrase("稱＂騎手＂者"))
def test_a_description_reads_back_as_the_same_query(query: Query) -> None:
    assert parse(describe(query)) == query


def whole(query: str) -> Query | QueryError:
    try:
        return parse(query)
    except QueryError as error:
        return error


@given(anything)
@example("「a 『x」』")
@example("*「x*y」")
@settings(deadline=datetime.timedelta(seconds=1), max_examples=500)
def test_any_text_is_read_or_refused_at_a_place_that_can_be_shown(query: str) -> None:
    result = whole(query)
    query = visible(query)
    if isinstance(result, QueryError):
        assert 0 <= result.start <= result.end <= len(query)
        shown = result.render()
        assert str(result) in shown
        assert not {unicodedata.category(char) for char in shown.replace("\n", "")} & {"Cc", "Cs"}
    else:
        assert parse(describe(result)) == result
        assert query[result.start : result.end].strip()


@given(signs.filter(bool))
@example("「")
@example("「a ")
@example("a:")
@example("(a OR ")
@example("-")
@settings(deadline=datetime.timedelta(seconds=1), max_examples=30)
def test_the_longest_queries_take_less_than_a_second(piece: str) -> None:
    whole((piece * MAX_LENGTH)[:MAX_LENGTH])


han = st.text(st.sampled_from("騎手保險津貼平台甲乙丙丁臺爲"), min_size=1, max_size=4)
han_leaves = st.one_of(
    han.map(Term),
    han.map(Phrase),
    st.lists(han, min_size=1, max_size=3).map(lambda parts: Wildcard(tuple(parts))),
)
han_singles = st.one_of(
    han_leaves,
    st.builds(Field, st.sampled_from(sorted(set(FIELDS) - {"date"})), han_leaves),
    st.builds(Field, st.just("date"), ranges),
)
FULL_WIDTH = {32: 0x3000} | {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@given(st.recursive(han_singles, combine, max_leaves=8).map(describe))
def test_full_width_signs_are_read_as_their_ascii_twins(query: str) -> None:
    full_width = query.translate(FULL_WIDTH)
    curly = "".join(itertools.chain(*zip(query.split('"'), itertools.cycle("“”"), strict=False)))
    assert parse(full_width) == parse(curly[:-1]) == parse(query)


# Words: single characters side by side would be read as one word.
facts = {"甲方": "a", "乙方": "b", "丙方": "c"}
operands = st.sampled_from(sorted(facts.items()))


def expressions(inner: st.SearchStrategy[tuple[str, str]]) -> st.SearchStrategy[tuple[str, str]]:
    """Pairs of a query and the same in Python, whose operators bind in the same order."""
    operand = st.one_of(
        operands,
        inner.map(lambda pair: (f"({pair[0]})", f"({pair[1]})")),
        operands.map(lambda pair: (f"-{pair[0]}", f"not {pair[1]}")),
        inner.map(lambda pair: (f"NOT ({pair[0]})", f"not ({pair[1]})")),
    )
    joint = st.sampled_from([(" ", " and "), (" AND ", " and "), (" OR ", " or ")])

    def chain(pairs: list[tuple[tuple[str, str], tuple[str, str]]]) -> tuple[str, str]:
        ours, pythons = zip(*itertools.chain(*pairs[:-1], pairs[-1][:1]), strict=True)
        return "".join(ours), "".join(pythons)

    return st.lists(st.tuples(operand, joint), min_size=1, max_size=4).map(chain)


def holds(query: Query, present: dict[str, bool]) -> bool:
    match query:
        case Term(text=text):
            return present[text]
        case And(parts=parts):
            return all(holds(part, present) for part in parts)
        case Or(parts=parts):
            return any(holds(part, present) for part in parts)
        case Not(part=part):
            return not holds(part, present)
    raise AssertionError(query)


@given(st.recursive(operands, expressions, max_leaves=8))
def test_a_query_means_what_the_same_expression_means_in_python(pair: tuple[str, str]) -> None:
    query, python = pair
    for values in itertools.product([False, True], repeat=3):
        present = dict(zip(facts, values, strict=True))
        expected = eval(python, {facts[word]: value for word, value in present.items()})
        assert holds(parse(query), present) == expected


# What a query is as a value


@given(queries, queries)
@example(Term("騎手"), Phrase("騎手"))
@example(And((Term("騎手"), Term("演算法"))), Or((Term("騎手"), Term("演算法"))))
def test_queries_are_equal_when_they_are_written_the_same(one: Query, other: Query) -> None:
    assert (one == other) == (repr(one) == repr(other))
    assert len({one, other}) == 2 - (one == other)


@given(queries)
def test_equal_queries_at_other_offsets_are_equal(query: Query) -> None:
    moved = parse(f"  {describe(query)}")
    assert moved.start > query.start
    assert {query: "found"}[moved] == "found"


def test_a_query_is_nothing_else_of_the_same_words() -> None:
    assert Term("騎手") != "騎手"
    assert Term("騎手") != ("騎手",)


def test_a_query_does_not_change() -> None:
    for name in ("text", "start", "weight"):
        with pytest.raises(AttributeError, match=f"^{name}: a query does not change$"):
            setattr(Term("騎手"), name, "外送員")
