"""Folded words in, how frequent they are as everyday words out: 高层, 黄金 and 金管会 are no names.

The words are those of jieba's dictionary (Sun Junyi, https://github.com/fxsjy/jieba), which is
installed with the word segmenter: all pairs of characters, and longer words that begin as names do.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from corpus.speakers.lexicon import words

_SURNAMES = ("surnames", "surnames_rare", "surnames_long")
_LONGEST = 6
# Up to these counts, what the dictionary calls a name is one: 明白 has 10,000.
_MOST_OF_A_NAME = 60
_MOST_OF_A_CLEAR_NAME = 1000
# Family names that begin hardly any other word: 李鹏 is a name in spite of its count.
_CLEAR = frozenset("陈李刘赵吴郑谢郭邱廖赖蔡邓吕蒋姚邹袁阮韦谭彭潘邵崔冯曹薛倪俞汪沈魏卢侯卓")
_FAMOUS = "nrfg"


def frequency(word: str) -> int:
    """Return the count of a folded word in the dictionary, or 0 if it is none or a person's name.

    >>> [frequency(word) > 0 for word in ("高层", "管理", "马上", "李强", "王毅", "马英九")]
    [True, True, True, False, False, False]
    """
    return _counts().get(word, 0)


def is_everyday(name: str) -> bool:
    """Return whether what looks like a name without an office is another word: 童軍, 黃大仙."""
    return name in words("not_bare_names") or frequency(name) > 0


@cache
def _counts() -> dict[str, int]:
    found = find_spec("jieba")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise ModuleNotFoundError(name="jieba")
    text = (Path(folders[0]) / "dict.txt").read_text(encoding="utf-8")
    firsts = "".join(sorted({word[0] for word in words(*_SURNAMES, "transliteration")}))
    entry = re.compile(rf"^(\S\S|[{firsts}]\S{{2,{_LONGEST - 1}}}) (\d+) (\w+)", re.MULTILINE)
    return {
        word: int(count)
        for word, count, kind in entry.findall(text)
        if not _names_person(word, int(count), kind)
    }


def _names_person(word: str, count: int, kind: str) -> bool:
    if kind == "nz" and len(word) == 3 and word[0] in _CLEAR:
        return True
    if not kind.startswith("nr"):
        return False
    if len(word) == 3 and word[0] in words("surnames"):
        return True
    most = _MOST_OF_A_CLEAR_NAME if word[0] in _CLEAR else _MOST_OF_A_NAME
    return kind == _FAMOUS or count <= most
