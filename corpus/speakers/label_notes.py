"""The words in brackets behind a label in, what they say out: a note, a party, a constituency …"""

from __future__ import annotations

import re
from typing import Literal

from corpus.fold import fold
from corpus.label_lines import is_time
from corpus.speakers.lexicon import ends_with, words

Note = Literal["note", "party", "constituency", "organization", "other"]

_PARTY = re.compile(
    fold(
        "(?:黨|党|黨籍|黨團|力量|聯線|派)$|^(?:民建聯|工聯會|經民聯|勞聯|公專聯|教協|民協|社民連|無黨籍|無所屬|獨立"
        "|無黨派|獨立候選人|無黨團結聯盟|時代力量)$"
    )
)
_CONSTITUENCY = re.compile(
    fold(
        "(?:界|選區|選舉區|不分區|僑選|原住民|區議會|功能界別|功能組別|地方選區|選舉委員會|選委會|直選|婦女保障)$"
        "|^[^\\W\\d_]{1,4}(?:[東西南北中]|[市縣區])$|^(?:港島|九龍|新界)|第[\\d一二三四五六七八九十]+(?:選區|區)?$"
    )
)
_NUMBER = re.compile(r"第?[\d一二三四五六七八九十]{1,3}(?:次(?:發言|发言)?|号|號)?")
_SAYS_HOW = re.compile(
    fold("(?:發言|席位上|座位上|譯文|台下|插話|鼓掌|笑|連線|視訊|補充|宣讀|麥克風|意見|質詢|答覆|主持|代)$"
         "|^(?:以|用|在|經|由.{1,8}代|從|未|沒|透過|站|舉手|起立)")
)  # fmt: skip


def read_note(inner: str) -> Note:
    """Return what the words in brackets say about the speaker.

    >>> [read_note(one) for one in ("在席位上", "10時25分", "民主黨", "社會福利界", "海事署")]
    ['note', 'note', 'party', 'constituency', 'organization']
    """
    folded = fold(inner.strip())
    if not folded or folded in words("label_notes") or is_time(inner):
        return "note"
    if _NUMBER.fullmatch(folded) or not any(char.isalpha() for char in folded):
        return "note"
    if _PARTY.search(folded) and len(folded) <= 12:
        return "party"
    if _CONSTITUENCY.search(folded):
        return "constituency"
    if _SAYS_HOW.search(folded):
        return "note"
    if ends_with(folded, "organization_endings") and len(folded) > 2:
        return "organization"
    return "other"
