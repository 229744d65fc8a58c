"""Every message has a translation in both Chinese catalogues, and the same values in each."""

from __future__ import annotations

import re
import string

import pytest

from tests.language.catalogues import LOCALES, read_catalogue, strings
from tests.language.extract import Text, texts

UPDATE = "run: python -m tests.language.catalogues"


@pytest.fixture(scope="module")
def said() -> list[Text]:
    return texts()


def names(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_the_extraction_finds_texts_of_every_kind(said: list[Text]) -> None:
    found = {text.one: text for text in said}
    for expected in (
        "Nothing found for: {query}",  # a message
        "{count} document without a date",  # one with a form for many
        "{index}: no index there. Build one: cewen index FOLDER",  # an error
        "{scanned} of {pages} pages have no text, only images",  # a warning with its values
        "read them by OCR: {COMMAND}",  # what to do about it
        "unpack them",
        "Find paragraphs: ranked, highlighted, attributed.",  # the help of a command
        "Show every paragraph that matches.",  # of an option
        "[QUERY]...",
        "Show this message and exit.",  # click's
        "variant",  # a name that messages show
        "No such file or directory",  # the system's
    ):
        assert expected in found
    assert found["{count} document without a date"].many == "{count} documents without a date"
    assert len(found) > 500


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_is_translated_and_nothing_else(locale: str, said: list[Text]) -> None:
    translated = strings(read_catalogue(locale))
    wanted = {(text.one, text.many) if text.many else text.one for text in said}
    assert set(translated) == wanted, UPDATE
    assert [one for one, form in translated.items() if not "".join(form)] == []


@pytest.mark.parametrize("locale", LOCALES)
def test_each_translation_has_the_values_of_its_text(locale: str) -> None:
    wrong = []
    for one, form in strings(read_catalogue(locale)).items():
        text = one if isinstance(one, str) else " ".join(one)
        said = form if isinstance(form, str) else form[0]
        if "{" in text and '{ words = ["' not in text and names(said) != names(text):
            wrong.append(text)
    # click gives all values for either form. The names of its types are English, so left out.
    assert set(wrong) <= {
        "{value!r} is not {choice}. {value!r} is not one of {choices}.",
        "Did you mean {possibility}? (Did you mean one of: {possibilities}?)",
        "{value!r} is not a valid {number_type}.",
        "Option {name!r} requires an argument. Option {name!r} requires {nargs} arguments.",
        "Takes {nargs} values but 1 was given. Takes {nargs} values but {len} were given.",
    }


@pytest.mark.parametrize("locale", LOCALES)
def test_the_compiled_catalogue_equals_its_source(locale: str) -> None:
    compiled = read_catalogue(locale, "mo")
    assert strings(compiled) == strings(read_catalogue(locale)), UPDATE
    assert dict(compiled.mime_headers)["Language"] == locale


def test_each_region_writes_in_its_own_characters_and_words() -> None:
    """Characters and words that only the other side uses."""
    foreign = {
        "zh_Hant": "这个说时没为与应请内级 文件夹 默认 菜单 软件 信息 用户界面 搜索",
        "zh_Hans": "這個說時沒為與應請內級 資料夾 預設 軟體 程式 資訊 搜尋 檔案",
    }
    for locale, words in foreign.items():
        chars, *terms = words.split(" ")
        pattern = re.compile("|".join([f"[{chars}]", *terms]))
        kept = {"質詢／答復", "记者／发言人", "問／答"}
        for said in strings(read_catalogue(locale)).values():
            text = said if isinstance(said, str) else said[0]
            for example in kept:
                text = text.replace(example, "")
            assert not pattern.search(text), text
