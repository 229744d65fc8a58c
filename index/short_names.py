"""Short names that documents define, for the whole index: written at a commit, read by a query.

Each paragraph keeps what it defines (:data:`index.field_names.DEFINED`), so a document that is
deleted takes its names along. :func:`write_short_names` sums them up in one small file.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.fold import fold
from index.errors import IndexDamagedError
from index.field_names import DEFINED, WORDS
from index.manifest import check_missing
from index.plan import Has
from index.sealed_file import read_text, write_text
from index.stored_record import DOC

if TYPE_CHECKING:
    from index.engine import Snapshot

NAME = "short_names.txt"
_TABS = 3  # at least, in a line
_COMMON = 0.01  # of all paragraphs, and
_MANY = 100  # paragraphs: a word in so many means more than one document says
_EVERYWHERE, _INSIDE = "*", "."
_ESCAPES = {"%": "%25", "\t": "%09", "\n": "%0A", "\r": "%0D"}


class OtherName(NamedTuple):
    """Another name for the folded ``word`` of a term, and the documents that say so.

    ``inside``: it counts in these documents only.
    """

    word: str
    other: str
    documents: tuple[str, ...]
    inside: bool


def write_short_names(folder: Path, snapshot: Snapshot, generation: int) -> None:
    """Sum up what the documents of a snapshot, the commit ``generation``, define."""
    documents = _by_name(snapshot)
    fulls: defaultdict[str, set[str]] = defaultdict(set)
    for short, full in documents:
        fulls[fold(short)].add(fold(full))
    common = snapshot.frequency(WORDS, fulls)
    most = max(_MANY, _COMMON * snapshot.size)
    lines = set()
    for (short, full), ids in documents.items():
        agreed = _agree(fulls[fold(short)]) and common[fold(short)] <= most
        scope = _EVERYWHERE if agreed and _is_free(short, full) else _INSIDE
        # Where the name counts everywhere, one document is enough for the receipt.
        kept = sorted(ids)[:1] if scope == _EVERYWHERE else sorted(ids)
        for word, other in ((short, full), (full, short)):
            lines.add("\t".join((fold(word), other, scope, *map(_escaped, kept))))
    _write(folder, generation, sorted(lines))


def write_no_short_names(folder: Path) -> None:
    """Write the file for an index without a commit, in which no document defines a name."""
    _write(folder, -1, ())


def _write(folder: Path, generation: int, lines: Iterable[str]) -> None:
    text = "".join(f"{line}\n" for line in (_head(generation), *lines))
    write_text(folder / NAME, text.encode("utf-8", "surrogatepass"))


def are_current(folder: Path, generation: int) -> bool:
    """Whether the short names were written for this commit. They are written after it, so a run
    that is killed in between leaves those of an earlier one."""
    try:
        return _read(folder).head == _head(generation)
    except IndexDamagedError:
        return False  # so that it is written anew


def check_short_names(folder: Path) -> None:
    """Raise :class:`IndexDamagedError` if the file is missing, or not as it was written."""
    _read_as_of.cache_clear()
    _read(folder)


def _head(generation: int) -> str:
    return f"# {generation}"


def _by_name(snapshot: Snapshot) -> Mapping[tuple[str, str], set[str]]:
    """The ids of the documents that define each name."""
    session = snapshot.session()
    documents: dict[tuple[str, str], set[str]] = {}
    for value in snapshot.lexicon(DEFINED):
        short, _, full = value.partition("\t")
        matches = session.match(Has(DEFINED, (value,)))
        ids = {paragraph.record[DOC] for _, paragraph in matches.all_records()}
        if ids:
            documents.setdefault((short, full), set()).update(ids)
    return documents


def _agree(fulls: set[str]) -> bool:
    """Whether these folded full names are of one thing: each ends with the shortest."""
    shortest = min(fulls, key=len)
    return all(full.endswith(shortest) for full in fulls)


def _is_free(short: str, full: str) -> bool:
    """Whether our own table does not say that the short name is another thing's."""
    from index.analysis.variants import variants

    known = {variant.text for variant in variants(short)}
    return not known or fold(full) in known


def other_names(folder: Path, term: str) -> Iterator[OtherName]:
    """The names that documents define for the words of a folded term; the longest word of each
    place first."""
    lines = _read(folder).lines
    for start in range(len(term) - 1):
        if beginning := lines.get(term[start : start + 2]):
            found = [name for name in map(_parsed, beginning) if term.startswith(name.word, start)]
            yield from sorted(found, key=lambda one: -len(one.word))


def _parsed(line: str) -> OtherName:
    word, other, scope, *ids = line.split("\t")
    return OtherName(word, other, tuple(map(_unescaped, ids)), scope == _INSIDE)


class _File(NamedTuple):
    """The first line of the file, and the others by their first two characters."""

    head: str
    lines: Mapping[str, Sequence[str]]


def _read(folder: Path) -> _File:
    """The file.

    :raises IndexDamagedError: it is missing, or not as it was written.
    """
    path = folder / NAME
    try:
        stat = path.stat()
        return _read_as_of(path, stat.st_mtime_ns, stat.st_size)
    except FileNotFoundError:
        check_missing(folder, path)
        return _File("", {})


@lru_cache(maxsize=8)
def _read_as_of(path: Path, modified: int, size: int) -> _File:
    """The file as it was at this time, checked.

    :raises IndexDamagedError: it is no list of short names.
    """
    try:
        text = read_text(path).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise IndexDamagedError(path, str(error)) from None
    head, *lines = text.split("\n")
    last = lines.pop() if lines else head
    if last or not head.startswith("# ") or any(line.count("\t") < _TABS for line in lines):
        raise IndexDamagedError(path, "it is no list of short names")
    by_beginning: dict[str, list[str]] = {}
    for line in lines:
        by_beginning.setdefault(line[:2], []).append(line)
    return _File(head, by_beginning)


def _escaped(id: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in id)


def _unescaped(id: str) -> str:
    for char, escape in reversed(_ESCAPES.items()):
        id = id.replace(escape, char)
    return id
