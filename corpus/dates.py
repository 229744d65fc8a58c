"""File name and first lines in, the date of the document out.

Only full dates count. A year, or a year and a month, does not become a day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from corpus.document import Kind
from corpus.structure.law import parse_numeral

HEAD = 1000
"""The number of characters at the beginning of a document in which to look for its date."""

_N = "〇零○一二三四五六七八九十百"
_ERA = r"(?P<era>(?:中[華华])?民[國国]\s*)?"
_WRITTEN = re.compile(
    rf"{_ERA}(?<!\d)(?P<year>\d{{1,4}}|[{_N}]{{1,6}}|元)\s?年\s?(?P<month>\d{{1,2}}|[{_N}]{{1,3}})\s?月"
    rf"\s?(?P<day>\d{{1,2}}|[{_N}]{{1,3}})\s?[日號号]"
)
_NUMERIC = re.compile(
    rf"{_ERA}(?<![\d.])(?P<year>\d{{2,4}})(?P<sign>[-/._])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})"
    r"(?![\d])(?!\.\d)"
)
_COMPACT = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_COMPACT_ROC = re.compile(r"(?<!\d)(?P<year>0?[89]\d|1[0-4]\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
# 2025年…於4月10日: the day follows the year later in the same sentence.
_SPLIT = re.compile(
    rf"{_ERA}(?<!\d)(?P<year>\d{{3,4}}|[{_N}]{{3,6}})\s?年(?![^。！？\n]{{0,3}}月)[^年。！？\n]{{1,60}}?"
    rf"(?<![\d{_N}年])(?P<month>\d{{1,2}}|[{_N}]{{1,3}})\s?月\s?(?P<day>\d{{1,2}}|[{_N}]{{1,3}})\s?[日號号]"
)
_MONTHS = "january february march april may june july august september october november december"
_MONTH = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _MONTHS.split()) + r")\.?"
_ENGLISH = (
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}) {_MONTH},? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"\b{_MONTH} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
)
_FORMS = (_WRITTEN, _NUMERIC, _COMPACT, _SPLIT, *_ENGLISH)
_LABELLED = re.compile(
    "(?:日期|時間|时间|發布日|发布日|修正日|公布日|[發发]文日)[^：:\n]{0,4}[：:](?P<rest>.{4,40})"
)
_PARTIALS = (
    re.compile(
        rf"{_ERA}(?<!\d)(?P<year>\d{{2,4}}|[{_N}]{{2,6}})\s?年"
        rf"(?:\s?(?P<month>\d{{1,2}}|[{_N}]{{1,3}})\s?月)?"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[._-]?(?P<month>0[1-9]|1[0-2]))?(?!\d)"),
)
_IN_FORCE = re.compile("自[^。，；]{4,24}?(?:施行|生效)")
_WIDE_DIGITS = str.maketrans("０１２３４５６７８９／－．", "0123456789/-.")
_FIRST_YEAR, _LAST_YEAR = 1850, 2150


def find_date(text: str) -> datetime.date | None:
    """Return the first full date in ``text``, in any form that documents use, or None.

    >>> for text in ("民國114年11月26日", "二〇二五年四月十日", "2025年的研習營於4月10日舉行"):
    ...     print(find_date(text))
    2025-11-26
    2025-04-10
    2025-04-10
    >>> find_date("2025年2月30日"), find_date("2025年4月")
    (None, None)
    """
    found = list(_dates(text, _FORMS))
    return min(found)[1] if found else None


def document_date(stem: str, text: str, kind: Kind, imprint: str = "") -> datetime.date | None:
    """Return the date of a document: the one in its file name, otherwise the one in its head.

    ``stem`` is the file name without suffix. ``text`` is the beginning of the document: of a
    transcript before the first turn, of a law before the first article. The first :data:`HEAD`
    characters are read. For a law, the last amendment counts, not the day it comes into force.

    If the file name, or otherwise the ``imprint`` (title and bylines), gives a year or a year and a
    month, dates of another year or month are ignored.

    >>> document_date("最低工資法（112.12.27制定）", "", "law")
    datetime.date(2023, 12, 27)
    """
    stem = stem.translate(_WIDE_DIGITS)
    named = sorted(_dates(stem, (*_FORMS, _COMPACT_ROC)))
    if named:
        return named[0][1]
    head = text[:HEAD].translate(_WIDE_DIGITS)
    if kind == "law":
        changes = list(_dates(_IN_FORCE.sub("", head), _FORMS)) or list(_dates(head, _FORMS))
        candidates = sorted((date for _, date in changes), reverse=True)
    else:
        labelled = (find_date(match["rest"]) for match in _LABELLED.finditer(head))
        candidates = [date for date in (*labelled, find_date(head)) if date is not None]
    year, month = _partial(stem) or _partial(imprint) or (0, 0)
    return next((d for d in candidates if year in (0, d.year) and month in (0, d.month)), None)


def may_be_dated(date: datetime.date, stem: str, imprint: str) -> bool:
    """Return whether the file name, or otherwise the ``imprint``, gives no other year or month.

    >>> day = datetime.date(2013, 12, 23)
    >>> may_be_dated(day, "諮詢文件_2025年8月", ""), may_be_dated(day, "諮詢文件", "二〇一三年")
    (False, True)
    """
    year, month = _partial(stem.translate(_WIDE_DIGITS)) or _partial(imprint) or (0, 0)
    return year in (0, date.year) and month in (0, date.month)


def _partial(text: str) -> tuple[int, int] | None:
    """Return the first year and month in ``text`` without a day; month 0 if none is given."""
    for form in _PARTIALS:
        for match in form.finditer(text.translate(_WIDE_DIGITS)):
            year = _year(match, form)
            if year is not None:
                return year, parse_numeral(match["month"]) if match["month"] else 0
    return None


def _dates(text: str, forms: tuple[re.Pattern[str], ...]) -> Iterator[tuple[int, datetime.date]]:
    """Yield every valid date with the offset in characters at which it begins."""
    text = text.translate(_WIDE_DIGITS)
    for form in forms:
        for match in form.finditer(text):
            year = _year(match, form)
            if year is None:
                continue
            try:
                date = datetime.date(year, _month(match["month"]), parse_numeral(match["day"]))
            except ValueError:
                continue  # 2月30日
            yield match.start(), date


def _month(written: str) -> int:
    if written[0].isascii() and written[0].isalpha():
        return [name[:3] for name in _MONTHS.split()].index(written[:3].lower()) + 1
    return parse_numeral(written)


def _year(match: re.Match[str], form: re.Pattern[str]) -> int | None:
    """Return the year of the common era. 114年 and 95年 count as 民國, 25年 is ambiguous."""
    written = match["year"]
    year = 1 if written == "元" else parse_numeral(written)
    era = match["era"] if "era" in form.groupindex else None
    if era or form is _COMPACT_ROC or 80 <= year < 200:
        year += 1911
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None
