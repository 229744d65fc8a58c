"""The bytes of a web page in, its tree of elements out.

The character set is decided before the page is parsed, because a parser that guesses it loses all
Chinese text.
"""

from __future__ import annotations

import re

from lxml import etree

from corpus.errors import DocumentError
from corpus.readers.encoding import Decoded, cleaned, decode
from corpus.readers.web_text import Element

_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_DECLARED = re.compile(
    rb"""<(?:meta[^>]{0,300}?charset|\?xml[^>]{0,200}?encoding)\s*=\s*["']?\s*([\w:-]{2,40})""",
    re.IGNORECASE,
)
_CODECS = {
    "gb2312": ("gb18030",),
    "gb_2312-80": ("gb18030",),
    "gbk": ("gb18030",),
    "x-gbk": ("gb18030",),
    "big5": ("cp950", "big5hkscs"),
    "x-x-big5": ("cp950", "big5hkscs"),
    "big5-hkscs": ("big5hkscs",),
}
_DEEPEST = 256
_LARGEST = 40 << 20  # bytes of a page that is parsed without limits; it takes seven times as much
_TOO_LONG = (
    "one text, script or picture in it is over 10 MB, and what follows is not read; "
    "open it in a browser and save what it shows as PDF"
)
_TOO_DEEP = (
    "its elements are nested more than 256 deep, and what follows is not read; "
    "open it in a browser and save what it shows as PDF"
)


def page_text(data: bytes) -> Decoded:
    """Decode a page: byte order mark, UTF-8, the declared character set, otherwise a guess.

    UTF-8 comes before the declaration, because other text is practically never valid UTF-8, while
    servers and editors change the encoding and forget the declaration.

    >>> page_text('<meta charset="gb2312"><p>劳动者'.encode("gb18030")).text[-3:]
    '劳动者'
    """
    if data.startswith(_BOMS) or _is_utf8(data):
        return decode(data)
    declared = _DECLARED.search(data[:4096])
    name = declared[1].decode("ascii").lower() if declared else ""
    for codec in _CODECS.get(name, (name,) if name else ()):
        try:
            text = data.decode(codec, "replace")
        except (LookupError, UnicodeError):
            continue
        bad = text.count("\ufffd")
        if bad * 50 < len(text) and "\0" not in text:
            clean = cleaned(text.replace("\f", "\n\n"))
            lost = f"{bad} bytes are not {name.upper()}, which the page declares"
            return Decoded(clean.text, clean.warnings + ((lost,) if bad else ()))
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def page_tree(text: str) -> tuple[Element, str]:
    """Return the root element, and a warning or ""."""
    data = text.encode()  # lxml refuses text (as opposed to bytes) that declares an encoding
    root, limits = _tree(data, huge=False)
    if not limits:
        return root, ""
    if any("depth" in limit for limit in limits):
        return root, _TOO_DEEP
    if len(data) > _LARGEST:
        return root, _TOO_LONG
    whole, limits = _tree(data, huge=True)
    return (root, _TOO_DEEP) if limits or _is_deep(whole) else (whole, "")


def _tree(data: bytes, *, huge: bool) -> tuple[Element, list[str]]:
    """Return the root element, and what the parser says of its limits."""
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=huge
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("it cannot be parsed as HTML: {why}", why=error.msg) from error
    if root is None:
        raise DocumentError("it contains no HTML; if it is plain text, rename it to .txt")
    return root, [one.message for one in parser.error_log if "RESOURCE" in one.type_name]


def _is_deep(root: Element) -> bool:
    """Return whether elements are nested deeper than in a tree that is not huge."""
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > _DEEPEST:
            return True
    return False
