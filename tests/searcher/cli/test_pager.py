"""A long answer is shown by a pager in any locale, and Ctrl-C ends it."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from tests.conftest import document, index_of
from tests.searcher.cli.command import environment, start

pytestmark = pytest.mark.skipif(
    os.name == "nt" or not shutil.which("less"), reason="needs less and a pseudo-terminal"
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pager") / "index"
    index_of(folder, [document("甲.md", [f"第{n}段：平台的權益。" for n in range(80)])])
    return folder


class Terminal:
    """A command on a pseudo-terminal of 24 lines, with a keyboard."""

    def __init__(self, *words: str, home: Path, **variables: str) -> None:
        import fcntl
        import pty
        import struct
        import termios

        def prepare() -> None:
            fcntl.ioctl(0, termios.TIOCSCTTY, 0)
            # One of several test processes ignores Ctrl-C, and what it starts would too.
            signal.signal(signal.SIGINT, signal.SIG_DFL)

        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = start(
            *words,
            env=environment(home, **variables),
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
            preexec_fn=prepare,
        )
        os.close(theirs)
        self.shown = b""

    def read_until(self, text: str, seconds: float = 30) -> None:
        """Read what is shown until it contains ``text``."""
        import select

        end = time.monotonic() + seconds
        while text.encode() not in self.shown:
            assert time.monotonic() < end, self.shown
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    self.shown += os.read(self._ours, 65536)
                except OSError:
                    break
        assert text.encode() in self.shown, self.shown

    def press(self, keys: str) -> None:
        os.write(self._ours, keys.encode())

    def end(self, seconds: float = 10) -> int:
        """The exit code. What is still shown is read meanwhile: a pager waits until it was."""
        import select

        last = time.monotonic() + seconds
        while self.process.poll() is None:
            assert time.monotonic() < last, self.shown
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    self.shown += os.read(self._ours, 65536)
                except OSError:  # Linux says so that the other side is closed
                    break
        code = self.process.wait(seconds)
        os.close(self._ours)
        return code


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path


@pytest.mark.parametrize(
    "variables",
    [
        {"LC_ALL": "C", "PYTHONUTF8": ""},
        {"LC_ALL": "", "LC_CTYPE": "", "LANG": "zh_TW.UTF-8"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": ""},
        {"LC_ALL": "xx_XX", "PYTHONIOENCODING": "utf-8"},
    ],
    ids=["C", "not installed", "POSIX", "unknown"],
)
def test_the_pager_shows_chinese_in_any_locale(
    index: Path, home: Path, variables: dict[str, str]
) -> None:
    words = ("search", "平台", "--all", "--index", str(index))
    terminal = Terminal(*words, home=home, **variables)
    terminal.read_until("的權益。")
    terminal.press("q")
    assert terminal.end() == 0
    assert b"<E" not in terminal.shown


def test_a_setting_of_the_user_stays(index: Path, home: Path) -> None:
    words = ("search", "平台", "--all", "--index", str(index))
    terminal = Terminal(*words, home=home, LC_ALL="C", LESSCHARSET="ascii")
    terminal.read_until("<E5>")
    terminal.press("q")
    assert terminal.end() == 0


def test_control_c_ends_the_pager(index: Path, home: Path) -> None:
    words = ("search", "平台", "--all", "--index", str(index))
    terminal = Terminal(*words, home=home)
    terminal.read_until("q quit")
    time.sleep(1)  # less waits for a key after its prompt; before, it forgets Ctrl-C
    began = time.monotonic()
    terminal.press(chr(signal.SIGINT.value + 1))  # Ctrl-C is the character 3
    terminal.end()
    assert time.monotonic() - began < 5  # a second on an idle machine
