"""Topic files in, a thesaurus out, in which topics are found by name and by relation.

The built-in topics are in ``topics.toml``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

from corpus.fold import key_of_folded, name_key
from corpus.topics.topic import Topic, forms
from corpus.topics.topic_file import load_topics

BUILT_IN = Path(__file__).with_name("topics.toml")


@dataclass(frozen=True)
class Thesaurus:
    """Topics by id, in the order of their files."""

    topics: Mapping[str, Topic] = field(default_factory=dict)

    @classmethod
    def load(cls, *paths: Path) -> Thesaurus:
        """Return the built-in topics and those of the user's files, in this order.

        A topic whose id exists already extends that topic. Raises
        :class:`corpus.topics.topic_file.TopicFileError` at the first error.
        """
        topics = {topic.id: topic for topic in _built_in()}
        for path in paths:
            for topic in load_topics(path, known=topics):
                known = topics.get(topic.id)
                topics[topic.id] = known.extended(topic) if known else topic
        return cls(topics)

    @cached_property
    def version(self) -> str:
        """A digest of all topics and words. An index tagged with another version is out of date."""
        import hashlib  # loads OpenSSL, which takes too long for a search

        return hashlib.sha256(repr(list(self.topics.values())).encode()).hexdigest()[:16]

    def find(self, name: str) -> Topic | None:
        """Return the topic with this id, label or word, in either script, or None.

        >>> [Thesaurus.load().find(name).id for name in ("外卖骑手", "Gig Workers")]
        ['platform-work', 'platform-work']
        """
        id = name if name in self.topics else self.names.get(name_key(name))
        return self.topics[id] if id else None

    def broader(self, id: str) -> tuple[Topic, ...]:
        """Return the topics directly above this one. Raises KeyError for an unknown id."""
        return tuple(self.topics[above] for above in self.topics[id].broader)

    def narrower(self, id: str) -> tuple[Topic, ...]:
        """Return the topics directly below this one."""
        return tuple(topic for topic in self.topics.values() if id in topic.broader)

    def related(self, id: str) -> tuple[Topic, ...]:
        """Return the related topics, in both directions. Raises KeyError for an unknown id."""
        named = self.topics[id].related
        return tuple(t for t in self.topics.values() if t.id in named or id in t.related)

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The topic id for the :func:`name_key` of every id, label and word that names a topic."""
        names: dict[str, str] = {}
        topics = self.topics.values()
        labels = [(text, t.id) for t in topics for text in (t.id, *t.labels.values())]
        words = [(word, topic.id) for topic in topics for word in topic.words]
        sure = [(word.text, id) for word, id in words if not word.companions]
        # A word that needs a companion (薪資) names its topic only if no other topic has it.
        topics_of = Counter(text for text, _ in {(forms(w.text)[0], id) for w, id in words})
        unsure = [(w.text, id) for w, id in words if topics_of[forms(w.text)[0]] == 1]
        for text, id in dict.fromkeys(labels + sure + unsure):
            for form in forms(text):
                names.setdefault(key_of_folded(form), id)
        return names


@cache
def _built_in() -> tuple[Topic, ...]:
    return load_topics(BUILT_IN)
