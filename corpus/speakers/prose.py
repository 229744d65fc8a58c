"""A paragraph of prose as it is read for statements: its text, its fold and who is mentioned."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.document import Span
from corpus.speakers.clauses import MASK
from corpus.speakers.mention import Mention


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of paragraph ``index``, its fold with masked quotations, and its mentions.

    ``reports``: it contains a verb of saying, which may be part of a longer word.
    """

    index: int
    text: str
    masked: str
    quotations: list[Span]
    mentions: list[Mention]
    reports: bool


def mask_names(prose: Prose) -> str:
    """Return the masked text with 某 for each character of a full name.

    Otherwise 之 in 陳達之說明 and 對 in 林對山 would be read as words.
    """
    pieces: list[str] = []
    last = 0
    for mention in prose.mentions:
        if mention.form == "full" and len(mention.name) < 5:
            name = mention.name
            at = prose.text.find(name, mention.start, mention.end)
            if at < 0:  # 蒲部長宗之
                name = name[-2:]
                at = prose.text.find(name, mention.start, mention.end)
            if at >= last and prose.masked[at] != MASK:
                pieces += [prose.masked[last:at], "某" * len(name)]
                last = at + len(name)
    return "".join([*pieces, prose.masked[last:]])
