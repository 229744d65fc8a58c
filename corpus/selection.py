"""Which files of a folder the user wants: ignore files, ``--include``, ``--exclude``, hidden files.

Patterns are those of Git: ``*.md``, ``drafts/``, ``/annex/**``, ``!keep.md``. The library
``pathspec`` matches them; it is imported only if there is a pattern.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import DocumentError

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

IGNORE_FILES = (".gitignore", ".cewenignore")
"""Files with patterns for the folder they are in and below. The later one is the stronger."""

NEVER = frozenset({".git", ".cewen"})
"""Hidden folders that contain no documents of the user."""


class Selection(NamedTuple):
    """What the user asks for: ``include``, if there is one, chooses files, ``exclude`` leaves
    files and folders out; ``hidden`` takes files and folders whose names begin with a dot.
    ``follow_links`` takes what a link leads to outside of the folder, and ``keep_copies`` files
    with the same text as another one."""

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    hidden: bool = False
    follow_links: bool = False
    keep_copies: bool = False


class Rule(NamedTuple):
    """The patterns of one ignore file, for paths that begin with ``prefix``."""

    prefix: str
    name: str
    patterns: GitIgnoreSpec


class Selector:
    """Decides for one folder and all below it. Paths are relative to it, with ``/``, in NFC.

    ``inside`` is the path of the folder, with ``/`` at its end, in the one that the patterns of the
    ``selection`` are for.
    """

    def __init__(self, selection: Selection, inside: str = "") -> None:
        self._inside = inside
        self._hidden = selection.hidden
        self._include = _patterns(selection.include, "--include") if selection.include else None
        self._exclude = _patterns(selection.exclude, "--exclude") if selection.exclude else None
        self._rules: dict[str, tuple[Rule, ...]] = {}

    def enter(self, folder: Path, path: str) -> None:
        """Read the ignore files of ``folder``, whose path is ``path`` ("" for the outermost).

        Folders are entered after those that contain them. Raises :class:`DocumentError` for a
        pattern that is not one.
        """
        above = self._rules[path.rpartition("/")[0]] if path else ()
        prefix = f"{path}/" if path else ""
        own = (_ignore_file(folder / name, prefix) for name in IGNORE_FILES)
        self._rules[path] = (*above, *filter(None, own))

    def is_hidden(self, name: str) -> bool:
        """Whether a file or folder of this name is not looked at."""
        if not self._hidden:
            return name.startswith(".")
        return name in NEVER or name in IGNORE_FILES

    def why_not(self, path: str, *, folder: bool = False) -> str:
        """What leaves this file or ``folder`` out: an option or an ignore file; "" if nothing."""
        tested = f"{path}/" if folder else path
        whole = self._inside + tested
        if self._exclude and self._exclude.match_file(whole):
            return "--exclude"
        for prefix, name, patterns in reversed(self._rules[path.rpartition("/")[0]]):
            ignored = patterns.check_file(tested[len(prefix) :]).include
            if ignored is not None:
                if ignored:
                    return prefix + name
                break
        if self._include and not folder and not self._include.match_file(whole):
            return "--include"
        return ""


def _ignore_file(path: Path, prefix: str) -> Rule | None:
    try:
        text = path.read_text("utf-8-sig", errors="surrogateescape")
    except (FileNotFoundError, IsADirectoryError, PermissionError):
        return None
    return Rule(prefix, path.name, _patterns(text.splitlines(), str(path)))


def _patterns(lines: Iterable[str], source: str) -> GitIgnoreSpec:
    from pathspec import GitIgnoreSpec

    try:
        return GitIgnoreSpec.from_lines(unicodedata.normalize("NFC", line) for line in lines)
    except ValueError as error:
        raise DocumentError(
            "{source}: a pattern cannot be read: {reason}; write patterns as in .gitignore",
            source=source,
            reason=str(error),
        ) from error
