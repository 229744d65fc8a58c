"""Keys for the addresses of feeds: a feed reader has no cookie.

A key opens the feed of one saved search of one index, and nothing else. It is made of a secret in
the user's data folder, so that an address is valid after the server was started again. With a new
secret all addresses that were given out before are invalid.
"""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from pathlib import Path

from index.data_folder import data_folder, make_data_folder
from index.user_files import read_user_file, write_user_file

_NAME = "feed-secret"
_SIZE = 32  # bytes


class FeedKeys:
    """The keys for the saved searches of the index in ``index``."""

    def __init__(self, index: Path) -> None:
        self._index = os.fsencode(os.path.realpath(index))

    def key(self, search: str) -> str:
        """The key for the search of this name."""
        named = b"\0".join((self._index, search.encode("utf-8", "surrogatepass")))
        digest = hmac.digest(_secret(), named, "sha256")
        return base64.urlsafe_b64encode(digest[:18]).decode()

    def is_key(self, search: str, key: str) -> bool:
        """Whether this is the key for the search."""
        return hmac.compare_digest(self.key(search).encode(), key.encode("utf-8", "replace"))


def renew_feed_keys() -> None:
    """Make all keys that were given out so far invalid."""
    _place().unlink(missing_ok=True)
    _secret()


def _secret() -> bytes:
    found = read_user_file(_place())
    if found is not None and len(found) == _SIZE:
        return found
    made = secrets.token_bytes(_SIZE)  # also in place of one that is damaged
    make_data_folder()
    write_user_file(_place(), made)
    return made


def _place() -> Path:
    return data_folder() / _NAME
