"""``cewen config``"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import click

from searcher.cli.terminal import put, put_json, tell, window
from searcher.config import check, config_file, read_config, write_setting
from searcher.messages import say, translated
from searcher.setting_keys import KEYS, Key, key_of

_ASK = "-"
_HIDDEN = "********"


def _complete(_: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    return [key.name for key in KEYS if key.name.startswith(incomplete)]


@click.command("config", short_help="Show or change your settings.")
@click.argument("key", metavar="[KEY]", default="", shell_complete=_complete)
@click.argument("value", metavar="[VALUE]", default="")
@click.option("--unset", is_flag=True, help="Remove the setting, so that the default counts.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def command(key: str, value: str, unset: bool, as_json: bool) -> int:
    """Show your settings and where each comes from; or change one.

    Options and variables of the environment count more than the file of settings.

    \b
    cewen config
    cewen config language zh-Hant
    cewen config opensearch-password -
    """
    if unset and (value or not key):
        raise click.UsageError(say("Name one setting to remove, and no value."))
    if key and (value or unset):
        if value and key_of(key).is_secret:
            value = _secret(key, value)
        path = write_setting(key, None if unset else check(key, value))
        text = "removed {name} from {path}" if unset else "set {name} in {path}"
        tell(say(text, name=key_of(key).name, path=path))
        return 0
    keys = [key_of(key)] if key else KEYS
    if as_json:
        put_json([dict(_values(keys))])
        return 0

    put(_table(keys, window()))
    return 0


def _secret(name: str, typed: str) -> str:
    """A secret, which is asked for, or read from the standard input."""
    if typed != _ASK:
        text = (
            "{name}: other users of this computer can see a command. Write - for the value: "
            "cewen config {name} -"
        )
        raise click.UsageError(say(text, name=name))
    if sys.stdin.isatty():
        return str(click.prompt(name, hide_input=True, err=True))
    return sys.stdin.readline().rstrip("\r\n")


def _values(keys: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    settings = read_config()
    for key in keys:
        value, source = _value(key, settings)
        yield key.name, {"value": value, "source": source}


def _table(keys: Any, columns: int | None) -> Iterator[str]:
    from searcher.cli.table import table

    settings = read_config()
    rows = []
    for key in keys:
        value, source = _value(key, settings)
        shown = translated(key.default) if value is None else str(value)
        rows.append((key.name, shown, _source(source), translated(key.help)))
    head = [say(one) for one in ("setting", "value", "from", "what it sets")]
    yield from table(head, rows, columns)
    yield ""
    yield say("file: {path}", path=config_file())


def _value(key: Key, settings: Mapping[str, Any]) -> tuple[Any, str]:
    """The value that counts, None for the default; and where it comes from. Never a secret."""
    value, source = _known(key, settings)
    return (_HIDDEN if key.is_secret and value is not None else value), source


def _known(key: Key, settings: Mapping[str, Any]) -> tuple[Any, str]:
    for variable in key.variables:
        if value := os.environ.get(variable):
            return value, variable
    if key.name in settings:
        return settings[key.name], "config"
    if key.name == "language":
        from searcher.language import choose_language

        chosen = choose_language(sys.argv[1:], os.environ, {})
        return chosen.language, chosen.source
    return None, "default"


def _source(source: str) -> str:
    if source == "config":
        return say("the file")
    return say("default") if source == "default" else source
