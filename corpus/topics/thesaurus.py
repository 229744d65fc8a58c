"""The thesaurus: topics with their words, from ``topics.toml`` and the user's own files.

The keys are SKOS's (prefLabel, altLabel, hiddenLabel, broader, related); the head of
``topics.toml`` says how a file is written.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from corpus.errors import CewenError
from corpus.fold import fold, key_of_folded, name_key

BUILT_IN = Path(__file__).with_name("topics.toml")
LANGUAGES = ("zh-Hant", "zh-Hans", "en")
KEYS = ("prefLabel", "altLabel", "hiddenLabel", "exclude", "broader", "related")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LATIN = "a-z0-9\u00c0-\u024f"
_OTHER = rf"[^\W_{_LATIN}]"  # a letter that is none of these: Chinese
_SEAM = re.compile(rf"(?<=[{_LATIN}])(?={_OTHER})|(?<={_OTHER})(?=[{_LATIN}])")


class TopicFileError(CewenError):
    """A topic file with a mistake: the text gives file, line and what was expected."""


class Word(NamedTuple):
    """Words of a topic that signal it. With companions, only where one of them stands too."""

    text: str
    companions: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """A named concept. ``labels`` maps a language (zh-Hant, zh-Hans, en) to its name there."""

    id: str
    labels: Mapping[str, str]
    words: tuple[Word, ...] = ()
    exclude: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    def label(self, language: str = "zh-Hant") -> str:
        """The topic's name in ``language``, or in the first language that has one."""
        return self.labels.get(language) or next(iter(self.labels.values()), self.id)

    def extended(self, other: Topic) -> Topic:
        """This topic with all that ``other`` adds; labels of ``other`` win."""
        return replace(
            self,
            labels={**self.labels, **other.labels},
            words=_joined(self.words, other.words),
            exclude=_joined(self.exclude, other.exclude),
            broader=_joined(self.broader, other.broader),
            related=_joined(self.related, other.related),
        )


@dataclass(frozen=True)
class Thesaurus:
    """Topics by id, in the order of their files."""

    topics: Mapping[str, Topic] = field(default_factory=dict)

    @classmethod
    def load(cls, *paths: Path) -> Thesaurus:
        """The built-in topics, then the user's files in turn; an id seen before is extended.

        Raises :class:`TopicFileError` at the first mistake.
        """
        topics = {topic.id: topic for topic in _built_in()}
        for path in paths:
            for topic in load_topics(path, known=topics):
                known = topics.get(topic.id)
                topics[topic.id] = known.extended(topic) if known else topic
        return cls(topics)

    @cached_property
    def version(self) -> str:
        """A fingerprint of every topic and word: an index tagged with another is out of date."""
        import hashlib  # takes longer than a search should

        return hashlib.sha256(repr(list(self.topics.values())).encode()).hexdigest()[:16]

    def find(self, name: str) -> Topic | None:
        """The topic with this id or any of these labels, in either script; None if there is none.

        >>> [Thesaurus.load().find(name).id for name in ("外卖骑手", "Gig Workers")]
        ['platform-work', 'platform-work']
        """
        id = name if name in self.topics else self.names.get(name_key(name))
        return self.topics[id] if id else None

    def broader(self, id: str) -> tuple[Topic, ...]:
        """The topics directly above this one."""
        return tuple(self.topics[above] for above in self.topics[id].broader)

    def narrower(self, id: str) -> tuple[Topic, ...]:
        """The topics directly below this one."""
        return tuple(topic for topic in self.topics.values() if id in topic.broader)

    def related(self, id: str) -> tuple[Topic, ...]:
        """The topics beside this one: those it names and those that name it."""
        named = self.topics[id].related
        return tuple(t for t in self.topics.values() if t.id in named or id in t.related)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The :func:`name_key` of every id, label and word that can name a topic, and the id."""
        names: dict[str, str] = {}
        topics = self.topics.values()
        labels = [(text, t.id) for t in topics for text in (t.id, *t.labels.values())]
        words = [(word, topic.id) for topic in topics for word in topic.words]
        sure = [(word.text, id) for word, id in words if not word.companions]
        # A word that needs a companion (薪資) names its topic if it signals no other.
        topics_of = Counter(text for text, _ in {(forms(w.text)[0], id) for w, id in words})
        unsure = [(w.text, id) for w, id in words if topics_of[forms(w.text)[0]] == 1]
        for text, id in dict.fromkeys(labels + sure + unsure):
            for form in forms(text):
                names.setdefault(key_of_folded(form), id)
        return names


def load_topics(path: Path, known: Collection[str] = ()) -> tuple[Topic, ...]:
    """The topics of one file. ``known``: ids defined before it, to refer to or to extend.

    Raises :class:`TopicFileError` with the file, the line and what was expected.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TopicFileError(f"{path}: cannot be read as a topic file: {error}") from error
    try:
        tables = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = at[1] if at else source.count("\n") + 1
        raise TopicFileError(f"{path}:{line}: not valid TOML: {error}") from error
    reader = _Reader(path, source, {*known, *tables}, known)
    topics = tuple(reader.topic(id, table) for id, table in tables.items())
    reader.check_labels(topics)
    return topics


@cache
def _built_in() -> tuple[Topic, ...]:
    return load_topics(BUILT_IN)


@lru_cache(maxsize=1 << 14)  # an index asks for all of them twice: to look for, to be asked by
def forms(text: str) -> tuple[str, ...]:
    """Every folded string that counts as ``text``.

    Latin words also in the plural, and joined by hyphen or space; Latin beside Chinese also with
    a space between.

    >>> forms("gig worker")
    ('gig worker', 'gig workers', 'gig-worker', 'gig-workers')
    >>> forms("AI治理")
    ('ai治理', 'ai 治理')
    """
    folded = fold(text)
    if not folded.isascii():
        spaced = _SEAM.sub(" ", folded)
        return (folded,) if spaced == folded else (folded, spaced)
    found = dict.fromkeys((folded, folded.replace("-", " "), folded.replace(" ", "-")))
    return tuple(dict.fromkeys(form for one in found for form in (one, *_plural(one))))


def _plural(word: str) -> tuple[str, ...]:
    if not word[-1].isalpha() or word.endswith("s"):
        return ()
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return (word[:-1] + "ies",)
    return (word + ("es" if word.endswith(("x", "ch", "sh")) else "s"),)


def _joined(first: tuple[Any, ...], second: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(first + second))


@dataclass(frozen=True)
class _Reader:
    """Reads the tables of one parsed file, and finds the line of what is wrong with them."""

    path: Path
    source: str
    ids: Collection[str]
    known: Collection[str]

    def topic(self, id: str, table: Any) -> Topic:
        if not _ID.fullmatch(id):
            expected = "expected small letters, digits and hyphens, as in [platform-work]"
            raise self.mistake(expected, id)
        if not isinstance(table, dict):
            raise self.mistake(f"expected a table [{id}] with prefLabel and words", id)
        for key in table:
            if key not in KEYS:
                raise self.mistake(f"unknown key; expected one of {', '.join(KEYS)}", id, key)
        labels = self._labels(id, table)
        words = [Word(text) for text in labels.values()]
        words += self._words(id, table, "altLabel", hidden=False)
        words += self._words(id, table, "hiddenLabel", hidden=True)
        return Topic(
            id,
            labels,
            _unconditional_once(words),
            tuple(self._texts(table.get("exclude", []), id, "exclude")),
            self._ids(id, table, "broader"),
            self._ids(id, table, "related"),
        )

    def check_labels(self, topics: tuple[Topic, ...]) -> None:
        owner: dict[str, str] = {}
        for topic in topics:
            for label in topic.labels.values():
                first = owner.setdefault(fold(label), topic.id)
                if first != topic.id:
                    expected = f"expected a name of its own; {label} is the name of [{first}]"
                    raise self.mistake(expected, topic.id, "prefLabel")

    def _labels(self, id: str, table: dict[str, Any]) -> dict[str, str]:
        expected = f'expected a name for each language: {{ {LANGUAGES[0]} = "…", … }}'
        labels = table.get("prefLabel", {} if id in self.known else None)
        if not isinstance(labels, dict) or (not labels and id not in self.known):
            raise self.mistake(expected, id, "prefLabel")
        for language, label in labels.items():
            if language not in LANGUAGES:
                wanted = f"expected a language out of {', '.join(LANGUAGES)}, not {language}"
                raise self.mistake(wanted, id, "prefLabel")
            if not isinstance(label, str) or not label.strip():
                raise self.mistake(expected, id, "prefLabel")
        return {language: labels[language] for language in LANGUAGES if language in labels}

    def _words(self, id: str, table: dict[str, Any], key: str, hidden: bool) -> Iterator[Word]:
        entries = table.get(key, [])
        if not isinstance(entries, list):
            raise self.mistake('expected a list: ["…", "…"]', id, key)
        for entry in entries:
            if isinstance(entry, str) and (text := entry.strip()) and "\n" not in text:
                yield Word(text, (), hidden)
                continue
            if not isinstance(entry, dict):
                self._texts([entry], id, key)  # says what is wrong with it
            if set(entry) != {"words", "with"}:
                expected = 'expected { words = ["…"], with = ["…"] }'
                raise self.mistake(expected, id, key, *map(str, entry))
            companions = tuple(self._texts(entry["with"], id, key, "with"))
            for text in self._texts(entry["words"], id, key, "words"):
                yield Word(text, companions, hidden)

    def _texts(self, values: Any, id: str, *keys: str) -> list[str]:
        if not isinstance(values, list) or (not values and keys != ("exclude",)):
            raise self.mistake('expected a list of words: ["…", "…"]', id, *keys)
        for value in values:
            if not isinstance(value, str) or not value.strip():
                expected = f"expected a word in quotation marks, not {value!r}"
                raise self.mistake(expected, id, *keys, str(value))
            if "\n" in value.strip():
                raise self.mistake(f"expected a word on one line, not {value!r}", id, *keys)
        return [value.strip() for value in values]

    def _ids(self, id: str, table: dict[str, Any], key: str) -> tuple[str, ...]:
        values = table.get(key, [])
        if not isinstance(values, list):
            raise self.mistake('expected a list of topic ids: ["…"]', id, key)
        for value in values:
            if value not in self.ids or value == id:
                raise self.mistake(f"expected the id of another topic, not {value!r}", id, key)
        return tuple(values)

    def mistake(self, expected: str, id: str, *where: str) -> TopicFileError:
        """The error for ``[id]``, at the line where ``where`` is met, one after the other."""
        position = 0
        for needle in (rf"^\s*\[?\s*[\"']?{re.escape(id)}\b", *map(re.escape, where)):
            met = re.compile(needle, re.MULTILINE).search(self.source, position)
            position = met.end() if met else position
        line = self.source.count("\n", 0, position) + 1
        key = f" {where[0]}" if where else ""
        return TopicFileError(f"{self.path}:{line}: [{id}]{key}: {expected}")


def _unconditional_once(words: list[Word]) -> tuple[Word, ...]:
    # A label that also stands with companions is a name to ask by, not a signal by itself.
    conditional = {fold(word.text) for word in words if word.companions}
    if conditional:
        words = [w for w in words if w.companions or fold(w.text) not in conditional]
    return tuple(dict.fromkeys(words))
