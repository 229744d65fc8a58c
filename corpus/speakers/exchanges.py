"""Paragraphs with statements in, the same with each answer linked to its question out.

In a labelled record the turn after a question answers it, unless the chair only calls the next
speaker. In prose, the statement of somebody who 答覆 follows that of somebody who 質詢.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from corpus.document import Paragraph, Speaker, Statement
from corpus.fold import fold
from corpus.speakers.procedure import is_procedural
from corpus.speakers.read_questions import ASKER

# Folded: Simplified, with ASCII marks.
_ASKERS = re.compile(
    "(?:[问q]|q ?\\d{1,2}|质询|提问|.{0,12}(?:记者|提问者?|提问人|质询者|网友|观众|听众|读者))"
    "(?:[\\d一二三四五六七八九十甲乙丙丁a-z]{1,2})?"
)
_ANSWERERS = re.compile(
    r"(?:[答a]|a ?\d{1,2}|答[复覆]|答询|回[复覆应])[\d一二三四五六七八九十]{0,2}"
)
# 王議員小明質詢：, 勞動局答復：
_ENDS_AS_ASKER = re.compile("(?:质询|提问|追问|发问|[^学疑顾访]问)$")
_ENDS_AS_ANSWERER = re.compile("(?:答[复覆询]|回[复覆答应]|[^问]答)$")
_MEMBERS = re.compile("(?:议员|委员|立委|代表)$")
_BARE_QUESTION = re.compile(r"[问q]|[问q] ?\d{1,2}|质询|提问")
_CHAIRS = re.compile(".{0,8}(?:主席|主持人?|司仪|召集人|会议主席)")
_QUESTION = re.compile(
    "[?]|[吗呢][。,]?$|请问|可否告知|为何|何时|是否|如何|什么|多少|几[个年月成]|怎么"
)
# Not folded, because it is tried on every turn.
_ENDS_IN_QUESTION = re.compile(
    r"[?？][」”\"』)）]?\s*$|[吗嗎呢][。]?\s*$|可否告知本[会會][:：。]?\s*$"
)
_ASKS = re.compile("质询|提问|询问|追问|质疑|[^疑]问")
_REPLIES = re.compile("答[复覆]|回[应复覆答]|答询|作答")
_HEAD = 24
_MOST_CALLS = 2
_END = 400


class Turn(NamedTuple):
    """Consecutive paragraphs of one speaker: positions in the document, and the first number.

    ``text`` is what the speaker says, or the end of it.
    """

    speaker: Speaker
    mention: str
    positions: tuple[int, ...]
    number: int
    text: str


def link_answers(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Return the paragraphs with :attr:`corpus.document.Statement.answers` set.

    >>> asked = Paragraph(1, "body", "何時施行？", statements=(
    ...     Statement(0, 5, Speaker("記者"), "記者", "label"),))
    >>> replied = Paragraph(2, "body", "明年。", statements=(
    ...     Statement(0, 3, Speaker("局長"), "局長", "label"),))
    >>> link_answers([asked, replied])[1].statements[0].answers
    1
    """
    links: dict[int, int] = {}
    question: Turn | None = None
    calls = 0
    for turn in find_turns_of(paragraphs):
        if question is not None and turn.speaker != question.speaker:
            if _role(turn.mention).chair and is_procedural(turn.text) and calls < _MOST_CALLS:
                calls += 1
                continue
            if _may_answer(turn, question):
                links.update((position, question.number) for position in turn.positions)
        question, calls = (turn, 0) if is_question(turn) else (None, 0)
    result = list(paragraphs)
    for position, number in links.items():
        result[position] = _answering(result[position], number)
    _link_read_questions(result)
    for position, paragraph in enumerate(result):
        if len(paragraph.statements) > 1:
            result[position] = _with_prose_answers(paragraph)
    return result


def find_turns_of(paragraphs: Sequence[Paragraph]) -> Iterator[Turn]:
    """Yield the labelled turns: runs of paragraphs that one speaker says."""
    run: list[tuple[int, Statement]] = []
    for position, paragraph in enumerate(paragraphs):
        said = _outer(paragraph.statements)
        labelled = said is not None and said.certainty in ("label", "guess")
        if run:
            role = paragraph.role
            ends = role == "heading" or (role == "body" and not labelled)
            if ends or (said is not None and said.speaker != run[-1][1].speaker):
                yield _turn(paragraphs, run)
                run = []
        if labelled and said is not None:
            run.append((position, said))
            if any(
                one.inside is None and one.speaker != said.speaker for one in paragraph.statements
            ):
                yield _turn(paragraphs, run)  # 問：…答：… in one line
                run = []
    if run:
        yield _turn(paragraphs, run)


def _outer(statements: Sequence[Statement]) -> Statement | None:
    """Return the first of ``statements`` that is not inside another one."""
    for one in statements:
        if one.inside is None:
            return one
    return None


def _turn(paragraphs: Sequence[Paragraph], run: Sequence[tuple[int, Statement]]) -> Turn:
    text = ""
    for position, said in reversed(run):
        text = paragraphs[position].text[said.start : said.end] + text
        if len(text) > _END:  # no rule looks at more
            break
    position, said = run[0]
    positions = tuple([at for at, _ in run])
    return Turn(said.speaker, said.mention, positions, paragraphs[position].number, text)


class _Role(NamedTuple):
    """What a label says about its speaker: 問 and 記者 ask, 答 answers, 主席 leads."""

    bare: bool
    asks: bool
    answers: bool
    chair: bool


@lru_cache(maxsize=4096)
def _role(mention: str) -> _Role:
    label = fold(mention.strip())
    return _Role(
        _BARE_QUESTION.fullmatch(label) is not None,
        _ASKERS.fullmatch(label) is not None or _ENDS_AS_ASKER.search(label) is not None,
        _ANSWERERS.fullmatch(label) is not None or _ENDS_AS_ANSWERER.search(label) is not None,
        _CHAIRS.fullmatch(label) is not None,
    )


def is_question(turn: Turn) -> bool:
    """Return whether a turn asks: its label says so, or it ends in a question mark."""
    role = _role(turn.mention)
    if role.answers or (role.chair and is_procedural(turn.text)):
        return False
    if role.bare or _ENDS_IN_QUESTION.search(turn.text[-12:]):
        return True
    return role.asks and _QUESTION.search(fold(turn.text[-_END:].rstrip())) is not None


def _may_answer(turn: Turn, question: Turn) -> bool:
    role = _role(turn.mention)
    if role.answers:
        return True
    if role.asks and (_ENDS_AS_ASKER.search(fold(turn.mention)) or _role(question.mention).asks):
        return False
    # Members ask the government and not each other.
    both = (turn.speaker.title, question.speaker.title)
    return not role.chair and not all(map(_is_member, both))


@lru_cache(maxsize=4096)
def _is_member(title: str) -> bool:
    return _MEMBERS.search(fold(title)) is not None


def _answering(paragraph: Paragraph, number: int) -> Paragraph:
    statements = tuple(
        [
            one if one.inside is not None or one.answers else Statement(*one[:6], number)
            for one in paragraph.statements
        ]
    )
    return Paragraph(*paragraph[:5], statements, *paragraph[6:])


def _link_read_questions(paragraphs: list[Paragraph]) -> None:
    """Link the words of a reader to the question of the audience that he has read out before."""
    asked = [at for at, one in enumerate(paragraphs) if len(one.statements) > 1 and _reads(one)]
    for at, end in pairwise((*asked, len(paragraphs))):
        question = paragraphs[at]
        reader = _outer(question.statements)
        for position in range(at + 1, end):
            paragraph = paragraphs[position]
            said = _outer(paragraph.statements)
            if not (said and reader and said.speaker == reader.speaker) or (
                paragraph.role == "heading"
            ):
                if paragraph.role not in ("direction", "caption"):
                    break
            elif said.answers is None:
                paragraphs[position] = _answering(paragraph, question.number)


def _reads(paragraph: Paragraph) -> bool:
    """Return whether the speaker of a paragraph reads out a question of the audience."""
    inner = any(
        one.inside is not None and one.speaker.name == ASKER for one in paragraph.statements
    )
    return inner and _outer(paragraph.statements) is not None


def _with_prose_answers(paragraph: Paragraph) -> Paragraph:
    """Link 部長答覆表示… to 委員質詢時指出… in one paragraph of prose."""
    statements = list(paragraph.statements)
    asked: Statement | None = None
    for position, one in enumerate(statements):
        if one.certainty == "label" or one.inside is not None:
            asked = None
            continue
        head = fold(paragraph.text[one.start : min(one.end, one.start + _HEAD)])
        if asked is not None and asked.speaker != one.speaker and _REPLIES.search(head):
            statements[position] = one._replace(answers=paragraph.number)
            asked = None
        elif _ASKS.search(head) and not _REPLIES.search(head):
            asked = one
    changed = tuple(statements)
    return paragraph if changed == paragraph.statements else paragraph._replace(statements=changed)
