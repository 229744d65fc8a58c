"""The jars and the compiled launcher of an OpenSearch node, kept in a folder of the user's cache.

``python -m tests.opensearch.jars`` prints the folder.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

JARS = "CEWEN_TEST_OPENSEARCH_JARS"
"""The environment variable of a folder that is complete; empty: there is none."""

_HERE = Path(__file__).parent
_POM, _LAUNCHER = _HERE / "pom.xml", _HERE / "OneNode.java"
_SECONDS = 300


class NoNode(Exception):
    """Why no node can be started here, in one line."""


def jars() -> Path:
    """The folder of everything on a node's class path; Maven resolves it where it is missing."""
    given = os.environ.get(JARS)
    if given is not None:
        if not given:
            raise NoNode("no OpenSearch: Maven resolved no jars")
        return Path(given)
    return resolved(_cache())


def resolved(cache: Path) -> Path:
    """The folder in ``cache`` for this pom and launcher. It appears complete or not at all."""
    missing = [tool for tool in ("java", "javac", "jar", "mvn") if shutil.which(tool) is None]
    if missing:
        raise NoNode(f"no OpenSearch: it needs a JDK 17 and Maven; not found: {', '.join(missing)}")
    digest = hashlib.sha256(_POM.read_bytes() + _LAUNCHER.read_bytes()).hexdigest()[:16]
    folder = cache / digest
    if folder.is_dir():
        return folder
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=cache) as temporary:
        made = Path(temporary) / "jars"
        copy = f"dependency:copy-dependencies -DoutputDirectory={made}".split()
        _resolve("mvn", "-q", "-B", "-f", str(_POM), *copy)
        classes = f"{temporary}/classes"
        compiled = ["javac", "-cp", f"{made}/*", "-d", classes, str(_LAUNCHER)]
        subprocess.run(compiled, check=True, timeout=_SECONDS)
        packed = ["jar", "--create", "--file", f"{made}/one-node.jar", "-C", classes, "."]
        subprocess.run(packed, check=True, timeout=_SECONDS)
        try:
            made.rename(folder)
        except OSError:
            if not folder.is_dir():  # else another process was faster
                raise
    return folder


def _cache() -> Path:
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / "cewen-tests" / "opensearch"


def _resolve(*command: str) -> None:
    try:
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise NoNode(f"no OpenSearch: {command[0]} took more than {_SECONDS} seconds") from None
    except subprocess.CalledProcessError as failed:
        said = (failed.stdout + failed.stderr).strip().splitlines()
        first = said[0] if said else f"exit code {failed.returncode}"
        raise NoNode(f"no OpenSearch: {command[0]} failed: {first}") from None


if __name__ == "__main__":
    try:
        print(jars())
    except NoNode as reason:
        sys.exit(str(reason))
