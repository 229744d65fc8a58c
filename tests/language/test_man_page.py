"""The manual pages are those of the help, and are installed."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess

import pytest

from searcher.cli.app import COMMANDS
from tests.language.extract import ROOT
from tests.language.man_page import PAGES, installed, man_page


@pytest.mark.parametrize("language", PAGES)
def test_the_page_is_made_from_the_help(language: str) -> None:
    written = PAGES[language].read_text(encoding="utf-8")
    assert written == man_page(language), "run: python -m tests.language.catalogues"
    assert all(f"cewen {name}" in written for name in COMMANDS)


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
@pytest.mark.parametrize("language", PAGES)
def test_it_is_typeset_without_a_warning(language: str) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-Tutf8", "-P-cbou", "-ww", str(PAGES[language])],
        capture_output=True,
        encoding="utf-8",
    )
    # Lines of Chinese have no spaces at which groff could break or stretch them.
    faults = [line for line in done.stderr.splitlines() if not re.search("adjust|break", line)]
    assert (done.returncode, faults) == (0, [])
    assert "--speaker" in done.stdout


def test_every_page_is_installed() -> None:
    config = configparser.ConfigParser()
    config.read(ROOT / "setup.cfg", encoding="utf-8")
    files = dict(config["options.data_files"])
    expected = {installed(path): path.relative_to(ROOT).as_posix() for path in PAGES.values()}
    # The parser of setup.cfg reads names in lower case.
    assert {name: files[name.lower()].strip() for name in expected} == expected
