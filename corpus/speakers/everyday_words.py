"""Folded words in, how frequent they are as everyday words out: 高层, 黄金 and 金管会 are no names.

The words are those of jieba's dictionary (Sun Junyi, https://github.com/fxsjy/jieba), which is
installed with the word segmenter: all pairs of characters, and longer words that begin as names do.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache
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


@lru_cache(maxsize=1 << 14)
def frequency(word: str) -> int:
    """Return the count of a folded word in the dictionary, or 0 if it is none or a person's name.

    >>> [frequency(word) > 0 for word in ("高层", "管理", "马上", "李强", "王毅", "马英九")]
    [True, True, True, False, False, False]
    """
    if len(word) != 2 and not (2 < len(word) <= _LONGEST and word[0] in _firsts()):
        return 0
    entry = f"{word} ".encode(errors="surrogatepass")
    lines = _sorted_lines()
    place = bisect_left(lines, entry)
    if place == len(lines) or not lines[place].startswith(entry):
        return 0
    _, count, kind = lines[place].decode().split()
    return 0 if _names_person(word, int(count), kind) else int(count)


def is_everyday(name: str) -> bool:
    """Return whether what looks like a name without an office is another word: 童軍, 黃大仙."""
    return name in words("not_bare_names") or frequency(name) > 0


@cache
def _sorted_lines() -> list[bytes]:
    """Return the lines of the dictionary in order: word, count and part of speech.

    We look for few of its 350,000 words. To find these by bisection takes a tenth of the time that
    a table of all words takes, and each process that indexes does it.
    """
    found = find_spec("jieba")
    folders = found.submodule_search_locations if found else None
    if not folders:
        raise ModuleNotFoundError(name="jieba")
    lines = (Path(folders[0]) / "dict.txt").read_bytes().splitlines()
    lines.sort()  # most are in order, so that this is quick
    return lines


@cache
def _firsts() -> frozenset[str]:
    return frozenset(word[0] for word in words(*_SURNAMES, "transliteration"))


def _names_person(word: str, count: int, kind: str) -> bool:
    if kind == "nz" and len(word) == 3 and word[0] in _CLEAR:
        return True
    if not kind.startswith("nr"):
        return False
    if len(word) == 3 and word[0] in words("surnames"):
        return True
    most = _MOST_OF_A_CLEAR_NAME if word[0] in _CLEAR else _MOST_OF_A_NAME
    return kind == _FAMOUS or count <= most
