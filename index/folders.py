"""What an index keeps of each folder it was built from: which files the user wants, and how many
were left out. A later run with nothing said about it does the same."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from corpus.selection import Selection
from index.errors import IndexDamagedError
from index.manifest import check_missing
from index.sealed_file import read_json, write_json

NAME = "folders.json"


class KeptFolder(NamedTuple):
    """``selection`` is what the user has asked for. ``others`` counts the files of formats that
    are not read, by suffix, and ``left_out`` the files and folders that were left out, by the
    ignore file or option."""

    selection: Selection = Selection()
    others: Mapping[str, int] = {}  # never changed
    left_out: Mapping[str, int] = {}


class Choice(NamedTuple):
    """What one run says of the selection of its folders; None keeps what an earlier run said.

    ``forget``: earlier runs do not count.
    """

    include: tuple[str, ...] | None = None
    exclude: tuple[str, ...] | None = None
    hidden: bool | None = None
    forget: bool = False
    follow_links: bool | None = None
    keep_copies: bool | None = None

    def applied(self, kept: Selection) -> Selection:
        """The selection from now on.

        >>> Choice(hidden=True).applied(Selection(exclude=("drafts/",)))[:3]
        ((), ('drafts/',), True)
        """
        base = Selection() if self.forget else kept
        return Selection(
            base.include if self.include is None else self.include,
            base.exclude if self.exclude is None else self.exclude,
            base.hidden if self.hidden is None else self.hidden,
            base.follow_links if self.follow_links is None else self.follow_links,
            base.keep_copies if self.keep_copies is None else self.keep_copies,
        )


def kept_folders(index: Path, *, rebuild: bool = False) -> dict[str, KeptFolder]:
    """What was kept of each folder, by the root that its files have in the index.

    :raises IndexDamagedError: the file does not contain what we write. To ``rebuild`` an index,
        nothing was kept then.
    """
    import json

    try:
        found = json.loads(read_json(index / NAME))
        return {str(root): _folder(entry) for root, entry in found.items()}
    except FileNotFoundError:
        if not rebuild:
            check_missing(index, index / NAME)
        return {}
    except IndexDamagedError:
        if rebuild:
            return {}
        raise
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if rebuild:
            return {}
        raise IndexDamagedError(index / NAME, str(error)) from None


def keep_folders(index: Path, folders: Mapping[str, KeptFolder], *, replace: bool) -> None:
    """Keep these, too; ``replace``: only these. Nothing is written that is there already."""
    kept = kept_folders(index, rebuild=replace)
    wanted = {**({} if replace else kept), **folders}
    if wanted != kept or not (index / NAME).exists():
        entries = {
            root: {
                **folder.selection._asdict(),
                "others": dict(folder.others),
                "left_out": dict(folder.left_out),
            }
            for root, folder in sorted(wanted.items())
        }
        write_json(index / NAME, entries, indent=2)


def _folder(entry: Mapping[str, Any]) -> KeptFolder:
    selection = Selection(
        _texts(entry["include"]),
        _texts(entry["exclude"]),
        entry["hidden"] is True,
        # Older indexes do not keep these.
        entry.get("follow_links") is True,
        entry.get("keep_copies") is True,
    )
    return KeptFolder(selection, _counts(entry["others"]), _counts(entry["left_out"]))


def _texts(values: list[Any]) -> tuple[str, ...]:
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise TypeError("a pattern is not text")
    return tuple(values)


def _counts(values: Mapping[str, Any]) -> dict[str, int]:
    if not all(isinstance(value, int) for value in values.values()):
        raise TypeError("a count is not a number")
    return dict(values)
