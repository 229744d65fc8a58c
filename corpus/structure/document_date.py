"""The name, the title and the first lines of a document in, its date out."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from corpus.dates import find_date, find_dates, find_partials, read_period
from corpus.document import Evidence, Kind, Period

HEAD = 1000
"""The number of characters at the beginning of a document in which to look for its date."""

_LABEL = "(?:日期|時間|时间|發布日|发布日|修正日|公布日|[發发]文日|年月)"
_LABELLED = re.compile(
    rf"(?<!截止)(?<!施行)(?<!生效)(?<!實施)(?<!实施)(?<!報名)(?<!报名){_LABEL}"
    r"[^：:|\t\n]{0,4}[：:|\t](?P<rest>.{4,40})"
)
_IN_FORCE = re.compile("自[^。，；]{4,24}?(?:施行|生效)")
_BESIDE_A_DATE = re.compile(
    r"^[^：:]{0,6}[：:]|(?:[編编]?印行?|出版|[發发][布行]|[編编][製制])$"
    r"|[（(）)\[\]【】〔〕 　|｜,，]"
)
_WRITTEN_OUT = re.compile(r"年|^\d{4}[-/.]\d|^[A-Za-z]{3}")  # 95.3 is a number
_LONGEST_DATE_LINE = 24
# 发改办财金规〔2019〕860号: an official letter is numbered by year.
_NUMBERED = re.compile(
    r"^\S{1,20}[〔\[［（(](?P<year>(?:19|20)\d\d)[〕\]］）)]\s?\d{1,5}\s?[号號]$", re.MULTILINE
)
_DAYS_OF_HALF_A_YEAR = 184


class Dated(NamedTuple):
    """A date, and whether the ``text`` or the ``name`` of the file gives it."""

    period: Period
    evidence: Evidence


class Opening(NamedTuple):
    """Where a document has its date: the first characters, at most :data:`HEAD` of which count,
    and its last lines. ``prose`` is what of the head is no table and no note. ``imprint`` is the
    title with its bylines.

    Of a transcript, the head ends before the first turn, of a law before the first article.
    """

    head: str
    prose: str = ""
    imprint: str = ""
    end: str = ""


def document_date(stem: str, opening: Opening, kind: Kind) -> Dated | None:
    """Return the date of a document: a day, or a month or year if there is no day.

    ``stem`` is the file name without suffix. A day in the file name counts first. A month or year
    in the file name, or otherwise in the imprint or the number of a letter, counts before the days
    of other months and years in the text. Only a day with a label (發布日期：) counts before a
    year.

    In the text, a day with a label comes first, then one on a line of its own, in the head and at
    the end, then one in a sentence. For a law, the last amendment counts, not the day it comes into
    force.

    >>> print(*document_date("最低工資法（112.12.27制定）", Opening(""), "law"))
    2023-12-27 name
    >>> print(*document_date("諮詢文件_2025年8月", Opening("依2024年1月1日的決議"), "report"))
    2025-08 name
    """
    if named := find_dates(stem, compact=True):
        return Dated(Period.on(named[0]), "name")
    head = opening.head[:HEAD]
    partial = _first(stem, "name") or _first(opening.imprint, "text") or _number(head)
    labelled = _found(find_date(match["rest"]) for match in _LABELLED.finditer(head))
    if kind == "law":
        days = _amendments(head)
    else:
        signed = [] if kind == "transcript" else _days_alone(opening.end)[::-1]
        prose = _found([find_date(opening.prose[:HEAD])])
        days = [*labelled, *_days_alone(head), *signed, *prose]
    if partial:
        first, last = partial.period
        within = [day for day in days if first <= day <= last]
        is_year = (last - first).days > _DAYS_OF_HALF_A_YEAR
        days = within or (labelled if is_year and kind != "law" else [])
    if days:
        return Dated(Period.on(days[0]), "text")
    alone = filter(_is_past, _alone(head))
    return partial or next((Dated(period, "text") for period in alone), None)


def _first(text: str, evidence: Evidence) -> Dated | None:
    found = filter(_is_past, find_partials(text))
    return next((Dated(period, evidence) for period in found), None)


def _number(head: str) -> Dated | None:
    match = _NUMBERED.search(head)
    return Dated(Period.of(int(match["year"])), "text") if match else None


def _days_alone(text: str) -> list[datetime.date]:
    return [period.first for period in _alone(text) if period.first == period.last]


def _found(days: Iterable[datetime.date | None]) -> list[datetime.date]:
    return [day for day in days if day is not None]


def _amendments(head: str) -> list[datetime.date]:
    """The days in the head of a law, the last one first."""
    days = find_dates(_IN_FORCE.sub("", head)) or find_dates(head)
    return sorted(days, reverse=True)


def _alone(head: str) -> Iterator[Period]:
    """The dates of lines that contain nothing else: on a title page, or after a label."""
    for line in head.splitlines():
        if len(line) <= _LONGEST_DATE_LINE:
            bare = _BESIDE_A_DATE.sub("", line.strip())
            if _WRITTEN_OUT.search(bare) and (period := read_period(bare)):
                yield period


def _is_past(period: Period) -> bool:
    """Whether the period begins by next year. Otherwise it is what the document is about."""
    return period.first.year <= datetime.date.today().year + 1
