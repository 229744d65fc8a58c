"""The index of the sample documents that come with Cewen."""

from __future__ import annotations

from pathlib import Path

import corpus
from index.data_folder import data_folder


def samples_index() -> Path:
    """The folder of the index of the samples, which is built when it is first needed."""
    package = Path(corpus.__file__).parent
    folder = data_folder() / f"samples-{_state(package)}"
    if not folder.is_dir():
        import shutil

        from index.known_paths import remember_paths
        from index.update import update

        fresh = folder.with_name(f"{folder.name}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for outdated in folder.parent.glob("samples-*"):
            shutil.rmtree(outdated, ignore_errors=True)
        update(fresh, [package / "samples"], jobs=1)
        remember_paths([package / "samples"])
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
