"""A line in, the label at its head out: 主席：, [王小明], 00:01:23 陳委員：, 王小明 15:01.

This module looks at the form only. :mod:`corpus.speakers.labels` decides whom a label names.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from corpus.fold import fold
from corpus.short_lines import keep_for_short_lines

Form = Literal["colon", "brackets", "time"]

LONGEST_LABEL = 40
_HEAD = 160
_LONGEST_ALONE = 60
_MOST_NOTES = 3
_CLOCK = r"(?:\d{1,2}[:：])?\d{1,2}[:：]\d{2}(?:[.,]\d{1,3})?"
_DATE = r"\d{2,4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
_DAYTIME = r"(?:上午|下午|[AaPp][Mm]) ?"
_CHINESE_CLOCK = r"\d{1,2}[時时點点](?:\d{1,2}分)?"
_MOMENT = (
    rf"(?:(?:{_DATE}[ T　]{{0,3}})?(?:{_DAYTIME})?(?:{_CLOCK}|{_CHINESE_CLOCK})(?: ?[AaPp][Mm])?)"
)
_PERIOD = rf"(?:{_MOMENT}(?: ?(?:-->|[-–—~～至]) ?{_MOMENT})?|{_DATE})"
_OPEN, _CLOSE = r"[（(\[［【〔<]", r"[）)\]］】〕>]"
_STAMP = rf"(?:{_OPEN} ?{_PERIOD} ?{_CLOSE}|{_PERIOD})"
# 1. (1) 一、 Q1. before the label, and dashes of a dialogue.
_NUMBER = (
    r"(?:[（(]\d{1,3}[）)]|\d{1,3}[.、．）)](?!\d)|[一二三四五六七八九十]{1,3}、"
    r"|[-–—•●○■◆▲△◎＊*]+(?: |(?<=[–—][–—]))|[●■◆▲△▼▶►◎★☆]+|>> ?)"
)
_LEAD = re.compile(rf"\s*(?:{_NUMBER}\s*)?(?:{_STAMP}[\s,，]*)?(?:{_NUMBER}\s*)?")
_NOTE = r"(?:[（(][^（）()\n]{1,30}[）)])"
# A label may begin with a name in quotation marks: 「好邀市」代表：
_COLON = re.compile(
    rf"(?:「[^「」\n]{{1,20}}」)?[^：:。，！？；\n「」“”『』\[\]【】［］]{{0,{LONGEST_LABEL}}}?\s*(?:(?<!\d)[：:]|[：:](?!\d))(?!//)"
)
_BRACKETS = re.compile(
    rf"(?:\[([^\[\]\n]{{1,{LONGEST_LABEL}}})\]|【([^【】\n]{{1,{LONGEST_LABEL}}})】"
    rf"|［([^［］\n]{{1,{LONGEST_LABEL}}})］|〔([^〔〕\n]{{1,{LONGEST_LABEL}}})〕"
    rf"|\(((?i:speaker|spk)[ _]?\w{{1,3}})\)"
    rf"|<(?![a-z]+>)([^<>/\n]{{1,{LONGEST_LABEL}}})>)\s*(?:[：:]\s*)?"
)
_TIME_LAST = re.compile(
    rf"(?P<label>[^\s：:。，！？；][^：:。，！？；\n]{{0,30}}?)\s*{_STAMP}\s*[：:]?\s*"
)
_ONLY_TIME = re.compile(rf"\s*(?:{_STAMP}\s*)+")
_TIME_AT_END = re.compile(rf"\s*{_OPEN} ?{_PERIOD} ?{_CLOSE}\s*$")
_NOTE_AFTER = re.compile(rf"\s*{_NOTE}\s*")
_TIME_FIRST = re.compile(
    rf"\s*{_STAMP}\s+(?P<label>[^\s\d：:。，！？；][^：:。，！？；\n]{{0,30}}?)\s*"
)
_BLANK = re.compile(r"\s*")
_TIMED = re.compile(rf"(?:{_STAMP}\s*)?(.*?)(?:\s+{_STAMP})?")


class LabelLine(NamedTuple):
    """``text[start:end]`` is the label of a line, without colon and brackets.

    ``said`` is where the words begin that follow the label; it is the length of the line if the
    label is alone. ``form``: "colon", "brackets" or "time" if the only sign is a time.
    """

    start: int
    end: int
    said: int
    form: Form

    def label(self, text: str) -> str:
        """Return the label."""
        return text[self.start : self.end]


@keep_for_short_lines
def label_line(text: str) -> LabelLine | None:
    """Return the label at the head of ``text``, or None.

    >>> [text[one.start : one.end] for text in ("00:00:10 陳委員：沒有保障。", "[01:23 Speaker 2]")
    ...  if (one := label_line(text))]
    ['陳委員', 'Speaker 2']
    """
    head = text[:_HEAD]
    begin = _lead(head)
    if len(text) <= _LONGEST_ALONE and (
        found := _TIME_LAST.fullmatch(text, begin) or _TIME_FIRST.fullmatch(text)
    ):
        return LabelLine(*found.span("label"), len(text), "time")
    if found := _BRACKETS.match(head, begin):
        group = next(number for number in range(1, 7) if found[number])
        return _bracketed(text, found.start(group), found.end(group), found.end())
    if (found := _COLON.match(head, begin)) and (one := _with_colon(text, begin, found.end())):
        return one
    return None


def _lead(text: str) -> int:
    """Return where the label may begin, after a number and a time."""
    found = _LEAD.match(text)
    return found.end() if found else 0


def _with_colon(text: str, begin: int, end: int) -> LabelLine | None:
    last = end - 1
    while last > begin and text[last - 1].isspace():
        last -= 1
    if last == begin or not any(char.isalpha() for char in text[begin:last]):
        return None
    return LabelLine(begin, last, _after_notes(text, end), "colon")


def _bracketed(text: str, start: int, end: int, said: int) -> LabelLine | None:
    inner = _TIMED.fullmatch(text[start:end])
    if inner is None or not any(char.isalpha() for char in inner[1]):
        return None
    if _ONLY_TIME.fullmatch(text, said):
        said = len(text)
    return LabelLine(start + inner.start(1), start + inner.end(1), said, "brackets")


def _after_notes(text: str, end: int) -> int:
    """Return where the words begin after a time or a note such as （在席位上）."""
    for _ in range(_MOST_NOTES):
        found = _NOTE_AFTER.match(text, end)
        if found is None or found.end() == len(text):  # the note is all there is
            break
        end = found.end()
    blank = _BLANK.match(text, end)
    return blank.end() if blank else end


def is_time(text: str) -> bool:
    """Return whether the line is only a time or a date.

    >>> is_time("[15:01]"), is_time("2024-05-05 10:00:46"), is_time("15:01 開會")
    (True, True, False)
    """
    return len(text) <= _LONGEST_ALONE and _ONLY_TIME.fullmatch(text) is not None


def without_time_at_end(text: str) -> str:
    """Return the text without a time in brackets at its end, as live transcripts have.

    >>> without_time_at_end("大家下午好。[15:01]")
    '大家下午好。'
    """
    if text[-1:] not in tuple("）)]］】〕>"):
        return text
    found = _TIME_AT_END.search(text, max(0, len(text) - 40))
    return text[: found.start()] if found else text


# Folded: Simplified. The words that end a label of a speaker, or that a name follows.
_ROLE = (
    "(?:主席|主持人?|召集人|司仪|记者|[问答]|委员|议员|代表|主任|教授"
    "|[部局署处院厅所司科组校市县镇乡里村会事书]长|总理|总统|首相|发言人|说话人|报告人|提问者?|提案人|受访[者人]"
    "|与谈人|讲者|先生|女士|小姐|太太|老师|同学|民众|居民|里民|村民|学员|学生|家长|网友|听众|观众|嘉宾|来宾"
    "|律师|司机|骑手|师傅|工程师|会计师|建筑师|医师|医生|护士|职工|员工|顾问|馆员|社工|志工|志愿者|店主|业主|租客|房东|店长|律师|专员|政委|行政长官|委员们|议员们|经理|总监|主委|专家|学者|研究员|书记|教练)"
)
_SPEAKER = re.compile(
    rf"(?:[^\W_]|[ \u3000·]){{0,24}}?{_ROLE}"
    r"(?:[\s\u3000]*[^\W\d_a-z]{1,4}|[ _-]?[\da-z甲乙丙丁]{1,2})?"
    r"(?:书面(?:质询|意见|补充意见|答复)|质询|答复|答询)?(?:[（(].{1,20}[）)])?"
    r"|(?:speaker|spk)[ _-]?\w{1,3}|[qa]\d{0,2}"
)


@keep_for_short_lines
def begins_with_speaker(text: str) -> bool:
    """Return whether the line begins with a label that has a role or a job title, as turns do.

    >>> [begins_with_speaker(one) for one in ("王委員大明：不對！", "【記者】請問", "目的：保障")]
    [True, True, False]
    """
    line = label_line(text)
    if line is None or line.end - line.start > LONGEST_LABEL:
        return False
    return _SPEAKER.fullmatch(fold(line.label(text))) is not None
