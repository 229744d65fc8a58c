"""RSS 2.0: the last new quotations of saved searches, for a feed reader."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from searcher.output.plain_quote import without_markup
from searcher.report.saved_searches import News, SavedSearch
from searcher.terminal_text import clean, shorten

_TITLE = 60  # columns


def rss(
    searches: Iterable[SavedSearch],
    title: str,
    link: str,
    link_of: Callable[[News], str] | None = None,
) -> bytes:
    """A feed with the news of all ``searches``, the newest first.

    ``link`` is an address of the index, and ``link_of`` gives that of a quotation. An item is
    known again by its verification code.
    """
    root = ET.Element("rss", version="2.0")
    channel = ET.SubElement(root, "channel")
    for name, text in (("title", title), ("link", link), ("description", title)):
        ET.SubElement(channel, name).text = clean(text)
    news = [(one, search.name) for search in searches for one in search.news]
    for one, name in sorted(news, key=lambda item: item[0].found, reverse=True):
        _add(channel, one, name, link_of(one) if link_of else "")
    ET.indent(root)
    written: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _add(channel: ET.Element, news: News, search: str, link: str) -> None:
    item = ET.SubElement(channel, "item")
    quote = clean(without_markup(news.quote))
    head = f"{news.speaker}：{quote}" if news.speaker else quote
    place = f"{news.title} · {news.doc}#{news.paragraph}"
    found = format_datetime(datetime.datetime.fromisoformat(news.found))
    ET.SubElement(item, "title").text = shorten(clean(head), _TITLE)
    if link:
        ET.SubElement(item, "link").text = clean(link)
    ET.SubElement(item, "description").text = clean(f"{quote}\n— {place}").replace("  ", " ")
    ET.SubElement(item, "category").text = clean(search)
    ET.SubElement(item, "pubDate").text = found
    guid = ET.SubElement(item, "guid", isPermaLink="false")
    guid.text = clean(f"cewen:{search}:{news.code}:{news.doc}")
