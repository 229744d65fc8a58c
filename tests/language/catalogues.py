"""The catalogues of translations: what they contain, and how they are brought up to date.

``python -m tests.language.catalogues`` adds new texts to the .po files, takes out those that are
not said any more, makes the .mo files and the manual pages, and lists what has no translation.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from tests.language.extract import ROOT, Text, texts

LOCALES = ("zh_Hant", "zh_Hans")
_HEADER = """# Translations of Cewen. To bring them up to date: python -m tests.language.catalogues
msgid ""
msgstr ""
"Language: {locale}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"

"""
#: So that the same translations make the same file.
_DATE = datetime(2026, 11, 27, tzinfo=UTC)


def path_of(locale: str, ending: str) -> Path:
    return ROOT / "searcher" / "locale" / locale / "LC_MESSAGES" / f"cewen.{ending}"


def read_catalogue(locale: str, ending: str = "po") -> Catalog:
    path = path_of(locale, ending)
    if not path.exists():
        return Catalog(locale=locale)
    with path.open("rb") as file:
        return read_po(file, locale=locale) if ending == "po" else read_mo(file)


def strings(catalogue: Catalog) -> dict[str | tuple[str, ...], str | tuple[str, ...]]:
    """The texts with their translations, without the header."""
    return {
        message.id if isinstance(message.id, str) else tuple(message.id): message.string
        if isinstance(message.string, str)
        else tuple(message.string)
        for message in catalogue
        if message.id
    }


def is_translated(catalogue: Catalog, text: Text) -> bool:
    message = catalogue.get(text.one)
    return bool(
        message and (message.string if isinstance(message.string, str) else all(message.string))
    )


def fresh(old: Catalog, locale: str, said: list[Text]) -> Catalog:
    """A catalogue of these texts with the translations of ``old``."""
    new = Catalog(
        locale=locale, project="Cewen", fuzzy=False, creation_date=_DATE, revision_date=_DATE
    )
    for text in said:
        known = old.get(text.one)
        string = known.string if known else ""
        if text.many:
            form = string if isinstance(string, str) else string[0]
            new.add((text.one, text.many), (form,), locations=[(text.place, 0)])
        else:
            form = string if isinstance(string, str) else string[0]
            new.add(text.one, form, locations=[(text.place, 0)])
    return new


def write(catalogue: Catalog, locale: str) -> None:
    path_of(locale, "po").parent.mkdir(parents=True, exist_ok=True)
    with path_of(locale, "po").open("wb") as file:
        file.write(_HEADER.format(locale=locale).encode())
        write_po(file, catalogue, width=100, include_lineno=False, omit_header=True)
    with path_of(locale, "mo").open("wb") as file:
        write_mo(file, catalogue)


def main() -> None:
    said = texts()
    for locale in LOCALES:
        catalogue = fresh(read_catalogue(locale), locale, said)
        write(catalogue, locale)
        missing = [text for text in said if not is_translated(catalogue, text)]
        print(f"{locale}: {len(said)} texts, {len(missing)} without a translation")
        for text in missing if locale == LOCALES[0] else ():
            print(f"  {text.place}: {text.one!r}")
    from tests.language.man_page import write_pages

    write_pages()


if __name__ == "__main__":
    main()
