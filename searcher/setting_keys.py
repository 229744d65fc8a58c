"""The settings that there are: one row of :data:`KEYS` for each."""

from __future__ import annotations

from typing import NamedTuple

from searcher.config import ConfigError


class Key(NamedTuple):
    """A setting. It is a text, one of the ``choices`` if there are any, or a whole number.

    ``variables`` are those of the environment that count more than the file. ``default`` is shown
    where nothing sets it. The value of a secret is never shown, nor read from the command line.
    """

    name: str
    help: str
    choices: tuple[str, ...] = ()
    is_number: bool = False
    variables: tuple[str, ...] = ()
    default: str = ""
    is_secret: bool = False


KEYS = (
    Key(
        "language",
        "of help and messages",
        choices=("en", "zh-Hant", "zh-Hans"),
        variables=("CEWEN_LANG",),
        default="by the locale",
    ),
    Key("color", "when to colour", choices=("auto", "always", "never"), default="auto"),
    Key(
        "pager",
        "for answers longer than the screen: a command, or never",
        default="$PAGER, or less",
    ),
    Key(
        "index",
        "where no other index is near",
        variables=("CEWEN_INDEX",),
        default="the one built last",
    ),
    Key("limit", "how many results search lists", is_number=True, default="10"),
    Key("time-limit", "seconds for reading one file", is_number=True, default="120"),
    Key("memory-limit", "MB of memory for reading one file", is_number=True, default="2048"),
    Key("size-limit", "MB of the largest file that is read", is_number=True, default="512"),
    Key(
        "opensearch-user",
        "who logs in to an index on a server",
        variables=("CEWEN_OPENSEARCH_USER",),
        default="nobody",
    ),
    Key(
        "opensearch-password",
        "of this user",
        variables=("CEWEN_OPENSEARCH_PASSWORD",),
        default="none",
        is_secret=True,
    ),
    Key(
        "opensearch-ca",
        "a file with the authority of the server's certificate",
        variables=("CEWEN_OPENSEARCH_CA",),
        default="those of the system",
    ),
)


def key_of(name: str) -> Key:
    """The setting with this name.

    :raises ConfigError: there is none.
    """
    for key in KEYS:
        if key.name == name:
            return key
    text = "there is no setting {name}: the settings are {names}"
    raise ConfigError(text, name=name, names=", ".join(key.name for key in KEYS))
