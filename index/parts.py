"""Parts of a folder, for several loaders at once: ``3/8`` is the third of eight."""

from __future__ import annotations

import re
import zlib
from typing import NamedTuple

from corpus.errors import CewenError


class PartError(CewenError):
    """A part that there cannot be."""


class Part(NamedTuple):
    """The ``number``-th of ``parts``; a file is in the part that its id says."""

    number: int
    parts: int

    def __str__(self) -> str:
        return f"{self.number}/{self.parts}"

    @property
    def id(self) -> str:
        """A name of the part without special characters."""
        return f"{self.number}-of-{self.parts}"

    @classmethod
    def parse(cls, text: str) -> Part:
        """The part that a user names.

        >>> Part.parse("3/8")
        Part(number=3, parts=8)

        :raises PartError: it is none.
        """
        found = re.fullmatch(r"([0-9]{1,4})/([0-9]{1,4})", text)
        if not found or not 1 <= int(found[1]) <= int(found[2]):
            raise PartError(
                "{part}: not a part of a folder. Write 3/8 for the third of 8", part=text
            )
        return cls(int(found[1]), int(found[2]))

    def has(self, id: str) -> bool:
        """Whether the file with this id is in the part."""
        return zlib.crc32(id.encode("utf-8", "surrogatepass")) % self.parts == self.number - 1

    @property
    def others(self) -> list[Part]:
        """All parts but this."""
        return [Part(n, self.parts) for n in range(1, self.parts + 1) if n != self.number]


ONLY = Part(1, 1)
"""The whole folder."""
