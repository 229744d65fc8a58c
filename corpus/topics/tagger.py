"""Topics: what a paragraph is about, by the words that stand in it or in the headings above it.

Enters: a document, or a paragraph's text. Leaves: its tags, with the words that earned them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.document import Document, Paragraph, Span, TopicTag
from corpus.fold import fold
from corpus.speakers.lexicon import is_latin, is_whole_word
from corpus.structure.kinds import is_label
from corpus.topics.thesaurus import Thesaurus, Topic, forms

Hit = tuple[int, int, int]
_BETWEEN = "\n"  # two paragraphs; no word of a topic has a line break in it


class Tagger:
    """Finds the topics of paragraphs: one pass over the folded text for all words of all topics.

    A word nested in a longer word of the same topic is not counted again; in a longer word of
    another topic it is (人工智慧基本法 is also 人工智慧).
    """

    def __init__(self, thesaurus: Thesaurus) -> None:
        # Only who tags pays for the import: a search does not.
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        self.thesaurus = thesaurus
        self._ids = tuple(thesaurus.topics)
        self._of_heading: dict[str, tuple[int, ...]] = {}
        book = _PatternBook()
        for place, topic in enumerate(thesaurus.topics.values()):
            book.add(place, topic)
        self._signals = [tuple(topics.items()) for topics in book.signals]
        self._excludes = [book.excludes.get(number, ()) for number in range(len(book.signals))]
        self._latin = {
            number
            for form, number in book.numbers.items()
            if is_latin(form[0]) or is_latin(form[-1])
        }
        self._automaton = AhoCorasick(
            list(book.numbers),
            matchkind=MatchKind.Standard,
            implementation=Implementation.ContiguousNFA,
        )

    def tag(self, document: Document) -> Document:
        """The document with every paragraph's topics filled in anew."""
        # With numpy, which who only asks for the topics of a word does without.
        from corpus.fold_arrays import fold_all

        paragraphs = document.paragraphs
        [folded] = fold_all([_BETWEEN.join([paragraph.text for paragraph in paragraphs])])
        hits = self._hits(folded)  # in the order they end, so those of a paragraph in a row
        count = len(hits)
        title = document.title
        of_headings: dict[tuple[str, ...], bool] = {}
        tagged = []
        start = behind = 0
        for paragraph in paragraphs:
            first, end = behind, start + len(paragraph.text)
            while behind < count and hits[behind][2] <= end:
                behind += 1
            section = paragraph.section
            if section not in of_headings:
                of_headings[section] = bool(self._tags((), section, title))
            if first < behind or of_headings[section] or paragraph.topics:
                paragraph = self._tagged(paragraph, hits[first:behind], title, start)
            tagged.append(paragraph)
            start = end + len(_BETWEEN)
        return document._replace(paragraphs=tuple(tagged))

    def tag_text(
        self, text: str, section: Iterable[str] = (), *, title: str = ""
    ) -> tuple[TopicTag, ...]:
        """The topics of a text below the headings ``section``, in the thesaurus's order.

        Spans are character offsets in ``text``. A topic only of a heading has none; the
        document's ``title`` and speakers' labels among the headings do not count.

        >>> Tagger(Thesaurus.load()).tag_text("外送員沒有勞保。")[0]
        TopicTag(topic='platform-work', spans=((0, 3),))
        """
        return self._tags(self._hits(fold(text)), section, title)

    def _tags(
        self, hits: Sequence[Hit], section: Iterable[str], title: str, start: int = 0
    ) -> tuple[TopicTag, ...]:
        """The topics of the text that begins at ``start`` of what the hits were found in."""
        spans = self._spans(hits, start) if hits else {}
        for heading in section:
            if heading and heading != title and not is_label(heading):
                for place in self._heading(heading):
                    spans.setdefault(place, ())
        return tuple([TopicTag(self._ids[place], spans[place]) for place in sorted(spans)])

    def tag_paragraph(self, paragraph: Paragraph, title: str = "") -> Paragraph:
        """The paragraph of a document with this title, its topics filled in anew.

        Enough to tag stored paragraphs again without their documents. A heading that only names
        who speaks next has no topics.
        """
        return self._tagged(paragraph, self._hits(fold(paragraph.text)), title)

    def _tagged(
        self, paragraph: Paragraph, hits: Sequence[Hit], title: str, start: int = 0
    ) -> Paragraph:
        tags: tuple[TopicTag, ...] = ()
        if paragraph.role != "heading" or not is_label(paragraph.text):
            tags = self._tags(hits, paragraph.section, title, start)
        return paragraph if tags == paragraph.topics else Paragraph(*paragraph[:6], tags)

    def _heading(self, heading: str) -> tuple[int, ...]:
        if heading not in self._of_heading:
            self._of_heading[heading] = tuple(self._spans(self._hits(fold(heading))))
        return self._of_heading[heading]

    def _hits(self, folded: str) -> list[Hit]:
        found: list[Hit] = self._automaton.find_matches_as_indexes(folded, overlapping=True)
        return [
            hit for hit in found if hit[0] not in self._latin or is_whole_word(folded, *hit[1:])
        ]

    def _spans(self, hits: Sequence[Hit], start: int = 0) -> dict[int, tuple[Span, ...]]:
        present = {number for number, _, _ in hits}
        words: dict[int, list[Span]] = {}
        excluded: dict[int, list[Span]] = {}
        for number, begin, end in hits:
            for place, companions in self._signals[number]:
                if not companions or not companions.isdisjoint(present):
                    words.setdefault(place, []).append((begin - start, end - start))
            for place in self._excludes[number]:
                excluded.setdefault(place, []).append((begin - start, end - start))
        if excluded:
            words = {at: _outside(words[at], excluded.get(at, [])) for at in words}
        return {place: _longest(spans) for place, spans in words.items() if spans}


class _PatternBook:
    """Collects the strings of all topics, each once and with a number, and what it means to which
    topics (by their place).

    ``signals``: the topics it signals, each with the strings one of which must stand beside it.
    """

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self.signals: list[dict[int, frozenset[int]]] = []
        self.excludes: dict[int, set[int]] = {}
        self._companions: dict[tuple[str, ...], frozenset[int]] = {(): frozenset()}

    def add(self, place: int, topic: Topic) -> None:
        for word in topic.words:
            companions = self._of_any(word.companions)
            for number in self._of(word.text):
                signals = self.signals[number]
                # The same word with two lists of companions: either will do.
                known = signals.get(place, companions)
                signals[place] = known | companions if known and companions else frozenset()
        for text in topic.exclude:
            for number in self._of(text):
                self.excludes.setdefault(number, set()).add(place)

    def _of_any(self, texts: tuple[str, ...]) -> frozenset[int]:
        # Many words in a row have the same companions.
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
    """Leftmost first, and of those that begin together the longest; none overlaps the last."""
    if len(spans) == 1:
        return (spans[0],)
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)
