"""How wide the built-in topics are: words that say too little alone, and words that say enough."""

import pytest

from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus

TAGGER = Tagger(Thesaurus.load())


def has(topic: str, text: str) -> bool:
    return topic in [tag.topic for tag in TAGGER.tag_text(text)]


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("platform-work", "這家餐廳的收銀機可以接 foodpanda 的訂單。"),
        ("platform-work", "暑假去打零工賺學費。"),
        ("platform-work", "Uber 進入市場以後，計程車業者抗議。"),
        ("disinformation", "歹徒用深偽影片冒充名人騙走存款。"),
        ("digital-identity", "網路論壇採實名制。"),
        ("digital-identity", "董事會改用電子簽章簽合約。"),
        ("procurement", "工廠的原物料採購改向國內下單。"),
        ("energy", "燈會因為停電延後。"),
        ("tourism", "學生參訪觀光工廠。"),
    ],
)
def test_a_word_alone_is_too_little(topic: str, text: str) -> None:
    assert not has(topic, text)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("platform-work", "foodpanda 的外送員沒有職災保險。"),
        ("platform-work", "零工的勞保要由誰負擔？"),
        ("disinformation", "選舉前流傳候選人的深偽影片。"),
        ("digital-identity", "用自然人憑證做電子簽章，驗證身分。"),
        ("digital-identity", "虛擬健保卡也能登入報稅系統。"),
        ("procurement", "軟體採購以後要附原始碼。"),
        ("procurement", "採購案的底價太低。"),
        ("procurement", "採購程序要公開。"),
        ("procurement", "得標廠商未依約交貨。"),
        ("energy", "台電說明停電是機組跳電。"),
        ("energy", "沼氣發電的饋線。"),
        ("tourism", "部落的小旅行。"),
        ("consumer-protection", "消費者申訴無門。"),
    ],
)
def test_these_words_are_enough(topic: str, text: str) -> None:
    assert has(topic, text)
