"""Stored warnings in, the health of an index out: what was read, in part or not, and what to do.

A reader says in one sentence what it found, with counts, and after a semicolon what to do. Such
sentences are stored as they are. Here they are classified, so that the classes may change without
reading a file again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from corpus.fold import fold
from corpus.readers.own_exports import is_own_export

if TYPE_CHECKING:
    from corpus.document import Speaker
    from index.stored_record import IndexedFile

State = Literal["read", "in part", "not read", "left out"]

_LOSS = re.compile(
    r"not read\b|cannot be (?:read|searched)|no text\b|is missing|bytes are not|too deep"
    r"|without a Unicode character|damaged|cut off|truncated"
)
_ADVICE = (
    (r"(?:from|by) OCR", "compare quotations with the images of the pages"),
    (r"cannot be searched", "make its text anew with OCR"),
    (r"without a Unicode character", "check these places in the original"),
    (r"^title taken", "write the title above the text, or correct the metadata"),
    (r"^date taken", "write the date in the file name, such as 2025-03-01-minutes.pdf"),
    (r"^embedded documents", "save each as a file of its own"),
    (r"^hidden text", "show it in the program that wrote the file, if it belongs to the text"),
    (r"overfull pages", "split these pages"),
    (r"^contains no text", "leave the file out, or check how it was saved"),
    (r"Permission denied", "change its permissions so that you may read it"),
)
_IMAGES = re.compile(
    r"(\d+) of \d+ pages have no text|a scan: (?:all|its) (\d+) pages? |OCR has failed on (\d+) of"
)
_BY_OCR = re.compile(r"(\d+) of \d+ pages (?:were read by|are images with text from) OCR")
_FURNITURE = re.compile(
    r"left out (\d+) lines of page numbers|page numbers and running heads left out: (\d+) lines"
)
_ROUTINE = re.compile(f"{_FURNITURE.pattern}|left out fields of the front matter")
_IN_GENERAL = "compare the document with the file"
_IN_GENERAL_UNREAD = "check that the file opens in another program, and save it as text"


class Finding(NamedTuple):
    """What was found in a file and how much, what to do, and whether text of it is missing."""

    what: str
    advice: str
    loses_text: bool

    @property
    def is_routine(self) -> bool:
        """Whether this is what most files of a kind have. It is not named for each file."""
        return _ROUTINE.match(self.what) is not None


class FileHealth(NamedTuple):
    """A file with findings; ``doc`` is its id."""

    doc: str
    state: State
    findings: tuple[Finding, ...]


class Copied(NamedTuple):
    """A file that is not indexed, because the document ``of`` has the same text."""

    doc: str
    of: str


class Health(NamedTuple):
    """Counts over an index, and its files with findings: those not read first, then those read in
    part.

    ``described`` of the ``speakers`` have a job title or an organization somewhere. ``images``:
    pages without text that were not read. ``by_ocr``: pages with recognized text. ``furniture``:
    lines of page numbers and running heads that were left out. ``own_exports``: files that contain
    only what Cewen has exported, and are left out.
    """

    read: int
    in_part: int
    not_read: int
    undated: int
    speakers: int
    described: int
    files: tuple[FileHealth, ...]
    copies: tuple[Copied, ...] = ()
    images: int = 0
    by_ocr: int = 0
    furniture: int = 0
    own_exports: int = 0


def health_of(files: Sequence[IndexedFile], speakers: Iterable[Speaker]) -> Health:
    """The health of an index with these files, in which these speakers occur, in any number."""
    checked = [
        file_health(file.id, file.warnings, file.unread) for file in files if not file.copy_of
    ]
    names: set[str] = set()
    described: set[str] = set()
    for speaker in speakers:
        names.add(fold(speaker.name))
        if speaker.title or speaker.organization:
            described.add(fold(speaker.name))
    states = [one.state for one in checked]
    order = ("not read", "in part", "left out", "read")
    return Health(
        read=states.count("read"),
        in_part=states.count("in part"),
        not_read=states.count("not read"),
        undated=sum(file.is_document and not file.date for file in files),
        speakers=len(names),
        described=len(described),
        files=tuple(
            sorted(
                (one for one in checked if one.findings),
                key=lambda one: (order.index(one.state), one.doc),
            )
        ),
        copies=tuple(Copied(file.id, file.copy_of) for file in files if file.copy_of),
        images=_sum(_IMAGES, checked),
        by_ocr=_sum(_BY_OCR, checked),
        furniture=_sum(_FURNITURE, checked),
        own_exports=states.count("left out"),
    )


def _sum(pattern: re.Pattern[str], files: Iterable[FileHealth]) -> int:
    """The sum of the numbers in the findings that the pattern matches."""
    found = (pattern.match(one.what) for file in files for one in file.findings)
    return sum(int(match[match.lastindex or 0]) for match in found if match)


def file_health(doc: str, warnings: Iterable[str], unread: str = "") -> FileHealth:
    """The health of one file that was read with these warnings, or for this reason not at all."""
    if unread:
        own = is_own_export(unread)
        found = Finding(*_parts(unread, _IN_GENERAL_UNREAD), not own)
        return FileHealth(doc, "left out" if own else "not read", (found,))
    findings = tuple(map(finding, warnings))
    in_part = any(one.loses_text for one in findings)
    return FileHealth(doc, "in part" if in_part else "read", findings)


def finding(warning: str) -> Finding:
    """A reader's warning taken apart.

    >>> tuple(finding("3 of 40 pages have no text, only images; read them by OCR"))
    ('3 of 40 pages have no text, only images', 'read them by OCR', True)
    >>> finding("left out 12 lines of page numbers and running heads").loses_text
    False
    """
    what, advice = _parts(warning, _IN_GENERAL)
    return Finding(what, advice, _LOSS.search(what) is not None)


def _parts(text: str, in_general: str) -> tuple[str, str]:
    what, _, advice = text.partition("; ")
    known = (advice for pattern, advice in _ADVICE if re.search(pattern, what))
    return what, advice or next(known, in_general)
