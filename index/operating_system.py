"""What differs between Linux, macOS and Windows, in one place.

- Links: Windows has no flag against following one; making one needs a right there that users do
  not have.
- Renames: Windows refuses to replace a file that another process has open just then.
- Flushing: macOS leaves data in the disk's own cache unless it is asked otherwise; Windows cannot
  open a folder, and makes the names of files durable itself.
- Rights: Windows has other ones than read, write and search for owner, group and others; a folder
  in a user's profile is private there.
- Processes: Linux ends a process with the one that began it; alarms and limits of memory are of
  POSIX. Processes are forked on Linux and started anew elsewhere, so nothing may depend on what
  the first one has loaded.
- Signals: Ctrl-C reaches all processes of a terminal on every system. A process that was killed
  leaves no lock behind: locks belong to open files.
"""

from __future__ import annotations

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
NO_WAIT = getattr(os, "O_NONBLOCK", 0)
BINARY = getattr(os, "O_BINARY", 0)
IS_WINDOWS = os.name == "nt"
FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""The errors of a disk that takes no more."""

_FULL_FLUSH = 51  # F_FULLFSYNC of macOS
_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of Linux
_RENAMES = 40  # attempts
_PAUSE = 0.05  # seconds between them
_EVERYONE = 0o077  # the rights of group and others
_READ, _SEARCH = 0o044, 0o011


def flush(file: int) -> None:
    """Wait until the bytes of an open file are on the disk."""
    if sys.platform == "darwin":
        import fcntl

        with suppress(OSError):  # a disk in the network cannot
            fcntl.fcntl(file, _FULL_FLUSH)
            return
    os.fsync(file)


def flush_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk."""
    if IS_WINDOWS:
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        flush(handle)
    finally:
        os.close(handle)


def replace(source: Path, target: Path) -> None:
    """Give ``source`` the name ``target``, whether or not there is such a file."""
    for _ in range(_RENAMES if IS_WINDOWS else 0):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            time.sleep(_PAUSE)
    os.replace(source, target)


def forbidden(path: Path) -> int:
    """The rights that group and others do not have on a file or folder: 0o070, 0o007, both or none.

    To read a file is what counts; in a folder, to come to the files in it.
    """
    if IS_WINDOWS:
        return 0
    try:
        mode = path.stat().st_mode
    except OSError:
        return 0  # it cannot be read either
    needed = _SEARCH if path.is_dir() else _READ
    missing = needed & ~mode
    return (0o070 if missing & 0o070 else 0) | (0o007 if missing & 0o007 else 0)


def readable_by_others(path: Path) -> bool:
    """Whether group or others may read a file."""
    return not IS_WINDOWS and bool(path.stat().st_mode & _READ)


def forbid(folder: Path, rights: int) -> None:
    """Take these rights of group and others from a folder."""
    mode = folder.stat().st_mode & 0o7777
    if mode & rights & _EVERYONE:
        folder.chmod(mode & ~(rights & _EVERYONE))


def make_private(file: int) -> None:
    """Take the rights of group and others from an open file of our own."""
    if hasattr(os, "fchmod") and os.fstat(file).st_mode & _EVERYONE:
        with suppress(PermissionError):  # it belongs to somebody else
            os.fchmod(file, 0o600)


def owner_of(path: Path) -> int:
    """The number of the user who owns ``path`` itself, or would own it; 0 on Windows."""
    try:
        return path.lstat().st_uid
    except FileNotFoundError:
        return os.geteuid() if hasattr(os, "geteuid") else 0


def alarm(seconds: float) -> None:
    """End this process after so many seconds (0: never), even if the interpreter cannot."""
    import signal

    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, seconds)


def die_with_parent() -> None:
    """Let the system end this process with the one that began it, where the system can: a reader
    that hangs would hold the write lock that it inherited."""
    if sys.platform == "linux":
        import ctypes
        import signal

        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_DEATH_SIGNAL, signal.SIGKILL)


def limit_memory(size: int) -> None:
    """Allow so many bytes more than what the process takes now, where the system can."""
    try:
        import resource
    except ImportError:  # Windows
        return
    with suppress(OSError, ValueError):  # ValueError: the user's own limit is lower
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        resource.setrlimit(resource.RLIMIT_AS, (_address_space() + size, hard))


def _address_space() -> int:
    """The bytes of address space that this process has; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
