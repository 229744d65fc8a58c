"""A parsed web page in, the element with its main content out.

Navigation, headers and footers of the site, forms, cookie notices, related links and blocks that
occur twice are removed: by tag, ARIA role, class and id, and by the share of text that is in
links. If less than a third of the text is left, the rules do not fit the page, and all of it is
kept with a warning. If no element is marked as the main one, ``trafilatura`` decides where it is
installed (the extra ``web-pages``); it loses headings that a marked page keeps.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from corpus.readers.web_text import Element, content_of, densest_main, letters, marked_main

WHOLE_PAGE = "all of the page is read, with its navigation: its main text could not be found"


def words_of(names: str) -> frozenset[str]:
    """Return the set of names that spaces separate."""
    return frozenset(names.split())


_NEVER = words_of(
    "annotation applet area audio base button canvas colgroup datalist del embed frame iframe "
    "img input link map meta noscript object option param progress rp rt rtc script select "
    "source style svg template textarea title track video"
)
_TAGS = frozenset(("nav", "header", "footer", "aside", "dialog", "menu"))
_ROLES = words_of(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar "
    "toolbar tablist"
)
_NAMES = words_of(
    "ad ads advert advertisement breadcrumb breadcrumbs catlinks comment comments consent cookie "
    "cookies copyright crumb crumbs disqus editsection fontsize gdpr hotnews jumpbar login "
    "mainmenu menu modal nav navbar navbox navi navigation newsletter noprint pager "
    "pagination popup printfooter recommend recommended related search searchbar searchbox "
    "share sharing sidebar sidenav signin sitemap skip skiplink social sponsor submenu "
    "subscribe tabs toc toolbar topbar topmenu"
)
# Only as a whole name: an article-header has the title and the date of the article.
_WHOLE_NAMES = words_of(
    "banner bottom foot footer footer-wrapper global-footer global-header head header "
    "masthead page-footer site-footer site-header top"
)
_WORDS = re.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_CONTAINERS = words_of("dir div dl fieldset ol section table ul")
_SKIP = re.compile(
    "[跳略](?:到|至|過|过|转到|轉到)?.{0,6}(?:內容|内容|導覽|导航|正文).{0,4}$|(?i:skipto)"
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_FORM, _LINKS, _DENSE, _REPEATED, _SHORT_LINK = 200, 3, 0.6, 20, 8


class _Weight(NamedTuple):
    letters: int
    in_links: int
    links: int


def prepare(root: Element) -> Element:
    """Return the body without what a browser does not show as text."""
    body = root.find("body")
    body = root if body is None else body
    for element in list(body.iter(etree.Element)):
        style = element.get("style") or ""
        hidden = element.get("hidden") is not None or element.get("aria-hidden") == "true"
        never = element.tag in _NEVER or _is_reference(element) or _skips(element)
        if never or hidden or _HIDDEN.search(style):
            drop(element, body)
    return body


def _skips(element: Element) -> bool:
    """Return whether this is a link for screen readers to the main text of the page."""
    if element.tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    return _SKIP.match("".join(content_of(element).split())) is not None


def main_content(body: Element, page: str) -> tuple[Element, str]:
    """Return the element with the main content, and a warning or "".

    ``page`` is the page as text. The elements of ``body`` may be removed.
    """
    total = _own_letters(body)
    whole = deepcopy(body)
    _drop_named(body)
    _drop_link_lists(body)
    _drop_repeated(body)
    content, warning = marked_main(body), ""
    if content is None:
        extracted, warning = _by_trafilatura(page)
        if extracted is not None and _own_letters(extracted) * 3 >= total:
            return extracted, ""
        content = densest_main(body)
    if _own_letters(content) * 3 < total:
        return whole, WHOLE_PAGE
    return content, warning


def _own_letters(element: Element) -> int:
    """Return the letters outside of links: a portal has more text in links than in its article."""
    links = (link for link in element.iter("a") if link.get("href") is not None)
    return letters(content_of(element)) - sum(letters(content_of(link)) for link in links)


def drop(element: Element, root: Element) -> None:
    """Remove the element and keep the text behind it."""
    parent = element.getparent()
    if parent is None or element is root:
        return
    if element.tail:
        above = element.getprevious()
        if above is not None:
            above.tail = (above.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _is_reference(element: Element) -> bool:
    """Return whether this is the mark of a footnote, as [1] in a link, which splits a sentence."""
    if element.tag != "sup" or element.find(".//a") is None:
        return False
    return re.fullmatch(r"\s*\[?[\w ]{1,6}\]?\s*", content_of(element)) is not None


def _by_trafilatura(page: str) -> tuple[Element | None, str]:
    """Return the main content that trafilatura finds, if it is installed, and a warning or ""."""
    try:
        import trafilatura

        found = trafilatura.extract(page, output_format="html", include_comments=False)
    except ModuleNotFoundError as error:
        return None, "" if error.name == "trafilatura" else _failed(error)
    except Exception as error:  # a page from anywhere must not end the run
        return None, _failed(error)
    if not found:
        return None, ""
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    body = etree.fromstring(found.encode(), parser).find("body")
    if body is not None:
        _drop_link_lists(body)
    return body, ""


def _failed(error: Exception) -> str:
    why = str(error).strip().split("\n", 1)[0] or type(error).__name__
    return f"trafilatura failed, so it is not used: {why}"


def _weights(body: Element) -> dict[Element, _Weight]:
    """Return for each element the letters in it, those of them in links, and its links."""
    result: dict[Element, _Weight] = {}
    for _, element in etree.iterwalk(body, events=("end",)):
        count, in_links, links = letters(element.text), 0, 0
        for child in element:
            inner = result.get(child, _Weight(0, 0, 0))
            count += inner.letters + letters(child.tail)
            in_links, links = in_links + inner.in_links, links + inner.links
        if element.tag == "a" and element.get("href") is not None:
            in_links, links = count, 1
        result[element] = _Weight(count, in_links, links)
    return result


def _drop_named(body: Element) -> None:
    """Remove what its tag, role, class or id calls navigation, unless it has much of the text."""
    weights = _weights(body)
    limit = weights[body].letters / 3
    for element in _outermost(body):
        if _is_noise(element) and weights[element].letters <= limit:
            _keep_title(element, body)
            drop(element, body)


def _outermost(body: Element) -> Iterator[Element]:
    """Yield all elements below ``body``, but none in an element that has been removed."""
    removed: set[Element] = set()
    for element in list(body.iter(etree.Element)):
        parent = element.getparent()
        if element is body:
            continue
        if parent is None or parent in removed:
            removed.add(element)
            continue
        yield element
        if element.getparent() is None:
            removed.add(element)


def _is_noise(element: Element) -> bool:
    tag, role = element.tag, element.get("role")
    if tag in ("main", "article", "body", "html", "p", "td", "tr", "table"):
        return False
    if tag == "header" or tag == "footer":
        return not any(above.tag in ("article", "main") for above in element.iterancestors())
    if tag in _TAGS or role in _ROLES:
        return True
    if tag == "form":
        return letters(content_of(element)) < _FORM
    names = f"{element.get('class') or ''} {element.get('id') or ''}".split()
    if len(names) > 8:  # the class names of a layout grid
        return False
    return any(
        name.lower() in _WHOLE_NAMES or not _NAMES.isdisjoint(map(str.lower, _WORDS.findall(name)))
        for name in names
    )


def _keep_title(element: Element, body: Element) -> None:
    """Move the only heading of level 1 out of a header that is about to be removed."""
    headings = list(body.iter("h1"))
    if len(headings) == 1 and element in headings[0].iterancestors():
        headings[0].tail = None
        element.addprevious(headings[0])


def _drop_link_lists(body: Element) -> None:
    """Remove blocks that consist of links. On a page of links, only those with short names."""
    weights = _weights(body)
    all_of_it = weights[body]
    is_list = all_of_it.in_links * 2 > all_of_it.letters
    for element in _outermost(body):
        own = weights[element]
        if element.tag not in _CONTAINERS or own.links < _LINKS:
            continue
        short = own.in_links <= _SHORT_LINK * own.links
        if own.in_links > _DENSE * own.letters and (short or not is_list):
            drop(element, body)


def _drop_repeated(body: Element) -> None:
    """Remove a container of several blocks that occurs a second time, as menus for phones do."""
    seen: dict[str, Element] = {}
    for element in _outermost(body):
        if element.tag in _CONTAINERS and len(element) > 1:
            text = "".join(content_of(element).split())
            first = seen.setdefault(text, element)
            if len(text) >= _REPEATED and first not in (element, *element.iterancestors()):
                drop(element, body)
