"""Which language Cewen speaks, and what changes with it."""

from __future__ import annotations

from collections.abc import Mapping
from contextvars import copy_context
from pathlib import Path

import pytest

from corpus.errors import CewenError
from searcher.language import (
    LanguageError,
    choose_language,
    sentence_in_language,
    speak,
    spoken,
    topic_language,
)
from searcher.messages import join, say, say_count, say_message, say_stored
from tests.searcher.cli.command import Ran, environment, run, write_documents


def chosen(
    *arguments: str, settings: Mapping[str, object] | None = None, **variables: str
) -> tuple[str, str]:
    return choose_language(arguments, variables, settings or {})


def test_the_option_counts_before_the_variable_the_settings_and_the_locale() -> None:
    settings = {"language": "zh-Hans"}
    more = {"CEWEN_LANG": "en", "LC_ALL": "zh_HK.UTF-8"}
    assert chosen("search", "甲", "--lang", "zh-TW", settings=settings, **more) == (
        "zh-Hant",
        "--lang",
    )
    assert chosen("search", settings=settings, **more) == ("en", "CEWEN_LANG")
    assert chosen("search", settings=settings, LC_ALL="zh_HK.UTF-8") == ("zh-Hans", "config")
    assert chosen("search", LC_ALL="zh_HK.UTF-8", LANG="zh_CN.UTF-8") == ("zh-Hant", "LC_ALL")


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "zh_TW.UTF-8"}, "zh-Hant"),
        ({"LANG": "zh_MO"}, "zh-Hant"),
        ({"LC_MESSAGES": "zh_SG.UTF-8", "LANG": "en_US.UTF-8"}, "zh-Hans"),
        ({"LANG": "zh_Hant_CN"}, "zh-Hant"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_TW.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.GB18030"}, "zh-Hans"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_locale_names_a_language(variables: dict[str, str], language: str) -> None:
    assert chosen("search", **variables)[0] == language


def test_an_argument_after_two_hyphens_is_no_option() -> None:
    assert chosen("search", "--", "--lang", "zh-TW")[0] == "en"
    assert chosen("search", "--lang=zh-CN", "--", "--lang", "zh-TW")[0] == "zh-Hans"


def test_a_language_that_is_not_spoken_is_named() -> None:
    with pytest.raises(LanguageError, match="--lang: there is no language tlh: choose en"):
        chosen("--lang", "tlh")
    with pytest.raises(LanguageError, match="CEWEN_LANG: there is no language"):
        chosen(CEWEN_LANG="tlh")


def in_language(language: str, call: object, *arguments: object) -> object:
    """What a function returns where this language is spoken."""

    def called() -> object:
        speak(language)
        return call(*arguments)  # type: ignore[operator]

    return copy_context().run(called)


def test_each_context_has_its_own_language() -> None:
    assert in_language("zh-Hant", say, "no such file") == "沒有這個檔案"
    assert in_language("zh-Hans", say, "no such file") == "没有这个文件"
    assert in_language("zh-Hans", spoken) == "zh-Hans"
    assert (say("no such file"), spoken(), topic_language()) == ("no such file", "en", "zh-Hant")


def test_numbers_and_lists_are_written_as_the_language_does() -> None:
    counted = (3000, "{count} speaker", "{count} speakers")
    assert in_language("zh-Hant", say_count, *counted) == "3,000 位發言者"
    assert say_count(*counted) == "3,000 speakers"
    assert in_language("zh-Hans", join, ", ", ("甲", "乙")) == "甲、乙"


def test_a_message_in_a_message_is_translated_too() -> None:
    error = CewenError("{path}: {reason}", path="港.md", reason=CewenError("needs a password"))
    assert in_language("zh-Hant", say_message, error.message) == "港.md：需要密碼"


@pytest.mark.parametrize(
    ("sentence", "said"),
    [
        ("3 of 40 pages have no text, only images", "40 頁中有 3 頁沒有文字，只有影像"),
        ("read them by OCR: cewen index --ocr", "請以 OCR 讀取：cewen index --ocr"),
        ("needs a password; save a copy without one", "需要密碼；請另存一份沒有密碼的"),
        ("encoding guessed: Big5; save the file as UTF-8 to be sure",
         "看來是 Big5 編碼，已照此讀取；如有亂碼請另存為 UTF-8"),
        ("took longer than 120 s; split it, or allow more: cewen index --time-limit 600",
         "讀取超過 120 秒；請分割檔案，或放寬限制：cewen index --time-limit 600"),
        ("what no reader says; nor this", "what no reader says; nor this"),
        ("其 {奇怪} 內容", "其 {奇怪} 內容"),
    ],
)  # fmt: skip
def test_a_stored_sentence_is_translated_with_its_values(sentence: str, said: str) -> None:
    assert in_language("zh-Hant", sentence_in_language, sentence) == said
    assert in_language("zh-Hant", say_stored, sentence) == said
    assert say_stored(sentence) == sentence


# The command


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    write_documents(home / "docs")
    assert run("index", str(home / "docs"), env=environment(home)).code == 0
    return home


def asked(home: Path, *words: str, **variables: str) -> Ran:
    return run(*words, env=environment(home, **variables), cwd=home / "docs")


@pytest.mark.parametrize(
    "words",
    [
        ("search", "外送平台 OR 騎手"),
        ("who", "保險"),
        ("topics",),
        ("topics", "平台工作者"),
        ("speakers",),
        ("status", "--files"),
        ("exchange", "保險"),
    ],
)
def test_json_is_the_same_in_every_language(home: Path, words: tuple[str, ...]) -> None:
    english, *chinese = (
        asked(home, *words, "--json", CEWEN_LANG=language)
        for language in ("en", "zh-Hant", "zh-Hans")
    )
    assert [ran.out for ran in chinese] == [english.out] * 2
    assert [ran.code for ran in chinese] == [english.code] * 2


@pytest.mark.parametrize("words", [("search", "保險", "--format", "csv"), ("export",)])
def test_so_are_tables_and_exports(home: Path, words: tuple[str, ...]) -> None:
    english, chinese = (asked(home, *words, CEWEN_LANG=one).out for one in ("en", "zh-Hant"))
    assert chinese == english != ""


def test_the_option_may_be_anywhere(home: Path) -> None:
    asked_for = ("search", "鯨豚")
    expected = "没有找到：鯨豚\n  没有一段含有 鯨豚\n"
    for words in (
        ("--lang", "zh-CN", *asked_for),
        ("search", "--lang=zh-Hans", "鯨豚"),
        (*asked_for, "--lang", "zh_SG"),
    ):
        assert asked(home, *words) == Ran(1, "", expected)


def test_labels_of_topics_are_in_the_characters_of_the_language(home: Path) -> None:
    for language, label in (
        ("en", "平台工作者"),
        ("zh-Hant", "平台工作者"),
        ("zh-Hans", "平台劳动者"),
    ):
        assert label in asked(home, "topics", CEWEN_LANG=language).out
        meant = asked(home, "search", "topic:外送", CEWEN_LANG=language).err
        assert label in meant
    assert asked(home, "search", "topic:平台劳动者", CEWEN_LANG="zh-Hans").err == ""
