"""The local folders of indexes on servers: whether a folder is one, and of which address.

A search of an index in a folder imports no more than this. What such a folder says is trusted,
because only this program writes into the user's data folder.
"""

from __future__ import annotations

import zlib
from pathlib import Path

from index.data_folder import data_folder, make_data_folder
from index.user_files import damaged_user_file, read_user_file, write_user_file

ADDRESS = "address"
_FOLDER = "servers"


def is_server(folder: Path) -> bool:
    """Whether this is the local folder of an index on a server."""
    return folder.parent.name == _FOLDER and folder.parent == data_folder() / _FOLDER


def address_of(folder: Path) -> str:
    """The address of the index whose local folder this is.

    :raises UserFileError: the file that has it cannot be read.
    """
    address = _read(folder)
    if not address.isprintable() or "://" not in address:
        raise damaged_user_file(folder / ADDRESS)
    return address


def shown(folder: Path) -> str:
    """How a message names an index: by its address, or by its folder."""
    return address_of(folder) if is_server(folder) else str(folder)


def folder_for(address: str, name: str) -> Path:
    """The local folder for an address, made if it is not there."""
    place = make_data_folder() / _FOLDER / f"{name[:40]}-{zlib.crc32(address.encode()):08x}"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    if _read(place) != address:
        write_user_file(place / ADDRESS, f"{address}\n".encode())
    return place


def _read(folder: Path) -> str:
    return (read_user_file(folder / ADDRESS) or b"").decode("utf-8", "replace").strip()
