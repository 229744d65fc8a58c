"""Text in, dates out, in every form in which documents and people write them.

:func:`find_date` finds a day in running text. :func:`find_period` also finds a month, a quarter,
half a year or a year, so it is for titles, names of files and fields. :func:`read_period` reads a
text that is a date and nothing else: what a user types.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator

from corpus.document import Period
from corpus.structure.law import parse_numeral

_N = "〇零○一二三四五六七八九十百"
_ERA = r"(?P<era>(?:中[華华])?民[國国]\s*)?"
_YEAR = rf"{_ERA}(?<!\d)(?P<year>\d{{1,4}}|[{_N}]{{2,6}}|元)\s?年"
_MONTH = rf"(?P<month>\d{{1,2}}|[{_N}]{{1,3}})\s?月"
_DAY = rf"(?P<day>\d{{1,2}}|[{_N}]{{1,3}})\s?[日號号]"
_NAMES = "january february march april may june july august september october november december"
_NAME = "(?P<month>" + "|".join(f"{name[:3]}(?:{name[3:]})?" for name in _NAMES.split()) + r")\.?"

_COMPACT_ROC = re.compile(r"(?<!\d)(?P<year>0?[89]\d|1[0-4]\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)")
_DAYS = (
    re.compile(rf"{_ERA}(?<!\d)(?P<year>\d{{1,4}}|[{_N}]{{1,6}}|元)\s?年\s?{_MONTH}\s?{_DAY}"),
    re.compile(
        rf"{_ERA}(?<![\d.])(?P<year>\d{{2,4}})(?P<sign>[-/._])(?P<month>\d{{1,2}})(?P=sign)(?P<day>\d{{1,2}})"
        r"(?![\d])(?!\.\d)"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>\d\d)(?P<day>\d\d)(?!\d)"),
    # 2025年…於4月10日: the day follows the year later in the same sentence.
    re.compile(
        rf"{_ERA}(?<!\d)(?P<year>\d{{3,4}}|[{_N}]{{3,6}})\s?年(?![^。！？\n]{{0,3}}月)"
        rf"[^年。！？\n]{{1,60}}?(?<![\d{_N}年]){_MONTH}\s?{_DAY}"
    ),
    re.compile(rf"(?<!\d)(?P<day>\d{{1,2}}) {_NAME},? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
    re.compile(rf"\b{_NAME} (?P<day>\d{{1,2}}),? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
)
"""Days, as running text has them."""

_MONTHS = (
    re.compile(rf"{_YEAR}\s?{_MONTH}"),
    re.compile(
        rf"{_ERA}(?<![\d.])(?P<year>(?:19|20)\d\d)[-/._](?P<month>0?[1-9]|1[0-2])(?![\d%])(?![-/._]\d)"
    ),
    re.compile(r"(?P<era>民[國国])\s*(?P<year>\d{2,3})[-/.](?P<month>0?[1-9]|1[0-2])(?![\d%])"),
    # 113-1 is a semester, so the month of a year of the Republic has two digits here.
    re.compile(
        r"(?<![\d.第字])(?P<year>1[0-4]\d)[-/._]?(?P<month>0[1-9]|1[0-2])(?![\d%號号億亿萬万元])(?![-/._]\d)"
    ),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<month>0[1-9]|1[0-2])(?!\d)"),
    re.compile(rf"\b{_NAME},? (?P<year>\d{{4}})(?!\d)", re.IGNORECASE),
)
_PARTS = (
    re.compile(rf"{_YEAR}度?\s?第?\s?(?P<quarter>[一二三四1-4])\s?季"),
    re.compile(rf"{_YEAR}度?\s?(?P<half>[上下])半年"),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[ _-]?Q(?P<quarter>[1-4])(?!\d)", re.IGNORECASE),
    re.compile(r"(?<![A-Z])Q(?P<quarter>[1-4])[ _-]?(?P<year>(?:19|20)\d\d)(?!\d)", re.IGNORECASE),
)
# 2021-2025年 is a span, 100年來 and 30年計畫 are a time, 2030年前 is an aim, 第2024號 is a number.
_SPAN = "[-–—~～至到]"
_NO_SPAN = (
    rf"(?<![12]\d\d{_SPAN})(?<![12]\d\d\d{_SPAN})(?<!\d {_SPAN} )(?<!年{_SPAN})(?<!年度{_SPAN})"
)
_NO_TIME = rf"(?!度?\s?{_SPAN}\s?\d)(?!\s?[代來来前後后間间以內内老史紀纪])"
_NO_NUMBER = r"(?!\s?[號号條条頁页人名元件萬万億亿份項项次字%])"
_YEARS = (
    re.compile(rf"{_NO_SPAN}{_YEAR}{_NO_TIME}"),
    re.compile(rf"(?P<era>民[國国])\s*(?P<year>\d{{2,3}})(?!\d)(?!\s?年){_NO_TIME}"),
    re.compile(
        rf"{_NO_SPAN}(?<!\d\.)(?<![\d第])(?P<year>20\d\d)(?!\.\d)(?![\d年]){_NO_TIME}{_NO_NUMBER}"
    ),
    # Without 年, 1999 or 1955 is rather the number of a hotline.
    re.compile(r"(?<=[(（\[【])(?P<year>19\d\d)(?=[)）\]】])"),
)
_TYPED = (
    re.compile(rf"{_ERA}(?P<year>\d{{2,4}})[-/.](?P<month>\d{{1,2}})"),
    re.compile(r"(?P<year>(?:19|20)\d\d)"),
)
"""What is a date only if nothing else is there."""

_WIDE_DIGITS = str.maketrans("０１２３４５６７８９／－．", "0123456789/-.")
_TENS = str.maketrans({"廿": "二十", "卅": "三十"})
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
    return next(iter(find_dates(text)), None)


def find_dates(text: str, *, compact: bool = False) -> list[datetime.date]:
    """Return all full dates, in the order of the text; ``compact``: also 1141126 and 0991126."""
    forms = (*_DAYS, _COMPACT_ROC) if compact else _DAYS
    found = sorted((start, period.first) for start, period in _periods(text, forms))
    return [day for _, day in found]


def find_period(text: str, *, compact: bool = False) -> Period | None:
    """Return the first date in ``text``: a day if there is one, otherwise a month, a part of a
    year, or a year.

    >>> for text in ("諮詢文件_2025年8月", "114年度工作報告", "2024Q3 季報", "2021–2025年規劃"):
    ...     print(find_period(text))
    2025-08
    2025
    2024-07-01/2024-09-30
    None
    """
    days = find_dates(text, compact=compact)
    return Period.on(days[0]) if days else find_partial(text)


def find_partial(text: str) -> Period | None:
    """Return the first month in ``text``, otherwise the first part of a year, or year."""
    return next(find_partials(text), None)


def find_partials(text: str) -> Iterator[Period]:
    """Yield all months in ``text``, then all parts of years, then all years, each in order."""
    for forms in (_MONTHS, _PARTS, _YEARS):
        yield from (period for _, period in sorted(_periods(text, forms)))


def read_period(text: str) -> Period | None:
    """Return the date that ``text`` is, or None if it contains anything else, or is no date.

    >>> for text in ("民國114年", "114-03", "2025/3/1", "2025年3月", "1140301", "2025年第1季"):
    ...     print(read_period(text))
    2025
    2025-03
    2025-03-01
    2025-03
    2025-03-01
    2025-01-01/2025-03-31
    """
    text = _plain(text).strip().removesuffix("份").removesuffix("度")
    for form in (*_DAYS, _COMPACT_ROC, *_MONTHS, *_PARTS, *_YEARS, *_TYPED):
        match = form.fullmatch(text)
        if match and (period := _period(match)):
            return period
    return None


def _plain(text: str) -> str:
    return text.translate(_WIDE_DIGITS).translate(_TENS)


def _periods(text: str, forms: Iterable[re.Pattern[str]]) -> Iterator[tuple[int, Period]]:
    """Yield every valid date with the offset in characters at which it begins."""
    text = _plain(text)
    for form in forms:
        for match in form.finditer(text):
            if period := _period(match):
                yield match.start(), period


def _period(match: re.Match[str]) -> Period | None:
    parts = match.groupdict()
    year = _year(parts["year"], bool(parts.get("era")))
    if year is None:
        return None
    if quarter := parts.get("quarter"):
        return _span(year, 3 * parse_numeral(quarter) - 2, 3 * parse_numeral(quarter))
    if half := parts.get("half"):
        return _span(year, 1, 6) if half == "上" else _span(year, 7, 12)
    month, day = parts.get("month"), parts.get("day")
    try:
        return Period.of(year, _month(month) if month else None, _number(day))
    except ValueError:  # 2月30日
        return None


def _span(year: int, first: int, last: int) -> Period:
    return Period(Period.of(year, first).first, Period.of(year, last).last)


def _number(written: str | None) -> int | None:
    """The number; None without one. Raises ValueError for 0, which is no day or month."""
    if not written:
        return None
    if not (number := parse_numeral(written)):
        raise ValueError(written)
    return number


def _month(written: str) -> int | None:
    if written[0].isascii() and written[0].isalpha():
        return [name[:3] for name in _NAMES.split()].index(written[:3].lower()) + 1
    return _number(written)


def _year(written: str, era: bool) -> int | None:
    """Return the year of the common era. 114年 and 95年 count as 民國, 25年 is ambiguous."""
    year = 1 if written == "元" else parse_numeral(written)
    if era or 80 <= year < 200:
        year += 1911
    return year if _FIRST_YEAR <= year <= _LAST_YEAR else None
