"""A document or a text in, topic tags with the spans of the matched words out.

The topics of a paragraph are found by the words that occur in it or in the headings above it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.document import Document, Paragraph, Span, TopicTag
from corpus.fold import fold
from corpus.speakers.lexicon import is_latin, is_whole_word
from corpus.structure.kinds import is_speaker_label
from corpus.topics.thesaurus import Thesaurus
from corpus.topics.topic import Topic, forms

Occurrence = tuple[int, int, int]
"""A pattern number, and the span in characters at which the pattern occurs."""
_BETWEEN = "\n"  # between two paragraphs: no word of a topic contains a line break


class Tagger:
    """Finds the topics of paragraphs in one pass over the folded text for all words of all topics.

    A word inside a longer word of the same topic does not count again. A word inside a longer word
    of another topic does count: 人工智慧 in 人工智慧基本法.
    """

    def __init__(self, thesaurus: Thesaurus) -> None:
        # Imported here so that importing this module stays fast.
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self._ids = tuple(thesaurus.topics)
        self._of_heading: dict[str, tuple[int, ...]] = {}
        patterns = _PatternTable()
        for topic_index, topic in enumerate(thesaurus.topics.values()):
            patterns.add(topic_index, topic)
        self._signals = [tuple(topics.items()) for topics in patterns.signals]
        self._excludes = [
            patterns.excludes.get(number, ()) for number in range(len(patterns.signals))
        ]
        self._latin = {
            number
            for form, number in patterns.numbers.items()
            if is_latin(form[0]) or is_latin(form[-1])
        }
        self._automaton = AhoCorasick(
            list(patterns.numbers),
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def tag(self, document: Document) -> Document:
        """Return the document with the topics of every paragraph. Replaces existing tags."""
        # Imported here because it needs numpy, which tag_text does not.
        from corpus.fold_arrays import fold_all

        paragraphs = document.paragraphs
        [folded] = fold_all([_BETWEEN.join([paragraph.text for paragraph in paragraphs])])
        # Sorted by their ends, so those of one paragraph are adjacent.
        occurrences = self._occurrences(folded)
        count = len(occurrences)
        title = document.title
        of_headings: dict[tuple[str, ...], bool] = {}
        tagged = []
        start = behind = 0
        for paragraph in paragraphs:
            first, end = behind, start + len(paragraph.text)
            while behind < count and occurrences[behind][2] <= end:
                behind += 1
            section = paragraph.section
            if section not in of_headings:
                of_headings[section] = bool(self._tags((), section, title))
            if first < behind or of_headings[section] or paragraph.topics:
                paragraph = self._tagged(paragraph, occurrences[first:behind], title, start)
            tagged.append(paragraph)
            start = end + len(_BETWEEN)
        return document._replace(paragraphs=tuple(tagged))

    def tag_text(
        self, text: str, section: Iterable[str] = (), *, title: str = ""
    ) -> tuple[TopicTag, ...]:
        """Return the topics of a text below the headings ``section``, in thesaurus order.

        Spans are character offsets in ``text``. A topic found only in a heading has no spans. The
        document's ``title`` and speaker labels among the headings do not count.

        >>> Tagger(Thesaurus.load()).tag_text("外送員沒有勞保。")[0]
        TopicTag(topic='platform-work', spans=((0, 3),))
        """
        return self._tags(self._occurrences(fold(text)), section, title)

    def _tags(
        self, occurrences: Sequence[Occurrence], section: Iterable[str], title: str, start: int = 0
    ) -> tuple[TopicTag, ...]:
        """Return the topics of a text that begins at offset ``start`` of the searched text."""
        spans = self._spans(occurrences, start) if occurrences else {}
        for heading in section:
            if heading and heading != title and not is_speaker_label(heading):
                for topic_index in self._heading(heading):
                    spans.setdefault(topic_index, ())
        return tuple(
            [TopicTag(self._ids[topic_index], spans[topic_index]) for topic_index in sorted(spans)]
        )

    def _tagged(
        self, paragraph: Paragraph, occurrences: Sequence[Occurrence], title: str, start: int
    ) -> Paragraph:
        tags: tuple[TopicTag, ...] = ()
        if paragraph.role != "heading" or not is_speaker_label(paragraph.text):
            tags = self._tags(occurrences, paragraph.section, title, start)
        if tags == paragraph.topics:
            return paragraph
        return Paragraph(*paragraph[:6], tags, *paragraph[7:])

    def _heading(self, heading: str) -> tuple[int, ...]:
        if heading not in self._of_heading:
            self._of_heading[heading] = tuple(self._spans(self._occurrences(fold(heading))))
        return self._of_heading[heading]

    def _occurrences(self, folded: str) -> list[Occurrence]:
        found: list[Occurrence] = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return [
            one for one in found if one[0] not in self._latin or is_whole_word(folded, *one[1:])
        ]

    def _spans(
        self, occurrences: Sequence[Occurrence], start: int = 0
    ) -> dict[int, tuple[Span, ...]]:
        present = {number for number, _, _ in occurrences}
        words: dict[int, list[Span]] = {}
        excluded: dict[int, list[Span]] = {}
        for number, begin, end in occurrences:
            for topic_index, companions in self._signals[number]:
                if not companions or not companions.isdisjoint(present):
                    words.setdefault(topic_index, []).append((begin - start, end - start))
            for topic_index in self._excludes[number]:
                excluded.setdefault(topic_index, []).append((begin - start, end - start))
        if excluded:
            words = {at: _outside(words[at], excluded.get(at, [])) for at in words}
        return {topic_index: _longest(spans) for topic_index, spans in words.items() if spans}


class _PatternTable:
    """Collects the patterns of all topics, that is, the forms of their words.

    ``numbers`` numbers the patterns. ``signals`` contains for each pattern the indexes of the
    topics that it signals, each with the companions (patterns) of which one must occur in the same
    text; no companions means that none is needed. ``excludes`` contains for a pattern the topics
    whose words inside it do not count.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.signals: list[dict[int, frozenset[int]]] = []
        self.excludes: dict[int, set[int]] = {}
        self._companions: dict[tuple[str, ...], frozenset[int]] = {(): frozenset()}

    def add(self, topic_index: int, topic: Topic) -> None:
        for word in topic.words:
            companions = self._of_any(word.companions)
            for number in self._of(word.text):
                signals = self.signals[number]
                # The same word with two lists of companions: one of either list is enough.
                known = signals.get(topic_index, companions)
                signals[topic_index] = known | companions if known and companions else frozenset()
        for text in topic.exclude:
            for number in self._of(text):
                self.excludes.setdefault(number, set()).add(topic_index)

    def _of_any(self, texts: tuple[str, ...]) -> frozenset[int]:
        # Many successive words have the same companions.
        found = self._companions.get(texts)
        if found is None:
            numbers = (number for text in texts for number in self._of(text))
            found = self._companions[texts] = frozenset(numbers)
        return found

    def _of(self, text: str) -> list[int]:
        found = forms(text)
        for form in found:
            if form not in self.numbers:
                self.numbers[form] = len(self.signals)
                self.signals.append({})
        return [self.numbers[form] for form in found]


def _outside(spans: list[Span], excluded: list[Span]) -> list[Span]:
    return [(s, e) for s, e in spans if not any(a <= s and e <= b for a, b in excluded)]


def _longest(spans: list[Span]) -> tuple[Span, ...]:
    """Return the leftmost longest spans in order, without overlaps."""
    if len(spans) == 1:
        return (spans[0],)
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
