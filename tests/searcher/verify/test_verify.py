"""Quotations of drafts, invented and altered, and the verdicts on them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import opencc
import pytest

from corpus.document import Document, Speaker
from index.engine import Snapshot
from index.verification_code import verification_code
from searcher.verify.draft import read_draft
from searcher.verify.quotation import Draft, Quotation, Verdict, Verification
from searcher.verify.verdict import verify
from tests.conftest import document

LIN, WU, CHEN = "林小滿", "吳大川", "陳未央"
TOWN = document(
    "港町會議.md",
    [
        "我們不會要求外送員自己負擔保險，這筆費用應該由平台支付。",
        "派單規則要讓人看得懂，修改之前也要先告訴騎士。",
        "去年有 12,500 位騎士加保，比前年增加 15%，但是意外沒有減少。",
        "市府同意「先試辦、後立法」，時間是三個月。",
        "見[簡報第三頁](https://example.org/a)，其中的數字是<b>初步估計</b>。",
        "第一，平台要公布計酬方式。",
        "第二，停權之前要給人申訴的機會。",
        "AI 治理不是只有演算法的問題，還有資料從哪裡來。",
        "這件事我沒有辦法（笑）一個人決定，所以今天才找大家來談。",
        "左邊有沒有朋友要補充，右邊要不要再說一次。",
        "就是所謂的「Open Data API」或者「Bulk Export」。",
    ],
    title="港町會議紀錄",
    speakers=[LIN, WU, CHEN, LIN, WU, LIN, LIN, CHEN, WU, WU, LIN],
)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    from tests.conftest import index_of

    return index_of(tmp_path_factory.mktemp("town") / "index", [TOWN])


def verdict(snapshot: Snapshot, text: str, *speakers: str, **more: object) -> Verdict:
    named = tuple(map(Speaker, speakers))
    quotation = Quotation(text, 1, speakers=named, **more)  # type: ignore[arg-type]
    [found] = verify(snapshot, Draft((quotation,), 0)).verdicts
    return found


@pytest.mark.parametrize(
    "text",
    [
        "這筆費用應該由平台支付",
        "我們不會要求外送員自己負擔保險，這筆費用應該由平台支付。",
        "市府同意『先試辦、後立法』",
        "派單規則……先告訴騎士",
        "派單規則[...]也要先告訴騎士",
        "派單規則〔指平台的〕要讓人看得懂",
        "簡報第三頁，其中的數字是初步估計",
        "這件事我沒有辦法一個人決定",
        "左邊……朋友要補充，右邊……再說一次",
        "這件事我沒有辦法（笑）一個人決定",
        "平台要公布計酬方式。第二，停權之前要給人申訴的機會",
    ],
)
def test_words_of_the_source_hold(town: Snapshot, text: str) -> None:
    found = verdict(town, text)
    assert (found.name, found.differences) == ("verbatim", ())


@pytest.mark.parametrize(
    ("text", "but_for"),
    [
        ("派单规则要让人看得懂", ("script",)),
        ("派單規則要讓人看得懂。修改之前也要先告訴騎士", ("punctuation",)),
        ("去年有12,500位騎士加保", ("spacing",)),
        ("ai治理不是只有演算法的問題", ("letters", "spacing")),
        ("去年有 12500 位騎士加保", ("punctuation",)),
    ],
)
def test_what_is_not_the_same_is_named(town: Snapshot, text: str, but_for: tuple[str, ...]) -> None:
    found = verdict(town, text)
    assert (found.name, found.but_for) == ("same", but_for)


@pytest.mark.parametrize(
    ("text", "quoted", "source"),
    [
        ("我們會要求外送員自己負擔保險", "", "不"),
        ("要求外送員自己負擔保險，這筆費用應該由平台支付", "", "不會"),
        ("就中所謂的 Open Data API 或者 Bulk Export", "中", "是"),
        ("我們……要求外送員自己負擔保險", "", "不會"),
        ("去年有……500 位騎士加保", "", "12"),
        ("這件事我……有辦法一個人決定", "", "沒"),
        ("派單規則要讓人看不懂，修改之前", "不", "得"),
        ("500 位騎士加保，比前年增加", "", "12"),
        ("比前年增加 5%，但是意外沒有減少", "", "1"),
        ("去年有 12,500 位騎士加保，比前年增加 1.5%", ".", ""),
        ("但是意外沒有減少很多", "很多", ""),
        ("AI 治理只是演算法的問題，還有資料從哪裡來", "是", "不是有"),
    ],
)
def test_a_difference_is_shown(town: Snapshot, text: str, quoted: str, source: str) -> None:
    found = verdict(town, text)
    assert found.name == "differs"
    assert "".join(one.quoted for one in found.differences) == quoted
    assert "".join(one.source for one in found.differences) == source
    for one in found.differences:
        assert text[slice(*one.at)] == one.quoted


def test_a_negation_that_the_draft_has_before_the_quotation_is_not_lost(town: Snapshot) -> None:
    text = "要求外送員自己負擔保險"
    assert verdict(town, text, before="林小滿說，他們不會").name == "verbatim"
    assert verdict(town, text, before="林小滿說，他們").name == "differs"


def test_a_sentence_from_elsewhere_is_no_part_of_the_source(town: Snapshot) -> None:
    text = "派單規則要讓人看得懂，修改之前也要先告訴騎士。時間是三個月"
    found = verdict(town, text)
    assert found.name == "differs"
    assert [(one.quoted, one.source[:2]) for one in found.differences] == [("", "去年")]


def test_parts_in_another_order_differ(town: Snapshot) -> None:
    assert verdict(town, "先告訴騎士……派單規則要讓人看得懂").name == "differs"


def test_nothing_like_it_is_not_found(town: Snapshot) -> None:
    found = verdict(town, "明年起所有公車一律免費，費用由中央補助")
    assert (found.name, found.holds, found.file) == ("not_found", False, None)
    assert len(found.nearest) <= 3


@pytest.mark.parametrize(
    ("speakers", "name"),
    [
        ([LIN], "verbatim"),
        ([WU], "other_speaker"),
        (["吴大川"], "other_speaker"),
        (["林小满"], "verbatim"),
        (["小滿"], "verbatim"),
        (["林次長"], "verbatim"),
        (["主席"], "verbatim"),
        (["Lin Hsiao-man"], "verbatim"),
        ([WU, LIN], "verbatim"),
        ([], "verbatim"),
    ],
)
def test_only_two_persons_by_name_are_different(
    town: Snapshot, speakers: list[str], name: str
) -> None:
    title = [Speaker(one, "次長" if one == "林次長" else "") for one in speakers]
    quotation = Quotation("這筆費用應該由平台支付", 1, speakers=tuple(title))
    [found] = verify(town, Draft((quotation,), 0)).verdicts
    assert found.name == name


def test_a_code_that_fits_no_more_means_that_the_source_changed(town: Snapshot) -> None:
    text = "派單規則要讓人看得懂"
    whole = TOWN.paragraphs[1].text
    place = {"doc": TOWN.id, "doc_paragraph": 2}
    assert verdict(town, text, code=verification_code(whole), **place).name == "verbatim"
    assert verdict(town, text, code="AAAAAAAA", **place).name == "changed"
    altered = "派單規則不要讓人看得懂"
    assert verdict(town, altered, code=verification_code(whole), **place).name == "differs"
    assert verdict(town, altered, code="AAAAAAAA", **place).name == "changed"
    gone = "這裡本來有完全不同的一句話在說別的"
    assert verdict(town, gone, code="AAAAAAAA", **place).name == "changed"


def test_the_same_words_of_the_named_speaker_are_chosen(
    indexed: Callable[[Iterable[Document]], Snapshot],
) -> None:
    text = "這件事我們會再跟地方政府研究看看。"
    reader = indexed([document("甲.md", [text, text, text], speakers=[WU, LIN, CHEN])])
    found = verdict(reader, text, LIN)
    assert (found.name, found.paragraphs[0].number, found.others) == ("verbatim", 2, 2)


SUBJECTS = ("平台", "工會", "市府", "騎士", "店家", "中央", "地方", "學者", "鄰長", "保險公司")
VERBS = (
    *("應該公開", "不會保留", "沒有修改", "打算試辦"),
    *("願意說明", "無法公布", "同意延長", "要求檢討"),
)
OBJECTS = ("派單的規則", "計酬的方式", "三年的數據", "停權的理由", "保費的分攤", "申訴的窗口")
ENDS = ("以免爭議擴大", "讓大家都能查到", "時間還沒有確定", "但經費只夠一半", "這是去年的結論")
PEOPLE = ("林小滿", "吳大川", "陳未央", "許如山", "郭安雨")


def town_with_many_sentences() -> tuple[Document, list[tuple[str, str]]]:
    """A document of different sentences, and who says which."""
    chance = random.Random(21)
    made = [f"{a}{b}{c}，{d}。" for a in SUBJECTS for b in VERBS for c in OBJECTS for d in ENDS]
    chance.shuffle(made)
    texts = ["".join(made[at : at + 3]) for at in range(0, 720, 3)]
    speakers = [chance.choice(PEOPLE) for _ in texts]
    return document("多人.md", texts, speakers=speakers), list(zip(texts, speakers, strict=True))


def altered(kind: str, text: str, others: list[str], chance: random.Random) -> str:
    match kind:
        case "character":
            at = chance.choice([n for n, char in enumerate(text) if char.isalnum()])
            return text[:at] + ("燈" if text[at] != "燈" else "塔") + text[at + 1 :]
        case "negation":
            return re.sub("不|沒有|無法", "", text, count=1)
        case "merged":
            return text.split("。")[0] + "。" + chance.choice(others).split("。")[0]
        case "script":
            return str(opencc.OpenCC("t2s").convert(text))
        case "punctuation":
            return text.replace("，", "；").replace("。", "……", 1)
        case "ellipsis":
            return text[:9] + "……" + text[13:]
        case _:
            return text


def test_every_altered_quotation_is_found_and_none_that_holds_is_accused(
    indexed: Callable[[Iterable[Document]], Snapshot],
) -> None:
    source, said = town_with_many_sentences()
    chance = random.Random(7)
    kinds = ("none", "script", "punctuation", "ellipsis", "character", "negation", "merged", "who")
    quotations: list[Quotation] = []
    wanted: list[tuple[str, bool]] = []
    while len(quotations) < 200:
        text, speaker = chance.choice(said)
        kind = kinds[len(quotations) % len(kinds)]
        others = [one for one, _ in said if one != text]
        quote = altered(kind, text, others, chance)
        if kind == "negation" and quote == text:
            continue
        if kind == "who":
            speaker = chance.choice([one for one in PEOPLE if one != speaker])
        quotations.append(Quotation(quote, len(quotations), speakers=(Speaker(speaker),)))
        wanted.append((kind, kind in ("none", "script", "punctuation", "ellipsis")))
    found = verify(indexed([source]), Draft(tuple(quotations), 0))
    against = [
        (kind, one.name, one.quotation.text)
        for (kind, holds), one in zip(wanted, found.verdicts, strict=True)
        if one.holds != holds or (kind == "who") != (one.name == "other_speaker")
    ]
    assert not against


def drafted(tmp_path: Path, text: str, name: str = "稿.md") -> Draft:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_draft(path, known=frozenset(["吴大川"]))


def checked(snapshot: Snapshot, draft: Draft) -> Verification:
    return verify(snapshot, draft)


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("他說：「這筆費用應該由平台支付。」", ["這筆費用應該由平台支付。"]),
        ("他说：“这笔费用‘应该’由平台支付”。", ["这笔费用‘应该’由平台支付"]),
        ('He said "the platform should pay for it all".', ["the platform should pay for it all"]),
        ("「甲說『先試辦、後立法』比較好」", ["甲說『先試辦、後立法』比較好"]),
        ("「零工」與「平台」", []),
        ("「第一段沒有收尾的引文。\n\n「第二段才收尾的引文。」",
         ["第一段沒有收尾的引文。", "第二段才收尾的引文。"]),
        ("> 派單規則要讓人看得懂。\n> 修改之前也要說。\n\n不是引文的一段話在這裡。",
         ["派單規則要讓人看得懂。修改之前也要說。"]),
        ("don’t say ‘we shall see about that tomorrow’ again",
         ["we shall see about that tomorrow"]),
    ],
)  # fmt: skip
def test_quotations_of_a_draft_are_found(tmp_path: Path, text: str, quotes: list[str]) -> None:
    assert [one.text for one in drafted(tmp_path, text).quotations] == quotes


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("次長林小滿表示：「這筆費用應該由平台支付。」", ["林小滿"]),
        ("「這筆費用應該由平台支付，」林小滿次長說。", ["林小滿"]),
        ("「這筆費用應該由平台支付」（吳大川，2025 年）。", ["吳大川"]),
        ("「這筆費用應該由平台支付」（見附件二）。", []),
        ("林小滿次長說：\n\n> 這筆費用應該由平台支付。", ["林小滿"]),
        ("林小滿次長說：\n\n> 這筆費用應該由平台支付。\n>\n> —— 吳大川，港町會議", ["吳大川"]),
        ("> 這筆費用應該由平台支付。\n\n—— 吳大川", ["吳大川"]),
        ("規定寫著「這筆費用應該由平台支付」。", []),
    ],
)
def test_the_draft_says_who(tmp_path: Path, text: str, speakers: list[str]) -> None:
    [one] = drafted(tmp_path, text).quotations
    assert [speaker.name for speaker in one.speakers] == speakers


def test_names_that_are_not_found_are_no_fault(tmp_path: Path, town: Snapshot) -> None:
    text = "三讀通過的「外送員權益保障暫行條例」已經送交，他說：「一句沒有人說過的話。」"
    found = checked(town, drafted(tmp_path, text))
    assert [one.quotation.text for one in found.verdicts] == ["一句沒有人說過的話。"]
    assert found.left_out == 1


def test_who_says_it_behind_makes_it_no_name(tmp_path: Path, town: Snapshot) -> None:
    text = "「每單的報酬調高到六十元」，林小滿次長說。"
    [found] = checked(town, drafted(tmp_path, text)).verdicts
    assert found.name == "not_found"


def test_parts_that_are_far_apart_are_no_source(town: Snapshot) -> None:
    assert verdict(town, "我們不會開放資料從哪裡來").name == "not_found"


def test_rows_of_a_table_are_quotations(tmp_path: Path, town: Snapshot) -> None:
    table = "發言人,引文\n吳大川,這筆費用應該由平台支付\n,派單規則要讓人看得懂\n"
    found = checked(town, drafted(tmp_path, table, "表.csv"))
    assert [(one.name, one.quotation.paragraph) for one in found.verdicts] == [
        ("other_speaker", 2),
        ("verbatim", 3),
    ]


def test_a_table_without_quotations_is_an_error(tmp_path: Path) -> None:
    from corpus.errors import DocumentError

    with pytest.raises(DocumentError, match="no column of quotations"):
        drafted(tmp_path, "甲,乙\n1,2\n", "表.csv")


def test_the_quote_style_of_word_is_a_block_quotation(tmp_path: Path) -> None:
    import docx

    made = docx.Document()
    made.add_paragraph("林小滿次長說：")
    made.add_paragraph("這筆費用應該由平台支付。", style="Quote")
    made.add_paragraph("以上是她的話。")
    made.save(str(tmp_path / "稿.docx"))
    [one] = read_draft(tmp_path / "稿.docx").quotations
    assert (one.kind, one.text, one.speakers[0].name) == (
        "block",
        "這筆費用應該由平台支付。",
        "林小滿",
    )
