"""Labelled turns in, what their speakers are introduced as out: 我是勞動部專門委員林甲.

A speaker says it of himself, or somebody calls him by it: 請勞動部林甲司長說明.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from corpus.document import Paragraph
from corpus.fold import fold
from corpus.speakers.coreference import Position
from corpus.speakers.job_titles import find_job_titles
from corpus.speakers.lexicon import ends_with, words
from corpus.speakers.mention import Mention
from corpus.speakers.mentions import find_mentions
from corpus.speakers.name_search import longest_names
from corpus.speakers.turns import Turn

_BEFORE, _AFTER = 30, 14
# A speaker is called at most so many paragraphs before his first turn, and introduces himself in
# the first so many paragraphs of it.
_CALLED, _SAID = 6, 8
_MOST_OF_ONE = 3
_BEGINNING = 240
_MARKS = fold("，。！？；：、,!?;:\n") + "\0"
_MOST_TRIES = 12
# The last characters of most job titles, in both scripts: a cheap test before the grammar.
_TITLE_ENDS = "長长員员任授師师席書书記记事官監监理委導导士管裁總总問问編编家人手察審审座司"
_CALLS_ONESELF = ("我是", "我叫", "人是", "人叫")
_SELF = re.compile(
    "(?<![如果不要假於于像当當])(?:我|本人|敝人)(?:是|叫)(?![說说覺觉想不要在有會会可認认很])"
    f"(?=[^，。！？；：,]{{0,26}}[{_TITLE_ENDS}])"
)
_MAY_BE_TITLE = re.compile(f"[{_TITLE_ENDS}]")
# Words of a sentence, which no name of an organization contains.
_SENTENCE = re.compile(
    fold(
        "[在當來很跟是有去做說想審查續該惟據]|本院|本席|待會|等會|剛才|前面|無視|提案"
        "|[被把讓從給這那幾（(]|負責|目前|現在|一個|一位|裡面|協助"
        "|^(?:因|所以|如果|但|就|也|都|還|不|要|到|看|對我|像|部分|包括|包含|以及|請|謝謝|感謝)"
    )
)
_LONGEST_UNLISTED = 8


def find_introductions(
    paragraphs: Sequence[Paragraph], turns: Sequence[Turn | None]
) -> Iterator[tuple[Position, Mention]]:
    """Yield job titles and organizations of the speakers of labelled turns, as full mentions.

    Only what is said of a name among the labels counts, and of each name the first few times.
    """
    names = _label_names(turns)
    if not names:
        return
    found: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    for index in _near_first_turns(turns):
        paragraph, turn = paragraphs[index], turns[index]
        if turn is None or turn.start >= len(paragraph.text):
            continue
        text = paragraph.text[turn.start :]
        own = turn.label.speaker.name
        mentions = list(_by_name(text, names, found, tried))
        if own in names and found[own] < _MOST_OF_ONE:
            mentions += _of_oneself(text, own)
        for mention in mentions:
            found[mention.name] += 1
            yield (index, turn.start + mention.start), mention


def _near_first_turns(turns: Sequence[Turn | None]) -> list[int]:
    """Return the indexes of the paragraphs around the first turn of each speaker."""
    seen: set[str] = set()
    near: set[int] = set()
    for index, turn in enumerate(turns):
        if turn is not None and turn.label.text not in seen:
            seen.add(turn.label.text)
            near.update(range(max(0, index - _CALLED), min(len(turns), index + _SAID)))
    return sorted(near)


def _label_names(turns: Sequence[Turn | None]) -> frozenset[str]:
    """Return the full names among the labels."""
    return frozenset(
        turn.label.speaker.name
        for turn in turns
        if turn is not None and turn.label.person and len(turn.label.speaker.name) > 1
    )


def _by_name(
    text: str, names: frozenset[str], found: Counter[str], tried: Counter[str]
) -> Iterator[Mention]:
    """Yield the names in ``text`` that come right before or after a job title."""
    for begin, end in longest_names(text, names):
        name = text[begin:end]
        if found[name] >= _MOST_OF_ONE or tried[name] >= _MOST_TRIES:
            continue
        piece = text[max(0, begin - _BEFORE) : end + _AFTER]
        if _MAY_BE_TITLE.search(piece.replace(name, "")) is None:
            continue
        tried[name] += 1
        folded = fold(piece)
        if next(find_job_titles(folded), None) is None:
            continue
        for mention in find_mentions(piece, folded, frozenset({fold(name)})):
            if mention.form == "full" and mention.name == name and _is_office(mention):
                yield _checked(mention, longest=0)


def _of_oneself(text: str, name: str) -> Iterator[Mention]:
    """Yield what the speaker ``name`` says of himself without his name: 我是勞動部專門委員."""
    beginning = text[:_BEGINNING]
    if not any(one in beginning for one in _CALLS_ONESELF):
        return
    for match in _SELF.finditer(beginning):
        piece = text[match.end() : match.end() + _BEFORE]
        folded = fold(piece)
        title = next(find_job_titles(folded), None)
        if title is None or title.courtesy:
            continue
        for mention in find_mentions(piece, folded)[:1]:
            before = folded[: mention.start].removesuffix("的").strip()
            rest = before.removesuffix(fold(mention.organization))
            whole = not rest or rest in words("title_prefixes")  # 新任|示範協會
            alone = mention.form == "title" and _ends(folded, mention.end)
            if alone and whole and _is_office(mention):
                yield _checked(mention._replace(form="full", name=name), longest=_LONGEST_UNLISTED)


def _is_office(mention: Mention) -> bool:
    return bool(mention.title) and fold(mention.title) not in words("not_offices")


def _checked(mention: Mention, longest: int) -> Mention:
    """Return the mention without an organization that is part of a sentence.

    One without the ending of an organization (端傳媒) may have ``longest`` characters.
    """
    organization = fold(mention.organization)
    listed = ends_with(organization, "organization_endings", "bodies")
    if _SENTENCE.search(organization) or (not listed and len(organization) > longest):
        return mention._replace(organization="")
    return mention


def _ends(folded: str, end: int) -> bool:
    """Return whether a mark follows, so that 我是委員 is not 我是委員會的人."""
    return end >= len(folded) or folded[end] in _MARKS
