"""Breaks matches down: which speakers, organizations, topics, wordings or folders a match is of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from corpus.fold import fold
from index.analysis.spacing import close_gaps
from index.stored_record import DOC, TOPICS
from searcher.match.said_by import words_said_by
from searcher.query.ast import Field, Not, Phrase, Query
from searcher.report.hits import matching_statements

if TYPE_CHECKING:
    from collections.abc import Sequence

    from corpus.document import Span, Statement
    from searcher.match.highlight import Mark
    from searcher.report.matched_paragraphs import MatchedParagraph, MatchedParagraphs

Per = Literal["speaker", "org", "topic", "wording", "side", "folder"]

BY_WORDS = "…"
"""The label of matches by words: no wording of the query occurs there as one string."""


class Share(NamedTuple):
    """A paragraph counts for the group with this ``key``, with so many ``statements``.

    ``document``: the only one in which the label, which is a role, means this speaker.
    """

    key: Hashable
    label: str
    statements: int
    document: str = ""


class Condition(NamedTuple):
    """What narrows a query to a group: filters of a search, and a part of the query."""

    filters: Mapping[str, str] = {}  # never changed
    query: Query | None = None


Breakdown: TypeAlias = "Callable[[MatchedParagraph], Iterable[Share]]"


def breakdown(per: Per, matches: MatchedParagraphs) -> Breakdown:
    """The function that breaks a match down."""
    match per:
        case "speaker":
            return _Speakers(matches)
        case "org":
            return _Organizations(matches)
        case "topic":
            return _Topics(matches)
        case "wording":
            return _Wordings(matches)
        case "side":
            return _Sides(matches)
        case "folder":
            return _by_folder


def condition(per: Per, share: Share) -> Condition:
    """What lists the matches of a group, and perhaps more: names match as parts of longer ones."""
    label = share.label
    match per:
        case "speaker" | "org" | "topic":
            document = {"doc": share.document} if share.document else {}
            return Condition({per: label, **document})
        case "wording":
            return Condition(query=None if label == BY_WORDS else Phrase(label))
        case "folder":
            outside = Not(Field("doc", Phrase("/")))
            return Condition({"doc": f"{label}/"}) if label else Condition(query=outside)
        case "side":
            return Condition()


class _ByStatement:
    """Breaks down by who says it; a subclass says of whom a statement is."""

    def __init__(self, matches: MatchedParagraphs) -> None:
        self.matches = matches
        self.people = matches.snapshot.people
        self._known: dict[Hashable, Share | None] = {}

    def _share(self, statement: Statement, paragraph: MatchedParagraph) -> Share | None:
        raise NotImplementedError

    def __call__(self, paragraph: MatchedParagraph) -> Iterator[Share]:
        own = paragraph.own_statements()
        groups: defaultdict[Share, list[Statement]] = defaultdict(list)
        doc = paragraph.stored.record[DOC]
        for statement in own:
            known = doc, statement.speaker
            if known not in self._known:
                self._known[known] = self._share(statement, paragraph)
            if share := self._known[known]:
                groups[share].append(statement)
        if paragraph.is_whole(own):
            yield from (share._replace(statements=1) for share in groups)
            return
        for share, said in _joined(groups).items():
            if words_said_by(paragraph.stored.paragraph, said.__contains__, paragraph.marks):
                found = matching_statements(said, paragraph.stored.paragraph, paragraph.spans)
                yield share._replace(statements=len(found))


def _joined(groups: Mapping[Share, list[Statement]]) -> dict[Share, list[Statement]]:
    """The groups, those of one key made one: a name may have two spellings in a paragraph."""
    first: dict[Hashable, Share] = {}
    joined: defaultdict[Share, list[Statement]] = defaultdict(list)
    for share, said in groups.items():
        joined[first.setdefault(share.key, share)] += said
    return joined


class _Speakers(_ByStatement):
    """By the person or group: see :mod:`index.people`."""

    def _share(self, statement: Statement, paragraph: MatchedParagraph) -> Share | None:
        file, speaker = paragraph.file, statement.speaker
        identity = self.people.identity(speaker, file.id, file.date)
        return Share(identity.key, identity.name or speaker.name, 0, identity.document)


class _Organizations(_ByStatement):
    """By the organization of the day of the document; a group is its own."""

    def _share(self, statement: Statement, paragraph: MatchedParagraph) -> Share | None:
        file = paragraph.file
        speaker = self.people.describe(statement, file.id, file.date).speaker
        name = speaker.organization or (speaker.name if speaker.kind == "group" else "")
        return Share(fold(name), name, 0) if name else None


class _Topics:
    """By the topics of the paragraph, except those that the query asks for."""

    def __init__(self, matches: MatchedParagraphs) -> None:
        self._labels = matches.snapshot.topic_names.labels
        self._asked = matches.question.topics

    def __call__(self, paragraph: MatchedParagraph) -> Iterator[Share]:
        topics = dict.fromkeys(topic for topic, _ in paragraph.stored.record[TOPICS])
        statements = len(paragraph.statements())
        for topic in topics:
            if topic not in self._asked:
                yield Share(topic, self._labels.get(topic, topic), statements)


class _Wordings:
    """By the string that matches: the term, a variant, or a word of the topic. One that is inside
    another match does not count."""

    def __init__(self, matches: MatchedParagraphs) -> None:
        self._strings = [
            frozenset(wording.text for wording in reading.wordings) if reading.words else None
            for reading in matches.question.readings
        ]

    def __call__(self, paragraph: MatchedParagraph) -> Iterator[Share]:
        own = paragraph.own_statements()
        for (key, label), spans in self.spans(paragraph).items():
            said = matching_statements(own, paragraph.stored.paragraph, spans)
            yield Share(key, label, len(said))

    def spans(self, paragraph: MatchedParagraph) -> Mapping[tuple[str, str], list[Span]]:
        """The places of each wording, by its folded form and its first spelling."""
        written = paragraph.stored.written
        folded = paragraph.stored.text.folded
        found: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
        first: dict[str, tuple[str, str]] = {}
        strings = [*self._strings, None]
        for known, marks in zip(strings, paragraph.marks(), strict=True):
            for start, end in _outermost(marks):
                key, label = close_gaps(folded[start:end]), close_gaps(written[start:end])
                if known is not None and key not in known:
                    key = label = BY_WORDS
                found[first.setdefault(key, (key, label))].append((start, end))
        return found


def _outermost(marks: Sequence[Mark]) -> list[Span]:
    """The marks that are not inside another one."""
    kept: list[Span] = []
    for start, end in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


class _Sides:
    """By the side of the Strait whose word it is: see :mod:`searcher.report.wording_sides`."""

    def __init__(self, matches: MatchedParagraphs) -> None:
        self._wordings = _Wordings(matches)

    def __call__(self, paragraph: MatchedParagraph) -> Iterator[Share]:
        from searcher.report.wording_sides import side_of

        own = paragraph.own_statements()
        sides: defaultdict[str, list[Span]] = defaultdict(list)
        for (_, label), spans in self._wordings.spans(paragraph).items():
            sides[side_of(label)] += spans
        for side, spans in sides.items():
            said = matching_statements(own, paragraph.stored.paragraph, sorted(spans))
            yield Share(side, side, len(said))


def _by_folder(paragraph: MatchedParagraph) -> Iterator[Share]:
    folder = folder_of(paragraph.stored.record[DOC])
    yield Share(folder, folder, len(paragraph.statements()))


def folder_of(document: str) -> str:
    """The first folder of a document's path; empty if it is in none."""
    folder, slash, _ = document.partition("/")
    return folder if slash else ""
