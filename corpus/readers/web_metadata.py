"""A parsed web page in, its title and date out, from what it shows before what it declares."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from lxml import etree

from corpus.dates import find_date
from corpus.readers.web_text import Element, content_of

_SEPARATOR = re.compile(r"\s*(?:\s[-–—|]\s|[｜|_»]|::|\s[-–—]{1,2}\s?|－|—{1,2})\s*")
_ENDS = re.compile(r"\s*(?:$|[-–—－_|｜:：»<])")
_SHORTEST, _LONGEST = 6, 120
_LABELLED = re.compile(
    "(?:[發发][布佈表]|出版|公[布佈告]|上[版架]|[張张][貼贴]|刊登|建[立檔档]|[發发]稿|[發发]文|修[正訂订])"
    r"(?:日期|時間|时间|日|於|于)?\s*(?:[：:]|(?<=日期)|(?<=時間)|(?<=时间))\s*(?P<rest>.{6,30})"
)
_DECLARED = (
    "article:published_time",
    "datepublished",
    "date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
)
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{8,40})"')


def title_of(root: Element) -> str:
    """Return the title: the heading of level 1, otherwise what the page declares, or "".

    A declared title loses the name of the site. A heading counts only if it is the only one and is
    not the name of the site.
    """
    declared = _declared_titles(root)
    site = _meta(root, "og:site_name")
    for title in declared:
        shown = [text for text in _beginnings(root, title) if text != site]
        if shown:
            return max(shown, key=len)
    headings = [_text(element) for element in root.iter("h1") if not _is_logo(element)]
    headings = list(dict.fromkeys(filter(None, headings)))
    if len(headings) == 1 and headings[0] != site and len(headings[0]) <= _LONGEST:
        return headings[0]
    for title in declared:
        return _without_site(title, site)
    return ""


def _beginnings(root: Element, title: str) -> Iterator[str]:
    """Yield the headings, and the other texts of the page, with which the declared title begins."""
    for heading in root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        text = _text(heading)
        if len(text) >= _SHORTEST and _bare(title).startswith(_bare(text)):
            yield text
    for text in _visible(root):
        if len(text) >= _SHORTEST and title.startswith(text) and _ENDS.match(title[len(text) :]):
            yield text


def _is_logo(heading: Element) -> bool:
    return any(link.get("href", "").rstrip("/").count("/") < 3 for link in heading.iter("a"))


def _declared_titles(root: Element) -> list[str]:
    element = root.find(".//head/title")
    titles = (_meta(root, "og:title"), _text(element) if element is not None else "")
    return [title for title in titles if title]


def _without_site(title: str, site: str) -> str:
    """Return the part of the title that is the page's own.

    >>> _without_site("平台座談會紀實 - 某某市政府", "某某市政府")
    '平台座談會紀實'
    """
    parts = [part for part in _SEPARATOR.split(title) if part and part != site]
    # Most sites append their name, and a title is longer than it.
    return max(parts, key=len, default=title).strip()


def shown_date(root: Element) -> datetime.date | None:
    """Return the date that the page shows as its own: with a label, or in ``<time>``."""
    for match in _LABELLED.finditer("\n".join(_visible(root))):
        if day := find_date(match["rest"]):
            return day
    days = (find_date(e.get("datetime") or "") or find_date(_text(e)) for e in root.iter("time"))
    return next(filter(None, days), None)


def declared_date(root: Element) -> datetime.date | None:
    """Return the date of publication in the metadata, or None."""
    names = (_meta(root, name) for name in _DECLARED)
    scripts = (script.text or "" for script in root.iter("script") if "json" in _type(script))
    in_json = (found[1] for script in scripts if (found := _JSON_DATE.search(script)))
    days = (find_date(value[:40].replace("T", " ")) for value in (*names, *in_json))
    return next(filter(None, days), None)


def _type(script: Element) -> str:
    return (script.get("type") or "").lower()


def _visible(root: Element) -> Iterator[str]:
    body = root.find("body")
    for element in (root if body is None else body).iter(etree.Element):
        if element.tag not in ("script", "style", "noscript", "template"):
            yield " ".join((element.text or "").split())
        if element.tail:
            yield " ".join(element.tail.split())


def _meta(root: Element, name: str) -> str:
    for element in root.iter("meta"):
        given = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if given.lower() == name and (content := element.get("content")):
            return " ".join(content.split())
    return ""


def _text(element: Element) -> str:
    return " ".join(content_of(element).split())


def _bare(text: str) -> str:
    return "".join(text.split())
