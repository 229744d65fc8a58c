"""Chooses the language in which Cewen speaks, and loads its translations.

The language is the first that is named: by ``--lang``, by ``CEWEN_LANG``, in the user's settings,
by the locale. Translations are loaded for Chinese alone: English is in the source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from corpus.errors import CewenError
from searcher.messages import CATALOGUE

if TYPE_CHECKING:
    from gettext import GNUTranslations

ENGLISH = "en"
LANGUAGES = (ENGLISH, "zh-Hant", "zh-Hans")
OPTION = "--lang"
VARIABLE = "CEWEN_LANG"

_PATH = "{path}"
_FOLDER = Path(__file__).with_name("locale")
_CHINESE = ("zh", "yue", "cmn")
_TRADITIONAL = {"hant", "tw", "hk", "mo"}


class LanguageError(CewenError):
    """A language that Cewen does not speak."""


class Chosen(NamedTuple):
    """A language, and the option, variable, file or locale that chose it."""

    language: str
    source: str


def language_of(name: str) -> str | None:
    """The language that a tag or a locale means; None if Cewen does not speak it.

    >>> [language_of(name) for name in ("zh_TW.UTF-8", "zh-hk", "zh_CN", "zh-Hans-HK", "en_GB")]
    ['zh-Hant', 'zh-Hant', 'zh-Hans', 'zh-Hans', 'en']
    >>> language_of("fr_FR.UTF-8")
    """
    language, *parts = name.partition(".")[0].partition("@")[0].replace("_", "-").lower().split("-")
    if language == ENGLISH:
        return ENGLISH
    if language not in _CHINESE:
        return None
    return "zh-Hant" if _TRADITIONAL & set(parts) and "hans" not in parts else "zh-Hans"


def choose_language(
    arguments: Sequence[str], environment: Mapping[str, str], settings: Mapping[str, object]
) -> Chosen:
    """The language of a command with these arguments.

    :raises LanguageError: the option or the variable names one that Cewen does not speak.
    """
    for source, name in ((OPTION, _option(arguments)), (VARIABLE, environment.get(VARIABLE))):
        if name:
            language = language_of(name)
            if language is None:
                text = "{source}: there is no language {name}: choose en, zh-Hant or zh-Hans"
                raise LanguageError(text, source=source, name=name)
            return Chosen(language, source)
    if "language" in settings:
        return Chosen(str(settings["language"]), "config")
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if name := environment.get(variable):
            return Chosen(language_of(name) or ENGLISH, variable)
    return Chosen(language_of(_of_windows()) or ENGLISH, "system")


def _option(arguments: Sequence[str]) -> str:
    """The value of the last ``--lang``, which may be anywhere; empty without one."""
    found = ""
    for at, word in enumerate(arguments):
        if word == "--":
            break
        if word == OPTION and at + 1 < len(arguments):
            found = arguments[at + 1]
        elif word.startswith(f"{OPTION}="):
            found = word.removeprefix(f"{OPTION}=")
    return found


def _of_windows() -> str:
    """The language of the user's Windows, which has no variables for it; empty elsewhere."""
    if sys.platform != "win32":
        return ""
    import ctypes
    import locale

    return locale.windows_locale.get(ctypes.windll.kernel32.GetUserDefaultUILanguage(), "")


def speak(language: str) -> None:
    """Make it the language of all messages from here on in this context."""
    CATALOGUE.set(None if language == ENGLISH else _catalogue(language))


def spoken() -> str:
    """The language of messages in this context."""
    catalogue = CATALOGUE.get()
    return catalogue.info()["language"].replace("_", "-") if catalogue else ENGLISH


def topic_language() -> str:
    """The language for labels of topics: Traditional where English is spoken, because the documents
    are Chinese."""
    return "zh-Hans" if spoken() == "zh-Hans" else "zh-Hant"


@cache
def _catalogue(language: str) -> GNUTranslations:
    from gettext import GNUTranslations

    path = _FOLDER / language.replace("-", "_") / "LC_MESSAGES" / "cewen.mo"
    with path.open("rb") as file:
        return GNUTranslations(file)


def sentence_in_language(sentence: str) -> str:
    """The translation of an English sentence in which values are filled in already.

    It is that of the text which could have made the sentence; of several, of the one with the most
    characters besides its values. A sentence that no text makes stays as it is.
    """
    from searcher.messages import join

    parts = [_in_language(part) for part in sentence.split("; ")]
    known = [part for part in parts if part is not None]
    if len(known) == len(parts):
        return join("; ", known)
    return _in_language(sentence) or sentence


def _in_language(sentence: str) -> str | None:
    from searcher.messages import translated

    if (exact := translated(sentence)) != sentence:
        return exact
    named = f"{_PATH}: {sentence}"  # an index keeps the sentence without the file that it names
    if (exact := translated(named)) != named:
        return exact.removeprefix(_PATH).lstrip(": ：")
    for text, pieces in _templates(spoken()):
        if all(piece in sentence for piece in pieces):
            values = _values(text, sentence)
            if values is not None:
                said = {name: _in_language(value) or value for name, value in values.items()}
                return _without_formats(translated(text)).format_map(said)
    return None


def _without_formats(text: str) -> str:
    """``{limit:g}`` as ``{limit}``: the values are texts already."""
    import re

    return re.sub(r"\{(\w+)[:!][^{}]*\}", r"{\1}", text)


@cache
def _templates(language: str) -> list[tuple[str, list[str]]]:
    """The texts of the catalogue with placeholders, the longest first, and what they must have."""
    from string import Formatter

    found = []
    for text in _texts(language):
        if "{" in text:
            pieces = [piece for piece, *_ in Formatter().parse(text) if piece]
            if any(part.strip(" ,;:.()") for part in pieces):
                found.append((text, pieces))
    return sorted(found, key=lambda pair: -sum(map(len, pair[1])))


def _texts(language: str) -> Iterator[str]:
    # gettext has no public way to list the texts of a catalogue; read here alone.
    for key in _catalogue(language)._catalog:  # type: ignore[attr-defined]
        yield key if isinstance(key, str) else key[0]


def _values(text: str, sentence: str) -> dict[str, str] | None:
    """The values with which ``text`` makes the sentence; None if there are none."""
    import re
    from string import Formatter

    pattern = ""
    names: set[str] = set()
    for piece, name, _, _ in Formatter().parse(text):
        pattern += re.escape(piece)
        if name is not None:
            pattern += f"(?P={name})" if name in names else f"(?P<{name}>.+)"
            names.add(name)
    match = re.fullmatch(pattern, sentence)
    return match.groupdict() if match else None
