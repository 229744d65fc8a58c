"""A number and its format in, the text that Excel shows out: dates, percentages, plain numbers."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from corpus.readers.open_xml import Element

# ECMA-376 part 1, 18.8.30: the formats without a definition in the file, also those of East Asia.
_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 36, *range(50, 59)))
_TIMES = frozenset((18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47))
_PERCENTAGES = frozenset((9, 10))
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]|_.|\*.')
_LAST_DAY = 2_958_465  # 9999-12-31


class CellFormats(NamedTuple):
    """What the formats of numbers mean: "date", "time", "percent" or "" by style; the first day."""

    meanings: tuple[str, ...]
    epoch: datetime.date


def cell_formats(workbook: Element, styles: Element | None) -> CellFormats:
    """Return the meanings of the styles of a workbook."""
    properties = workbook.find("{*}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    epoch = datetime.date(1904, 1, 1) if from_1904 else datetime.date(1899, 12, 30)
    if styles is None:
        return CellFormats((), epoch)
    codes = {one.get("numFmtId"): one.get("formatCode") or "" for one in styles.iter("{*}numFmt")}
    ids = (style.get("numFmtId", "0") for style in styles.iterfind("{*}cellXfs/{*}xf"))
    return CellFormats(tuple(_meaning(id, codes.get(id)) for id in ids), epoch)


def _meaning(id: str, code: str | None) -> str:
    if code is not None:
        return meaning_of(code)
    number = int(id) if id.isdecimal() else 0
    by_number = ((_DATES, "date"), (_TIMES, "time"), (_PERCENTAGES, "percent"))
    return next((meaning for numbers, meaning in by_number if number in numbers), "")


def meaning_of(code: str) -> str:
    """Return what the code of a format of numbers means.

    >>> [meaning_of(code) for code in ('yyyy"年"m"月"', "[$-404]e/m/d", "h:mm", "0.0%", "#,##0")]
    ['date', 'date', 'time', 'percent', '']
    """
    bare = _LITERAL.sub("", code.split(";")[0]).lower()
    if "general" in bare or "0" in bare or "#" in bare:
        return "percent" if "%" in bare else ""
    if any(letter in bare for letter in "yde") or bare.strip() == "m":
        return "date"
    return "time" if any(letter in bare for letter in "hs") or "[h]" in code.lower() else ""


def shown_number(value: str, style: str, formats: CellFormats) -> str:
    """Return the number as it is shown, in the form that can be searched for.

    >>> formats = CellFormats(("", "date", "percent"), datetime.date(1899, 12, 30))
    >>> [shown_number(*cell, formats) for cell in (("45717", "1"), ("0.125", "2"), ("12.0", "0"))]
    ['2025-03-01', '12.5%', '12']
    """
    try:
        number = float(value)
    except ValueError:
        return value
    index = int(style) if style.isdecimal() else 0
    meaning = formats.meanings[index] if index < len(formats.meanings) else ""
    if meaning in ("date", "time") and 0 <= number <= _LAST_DAY - 1500:
        return _date_or_time(number, meaning, formats.epoch)
    if meaning == "percent":
        return f"{_plain(number * 100)}%"
    return _plain(number)


def _date_or_time(number: float, meaning: str, epoch: datetime.date) -> str:
    days, minutes = divmod(round(number * 1440), 1440)
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    if meaning == "time" and not days:
        return clock
    day = (epoch + datetime.timedelta(days)).isoformat()
    return f"{day} {clock}" if minutes else day


def _plain(number: float) -> str:
    if number.is_integer() and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"
