"""Paragraphs joined as a careful reader would join them. All texts are invented."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Paragraph
from corpus.readers.markdown import markdown_lines
from corpus.readers.plain import plain_lines
from corpus.structure.kinds import kind_of
from corpus.structure.paragraphs import build_paragraphs, document_title

FIRST = (
    "市府勞工局林政廷副局長指出，平台派單的規則應當讓接單的人看得懂，"
    "並希望業者每季說明一次調整的理由與影響。"
)
SECOND = (
    "外送員工會代表陳素梅理事長表示，停權之前應有人覆核，"
    "申訴期間不得扣除報酬，事後也要公布案件數量。"
)


TITLE = "座談會紀實\n\n"


def plain(text: str) -> tuple[Paragraph, ...]:
    lines = plain_lines(text)
    return build_paragraphs(lines, kind_of(lines))


def markdown(text: str) -> tuple[Paragraph, ...]:
    lines = markdown_lines(text)
    return build_paragraphs(lines, kind_of(lines))


def bodies(found: tuple[Paragraph, ...]) -> list[str]:
    return [paragraph.text for paragraph in found if paragraph.role == "body"]


def roles(found: tuple[Paragraph, ...]) -> list[str]:
    return [paragraph.role for paragraph in found]


@pytest.mark.parametrize("cut", range(22, len(FIRST) - 1))
def test_a_sentence_split_by_a_page_break_is_rejoined(cut: int) -> None:
    head, tail = FIRST[:cut], FIRST[cut:]
    found = plain(f"平台座談會紀實\n\n{head}\n\n{tail}\n\n{SECOND}")
    assert bodies(found) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "above",
    [
        "外送員在市府前集合。勞工處供圖",
        "「停權之前應有人覆核，申訴期間不得扣除報酬。 」",
        "*****************************",
    ],
)
def test_a_picture_credit_a_quotation_and_a_rule_are_not_continued(above: str) -> None:
    found = plain(f"平台座談會紀實\n\n{FIRST}\n\n{above}\n\n{SECOND}")
    assert [one.text for one in found][-3:] == [FIRST, above, SECOND]


def test_a_line_break_between_latin_words_becomes_a_space() -> None:
    found = plain(
        "研習紀要\n\n越南勞動部門的代表提到，技能認證要能跨國承認，後由Nguyen Thi\n\n"
        "Lan補充各國的做法，並回答現場提問。"
    )
    assert bodies(found)[0].count("Nguyen Thi Lan補充") == 1


def test_no_space_is_added_between_latin_and_chinese() -> None:
    found = plain(
        "研習紀要\n\n與會者認為，各國在推動AI\n\n治理時，應先盤點現有法規，再談新的立法。"
    )
    assert "推動AI治理時" in bodies(found)[0]


def test_complete_paragraphs_are_not_joined() -> None:
    assert bodies(plain(f"平台座談會紀實\n\n{FIRST}\n\n{SECOND}")) == [FIRST, SECOND]


def test_a_caption_inside_a_paragraph_moves_behind_it() -> None:
    head, tail = FIRST[:30], FIRST[30:]
    found = plain(f"座談會紀實\n\n{head}\n\n\n\n林政廷副局長主持座談會。\n\n{tail}\n\n{SECOND}")
    assert [(p.role, p.text) for p in found[1:]] == [
        ("body", FIRST),
        ("caption", "林政廷副局長主持座談會。"),
        ("body", SECOND),
    ]


@pytest.mark.parametrize(
    "caption",
    [
        "與會代表於會後合影。（圖／市府勞工局）",
        "与会代表合影留念。（市总工会供图 记者 何苗摄）",
        "圖一：派單流程示意",
        "▲外送員工會說明訴求",
        "图为骑手驿站内景",
        "（照片提供：市府勞工局）",
        "![流程](flow.png)",
    ],
)
def test_a_caption_is_recognized_by_its_wording(caption: str) -> None:
    found = plain(f"座談會紀實\n\n{FIRST}\n\n{caption}\n\n{SECOND}")
    assert roles(found) == ["heading", "body", "caption", "body"]


def test_captions_with_wider_gaps_stay_in_their_section() -> None:
    found = plain(
        f"座談會紀實\n\n派單的規則\n\n{FIRST}\n\n{SECOND}\n\n\n\n林政廷副局長主持第一場座談。"
        f"\n\n\n\n陳素梅理事長分享會員的處境。\n\n申訴的管道\n\n{FIRST}"
    )
    captions = [p for p in found if p.role == "caption"]
    assert [p.text for p in captions] == [
        "林政廷副局長主持第一場座談。",
        "陳素梅理事長分享會員的處境。",
    ]
    assert {p.section for p in captions} == {("派單的規則",)}
    assert found[-1].section == ("申訴的管道",)


def test_a_short_sentence_is_not_a_caption() -> None:
    found = plain(f"座談會紀實\n\n{FIRST}\n\n主席裁示照案通過。\n\n{SECOND}")
    assert roles(found) == ["heading", "body", "body", "body"]


@pytest.mark.parametrize(
    "byline",
    [
        "平台研究中心彙整",
        "平台研究中心副研究員 何以寧",
        "文／何以寧",
        "记者 何以宁 报道",
        "發布日期：114年9月10日",
        "2025年9月10日",
        "政策研究院　一一四年十月",
    ],
)
def test_a_byline_under_the_title_is_recognized(byline: str) -> None:
    found = plain(f"座談會紀實\n\n{byline}\n\n{FIRST}")
    assert roles(found) == ["heading", "byline", "body"]


def test_short_unmarked_lines_are_headings() -> None:
    found = plain(f"座談會紀實\n\n派單的規則\n\n{FIRST}\n\n申訴，以及救濟的管道\n\n{SECOND}")
    assert [(p.role, p.section) for p in found] == [
        ("heading", ()),
        ("heading", ()),
        ("body", ("派單的規則",)),
        ("heading", ()),
        ("body", ("申訴，以及救濟的管道",)),
    ]


def test_numbered_headings_nest_by_numbering_style() -> None:
    found = plain(
        f"計畫書\n\n壹、緣起\n\n一、背景\n\n{FIRST}\n\n（一）問題\n\n{SECOND}\n\n二、目標\n\n{FIRST}"
        f"\n\n貳、作法\n\n{SECOND}"
    )
    assert [p.section for p in found if p.role == "body"] == [
        ("壹、緣起", "一、背景"),
        ("壹、緣起", "一、背景", "（一）問題"),
        ("壹、緣起", "二、目標"),
        ("貳、作法",),
    ]


def test_several_short_lines_are_a_list() -> None:
    found = plain(f"計畫書\n\n{FIRST}\n\n一、統一表格\n\n二、公開資料\n\n三、定期檢討\n\n{SECOND}")
    assert roles(found) == ["heading", *["body"] * 5]


def test_hard_wrapped_lines_are_joined_to_paragraphs() -> None:
    text = FIRST + SECOND
    wrapped = "\n".join(textwrap.wrap(text, 24) + textwrap.wrap(SECOND + FIRST, 24))
    assert bodies(plain(f"座談會紀實\n\n{wrapped}")) == [text, SECOND + FIRST]


def test_wrapped_lines_without_commas_are_joined() -> None:
    text = "平台工作者的權益保障需要各部會與地方政府共同合作並且持續檢討相關的法規與制度才能落實。"
    wrapped = "\n".join(textwrap.wrap(text, 17))
    assert bodies(plain(f"座談會紀實\n\n{wrapped}")) == [text]


def test_an_indented_line_begins_a_paragraph() -> None:
    first = FIRST[:47] + "。"
    lines = [*textwrap.wrap(first, 24), *textwrap.wrap("　　" + SECOND, 24, drop_whitespace=False)]
    assert len(lines[1]) == 24
    assert bodies(plain("座談會紀實\n\n" + "\n".join(lines))) == [first, SECOND]


def test_lines_that_are_sentences_stay_paragraphs() -> None:
    assert bodies(plain(f"計畫書\n{FIRST}\n{SECOND}\n{FIRST}")) == [FIRST, SECOND, FIRST]


def test_short_lines_without_full_stop_are_not_joined() -> None:
    found = plain(f"提案單\n\n提案人\n何以寧委員\n案由\n{FIRST}")
    assert [p.text for p in found[1:4]] == ["提案人", "何以寧委員", "案由"]


def test_sections_are_headings_without_markup_and_bullets() -> None:
    found = markdown(
        f"# 座談會紀實\n\n## 第一場\n\n### · 題目一\n\n{FIRST}\n\n## 第二場\n\n{SECOND}"
    )
    assert [(p.text, p.section) for p in found] == [
        ("座談會紀實", ()),
        ("第一場", ()),
        ("· 題目一", ("第一場",)),
        (FIRST, ("第一場", "題目一")),
        ("第二場", ()),
        (SECOND, ("第二場",)),
    ]


def test_a_single_line_break_in_markdown_is_removed() -> None:
    assert bodies(markdown("# 說明\n\n平台工作者的\n保障需要\n跨部會合作。\n\n另行公布。")) == [
        "平台工作者的保障需要跨部會合作。",
        "另行公布。",
    ]


def test_list_items_and_table_rows_are_paragraphs() -> None:
    found = markdown(
        "# 說明\n\n- 甲案，先行\n  試辦\n- 乙案\n\n| 項目 | 金額 |\n|---|---|\n| 甲 | 3 |"
    )
    assert bodies(found) == ["- 甲案，先行試辦", "- 乙案"]
    assert [p.text for p in found if p.role == "table"] == ["項目 | 金額", "甲 | 3"]


TRANSCRIPT = """# 平台諮詢會議

> 何以寧宣布開會。

### 何以寧：
大家好。
9月。
提案人
14:30 另有會議，我們

### 陳素梅：
謝謝主席

> （全場鼓掌）

### 何以寧：
2\\. 請看附件 [連結](https://a.example/b\\_c)。
"""


def test_a_transcript_keeps_lines_and_labels_are_not_sections() -> None:
    found = markdown(TRANSCRIPT)
    assert [(p.role, p.text) for p in found] == [
        ("heading", "平台諮詢會議"),
        ("body", "何以寧宣布開會。"),
        ("heading", "何以寧："),
        ("body", "大家好。"),
        ("body", "9月。"),
        ("body", "提案人"),
        ("body", "14:30 另有會議，我們"),
        ("heading", "陳素梅："),
        ("body", "謝謝主席"),
        ("direction", "（全場鼓掌）"),
        ("heading", "何以寧："),
        ("body", "2. 請看附件 連結。"),
    ]
    assert {p.section for p in found} == {()}


def test_a_heading_without_speaker_is_a_section() -> None:
    found = markdown("# 會議\n\n## 討論\n\n### 甲：\n好。\n\n### 乙：\n不好。")
    assert [p.section for p in found if p.role == "body"] == [("討論",), ("討論",)]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# 示范市政府\n\n示发〔2025〕8号\n\n# 关于平台用工的通知\n\n正文。", "关于平台用工的通知"),
        (
            "# 示範部\n\n示字第1140012345號\n\n## 關於納保之說明會報告\n\n文。",
            "關於納保之說明會報告",
        ),
        ("# 市政會議紀錄\n\n## 關於外送員納保的報告\n\n說明。", "市政會議紀錄"),
        ("# 示范市人民政府\n\n示府发〔2025〕8号\n\n正文，没有标题。", "示范市人民政府"),
    ],
)
def test_the_title_of_an_official_letter_is_below_its_number(text: str, title: str) -> None:
    assert document_title(markdown(text)) == title


def test_labels_on_their_own_lines_are_headings_in_plain_text() -> None:
    found = plain(
        "諮詢會議紀錄\n\n主席：\n開會。\n\n代表：\n有三點：\n第一。\n\n主席：\n好。\n\n代表：\n謝謝。"
    )
    assert [p.text for p in found if p.role == "heading"] == [
        "諮詢會議紀錄",
        *["主席：", "代表："] * 2,
    ]


LAW = """外送平台管理辦法

最新異動日期：民國114年6月30日

第 一 章 總則

第 1 條
為保障外送員，特訂定本辦法。
第三條所定事項，準用之。

第 2 條
本辦法用詞如下：
一、平台：指媒合訂單者。
二、外送員：指遞送者。

第 二 章 附則

第 2-1 條
本辦法自發布日施行。
"""


def test_articles_are_the_innermost_sections_of_a_law() -> None:
    found = plain(LAW)
    assert [(p.role, p.text, p.section) for p in found][2:] == [
        ("heading", "第 一 章 總則", ()),
        ("heading", "第 1 條", ("第 一 章 總則",)),
        ("body", "為保障外送員，特訂定本辦法。", ("第 一 章 總則", "第 1 條")),
        ("body", "第三條所定事項，準用之。", ("第 一 章 總則", "第 1 條")),
        ("heading", "第 2 條", ("第 一 章 總則",)),
        ("body", "本辦法用詞如下：", ("第 一 章 總則", "第 2 條")),
        ("body", "一、平台：指媒合訂單者。", ("第 一 章 總則", "第 2 條")),
        ("body", "二、外送員：指遞送者。", ("第 一 章 總則", "第 2 條")),
        ("heading", "第 二 章 附則", ()),
        ("heading", "第 2-1 條", ("第 二 章 附則",)),
        ("body", "本辦法自發布日施行。", ("第 二 章 附則", "第 2-1 條")),
    ]


def test_an_article_label_before_text_opens_a_section() -> None:
    found = markdown(
        "# 骑手保障条例\n\n2024年3月1日通过\n\n<!-- 说明 -->\n\n## 第一章 总则\n\n"
        "第一条 为了保障骑手，制定本条例。\n\n有关部门应当配合。\n\n"
        "第二条 违反第一条规定的，责令改正。\n\n附表一\n\n本表由主管部门公布。"
    )
    assert [(p.role, p.section) for p in found[1:]] == [
        ("body", ()),
        ("heading", ()),
        ("body", ("第一章 总则", "第一条")),
        ("body", ("第一章 总则", "第一条")),
        ("body", ("第一章 总则", "第二条")),
        ("heading", ()),
        ("body", ("附表一",)),
    ]


def test_chapters_are_not_below_the_table_of_contents() -> None:
    found = plain(
        "骑手权益办法\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n"
        "第一条　为了保障骑手，制定本办法。\n第二章　附则\n第二条　本办法自公布之日起施行。"
    )
    assert [p.section for p in found if p.role == "body"] == [
        ("第一章　总则", "第一条"),
        ("第二章　附则", "第二条"),
    ]


def test_turns_of_a_hard_wrapped_transcript_are_rejoined() -> None:
    first = "主席：" + SECOND
    second = "何委員以寧：" + FIRST
    turns = [first, second, "主席：好。", second]
    text = "\n".join("\n".join(textwrap.wrap(turn, 30)) for turn in turns)
    assert bodies(plain(f"委員會議紀錄\n時間　114年5月7日\n{text}"))[1:] == turns


def test_a_page_number_does_not_split_a_sentence() -> None:
    found = plain(f"座談會紀實\n\n{FIRST[:40]}\n- 12 -\n{FIRST[40:]}\n\n{SECOND}")
    assert bodies(found) == [FIRST, SECOND]


def test_fields_of_minutes_are_not_headings() -> None:
    found = plain(
        f"會議紀錄\n\n時間：114年5月7日\n\n地點：市府三樓\n\n{FIRST}\n\n關鍵詞：平台\n\n{SECOND}"
    )
    assert roles(found) == ["heading", *["body"] * 5]


def test_a_chapter_is_not_below_the_abstract_before_it() -> None:
    found = plain(f"研究報告\n\n摘要\n\n{FIRST}\n\n壹、前言\n\n{SECOND}")
    assert [p.section for p in found if p.role == "body"] == [("摘要",), ("壹、前言",)]


PIECES = st.sampled_from(
    [
        *list("，。：（）「」 \t　\n"),
        *("平台", "外送員", "AI", "work", "12", "指出，", "致詞。", "（圖／市府）", "主席："),
        *("一、", "第 1 條", "第二条 ", "\n\n", "\n\n\n\n"),
    ]
)


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_paragraphs_contain_exactly_the_text_of_the_file(text: str) -> None:
    found = plain(text) if text.strip() else ()
    moved = any(p.role == "caption" for p in found)
    kept, written = "".join(p.text for p in found), text
    if moved:  # a caption inside a paragraph moves behind it
        kept, written = "".join(sorted(kept)), "".join(sorted(written))
    assert "".join(kept.split()) == "".join(written.split())


@given(st.lists(PIECES, min_size=1, max_size=60).map("".join))
def test_paragraphs_are_numbered_and_contain_no_line_break(text: str) -> None:
    found = plain(text) if text.strip() else ()
    assert [p.number for p in found] == list(range(1, len(found) + 1))
    assert all(p.text and p.text == p.text.strip() and "\n" not in p.text for p in found)


# Words at line ends were cut in two, and each line became a paragraph.
def test_hyphens_at_line_ends_are_removed() -> None:
    found = plain("Report\n\nThe plat-\nform worker is a per-\nson with a well-\nknown job.\n")
    assert bodies(found) == ["The platform worker is a person with a well-known job."]


# Uneven lines were taken for a title and paragraphs, so that 勞動權益 was not found.
@pytest.mark.parametrize("title", ["", "座談紀要\n", "座談紀要\n\n"])
def test_a_short_text_of_uneven_lines_is_one_paragraph(title: str) -> None:
    found = plain(
        f"{title}勞動部次長於會中說明，近年來數位平\n台快速發展，平台工作者的勞動權\n"
        "益保障成為重要議題，預計於明年提出平台工\n"
        "作者專法草案，並於五月前完成預告程序，聽取各界意見。\n"
    )
    assert bodies(found) == [
        "勞動部次長於會中說明，近年來數位平台快速發展，平台工作者的勞動權益保障成為重要議題，"
        "預計於明年提出平台工作者專法草案，並於五月前完成預告程序，聽取各界意見。"
    ]
    assert [p.text for p in found if p.role == "heading"] == title.split()


# The source line of one quotation was joined to the next quotation.
def test_quotations_are_kept_apart_from_each_other_and_from_text() -> None:
    found = markdown(
        "# 摘錄\n\n各方意見整理如下，請參考：\n> 平台業者應說明派單的規則，並公布申訴的管道\n\n"
        "> 外送員的權益，各界都關心\n>\n> — 唐鳳，《座談會》，2018-07-16\n\n"
        "> 林永裕指出，保險應由平台負擔。\n另外要注意，期程尚未公布。\n"
    )
    assert bodies(found) == [
        "各方意見整理如下，請參考：",
        "平台業者應說明派單的規則，並公布申訴的管道",
        "外送員的權益，各界都關心",
        "— 唐鳳，《座談會》，2018-07-16",
        "林永裕指出，保險應由平台負擔。",
        "另外要注意，期程尚未公布。",
    ]


def test_an_unmarked_line_continues_an_unfinished_quotation() -> None:
    found = markdown("說明如下。\n\n> 外送員代表指出，平台應說明派單規則，並保\n障申訴的權利。\n")
    assert bodies(found)[-1] == "外送員代表指出，平台應說明派單規則，並保障申訴的權利。"


# Text recognition puts spaces between characters; no word was found in such a text.
@pytest.mark.parametrize("read", [lambda text: plain(text), lambda text: markdown(text)])
def test_spaces_between_characters_of_a_scan_are_removed(
    read: Callable[[str], tuple[Paragraph, ...]],
) -> None:
    text = "平 台 工 作 者 的 權 益 ， 應 予 保 障 ， 並 由\n平　台　業　者　負　擔　保　險　。\n"
    assert bodies(read(text)) == ["平台工作者的權益，應予保障，並由平台業者負擔保險。"]
