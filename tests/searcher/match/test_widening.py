"""Which wordings of a term count in which paragraphs, through a whole search."""

from collections.abc import Callable, Iterable

import pytest

from corpus.document import Document
from index.whoosh.reader import Reader
from searcher.query.parser import parse
from searcher.search import Search
from tests.conftest import document

Indexed = Callable[[Iterable[Document]], Reader]


def found(reader: Reader, query: str) -> dict[str, str]:
    """How each document matches."""
    hits = Search(reader).answer(parse(query)).hits
    return {hit.file.id: hit.match for hit in hits}


def receipt(reader: Reader, query: str) -> list[tuple[str, int]]:
    counts = Search(reader).answer(parse(query)).receipt
    return [(count.text, count.paragraphs) for count in counts]


@pytest.mark.parametrize(
    ("term", "same_side", "other_side"),
    [
        ("程式", "行政程序不合法，應重新調查。", "这个程序有漏洞。"),
        ("數位", "請把數字填在右上角的空格裡。", "发展数字技术。"),
        ("支援", "多數委員支持這個修正動議。", "手机支持两种语言。"),
        ("網路", "鄰居之間有綿密的互助網絡。", "网络的速度很快。"),
        ("品質", "物體的質量與重量不同。", "空气的质量变好了。"),
        ("專案", "表格列出三個項目，請逐項填寫。", "这个项目下月开工。"),
        ("透過", "法案昨天三讀通過。", "通过平台接单。"),
        ("社群", "我們社區的公園要整修。", "网络社区的规则。"),
        ("檔案", "請把文件送到櫃臺。", "保存这个文件。"),
        ("設定", "各部門設置專責人員。", "在设置里打开。"),
        ("預設", "這件事兩國早有默認。", "默认的选项是开。"),
        ("馬鈴薯", "土豆就是花生，閩南語這樣說。", "土豆涨价了。"),
    ],
)
def test_a_word_with_another_meaning_here_counts_in_text_of_the_other_side(
    indexed: Indexed, term: str, same_side: str, other_side: str
) -> None:
    reader = indexed([document("here", [same_side]), document("there", [other_side])])
    assert found(reader, term) == {"there": "variant"}


def test_where_only_the_other_meaning_is_left_nothing_is_widened(indexed: Indexed) -> None:
    reader = indexed([document("here", ["行政程序不合法。", "程式有錯。"])])
    assert receipt(reader, "程式") == [("程式", 1)]


def test_only_what_counts_in_a_paragraph_is_marked(indexed: Indexed) -> None:
    texts = ["程式依照法定程序審查，結果對外公開。"]
    reader = indexed([document("here", texts), document("there", ["这个程序有漏洞。"])])
    hits = Search(reader).answer(parse("程式")).hits
    assert {hit.file.id: hit.matched for hit in hits} == {"here": ("程式",), "there": ("程序",)}


def test_text_without_clues_may_be_of_any_side(indexed: Indexed) -> None:
    reader = indexed([document("unknown", ["程序正在更新中"])])
    assert found(reader, "程式") == {"unknown": "variant"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("計程車", "出租车"),
        ("國發會", "國家發展委員會"),
        ("发改委", "国家发展和改革委员会"),
        ("NCC", "國家通訊傳播委員會"),
        ("職安署", "職業安全衛生署"),
        ("醫管局", "醫院管理局"),
        ("長照法", "長期照顧服務法"),
        ("消法", "消费者权益保护法"),
        ("sandbox", "沙盒"),
        ("deepfake", "深偽"),
        ("AI治理", "人工智慧治理"),
    ],
)
def test_names_of_the_same_thing_find_each_other(indexed: Indexed, one: str, other: str) -> None:
    reader = indexed(
        [document("one", [f"會議討論了{one}。"]), document("other", [f"會議討論了{other}。"])]
    )
    assert found(reader, one) == {"one": "exact", "other": "variant"}
    assert found(reader, other) == {"other": "exact", "one": "variant"}


@pytest.mark.parametrize(("one", "other"), [("碳費", "碳税"), ("勞基法", "劳动法")])
def test_terms_of_two_legal_orders_are_two(indexed: Indexed, one: str, other: str) -> None:
    reader = indexed([document("one", [f"{one}的費率。"]), document("other", [f"{other}的税率。"])])
    assert found(reader, one) == {"one": "exact"}
    assert found(reader, other) == {"other": "exact"}


def test_a_receipt_names_variants_in_the_script_of_the_question(indexed: Indexed) -> None:
    reader = indexed([document("a", ["出租车的价格。", "計程車的價格。"])])
    assert receipt(reader, "計程車") == [("計程車", 1), ("出租車", 1)]
    assert receipt(reader, "出租车") == [("出租车", 1), ("计程车", 1)]
