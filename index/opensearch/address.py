"""The address of an index on a server: ``opensearch://host:9200/name``."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from index.opensearch.errors import AddressError
from index.server_folder import folder_for

PORT = 9200
_ADDRESS = re.compile(
    r"opensearch(?P<secure>\+https)?:/{1,2}(?P<hosts>[^/?#]+)/(?P<name>[^/]+)/?", re.ASCII
)
_HOST = re.compile(r"(?P<host>[\w.-]+|\[[0-9a-fA-F:.]+\])(?::(?P<port>[0-9]{1,5}))?", re.ASCII)
_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,150}")


class Address(NamedTuple):
    """The ``hosts`` of one cluster, each with its port, and the ``name`` of the index there."""

    hosts: tuple[tuple[str, int], ...]
    name: str
    secure: bool = False

    def __str__(self) -> str:
        hosts = ",".join(f"{host}:{port}" for host, port in self.hosts)
        return f"opensearch{'+https' if self.secure else ''}://{hosts}/{self.name}"

    @classmethod
    def parse(cls, text: str) -> Address:
        """The address that a user writes. A path that is made of it has one ``/`` less.

        >>> str(Address.parse("opensearch:/a.org,b.org:9201/laws"))
        'opensearch://a.org:9200,b.org:9201/laws'

        :raises AddressError: it is none.
        """
        if "@" in text:
            raise AddressError(
                "{address}: an address has no user and no password: put them into the variables "
                "CEWEN_OPENSEARCH_USER and CEWEN_OPENSEARCH_PASSWORD, or into the settings "
                "opensearch-user and opensearch-password (cewen config)",
                address=re.sub("[^/]*@", "…@", text),
            )
        found = _ADDRESS.fullmatch(text)
        hosts = [_HOST.fullmatch(one) for one in found["hosts"].split(",")] if found else []
        if not found or not all(hosts) or not _NAME.fullmatch(found["name"]):
            raise AddressError(
                "{address}: not an address of an index on a server. Write "
                "opensearch://host:9200/name or opensearch+https://host:9200/name; "
                "the name is of a-z, 0-9, _ and -",
                address=text,
            )
        pairs = tuple((one["host"], int(one["port"] or PORT)) for one in hosts if one)
        return cls(pairs, found["name"], bool(found["secure"]))


def local_folder(address: str) -> Path:
    """The local folder of the small files of the index at this address."""
    parsed = Address.parse(address)
    return folder_for(str(parsed), parsed.name)
