"""The words behind a label in, whether they are speech or the value of a field out.

Forms, minutes and saved web pages have lines such as 管理公司：示範物業有限公司, and lists of
headlines such as 王小明：會全力跟進. These labels begin no turns.
"""

from __future__ import annotations

import re

from corpus.fold import fold
from corpus.lines import ends_sentence
from corpus.speakers.unspoken import sounds_spoken

_LATIN_ONLY = re.compile(r"[\x00-\x7f\u2000-\u206f]*")
_CONTACT = re.compile(
    fold("電話|手機|傳真|電郵|信箱|地址|網址|分機") + r"|e-?mail|tel\b|https?:|@\w+\.|\d{4}-?\d{4}"
)
_LONGEST_VALUE = 60


def is_speech(said: str) -> bool:
    """Return whether the words behind a label are a sentence, or sound spoken.

    >>> [is_speech(said) for said in ("會跟進。", "示範物業有限公司", "我們會跟進", "Loading...")]
    [True, False, True, False]
    >>> is_speech("民政科王小明 電話：06-1234567。")
    False
    """
    said = said.strip()
    if not said or _LATIN_ONLY.fullmatch(said):
        return " " in said and said.endswith((".", "?", "!")) and not said.endswith("...")
    if len(said) <= _LONGEST_VALUE and _CONTACT.search(fold(said)):
        return False
    return ends_sentence(said) or sounds_spoken(said)
