"""Runs ``cewen`` as users do: in this process, in one of its own, and on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_PROGRAM = (sys.executable, "-c", "from searcher.cli import main; main()")
_ROOT = Path(__file__).parents[3]

LONG = "。".join(
    [
        "海港的清晨從漁市開始",
        *(f"第{n}段說的是碼頭與倉庫的日常" for n in range(1, 30)),
        "潮汐發電的試驗在堤外進行",
        *(f"第{n}段說的是燈塔與航道的維護" for n in range(30, 60)),
        "居民希望潮汐發電的收益留在村裡",
        "",
    ]
)

#: Invented: turns in Traditional, a hearing in Simplified, and one very long paragraph.
DOCUMENTS = {
    "2025-03-01-街頭座談.md": (
        "# 街頭外送座談\n\n## 誰付保險\n\n### 林小滿次長：\n\n"
        "外送員在平台上跑單，保險應由業者負擔。\n\n"
        "### 騎士工會代表：\n\n平台的演算法應該公開，派單規則也一樣。\n"
    ),
    "听证/2024-11-05-骑手听证.txt": (
        "骑手听证会\n\n外卖骑手的工伤保险由平台缴纳，标准另行规定。\n\n算法的修改要提前告知骑手。\n"
    ),
    "海港計畫.md": f"# 海港計畫\n\n{LONG}\n",
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command wrote and the code it left with."""

    code: int
    out: str
    err: str


def write_documents(folder: Path) -> Path:
    """``folder`` with :data:`DOCUMENTS` in it."""
    for name, text in DOCUMENTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def environment(home: Path, **more: str) -> dict[str, str]:
    """The variables of a user whose home is ``home`` and who has set nothing."""
    unset = ("CEWEN_CONFIG", "CEWEN_INDEX", "NO_COLOR", "PAGER", "LESS", "COLUMNS", "LINES")
    unset += ("PYTHONIOENCODING",)
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    here = {
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "PYTHONPATH": str(_ROOT),
        "XDG_CONFIG_HOME": str(home / "config"),
        "CEWEN_LANG": "en",
        "PYTHONUTF8": "1",
        "TERM": "xterm",
    }
    return {**kept, **here, **more}


def start(*words: str, env: Mapping[str, str], **options: object) -> subprocess.Popen[bytes]:
    """``cewen`` with these words, as a process of its own."""
    return subprocess.Popen([*_PROGRAM, *words], env=dict(env), **options)  # type: ignore[call-overload, no-any-return]


def run(*words: str, env: Mapping[str, str], cwd: Path | None = None) -> Ran:
    """``cewen`` with these words in a pipe, to its end."""
    done = subprocess.run([*_PROGRAM, *words], env=dict(env), cwd=cwd, capture_output=True)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def on_terminal(*words: str, env: Mapping[str, str], columns: int = 80, lines: int = 24) -> Ran:
    """``cewen`` with these words on a terminal of this size; ``out`` is all it showed."""
    import fcntl
    import pty
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    process = start(*words, env=env, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            read = os.read(ours, 65536)
        except OSError:  # Linux says so that the other side is closed
            break
        if not read:
            break
        shown += read
    os.close(ours)
    return Ran(process.wait(), shown.decode("utf-8").replace("\r\n", "\n"), "")
