"""The user's settings: a TOML file of flat keys in the platform's place for such files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from corpus.errors import CewenError
from index.config_file import VARIABLE as VARIABLE
from index.config_file import config_file as config_file

Value: TypeAlias = str | int

_LARGEST = 1 << 20  # bytes
_OWNER = 0o600


class ConfigError(CewenError):
    """The file of settings, or a value for it, cannot be used."""


#: The commands whose options have the defaults that these settings name.
COMMANDS_OF = {
    "color": ("search", "who", "exchange", "show"),
    "limit": ("search",),
    "time-limit": ("index",),
    "memory-limit": ("index",),
    "size-limit": ("index",),
}


def read_config() -> Mapping[str, Value]:
    """The settings in the file; empty without one.

    :raises ConfigError: the file cannot be read, or has another key or an impossible value.
    """
    path = config_file()
    if not os.path.lexists(path):
        return {}
    from index.user_files import read_user_file  # no command without settings needs it

    if os.environ.get(VARIABLE) and path.exists() and not path.is_file():
        with path.open("rb") as file:  # a pipe, or /dev/null, that the user has named
            return _parsed(file.read(_LARGEST), path)
    return _parsed(read_user_file(path, largest=_LARGEST, follows_link=True) or b"", path)


def _parsed(data: bytes, path: Path) -> dict[str, Value]:
    if not data.strip():
        return {}
    import tomllib

    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        text = "{path}: cannot be read: {reason}. Correct it, or remove it"
        raise ConfigError(text, path=path, reason=error) from error
    for name, value in found.items():
        try:
            check(name, value)
        except ConfigError as error:
            raise ConfigError("{path}: {reason}", path=path, reason=error) from error
    return found


def check(name: str, value: object) -> Value:
    """The value as the file contains it, if the setting can have it.

    :raises ConfigError: it cannot, or there is no such setting.

    >>> check("limit", "20"), check("color", "never")
    (20, 'never')
    """
    from searcher.setting_keys import key_of  # a search without settings does not need them

    key = key_of(name)
    if key.is_number:
        number = int(value) if isinstance(value, str) and value.isdecimal() else value
        if type(number) is int and number > 0:
            return number
        raise ConfigError("{name} must be a whole number above 0", name=name)
    if isinstance(value, str) and value and (not key.choices or value in key.choices):
        return value
    if key.choices:
        choices = ", ".join(key.choices)
        raise ConfigError("{name} must be one of: {choices}", name=name, choices=choices)
    raise ConfigError("{name} must be a text in quotation marks", name=name)


def write_setting(name: str, value: Value | None) -> Path:
    """Write one setting to the file, or remove it if ``value`` is None; other lines stay.

    :raises ConfigError: the file there cannot be read.
    """
    from index.user_files import write_user_file

    read_config()
    path = config_file().resolve()  # a link stays a link
    if path.exists() and not path.is_file():
        raise ConfigError("{path}: not a regular file", path=path)
    lines = path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []
    kept = [line for line in lines if line.partition("=")[0].strip().strip("\"'") != name]
    if value is not None:
        kept.append(f"{name} = {_toml(value)}")
    data = "".join(f"{line}\n" for line in kept).encode()
    found = _parsed(data, path)
    path.parent.mkdir(parents=True, exist_ok=True)
    private = not path.exists() or any(is_secret(name) for name in found)
    write_user_file(path, data, mode=_OWNER if private else path.stat().st_mode & 0o777)
    return path


def is_secret(name: str) -> bool:
    """Whether the value of this setting is never shown."""
    from searcher.setting_keys import key_of

    return key_of(name).is_secret


def _toml(value: Value) -> str:
    """A value of TOML, whose strings have the escapes of JSON."""
    import json

    return str(value) if isinstance(value, int) else json.dumps(value, ensure_ascii=False)


def defaults_of_options(settings: Mapping[str, Value]) -> dict[str, dict[str, Value]]:
    """What the settings say of options: the defaults by command and parameter."""
    found: dict[str, dict[str, Value]] = {}
    for name, commands in COMMANDS_OF.items():
        if name in settings:
            for command in commands:
                found.setdefault(command, {})[name.replace("-", "_")] = settings[name]
    return found
