"""A Word, ODF or other file in, the XML parts of its ZIP container out, with limits.

The file may come from anyone: entities are not resolved, nothing is loaded from elsewhere, and a
part that would unpack to much more than any real document is refused.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, cast

from lxml import etree

from corpus.errors import DocumentError

LARGEST = 256 << 20
_CHECKED_FROM, _HIGHEST_RATIO = 10 << 20, 200
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BROKEN = "it is broken or cut off ({why}); get the file again, or open it and save it anew"
PASSWORD = "it is protected by a password; open it, remove the password and save it"
_NO_METADATA = "its properties cannot be read, so its title and date are taken from the text"


class ZipParts:
    """The parts of one file, closed at the end of a ``with``.

    Raises :class:`DocumentError` if the file is no ZIP archive or broken, if it is protected by a
    password, and for a part that is too large. ``warnings``: what could not be read.
    """

    def __init__(self, path: Path, namespaces: Mapping[bytes, bytes] | None = None) -> None:
        """Open the file. ``namespaces``: names of namespaces, and those to read them as."""
        self._read = 0
        self._namespaces = namespaces or {}
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            raise _not_zip(path, error) from error
        self.names = frozenset(self._archive.namelist())
        self.warnings: tuple[str, ...] = ()

    def __enter__(self) -> ZipParts:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._archive.close()

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, or None if the file has no such part."""
        if name not in self.names:
            return None
        parser = etree.XMLParser(**_SAFE)
        for chunk in self._chunks(name):
            _feed(parser, chunk, name)
        try:
            return parser.close()
        except etree.XMLSyntaxError as error:
            raise _broken(f"{name}: {error.msg}") from error

    def metadata(self, name: str) -> etree._Element | None:
        """Return the root of a part that has no text, or None if it is missing or broken.

        The text can be read without it; :attr:`warnings` says what is missing then.
        """
        try:
            return self.xml(name)
        except DocumentError:
            self.warnings = (_NO_METADATA,)
            return None

    def elements(
        self, name: str, tags: Sequence[str], parents: Sequence[str]
    ) -> Iterator[etree._Element]:
        """Yield the elements with one of ``tags`` directly below one of ``parents``, when read.

        An element is emptied when the next one is asked for, so memory stays small.
        """
        if name not in self.names:
            raise _broken(f"it has no part {name}")
        parser = etree.XMLPullParser(("end",), tag=tags, **_SAFE)
        for chunk in self._chunks(name):
            _feed(parser, chunk, name)
            yield from _direct(parser, parents)
        try:
            parser.close()
        except etree.XMLSyntaxError as error:
            raise _broken(f"{name}: {error.msg}") from error
        yield from _direct(parser, parents)

    def _chunks(self, name: str) -> Iterator[bytes]:
        member = self._archive.getinfo(name)
        namespaces = self._namespaces
        if member.flag_bits & 1:
            raise DocumentError(PASSWORD)
        self._read += member.file_size
        ratio = member.file_size / max(1, member.compress_size)
        if self._read > LARGEST or (member.file_size > _CHECKED_FROM and ratio > _HIGHEST_RATIO):
            raise DocumentError(
                "its part {name} unpacks to {size} bytes, more than a real document; leave it out",
                name=name,
                size=member.file_size,
            )
        try:
            # ZipFile stops at the declared size and then compares the checksum.
            with self._archive.open(member) as part:
                while chunk := part.read(_CHUNK):
                    for old, new in namespaces.items():
                        chunk = chunk.replace(old, new)
                    yield chunk
                    namespaces = {}  # the root element declares them
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError) as error:
            raise _broken(f"{name}: {error}") from error


_SAFE: dict[str, Any] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}


def _feed(parser: etree.XMLParser, chunk: bytes, name: str) -> None:
    if b"<!ENTITY" in chunk:
        raise _broken(f"{name} declares entities, as no program writes")
    try:
        parser.feed(chunk)
    except etree.XMLSyntaxError as error:
        raise _broken(f"{name}: {error.msg}") from error


def _direct(parser: etree.XMLPullParser, parents: Sequence[str]) -> Iterator[etree._Element]:
    for _, read in parser.read_events():
        element = cast(etree._Element, read)
        above = element.getparent()
        if above is None or above.tag not in parents:
            continue
        yield element
        element.clear()
        while (before := element.getprevious()) is not None:
            above.remove(before)


def _broken(why: str) -> DocumentError:
    return DocumentError(_BROKEN, why=why)


def _not_zip(path: Path, error: Exception) -> DocumentError:
    with path.open("rb") as file:
        if not is_ole(file.read(8)):
            return _broken(str(error))
        file.seek(0)
        protected = "EncryptedPackage".encode("utf-16-le") in file.read(LARGEST)
    if protected:
        return DocumentError(PASSWORD)
    return DocumentError(
        "its content is that of an older format than its name says; open it and save it anew"
    )


def is_ole(data: bytes) -> bool:
    """Return whether the bytes begin as Microsoft's container of old and of protected files."""
    return data.startswith(_OLE)
