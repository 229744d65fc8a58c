"""A search as the words and options of a command."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import cast


def asked_as_command(query: str, options: Mapping[str, object]) -> str:
    """The query and its options, as they are typed.

    >>> asked_as_command("工時", {"speaker": ("甲", "乙"), "exact": True, "org": None})
    '工時 --speaker 甲 --speaker 乙 --exact'
    """
    typed = []
    for name, value in options.items():
        if value is True:
            typed.append(f"--{name}")
        elif value:
            values = [value] if isinstance(value, str) else cast("Iterable[object]", value)
            typed += [f"--{name} {one}" for one in values]
    return " ".join(filter(None, (query, *typed)))
