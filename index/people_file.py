"""A people file (TOML) in, its persons out, or an error that names file, line and what is expected.

::

    [[person]]
    name = "唐鳳"
    aliases = ["唐政委", "Audrey Tang"]

    [[person.office]]
    title = "政務委員"
    organization = "行政院"
    from = 2016-10-01
    to = 2022-08-26

``organizations`` and ``documents`` (patterns as in ``2015/*.md``) restrict a person to statements
in which the text gives one of these organizations, or in these documents. So two entries of one
name keep two persons apart.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

from corpus.document import Period
from corpus.errors import CewenError
from corpus.fold import fold

_KEYS = ("name", "aliases", "organizations", "documents", "office")
_OFFICE_KEYS = ("title", "organization", "from", "to")


class PeopleFileError(CewenError):
    """A people file with an error: the text gives the file, the place and what was expected."""


class Office(NamedTuple):
    """An office held from ``first`` to ``last``, inclusive. None is no limit."""

    title: str
    organization: str
    first: datetime.date | None
    last: datetime.date | None

    def is_held(self, date: Period | None) -> bool:
        """Whether it is held on a day of ``date``; without a date only if it has no limits."""
        if date is None:
            return self.first is None and self.last is None
        begun = self.first is None or self.first <= date.last
        return begun and (self.last is None or date.first <= self.last)


class Person(NamedTuple):
    """A person of the user's people file. ``name`` is shown; ``aliases`` mean the same person."""

    name: str
    aliases: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    offices: tuple[Office, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)

    def is_meant(self, organization: str, document: str) -> bool:
        """Whether a statement with this organization in this document may be the person's."""
        folded = fold(organization)
        own = [*self.organizations, *(office.organization for office in self.offices)]
        in_organization = not self.organizations or any(fold(one) in folded for one in own if one)
        return in_organization and (
            not self.documents or any(fnmatchcase(document, one) for one in self.documents)
        )


def load_people(paths: Iterable[Path]) -> tuple[Person, ...]:
    """Return the persons of the files, in order. Raises :class:`PeopleFileError`."""
    return tuple(person for path in paths for person in _persons(path))


def _persons(path: Path) -> Iterator[Person]:
    try:
        value = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        text = "{path}: cannot be read as a people file: {reason}"
        raise PeopleFileError(text, path=path, reason=error) from error
    except (ValueError, RecursionError) as error:
        text = "{path}: not valid TOML: {reason}"
        raise PeopleFileError(text, path=path, reason=error) from error
    tables = value.pop("person", [])
    if value or not isinstance(tables, list):
        text = "{path}: expected only [[person]] tables, each with a name"
        raise PeopleFileError(text, path=path)
    owner: dict[str, int] = {}
    for number, table in enumerate(tables, 1):
        try:
            person = _person(table)
            _check_names(person, number, owner)
        except PeopleFileError as error:
            text = "{path}: person {number}: {reason}"
            raise PeopleFileError(text, path=path, number=number, reason=error) from error
        yield person


def _person(table: object) -> Person:
    table = _table(table, _KEYS)
    offices = table.get("office", [])
    if not isinstance(offices, list):
        raise PeopleFileError("office: expected [[person.office]] tables")
    return Person(
        _text(table, "name"),
        _texts(table, "aliases"),
        _texts(table, "organizations"),
        _texts(table, "documents"),
        tuple(map(_office, offices)),
    )


def _check_names(person: Person, number: int, owner: dict[str, int]) -> None:
    """Refuse a name that another person has too, if nothing tells the two apart."""
    if person.organizations or person.documents:
        return
    for name in person.names:
        if (other := owner.setdefault(fold(name), number)) != number:
            text = "{name} is also a name of person {other}; add organizations or documents to one"
            raise PeopleFileError(text, name=name, other=other)


def _office(table: object) -> Office:
    table = _table(table, _OFFICE_KEYS)
    title = _text(table, "title") if "title" in table else ""
    organization = _text(table, "organization") if "organization" in table else ""
    if not (title or organization):
        raise PeopleFileError("office: expected a title or an organization")
    begin, end = _period(table, "from"), _period(table, "to")
    first, last = begin and begin.first, end and end.last
    if first and last and last < first:
        raise PeopleFileError("office: it ends before it begins")
    return Office(title, organization, first, last)


def _period(table: dict[str, Any], key: str) -> Period | None:
    """Return a day (a date of TOML), or a day, month or year (a string or a number)."""
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, datetime.datetime):
        value = value.date()
    try:
        return Period.on(value) if isinstance(value, datetime.date) else Period.parse(str(value))
    except ValueError as error:
        text = "{key}: expected a date like 2016-10-01, 2016-10 or 2016"
        raise PeopleFileError(text, key=key) from error


def _texts(table: dict[str, Any], key: str) -> tuple[str, ...]:
    values = table.get(key, [])
    if not isinstance(values, list):
        raise PeopleFileError('{key}: expected a list: ["…", "…"]', key=key)
    return tuple(_text({key: value}, key) for value in values)


def _text(table: dict[str, Any], key: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise PeopleFileError("{key}: expected a text in quotation marks", key=key)
    return value.strip()


def _table(value: object, known: Sequence[str]) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise PeopleFileError("expected a table with a name")
    for key in value:
        if key not in known:
            text = "unknown key {key}; expected one of {known}"
            raise PeopleFileError(text, key=repr(key), known=", ".join(known))
    return value
