"""Paragraphs in, labelled turns out: 蘇映雪： as a heading, or 主席（周委員宜蓁）：… in a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

from corpus.document import Paragraph, Speaker
from corpus.fold import fold
from corpus.speakers.job_titles import job_title_ends
from corpus.speakers.lexicon import any_of, lexicon, words
from corpus.speakers.mentions import find_mentions
from corpus.speakers.name_boundaries import is_whole_name

_LONGEST_LABEL = 40
_INLINE = re.compile(r"\s*(?P<label>[^：:。，；！？\n「」“”『』]{1,40}?)\s*[：:](?!//)\s*")
_PARTS = re.compile(r"(?P<outer>[^（(）)]+)[（(](?P<inner>[^（(）)]+)[）)]$")
_LATIN_LABEL = re.compile(
    r"[A-Za-z\u00c0-\u024f][\w\u00c0-\u024f.'’\-]*(?: [\w\u00c0-\u024f.'’\-]+){0,4}"
)
_SENTENCE = re.compile("[。，！？；!?…]")
_NUMBERED = re.compile("[0-9a-z０-９]{1,3}$")

Certainty = Literal["sure", "name", "unknown"]


class Label(NamedTuple):
    """The words before a colon that name a speaker.

    ``certainty``: "sure" for a job title or role, "name" for what looks like a name, otherwise
    "unknown". ``surname``: the label gives only this surname (李部長).
    """

    text: str
    certainty: Certainty
    speaker: Speaker
    surname: str = ""

    @property
    def has_full_name(self) -> bool:
        """Whether the label gives the full name of a person."""
        one = self.speaker
        if self.surname or one.kind == "group" or one.name == one.title:
            return False
        return self.certainty == "name" or (self.certainty == "sure" and bool(one.title))


class Turn(NamedTuple):
    """The speaker of ``label`` says the paragraph from the character offset ``start`` on."""

    label: Label
    start: int


@lru_cache(maxsize=4096)
def read_label(text: str) -> Label | None:
    """Return the label in ``text`` (without colon), or None if it names a part of a document.

    >>> read_label("周委員宜蓁").speaker.name
    '周宜蓁'
    """
    text = text.strip()
    folded = fold(text)
    if not text or len(text) > _LONGEST_LABEL or folded in words("not_labels"):
        return None
    if match := _PARTS.fullmatch(text):
        return _label_with_brackets(text, match["outer"].strip(), match["inner"].strip())
    if split := _job_title_inside_name(folded):
        start, end = split
        return Label(text, "sure", Speaker(text[:start] + text[end:], text[start:end]))
    if _NUMBERED.sub("", folded) in words("label_roles"):
        return Label(
            text,
            "sure",
            Speaker(text, text if folded in words("titles", "occupations") else ""),
        )
    if is_whole_name(text, folded):
        return Label(text, "name", Speaker(text))
    mentions = find_mentions(text, folded)
    if mentions and mentions[-1].end == len(text):
        last = mentions[-1]
        # The rest must be the organization: 今天的主席 is not a label.
        if fold(text[: last.start]).strip() in ("", fold(last.organization)):
            if last.form == "title":
                return Label(text, "sure", _titled_speaker(text, last.title, last.organization))
            name = last.name if last.form == "full" else text[last.start :]
            surname = last.name if last.form == "short" else ""
            speaker = Speaker(name, last.title, last.organization)
            return Label(text, "sure", speaker, surname)
    if _LATIN_LABEL.fullmatch(text):
        return Label(text, "name", Speaker(text))
    return Label(text, "unknown", _titled_speaker(text, "", ""))


def _titled_speaker(text: str, title: str, organization: str) -> Speaker:
    folded = fold(text)
    ends = [folded[-length:] for length in range(1, 5)]
    group = any(end in words("groups") or end in words("organization_endings") for end in ends)
    return Speaker(text, title, organization, "group" if group else "person")


def _label_with_brackets(text: str, outer: str, inner: str) -> Label | None:
    within, without = read_label(inner), read_label(outer)
    if without is None:
        return None
    if within is not None and without.certainty != "name" and _names_person(within):
        title = within.speaker.title or outer
        return Label(text, "sure", within.speaker._replace(title=title), within.surname)
    if within is not None and within.speaker.title:
        title, organization = within.speaker.title, within.speaker.organization
    else:
        title, organization = without.speaker.title, inner
    speaker = without.speaker._replace(title=title, organization=organization)
    return Label(text, without.certainty, speaker, without.surname)


def _names_person(label: Label) -> bool:
    speaker = label.speaker
    is_person = speaker.kind == "person" and speaker.name != speaker.title
    return is_person and label.certainty != "unknown"


def _job_title_inside_name(folded: str) -> tuple[int, int] | None:
    """Return the span of the job title if all of ``folded`` is a name like 周委員宜蓁, or None."""
    for surname in lexicon("surnames", "surnames_rare", "surnames_long").all_at(folded, 0):
        for end in job_title_ends(folded, len(surname), prefixes=1):
            given = folded[end:]
            if 1 <= len(given) <= 3 and all("\u4e00" <= char <= "\u9fff" for char in given):
                return len(surname), end
    return None


def find_turns(paragraphs: Sequence[Paragraph]) -> list[Turn | None]:
    """Return for each paragraph the turn it belongs to, or None.

    A turn ends at the next label, or at a heading that is not a label.
    """
    headings = [_heading_label(one) if one.role == "heading" else None for one in paragraphs]
    heading_labels = sum(label is not None and label.certainty != "unknown" for label in headings)
    if heading_labels:
        inline: list[Turn | None] = [None] * len(paragraphs)
    else:
        inline = [_inline_label(one) if one.role == "body" else None for one in paragraphs]
    inline_labels = sum(turn is not None and turn.label.certainty != "unknown" for turn in inline)
    result: list[Turn | None] = []
    current: Turn | None = None
    for paragraph, heading, line in zip(paragraphs, headings, inline, strict=True):
        if paragraph.role == "heading":
            current = (
                Turn(heading, 0) if heading and _starts_turn(heading, heading_labels) else None
            )
        elif line is not None and _starts_turn(line.label, inline_labels, inline=True):
            # If this is the only label, the speaker says no more than this line.
            current = Turn(line.label, 0) if inline_labels > 1 else None
            result.append(line)
            continue
        elif not heading_labels and _is_field(paragraph):
            current = None
        result.append(current if paragraph.role == "body" else None)
    return result


def _starts_turn(label: Label, others: int, inline: bool = False) -> bool:
    """Return whether ``label`` begins a turn, in a document with ``others`` labels of its form."""
    if label.certainty == "unknown":
        return not inline and others >= 2 and len(label.text) <= 20
    return label.certainty == "sure" or others >= 2


def _heading_label(paragraph: Paragraph) -> Label | None:
    text = paragraph.text.strip()
    return read_label(text[:-1]) if text.endswith(("：", ":")) else None


def _inline_label(paragraph: Paragraph) -> Turn | None:
    match = _INLINE.match(paragraph.text)
    if match is None:
        return None
    label = read_label(match["label"])
    rest = paragraph.text[match.end() :]
    if label is None or label.certainty == "unknown" or (rest and _is_list_of_names(rest)):
        return None
    if rest.startswith(("「", "“", '"', "『")):
        return None
    return Turn(label, match.end())


def _is_list_of_names(rest: str) -> bool:
    """Return whether the rest of a line is a list as in the head of minutes.

    For example 主席：王院長某某　記錄：李某某.
    """
    if _SENTENCE.search(rest):
        return False
    mentions = find_mentions(rest, fold(rest))
    return "、" in rest or bool(mentions) or is_whole_name(rest.strip(), fold(rest.strip()))


def _is_field(paragraph: Paragraph) -> bool:
    match = _INLINE.match(paragraph.text)
    return match is not None and fold(match["label"].strip()) in words("not_labels")


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
    if is_whole_name(left, left) or _job_title_inside_name(left):
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
