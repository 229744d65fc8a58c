"""A fingerprint of what an index contains, to say later whether it was the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.manifest import FORMAT

if TYPE_CHECKING:
    from index.engine import Snapshot


def fingerprint(snapshot: Snapshot) -> str:
    """The SHA-256, in hexadecimal, of the format of the index and the digests of the bytes of its
    documents, sorted, each on a line. It does not depend on the names of the files."""
    from hashlib import sha256

    files = map(snapshot.file, snapshot.file_ids())
    digests = sorted(file.state.digest for file in files if file.is_document)
    lines = [f"cewen {FORMAT}", *digests]
    return sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
