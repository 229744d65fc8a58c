"""Opens the index that a command asks; with none anywhere, one of the bundled samples."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

import corpus
from index.location import data_folder, find_index
from searcher.cli.terminal import can_steer
from searcher.terminal_text import clean

if TYPE_CHECKING:
    from index.whoosh.reader import Reader

index_option = click.option(
    "--index",
    "place",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The index to use. Else $CEWEN_INDEX, else the nearest .cewen/ above, "
    "else the one built last.",
)


def open_index(place: Path | None) -> Reader:
    """A reader on the index that :func:`index.location.find_index` finds, or on the samples'."""
    from index.manifest import check_meta
    from index.whoosh.reader import Reader

    found = find_index(place)
    if found is None:
        folder = _samples()
        click.echo(
            "cewen: no index yet, so these are the sample documents. "
            "Index your own: cewen index FOLDER",
            err=True,
        )
    else:
        folder = found.folder
    if found and found.built_last:
        faint, off = ("\x1b[2m", "\x1b[0m") if can_steer(sys.stderr) else ("", "")
        click.echo(f"{faint}cewen: in {clean(str(folder))}, the index built last{off}", err=True)
    check_meta(folder)
    return Reader(folder)


def _samples() -> Path:
    """The index of the bundled documents, built the first time it is needed."""
    package = Path(corpus.__file__).parent
    folder = data_folder() / f"samples-{_state(package)}"
    if not folder.is_dir():
        import shutil

        from index.update import update

        fresh = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for outdated in folder.parent.glob("samples-*"):
            shutil.rmtree(outdated, ignore_errors=True)
        update(fresh, [package / "samples"], jobs=1)
        fresh.rename(folder)
    return folder


def _state(package: Path) -> str:
    """Changes whenever the samples, or the code that reads them, do."""
    import hashlib

    digest = hashlib.blake2b(digest_size=6)
    for path in sorted([*package.rglob("*"), *package.parent.glob("index/**/*.py")]):
        if path.is_file() and "__pycache__" not in path.parts:
            stat = path.stat()
            digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()
