"""Who logs in to a server, and which authority its certificate has to be from.

They are read from the environment, or from the user's file of settings. The command line is
visible to other users of the computer, and an address is kept in reports, so neither has them.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from index.config_file import config_file
from index.opensearch.address import Address
from index.opensearch.errors import ServerError
from index.operating_system import readable_by_others

USER, PASSWORD = "CEWEN_OPENSEARCH_USER", "CEWEN_OPENSEARCH_PASSWORD"
CERTIFICATES = "CEWEN_OPENSEARCH_CA"
_SETTINGS = {
    USER: "opensearch-user",
    PASSWORD: "opensearch-password",
    CERTIFICATES: "opensearch-ca",
}


@dataclass(frozen=True)
class Credentials:
    """``certificates`` is a file of authorities; empty: those of the system."""

    user: str = ""
    password: str = field(default="", repr=False)
    certificates: str = ""

    @property
    def headers(self) -> dict[str, str]:
        """What goes with each request."""
        if not self.user:
            return {}
        pair = b64encode(f"{self.user}:{self.password}".encode()).decode()
        return {"authorization": f"Basic {pair}"}


def credentials_for(address: Address) -> Credentials:
    """The credentials for a server. A variable of the environment counts more than the file.

    :raises ServerError: the file has a password, and others can read it; or the password would
        pass through a network unencrypted.
    """
    missing = [name for name in _SETTINGS if not os.environ.get(name)]
    kept = _settings() if missing else {}
    if PASSWORD in missing and _SETTINGS[PASSWORD] in kept:
        _check_private(config_file())
    user, password, certificates = (
        os.environ.get(name) or str(kept.get(setting, "")) for name, setting in _SETTINGS.items()
    )
    if user and not address.secure and not all(_is_here(host) for host, _ in address.hosts):
        raise ServerError(
            "{index}: the password would be sent unencrypted. Write opensearch+https://…, or "
            "remove the user from {variable} and from the setting {setting}",
            index=address,
            variable=USER,
            setting=_SETTINGS[USER],
        )
    return Credentials(user, password, certificates)


def _settings() -> Mapping[str, object]:
    """The file of settings. Its commands check what is in it."""
    import tomllib

    path = config_file()
    try:
        found = tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (ValueError, RecursionError) as error:
        text = "{path}: cannot be read: {reason}. Correct it, or remove it"
        raise ServerError(text, path=path, reason=error) from None
    return {name: value for name, value in found.items() if isinstance(value, str)}


def _check_private(path: Path) -> None:
    if readable_by_others(path):
        raise ServerError(
            "{path}: it has a password, and other users can read it. Let only its owner do so: "
            "chmod 600 {path}",
            path=path,
        )


def _is_here(host: str) -> bool:
    """Whether a host is this computer."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
