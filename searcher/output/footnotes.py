"""Footnotes as Chinese papers have them: each quotation, and under it the note to copy.

In Traditional texts: 李健鴻（勞動部政務次長），〈標題〉，《文件》，頁3，2025年3月18日。
In Simplified ones: 李健鸿（人社局局长）：《文件》，“标题”，2025年3月18日，第3页。
The office is the one that the document, or the people file for its day, gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from corpus.document import Period, Speaker
from searcher.output.names import speaker_label
from searcher.output.plain_quote import without_markup
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from searcher.output.formats import Settings
    from searcher.output.listing import Listing
    from searcher.output.schema import Row

_FIRST_YEAR = 1911  # the year before the first of the Republic


class _Style(NamedTuple):
    """What the two scripts write differently. ``inner`` are the marks of a title in a title."""

    section: str
    page: str
    paragraph: str
    reported: str
    guess: str
    roc: tuple[str, str]
    to: str


_HANT = _Style("〈{}〉", "頁{}", "第{}段", "（轉述）", "（發言者為推定）", ("民國", "民國前"), "至")
_HANS = _Style("“{}”", "第{}页", "第{}段", "（转述）", "（发言者为推定）", ("民国", "民国前"), "至")


def lines(listing: Listing, settings: Settings) -> Iterator[str]:
    """The quotations of a listing, numbered, each with its note."""
    for number, quotation in enumerate(listing.quotations or (), 1):
        row = quotation.row
        for line in row.quote.splitlines() or [""]:
            yield clean(without_markup(f"[{number}] {line}"))
        yield f"    {clean(without_markup(footnote(row, roc=settings.roc)))}"
        yield ""


def footnote(row: Row, *, roc: bool = False) -> str:
    """The note for one quotation. ``roc``: its year is one of the Republic of China."""
    simplified = _is_simplified(f"{row.title}{row.section}{row.quote}")
    style = _HANS if simplified else _HANT
    speaker = Speaker(row.speaker, row.job_title, row.organization)
    by = speaker_label(speaker) if row.speaker else ""
    heading = row.section.rpartition(" › ")[2]
    section = style.section.format(heading) if heading and heading != row.title else ""
    title = _title(row.title.removeprefix(row.date or ""))
    place = style.paragraph.format(row.paragraph)
    if row.page is not None:
        place = style.page.format(row.page)
    date = _date(Period.parse(row.date), style, roc) if row.date else ""
    doubts = style.reported if row.speech == "reported" else ""
    doubts += style.guess if row.certainty == "guess" else ""
    if not simplified:
        return _joined(by, section, title, place, date) + doubts + "。"
    rest = _joined(title, section, date, place)
    return (f"{by}：{rest}" if by else rest) + doubts + "。"


def _joined(*parts: str) -> str:
    return "，".join(filter(None, parts))


def _title(title: str) -> str:
    """The title in its marks; those of a title inside it become the inner ones.

    >>> _title("關於《勞動基準法》的說明"), _title("《白皮書》")
    ('《關於〈勞動基準法〉的說明》', '《白皮書》')
    """
    whole = re.fullmatch("《([^《》]*)》", title.strip())
    inner = whole[1] if whole else title.strip()
    return f"《{inner.translate(str.maketrans('《》', '〈〉'))}》"


def _date(date: Period, style: _Style, roc: bool) -> str:
    """A date in words: 2025年3月18日, 民國114年3月, 2025年1月1日至3月31日."""
    begin, _, end = str(date).partition("/")
    first = [int(part) for part in begin.split("-")]
    text = _year(first[0], style, roc) + _days(first[1:])
    if not end:
        return text
    last = [int(part) for part in end.split("-")]
    year = _year(last[0], style, roc) if last[0] != first[0] else ""
    return f"{text}{style.to}{year}{_days(last[1:])}"


def _year(year: int, style: _Style, roc: bool) -> str:
    if not roc:
        return f"{year}年"
    after, before = style.roc
    count = year - _FIRST_YEAR
    return f"{after}{count}年" if count > 0 else f"{before}{1 - count}年"


def _days(parts: list[int]) -> str:
    return "".join(f"{part}{unit}" for part, unit in zip(parts, "月日", strict=False))


def _is_simplified(text: str) -> bool:
    """Whether more characters are of the Simplified script only than of the Traditional."""
    from index.analysis.sides import script_characters

    traditional, simplified = script_characters()
    return sum(char in simplified for char in text) > sum(char in traditional for char in text)
