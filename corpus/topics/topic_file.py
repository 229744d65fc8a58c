"""A topic file (TOML) in, its topics out, or an error that names file, line and what is expected.

The keys are those of SKOS. The head of ``topics.toml`` documents the format.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.errors import CewenError, Message
from corpus.fold import fold
from corpus.topics.topic import Topic, Word

LANGUAGES = ("zh-Hant", "zh-Hans", "en")
KEYS = ("prefLabel", "altLabel", "hiddenLabel", "exclude", "broader", "related")

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class TopicFileError(CewenError):
    """A topic file with an error: the text gives file, line and what was expected."""


def load_topics(path: Path, known: Collection[str] = ()) -> tuple[Topic, ...]:
    """Return the topics of one file.

    ``known`` are the ids of topics that the file may extend or refer to. Raises
    :class:`TopicFileError` with the file, the line and what was expected.
    """
    try:
        source = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        text = "{path}: cannot be read as a topic file: {reason}"
        raise TopicFileError(text, path=path, reason=error) from error
    try:
        tables = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        line = at[1] if at else source.count("\n") + 1
        text = "{path}:{line}: not valid TOML: {reason}"
        raise TopicFileError(text, path=path, line=line, reason=error) from error
    except (RecursionError, ValueError) as error:  # nested too deep, or a number too long
        text = "{path}: not valid TOML: {reason}"
        raise TopicFileError(text, path=path, reason=error) from error
    reader = _Reader(path, source, {*known, *tables}, known)
    topics = tuple(reader.topic(id, table) for id, table in tables.items())
    reader.check_labels(topics)
    return topics


@dataclass(frozen=True)
class _Reader:
    """Converts the tables of one parsed file to topics, and finds the line of an error."""

    path: Path
    source: str
    ids: Collection[str]
    known: Collection[str]

    def topic(self, id: str, table: Any) -> Topic:
        if not _ID.fullmatch(id):
            expected = "expected small letters, digits and hyphens, as in [platform-work]"
            raise self.error_at(expected, id)
        if not isinstance(table, dict):
            raise self.error_at("expected a table [{topic}] with prefLabel and words", id, topic=id)
        for key in table:
            if key not in KEYS:
                text = "unknown key; expected one of {keys}"
                raise self.error_at(text, id, key, keys=", ".join(KEYS))
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
                    text = "expected a name of its own; {label} is the name of [{other}]"
                    raise self.error_at(text, topic.id, "prefLabel", label=label, other=first)

    def _labels(self, id: str, table: dict[str, Any]) -> dict[str, str]:
        expected = 'expected a name for each language: {{ {language} = "…", … }}'
        labels = table.get("prefLabel", {} if id in self.known else None)
        if not isinstance(labels, dict) or (not labels and id not in self.known):
            raise self.error_at(expected, id, "prefLabel", language=LANGUAGES[0])
        for language, label in labels.items():
            if language not in LANGUAGES:
                text = "expected a language out of {known}, not {language}"
                known = ", ".join(LANGUAGES)
                raise self.error_at(text, id, "prefLabel", known=known, language=language)
            if not isinstance(label, str) or not label.strip():
                raise self.error_at(expected, id, "prefLabel", language=LANGUAGES[0])
        return {language: labels[language] for language in LANGUAGES if language in labels}

    def _words(self, id: str, table: dict[str, Any], key: str, hidden: bool) -> Iterator[Word]:
        entries = table.get(key, [])
        if not isinstance(entries, list):
            raise self.error_at('expected a list: ["…", "…"]', id, key)
        for entry in entries:
            if isinstance(entry, str) and (text := entry.strip()) and "\n" not in text:
                yield Word(text, (), hidden)
                continue
            if not isinstance(entry, dict):
                self._texts([entry], id, key)  # raises the error that fits the value
            if set(entry) != {"words", "with"}:
                expected = 'expected { words = ["…"], with = ["…"] }'
                raise self.error_at(expected, id, key, *map(str, entry))
            companions = tuple(self._texts(entry["with"], id, key, "with"))
            for text in self._texts(entry["words"], id, key, "words"):
                yield Word(text, companions, hidden)

    def _texts(self, values: Any, id: str, *keys: str) -> list[str]:
        if not isinstance(values, list) or (not values and keys != ("exclude",)):
            raise self.error_at('expected a list of words: ["…", "…"]', id, *keys)
        for value in values:
            if not isinstance(value, str) or not value.strip():
                expected = "expected a word in quotation marks, not {value!r}"
                raise self.error_at(expected, id, *keys, str(value), value=value)
            if "\n" in value.strip():
                text = "expected a word on one line, not {value!r}"
                raise self.error_at(text, id, *keys, value=value)
        return [value.strip() for value in values]

    def _ids(self, id: str, table: dict[str, Any], key: str) -> tuple[str, ...]:
        values = table.get(key, [])
        if not isinstance(values, list):
            raise self.error_at('expected a list of topic ids: ["…"]', id, key)
        for value in values:
            if value not in self.ids or value == id:
                text = "expected the id of another topic, not {value!r}"
                raise self.error_at(text, id, key, value=value)
        return tuple(values)

    def error_at(self, expected: str, id: str, /, *where: str, **values: object) -> TopicFileError:
        """Return the error for ``[id]``, at the line where ``where`` occur one after the other.

        ``values`` fill the placeholders of ``expected``.
        """
        position = 0
        for needle in (rf"^\s*\[?\s*[\"']?{re.escape(id)}\b", *map(re.escape, where)):
            match = re.compile(needle, re.MULTILINE).search(self.source, position)
            position = match.end() if match else position
        line = self.source.count("\n", 0, position) + 1
        place = {"path": self.path, "line": line, "topic": id}
        message = Message(expected, values)
        if not where:
            return TopicFileError("{path}:{line}: [{topic}]: {expected}", expected=message, **place)
        text = "{path}:{line}: [{topic}] {key}: {expected}"
        return TopicFileError(text, key=where[0], expected=message, **place)


def _unconditional_once(words: list[Word]) -> tuple[Word, ...]:
    # A label that is also listed with companions is a name in queries, not a signal by itself.
    conditional = {fold(word.text) for word in words if word.companions}
    if conditional:
        words = [w for w in words if w.companions or fold(w.text) not in conditional]
    return tuple(dict.fromkeys(words))
