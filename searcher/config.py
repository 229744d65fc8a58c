"""The user's settings: a TOML file of flat keys in the platform's place for such files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeAlias

from corpus.errors import CewenError
from index.config_file import VARIABLE as VARIABLE
from index.config_file import config_file as config_file

Value: TypeAlias = str | int


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
    try:
        data = path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return {}
    return _parsed(data, path)


def _parsed(data: bytes, path: Path) -> dict[str, Value]:
    if not data.strip():
        return {}
    import tomllib

    try:
        found = tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:
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
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    _write_new(fresh, data, private=any(is_secret(name) for name in found))
    os.replace(fresh, path)
    return path


def _write_new(path: Path, data: bytes, *, private: bool) -> None:
    """Write a new file, which only its owner can read if it is ``private``."""
    with suppress(FileNotFoundError):
        path.unlink()
    rights = 0o600 if private else 0o666
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, rights), "wb") as file:
        file.write(data)


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
