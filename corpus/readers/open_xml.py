"""The parts of a PowerPoint or Excel file in, the relations between them and its properties out."""

from __future__ import annotations

import datetime
import posixpath
from typing import NamedTuple, TypeAlias

from lxml import etree

from corpus.readers.zip_parts import ZipParts

Element: TypeAlias = etree._Element

_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DATES = ("{http://purl.org/dc/terms/}modified", "{http://purl.org/dc/terms/}created")


class Relation(NamedTuple):
    """What a part refers to: ``kind`` is the last word of the type, ``target`` the part's name."""

    kind: str
    target: str


def relations(parts: ZipParts, name: str) -> dict[str, Relation]:
    """Return the relations of a part by id; of the whole file for the name ""."""
    folder, _, file = name.rpartition("/")
    root = parts.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
    result = {}
    for relation in [] if root is None else root:
        if relation.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, relation.get("Target") or ""))
        kind = (relation.get("Type") or "").rpartition("/")[2]
        result[relation.get("Id") or ""] = Relation(kind, target.lstrip("/"))
    return result


def main_part(parts: ZipParts, usual: str) -> str:
    """Return the name of the part that is the document."""
    documents = (r.target for r in relations(parts, "").values() if r.kind == "officeDocument")
    return next(documents, usual)


def attribute(element: Element, ending: str) -> str:
    """Return the attribute whose full name ends so: ``}id`` for ``r:id`` in any namespace."""
    return next((str(value) for name, value in element.items() if str(name).endswith(ending)), "")


def properties(parts: ZipParts) -> tuple[str, datetime.date | None]:
    """Return title and date of the file's properties."""
    core = (r.target for r in relations(parts, "").values() if r.kind == "core-properties")
    root = parts.metadata(next(core, "docProps/core.xml"))
    if root is None:
        return "", None
    title = " ".join((root.findtext(_TITLE) or "").split())
    for name in _DATES:
        try:
            return title, datetime.date.fromisoformat((root.findtext(name) or "")[:10])
        except ValueError:
            continue
    return title, None


def local_name(element: Element) -> str:
    """Return the tag without its namespace, or "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
