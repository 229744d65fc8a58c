"""The user's settings: what they may be, where they count, and how they are written."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from searcher.config import ConfigError, check, config_file, read_config, write_setting
from tests.searcher.cli.command import Ran, environment, on_terminal, run, write_documents

Cewen = Callable[..., Ran]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CEWEN_CONFIG", str(tmp_path / "own" / "config.toml"))
    return config_file()


def test_without_a_file_there_are_no_settings(file: Path) -> None:
    assert read_config() == {}


def test_a_setting_is_written_and_the_rest_of_the_file_stays(file: Path) -> None:
    write_setting("limit", 20)
    assert file.read_text(encoding="utf-8") == "limit = 20\n"
    file.write_text('# mine\nlimit = 20 # few\npager = "never"\n', encoding="utf-8")
    write_setting("language", "zh-Hant")
    write_setting("limit", None)
    assert file.read_text(encoding="utf-8") == '# mine\npager = "never"\nlanguage = "zh-Hant"\n'
    assert read_config() == {"pager": "never", "language": "zh-Hant"}


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("limit", "0", "limit must be a whole number above 0"),
        ("limit", "多", "limit must be a whole number above 0"),
        ("limit", True, "limit must be a whole number above 0"),
        ("language", "tlh", "language must be one of: en, zh-Hant, zh-Hans"),
        ("pager", "", "pager must be a text in quotation marks"),
        ("colour", "always", "there is no setting colour: the settings are language, color, "),
    ],
)
def test_an_impossible_value_is_refused(name: str, value: object, reason: str) -> None:
    with pytest.raises(ConfigError) as caught:
        check(name, value)
    assert str(caught.value).startswith(reason)


def test_nothing_but_a_regular_file_is_replaced(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.mkdir(parents=True)
    with pytest.raises((ConfigError, OSError)):
        write_setting("limit", 3)
    assert file.is_dir()
    target, link = file / "target.toml", file / "link.toml"
    target.write_text("", encoding="utf-8")
    link.symlink_to(target)
    monkeypatch.setenv("CEWEN_CONFIG", str(link))
    write_setting("limit", 3)
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "limit = 3\n"


@pytest.mark.parametrize(
    "text", ["limit = ", "limit = -1\n", "[search]\nlimit = 3\n", "colour = 1\n"]
)
def test_a_broken_file_is_named(file: Path, text: str) -> None:
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"config\.toml: "):
        read_config()
    with pytest.raises(ConfigError):
        write_setting("limit", 3)
    assert file.read_text(encoding="utf-8") == text


# The command


def table(cewen: Cewen, *words: str) -> dict[str, tuple[str, str]]:
    """The value and the source of each setting."""
    import json

    found = json.loads(cewen("config", *words, "--json").out)
    return {name: (one["value"], one["source"]) for name, one in found.items()}


def test_each_value_is_shown_with_its_source(cewen: Cewen, shelf: Path) -> None:
    assert cewen("config", "limit", "3").code == 0
    found = table(cewen)
    assert found["limit"] == (3, "config")
    assert found["language"] == ("en", "CEWEN_LANG")
    assert found["index"] == (str(shelf), "CEWEN_INDEX")
    assert found["color"] == (None, "default")
    shown = cewen("config").out
    assert re.search("^limit +3 ", shown, re.MULTILINE)
    assert "config.toml" in shown.splitlines()[-1]


def test_a_setting_is_the_default_of_an_option(cewen: Cewen) -> None:
    assert "shown" not in cewen("search", "平台").out
    cewen("config", "limit", "1")
    assert "(1 shown;" in cewen("search", "平台").out
    assert "[default: 1; x>=1]" in " ".join(cewen("search", "--help").out.split())
    assert "(2 shown;" in cewen("search", "平台", "-n", "2").out
    cewen("config", "limit", "--unset")
    assert "shown" not in cewen("search", "平台").out


def test_a_mistake_in_the_command_is_said(cewen: Cewen) -> None:
    assert "there is no setting colour" in cewen("config", "colour", "always").err
    assert "limit must be a whole number" in cewen("config", "limit", "many").err
    assert cewen("config", "--unset").code == 2


def test_the_language_of_the_settings_counts_before_the_locale(tmp_path: Path) -> None:
    env = environment(tmp_path, LANG="zh_CN.UTF-8")
    del env["CEWEN_LANG"]
    assert "搜索" in run(env=env).out + run("--help", env=env).out
    assert run("config", "language", "zh-Hant", env=env).code == 0
    assert "搜尋" in run("--help", env=env).out
    assert "Usage" in run("--help", "--lang", "en", env=env).out


def test_the_index_of_the_settings_is_used_where_none_is_near(tmp_path: Path) -> None:
    env = environment(tmp_path)
    for name in ("甲", "乙"):
        folder = write_documents(tmp_path / name)
        (folder / f"{name}.md").write_text(f"只在{name}處。\n", encoding="utf-8")
        assert run("index", str(folder), env=env).code == 0
    run("config", "index", str(tmp_path / "甲"), env=env)
    assert "甲.md" in run("search", "只在甲處", env=env, cwd=tmp_path).out  # 乙 was built last
    assert "乙.md" in run("search", "只在乙處", env=env, cwd=tmp_path / "乙").out
    other = {**env, "CEWEN_INDEX": str(tmp_path / "乙")}
    assert "乙.md" in run("search", "只在乙處", env=other, cwd=tmp_path).out


def test_the_pager_says_its_keys_and_may_be_turned_off(tmp_path: Path) -> None:
    folder = write_documents(tmp_path / "docs")
    pager = tmp_path / "pager"
    pager.write_text('#!/bin/sh\necho "LESS=$LESS LESSCHARSET=$LESSCHARSET"\ncat\n')
    pager.chmod(0o755)
    env = environment(tmp_path, PAGER=str(pager), LC_ALL="C.UTF-8")
    run("index", str(folder), env=env)
    shown = on_terminal("status", "--files", env=env, lines=5).out
    assert "LESS=-RFXK -Psspace next page, b back, / find, q quit$" in shown
    assert "LESSCHARSET=utf-8" in shown
    chinese = on_terminal("--lang", "zh-TW", "status", env=env, lines=5).out
    assert "-PsSPACE  b  /  q$" in chinese
    run("config", "pager", "never", env=env)
    assert "LESS=" not in on_terminal("status", "--files", env=env, lines=5).out


# cewen alone, and cewen help


def test_alone_it_says_what_to_do_next(cewen: Cewen) -> None:
    ran = cewen()
    assert (ran.code, ran.err, ran.out.count("\n")) == (0, "", 3)
    assert [line.split()[1] for line in ran.out.splitlines()] == ["search", "index", "help:"]


def test_help_shows_the_help_of_a_command(cewen: Cewen) -> None:
    assert cewen("help").out == cewen("--help").out
    assert cewen("help", "search").out == cewen("search", "--help").out
    assert "Did you mean:\n  cewen search" in cewen("help", "serch").err


# Secrets


def test_a_password_is_never_shown(cewen: Cewen, tmp_path: Path) -> None:
    env = environment(tmp_path, CEWEN_OPENSEARCH_PASSWORD="平安無事")
    shown = run("config", env=env).out + run("config", "--json", env=env).out
    assert "平安無事" not in shown
    assert shown.count("********") == 2
    file = tmp_path / "config" / "cewen" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('opensearch-password = "一帆風順"\nopensearch-user = "甲"\n', encoding="utf-8")
    env = environment(tmp_path)
    shown = run("config", env=env).out + run("config", "opensearch-password", env=env).out
    assert "一帆風順" not in shown
    assert "甲" in shown
    file.write_text('opensearch-password = "一帆風順\n', encoding="utf-8")
    broken = run("config", env=env)
    assert (broken.code, "一帆風順" in broken.err) == (2, False)


def test_a_password_is_not_taken_from_the_command_line(
    cewen: Cewen, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = cewen("config", "opensearch-password", "平安無事")
    assert (refused.code, file.exists()) == (2, False)
    assert "cewen config opensearch-password -" in refused.err
    assert "平安無事" not in refused.err
    monkeypatch.setattr("sys.stdin", io.StringIO("平安 無事\n"))
    assert cewen("config", "opensearch-password", "-").code == 0
    assert read_config() == {"opensearch-password": "平安 無事"}


def test_a_file_with_a_password_is_for_its_owner_alone(file: Path) -> None:
    write_setting("limit", 20)
    file.chmod(0o644)
    write_setting("opensearch-password", "平安")
    assert file.stat().st_mode & 0o777 == 0o600
    write_setting("limit", 30)
    assert file.stat().st_mode & 0o777 == 0o600
    assert read_config() == {"limit": 30, "opensearch-password": "平安"}
