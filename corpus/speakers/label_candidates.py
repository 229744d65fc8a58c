"""Paragraphs in, the lines among them that begin or end a turn out.

The evidence is the whole document: which labels are known, and which words recur before a colon.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from corpus.document import Certainty, Kind, Paragraph
from corpus.fold import fold
from corpus.label_lines import LabelLine, label_line
from corpus.lines import ends_sentence
from corpus.speakers.addressees import is_numbered
from corpus.speakers.form_fields import is_speech
from corpus.speakers.label_words import has_office, is_salutation, may_be_speaker
from corpus.speakers.labelled_lines import QUOTES, Candidate, leave_out_fields, leave_out_unspoken
from corpus.speakers.labels import Label, read_label
from corpus.speakers.lexicon import words
from corpus.speakers.mentions import find_mentions
from corpus.speakers.name_boundaries import is_whole_name
from corpus.speakers.read_questions import begins_with_read_question
from corpus.speakers.speeches import Speech
from corpus.speakers.unspoken import sounds_spoken
from corpus.speakers.written_replies import is_salutation_of_reply, reply_labels

_SENTENCE = re.compile("[。，！？；!?…]")
_MARKS = re.compile("[。，；：！？「」“”,;:!?()（）]")
_SHORTEST_ITEM = 5
_LONGEST_BARE = 30
# 示範網主筆 王小明, above an article of his.
_AUTHORS = frozenset(
    map(fold, ("主筆", "記者", "編輯", "主編", "總編輯", "撰稿人", "作者", "攝影", "編譯"))
)
_RECURS = 2
_LONGEST_LIST = 300


class Begins(NamedTuple):
    """A line begins a turn: the words of ``label`` begin at the offset ``start``.

    ``label`` is None if the line only ends the turn above. ``alone``: the line is only the label.
    ``speech``: a printed speech follows, which may have headings.
    """

    label: Label | None
    start: int = 0
    certainty: Certainty = "label"
    alone: bool = False
    speech: bool = False


ENDS = Begins(None)


def begin_turns(
    paragraphs: Sequence[Paragraph], kind: Kind, speech: Speech | None = None
) -> tuple[list[Begins | None], bool]:
    """Return for each paragraph how it begins or ends a turn, or None if it does neither.

    Also returns whether the whole document is a record of speech, so that paragraphs without a
    label continue the turn above.
    """
    replies = reply_labels(paragraphs)
    candidates = [_candidate(paragraphs, index, replies) for index in range(len(paragraphs))]
    _add_questions(paragraphs, candidates)
    leave_out_unspoken(paragraphs, candidates)
    leave_out_fields(paragraphs, candidates)
    bodies = sum(one.role == "body" for one in paragraphs)
    evidence = _Evidence(candidates, kind, bodies)
    evidence.whole |= bool(replies)
    begins = [evidence.decide(one) if one else None for one in candidates]
    if speech is not None:
        _begin_speech(paragraphs, begins, speech)
    return begins, evidence.whole


def _begin_speech(
    paragraphs: Sequence[Paragraph], begins: list[Begins | None], speech: Speech
) -> None:
    """Add the line that introduces a speech. The speaker's address of the chair is no label."""
    for index in range(speech.line + 1, len(paragraphs)):
        if is_salutation_of_reply(paragraphs[index].text):
            begins[index] = None
    end = len(paragraphs[speech.line].text)
    begins[speech.line] = Begins(speech.label, end, alone=True, speech=True)


def _add_questions(paragraphs: Sequence[Paragraph], candidates: list[Candidate | None]) -> None:
    """Add the headings that are questions of a speaker whom other labels name: 林曉：為何？"""
    known = {one.label.speaker.name for one in candidates if one and one.label and one.known}
    for index, paragraph in enumerate(paragraphs):
        text = paragraph.text
        if paragraph.role != "heading" or not text.endswith(("？", "?", "！", "!")):
            continue
        line = label_line(text)
        label = read_label(line.label(text)) if line and line.form == "colon" else None
        if line and label and label.speaker.name in known and line.said < len(text):
            candidates[index] = Candidate(line, label, text)


def _candidate(
    paragraphs: Sequence[Paragraph], index: int, replies: Mapping[str, Label]
) -> Candidate | None:
    paragraph = paragraphs[index]
    text = paragraph.text
    if replies and len(text) <= _LONGEST_BARE:
        word = fold(text.strip()).rstrip(":")
        if label := replies.get(word):
            return Candidate(LabelLine(0, len(text), len(text), "colon"), label, text)
        if is_salutation_of_reply(text):
            return None
    if paragraph.role == "heading" and text.rstrip().endswith(("：", ":")):
        text = text.rstrip()
        alone = LabelLine(0, len(text) - 1, len(text), "colon")
        return Candidate(alone, read_label(text[:-1]), text)
    if paragraph.role not in ("body", "byline", "heading"):
        return None
    line = label_line(text) if paragraph.role in ("body", "heading") else None
    if line is not None and text.startswith(QUOTES, line.said) and begins_with_read_question(text):
        return None
    if line is not None and (paragraph.role == "body" or line.said >= len(text)):
        label = read_label(line.label(text))
        if (inner := _inner_label(text, line, label)) is not None:
            return inner
        return Candidate(line, label, text, _in_head(line, text))
    return _bare_label(paragraphs, index)


def _inner_label(text: str, line: LabelLine, label: Label | None) -> Candidate | None:
    """Return the second label of 學者：示範大學 連俊哲教授：…, in which the first names a kind."""
    kind = label is not None and fold(label.text) in words("groups", "occupations")
    if not kind or line.said >= len(text):
        return None
    second = label_line(text[line.said :])
    if second is None or second.form != "colon":
        return None
    inner = read_label(second.label(text[line.said :]))
    if inner is None or inner.certainty != "sure" or not (inner.person or inner.surname):
        return None
    start, end, said, form = second
    shifted = LabelLine(line.said + start, line.said + end, line.said + said, form)
    return Candidate(shifted, inner, text)


def _bare_label(paragraphs: Sequence[Paragraph], index: int) -> Candidate | None:
    """Return a label without a colon: 示范市新闻办副局长 王小明, on a line above a paragraph."""
    text = paragraphs[index].text.strip()
    if len(text) > _LONGEST_BARE or not (" " in text or "\u3000" in text) or _MARKS.search(text):
        return None
    below = paragraphs[index + 1] if index + 1 < len(paragraphs) else None
    if below is None or below.role != "body" or not ends_sentence(below.text):
        return None
    label = read_label(text)
    if label is None or label.certainty != "sure" or not label.person:
        return None
    if fold(label.speaker.title) in _AUTHORS:
        return None
    whole = len(paragraphs[index].text)
    return Candidate(LabelLine(0, whole, whole, "time"), label, paragraphs[index].text, bare=True)


class _Evidence:
    """What all candidates of a document say about each of them."""

    def __init__(self, candidates: Sequence[Candidate | None], kind: Kind, bodies: int) -> None:
        lists = [one for one in candidates if one and one.label and not one.head]
        self.counts = Counter(one.label.text for one in lists if one.label)
        self.speaker_counts = Counter(one.label.speaker.name for one in lists if one.label)
        self.known = sum(one.known for one in lists)
        self.brackets = sum(one.known and one.line.form == "brackets" for one in lists)
        self.numbered = sum(one.known and is_numbered(one.text) for one in lists) >= _RECURS
        self.bare = sum(one.bare for one in lists)
        self.quoted = sum(one.quoted for one in lists if one.known)
        recurring = {one.label.text for one in lists if one.label and self._recurs(one)}
        self.sentences = Counter(
            one.label.text for one in lists if one.label and (one.alone or ends_sentence(one.text))
        )
        times = sum(self.counts[text] for text in recurring)
        most = len(lists) * 2 >= bodies
        nearly_all = len(lists) * 3 >= bodies * 2
        record = kind == "transcript"
        self.whole = times >= 3 or (bool(recurring) and (most or record)) or (record and nearly_all)
        self.turns = self.known >= 1 or (len(recurring) >= 2 and self.whole)
        self.others = self.known + sum(self._recurs(one) and not one.known for one in lists)

    def _recurs(self, one: Candidate) -> bool:
        label = one.label
        if label is None or self.counts[label.text] < _RECURS:
            return False
        return one.known or may_be_speaker(label.text)

    def decide(self, one: Candidate) -> Begins | None:
        """Return whether the candidate begins a turn, ends one, or does neither."""
        if one.label is None:
            return self._part(one)
        if one.head:
            return ENDS
        if not one.known:
            return self._unknown(one, one.label)
        if one.bare and self.bare < _RECURS and self.known < 3:
            return None
        if self.others < 2 and not self._accepts_lone(one):
            return None
        latin = one.label.text.isascii()
        if (one.label.speaker.kind == "group" or latin) and self._is_field(one):
            return ENDS  # 管理公司：示範物業有限公司
        doubtful = one.quoted and not one.label.person and self.quoted * 3 < self.known
        return _begins(one, "guess" if doubtful else "label")

    def _part(self, one: Candidate) -> Begins | None:
        folded = fold(one.line.label(one.text)).strip()
        discourse = folded in words("label_discourse") or is_salutation(folded)
        if discourse and (self.whole or folded not in words("not_labels")):
            return None
        return ENDS if one.line.form == "colon" else None

    def _unknown(self, one: Candidate, label: Label) -> Begins | None:
        if one.line.form == "brackets" and self.brackets >= _RECURS and not one.alone:
            # Where brackets hold the speakers, these words are not those of the last one.
            return _begins(one, "guess") if may_be_speaker(label.text) else ENDS
        if not self.turns:
            return None
        if not may_be_speaker(label.text):
            # 主持會議的副議長：
            office = has_office(label.text) and one.line.form == "colon"
            return _begins(one, "guess") if office else None
        if is_numbered(one.text) and len(label.text) >= _SHORTEST_ITEM:
            # (二)低放射性廢棄物減容處理：…; in a list of answers it ends the one above.
            return ENDS if self.numbered else None
        if self._recurs(one):
            # uberX 意見徵集：交通部回應 is no speech.
            return _begins(one, "label") if self.sentences[label.text] else ENDS
        if self._is_field(one):
            return ENDS  # 檔案編號：AB/12
        # [笑], 【本報訊】 and a title with a time are no speakers.
        return _begins(one, "guess") if one.line.form == "colon" else None

    def _is_field(self, one: Candidate) -> bool:
        """Return whether the label occurs once, and no sentence follows."""
        once = one.label is None or self.counts[one.label.text] < _RECURS
        return once and not one.alone and not is_speech(one.said)

    def _accepts_lone(self, one: Candidate) -> bool:
        """Return whether the only label of a document begins a turn."""
        assert one.label is not None
        if one.quoted:  # 議員許立：「不公平。」 in an article is read as prose.
            return False
        if one.line.form == "brackets":
            return False  # 【林小芬專欄】 and a line about the author end an article
        if one.label.certainty == "sure" or (one.alone and one.label.person):
            return one.line.form == "colon" or one.label.person
        said = one.text[one.line.said :]
        return one.label.person and ends_sentence(said) and sounds_spoken(said)


def _begins(one: Candidate, certainty: Certainty) -> Begins:
    return Begins(one.label, one.line.said, certainty, one.alone)


def _in_head(line: LabelLine, text: str) -> bool:
    """Return whether a list follows the label as in the head of minutes.

    For example 主席：王院長某某　記錄：李某某.
    """
    if line.form != "colon" or not line.said < len(text) <= line.said + _LONGEST_LIST:
        return False
    if _SENTENCE.search(text, line.said):
        return False
    rest = text[line.said :]
    folded = fold(rest)
    return "、" in rest or is_whole_name(rest.strip(), folded.strip()) or _names_only(rest, folded)


def _names_only(rest: str, folded: str) -> bool:
    return any(one.form in ("full", "short") for one in find_mentions(rest, folded))
