"""What ``cewen index`` does with a damaged index: it builds it anew from the documents.

Files that are made of others are only written again. An index may hold documents of more folders
than the user has named now, so it is built anew only where all of them are known and are there.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from corpus.readers.pdf.ocr_messages import is_recognized
from index.check import check_index
from index.derived import DERIVED
from index.errors import IndexDamagedError, IndexFormatError, IndexUnfinishedError
from index.folders import NAME as FOLDERS
from index.folders import kept_folders
from index.known_paths import is_known
from index.location import FOLDER
from index.origins import place_of
from index.people import PEOPLE_FILES
from index.stored_record import IndexedFile
from index.topic_files import TOPIC_FILES


class Repair(NamedTuple):
    """What is wrong with an index, and what mends it.

    ``rebuild``: all is read anew, with the ``others``, folders and files that the user has not
    named this time, and with OCR if ``ocr``.
    """

    faults: tuple[IndexDamagedError, ...] = ()
    rebuild: bool = False
    others: tuple[Path, ...] = ()
    ocr: bool = False


def plan_repair(index: Path, paths: Sequence[Path]) -> Repair:
    """What mends the index, of which the user has named these ``paths``. The caller has the lock.

    :raises IndexDamagedError: documents of it are not known, or not there.
    :raises IndexFormatError: it has another format.
    """
    try:
        faults = check_index(index).damaged
    except IndexUnfinishedError:
        return Repair()
    kept = {TOPIC_FILES.folder, PEOPLE_FILES.folder}  # these are copied again
    small = [one for one in faults if one.path.name in DERIVED or one.path.parent.name in kept]
    if len(small) == len(faults):
        return Repair(faults)
    for fault in faults:
        if fault.path.name == FOLDERS:  # which says what the user does not want to be read
            raise fault
    named = [path.resolve() for path in paths]
    files = _known_files(index)
    others = _others(index, named, files)
    if others is None or not all(place.exists() and is_known(place) for place in others):
        raise next(one for one in faults if one not in small)
    ocr = any(is_recognized(file.warnings) for file in files or ())
    return Repair(faults, rebuild=True, others=others, ocr=ocr)


def _known_files(index: Path) -> list[IndexedFile] | None:
    """The files of the index; None if their records are damaged."""
    from index.whoosh.reader import Reader

    try:
        reader = Reader(index)
        return [reader.file(id) for id in reader.file_ids()]
    except (IndexFormatError, IndexUnfinishedError):
        return None


def _others(
    index: Path, named: Sequence[Path], files: Sequence[IndexedFile] | None
) -> tuple[Path, ...] | None:
    """The folders and files of the index that are not among those ``named``; None if they are not
    known."""
    home = index.resolve().parent
    folders = [home if root == ".." else Path(root) for root in kept_folders(index, rebuild=True)]
    if files is None:
        if not (index.name == FOLDER and home in named):
            return None  # single files may be in it, too
        places = folders
    else:
        found = [place_of(index, file.origin) for file in files]
        places = [place for place in found if place is not None]
        if len(places) < len(found):
            return None
    others: dict[Path, None] = {}
    for place in places:
        if not any(place.is_relative_to(path) for path in (*named, *others)):
            around = (folder for folder in folders if place.is_relative_to(folder))
            others[next(around, place)] = None
    return tuple(others)
