"""Topics: what a paragraph is about, by the words that stand in it or in the headings above it.

Enters: a document, or a paragraph's text. Leaves: its tags, with the words that earned them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from corpus.document import Document, Paragraph, Span, TopicTag
from corpus.fold import fold
from corpus.thesaurus import Thesaurus, Word, forms

Hit = tuple[int, int, int]


@dataclass(slots=True)
class _Pattern:
    """One string to look for, and what it means to which topics."""

    topics: dict[str, frozenset[int]] = field(default_factory=dict)
    """The topics it signals, each with the patterns one of which must stand beside it."""
    excludes: set[str] = field(default_factory=set)


class Tagger:
    """Finds the topics of paragraphs: one pass over the folded text for all words of all topics.

    A word nested in a longer word of the same topic is not counted again; in a longer word of
    another topic it is (人工智慧基本法 is also 人工智慧).
    """

    def __init__(self, thesaurus: Thesaurus) -> None:
        # Only who tags pays for the import: a search does not.
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self.thesaurus = thesaurus
        self._numbers: dict[str, int] = {}
        self._patterns: list[_Pattern] = []
        for topic in thesaurus.topics.values():
            self._add(topic.id, topic.words, topic.exclude)
        self._latin = [_latin_edges(form) for form in self._numbers]
        self._order = {id: place for place, id in enumerate(thesaurus.topics)}
        self._of_heading: dict[str, tuple[str, ...]] = {}
        self._automaton = AhoCorasick(
            list(self._numbers),
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def tag(self, document: Document) -> Document:
        """The document with every paragraph's topics filled in anew."""
        title = document.title
        return replace(
            document, paragraphs=tuple(self._tagged(p, title) for p in document.paragraphs)
        )

    def tag_text(
        self, text: str, section: Iterable[str] = (), *, title: str = ""
    ) -> tuple[TopicTag, ...]:
        """The topics of a text below the headings ``section``, in the thesaurus's order.

        Spans are character offsets in ``text``. A topic only of a heading has none; the
        document's ``title`` and speakers' labels among the headings do not count.

        >>> Tagger(Thesaurus.load()).tag_text("外送員沒有勞保。")[0]
        TopicTag(topic='platform-work', spans=((0, 3),))
        """
        spans: dict[str, tuple[Span, ...]] = self._spans(text)
        for heading in section:
            if not _is_label(heading) and fold(heading) != fold(title):
                for topic in self._heading(heading):
                    spans.setdefault(topic, ())
        return tuple(TopicTag(t, spans[t]) for t in sorted(spans, key=self._order.__getitem__))

    def _tagged(self, paragraph: Paragraph, title: str) -> Paragraph:
        if paragraph.role == "heading" and _is_label(paragraph.text):
            tags: tuple[TopicTag, ...] = ()
        else:
            tags = self.tag_text(paragraph.text, paragraph.section, title=title)
        return paragraph if tags == paragraph.topics else replace(paragraph, topics=tags)

    def _heading(self, heading: str) -> tuple[str, ...]:
        if heading not in self._of_heading:
            self._of_heading[heading] = tuple(self._spans(heading))
        return self._of_heading[heading]

    def _spans(self, text: str) -> dict[str, tuple[Span, ...]]:
        folded = fold(text)
        found: list[Hit] = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        hits = [hit for hit in found if self._stands_alone(folded, *hit)]
        present = {pattern for pattern, _, _ in hits}
        words: defaultdict[str, list[Span]] = defaultdict(list)
        excluded: defaultdict[str, list[Span]] = defaultdict(list)
        for number, start, end in hits:
            pattern = self._patterns[number]
            for topic, companions in pattern.topics.items():
                if not companions or not companions.isdisjoint(present):
                    words[topic].append((start, end))
            for topic in pattern.excludes:
                excluded[topic].append((start, end))
        spans = {topic: _longest(_outside(words[topic], excluded[topic])) for topic in words}
        return {topic: kept for topic, kept in spans.items() if kept}

    def _stands_alone(self, folded: str, number: int, start: int, end: int) -> bool:
        at_start, at_end = self._latin[number]
        if at_start and start > 0 and _is_latin(folded[start - 1]):
            return False
        return not (at_end and end < len(folded) and _is_latin(folded[end]))

    def _add(self, topic: str, words: Iterable[Word], exclude: Iterable[str]) -> None:
        for word in words:
            companions = frozenset(n for text in word.companions for n in self._of(text))
            for number in self._of(word.text):
                topics = self._patterns[number].topics
                # The same word with two lists of companions: either will do.
                known = topics.get(topic, companions)
                topics[topic] = known | companions if known and companions else frozenset()
        for text in exclude:
            for number in self._of(text):
                self._patterns[number].excludes.add(topic)

    def _of(self, text: str) -> list[int]:
        for form in forms(text):
            if form not in self._numbers:
                self._numbers[form] = len(self._patterns)
                self._patterns.append(_Pattern())
        return [self._numbers[form] for form in forms(text)]


def _outside(spans: list[Span], excluded: list[Span]) -> list[Span]:
    return [(s, e) for s, e in spans if not any(a <= s and e <= b for a, b in excluded)]


def _longest(spans: list[Span]) -> tuple[Span, ...]:
    """Leftmost first, and of those that begin together the longest; none overlaps the last."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def _is_label(heading: str) -> bool:
    return heading.rstrip().endswith(("：", ":"))


def _is_latin(character: str) -> bool:
    return (character.isascii() and character.isalnum()) or "\u00c0" <= character <= "\u024f"


def _latin_edges(form: str) -> tuple[bool, bool]:
    return _is_latin(form[0]), _is_latin(form[-1])
