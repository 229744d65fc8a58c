"""The small files of an index on a server, in a local folder: the manifest, names of topics, …

They are kept on the server as notes. The folder has a copy of them, so that the code that reads
and writes these files need not know where an index is. It is in the user's own data folder.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path, PurePosixPath

from index.errors import IndexDamagedError
from index.opensearch.catalogue import Catalogue
from index.safe_files import is_folder, make_folder, read_file, remove_tree, write_file
from index.server_folder import ADDRESS

_FOLDERS = ("topics", "people")  # of an index folder; nothing else has files in it
_PREFIX = "file:"


def names_of_files(folder: Path) -> Iterator[str]:
    """The small files, as paths in the folder."""
    for path in sorted(folder.iterdir()):
        if path.name in _FOLDERS and is_folder(path):
            yield from (f"{path.name}/{one.name}" for one in sorted(path.iterdir()))
        elif path.is_file() and path.name != ADDRESS and path.suffix in (".json", ".txt"):
            yield path.name


def upload(catalogue: Catalogue, physical: str, folder: Path) -> dict[str, str]:
    """Write the small files to the index; the digest of each."""
    digests = {}
    for name in names_of_files(folder):
        data = read_file(folder / name)
        digests[name] = sha256(data).hexdigest()
        note = {"data": b64encode(data).decode(), "digest": digests[name]}
        catalogue.write_note(physical, _id(name), note)
    return digests


def download(catalogue: Catalogue, physical: str, folder: Path, digests: Mapping[str, str]) -> None:
    """Make the folder's small files those of the index."""
    missing = [name for name, digest in digests.items() if _digest(folder / name) != digest]
    notes = catalogue.notes(physical, list(map(_id, missing)))
    for name, note in zip(missing, notes, strict=True):
        data = b64decode(note.get("data", ""))
        if not _is_name(name) or sha256(data).hexdigest() != note.get("digest"):
            raise IndexDamagedError(folder / name, "the server does not have it as it was written")
        if "/" in name:
            make_folder((folder / name).parent)
        write_file(folder / name, data)
    for name in set(names_of_files(folder)).difference(digests):
        remove_tree(folder / name)


def _is_name(name: str) -> bool:
    """Whether this is a path of a small file: what the server says is not trusted."""
    parts = PurePosixPath(name).parts
    return (
        1 <= len(parts) <= 2
        and (len(parts) == 1 or parts[0] in _FOLDERS)
        and not any(part in ("..", ADDRESS) or "\\" in part or ":" in part for part in parts)
        and not name.startswith("/")
    )


def _digest(path: Path) -> str:
    try:
        return sha256(read_file(path)).hexdigest()
    except OSError:
        return ""


def _id(name: str) -> str:
    """The id of the note: names may have any character."""
    return _PREFIX + sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
