"""The words of a turn in, whether they are only procedure out: thanks, assent, calling."""

from __future__ import annotations

import re
from functools import cache

from corpus.fold import fold
from corpus.speakers.label_names import title_inside_name
from corpus.speakers.lexicon import any_of, words
from corpus.speakers.mentions import find_mentions
from corpus.speakers.name_boundaries import is_whole_name

_NOISE = re.compile(r"[\s，。；！？：、,.;!?:~～…—\-「」“”（）()]+")


def is_procedural(text: str) -> bool:
    """Return whether a turn is only procedure: thanks, assent, calling the next speaker.

    False for turns of more than 40 characters.

    >>> is_procedural("好，謝謝。下一位請發言。"), is_procedural("請說明預算為何刪減。")
    (True, False)
    """
    if len(text) > 40:
        return False
    folded = _NOISE.sub(" ", fold(re.sub(r"（[^（）]*）|\([^()]*\)", "", text))).strip()
    return all(_is_procedure(piece) for piece in folded.split(" ")) if folded else True


def _is_procedure(piece: str) -> bool:
    left = _procedure().sub("", piece)
    if not left:
        return True
    # 請王委員發言, 謝謝李部長: the turn only names a person who is called or thanked.
    if not piece.startswith(tuple(fold("請 謝謝 感謝 有請 接著請 再請 下一位").split())):
        return False
    if is_whole_name(left, left) or title_inside_name(left):
        return True
    mentions = find_mentions(piece, piece)
    if not mentions:
        return False
    named = mentions[-1]
    rest = piece[: named.start] + piece[named.end :]
    return not _procedure().sub("", rest.replace(fold(named.organization), ""))


@cache
def _procedure() -> re.Pattern[str]:
    return re.compile(any_of(words("procedure")))
