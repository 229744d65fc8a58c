"""Decides what the index says of each quotation of a draft."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.document import Span, Statement
from corpus.fold import fold
from index.origins import place_of
from index.verification_code import verification_code
from searcher.verify.candidates import Candidates
from searcher.verify.difference import Alignment, align, but_for
from searcher.verify.fragments import Fragment, fragments, whole
from searcher.verify.passages import Passage, statements_at
from searcher.verify.placement import Placement, place
from searcher.verify.quotation import (
    Difference,
    Draft,
    Nearest,
    Quotation,
    Verdict,
    VerdictName,
    Verification,
)
from searcher.verify.same_speaker import Source, says_other

if TYPE_CHECKING:
    from index.engine import Snapshot

_NEAREST = 3
_COMPARED = 4  # of the most similar passages, those that are compared character by character
_SIMILAR = 0.65
"""The share of a quotation that a passage must have, in its order, to be its altered source."""
_PART = 12
"""Characters in a row that a passage must have to be the source of a part of the quotation."""
_SHARE = 0.35
"""The share of the quotation that such a part must be."""


def known_persons(snapshot: Snapshot) -> frozenset[str]:
    """The folded names of all speakers, and those of the user's people file."""
    named = (name for person in snapshot.people.persons for name in person.names)
    return frozenset(map(fold, chain(snapshot.lexicon("speaker"), named)))


def draft_id(snapshot: Snapshot, path: Path) -> str:
    """The id of the document that was read from the draft: it is no source of its quotations.
    Empty if the draft is not in the index."""
    wanted = path.resolve()
    for id in snapshot.file_ids():
        origin = snapshot.file(id).origin
        if origin.path.rpartition("/")[2] == path.name:
            place = place_of(snapshot.folder, origin)
            if place is not None and place.resolve() == wanted:
                return id
    return ""


def verify(snapshot: Snapshot, draft: Draft, without: str = "") -> Verification:
    """The verdict on each quotation of the draft, in its order. ``without`` is the id of the draft,
    if it is in the index itself."""
    verifier = _Verifier(snapshot, without)
    verdicts = list(map(verifier.verdict, draft.quotations))
    kept = [one for one in verdicts if one.holds or not one.quotation.may_be_name]
    return Verification(tuple(kept), draft.left_out + len(verdicts) - len(kept))


class _Verifier:
    def __init__(self, snapshot: Snapshot, without: str) -> None:
        self._snapshot = snapshot
        self._candidates = Candidates(snapshot, without)

    def verdict(self, quotation: Quotation) -> Verdict:
        """The verdict on one quotation."""
        readings = [whole(quotation.text)]
        parts = fragments(quotation.text)
        if parts and (len(parts) > 1 or parts[0].text != quotation.text):
            readings.append(parts)
        named = self._candidates.named(quotation.doc, quotation.doc_paragraph)
        for reading in readings:
            passages = [*([named] if named else ()), *self._candidates.containing(reading)]
            if found := self._placed(quotation, reading, passages):
                return self._found(quotation, reading, found)
        reading = readings[-1]
        similar = self._candidates.similar(reading)
        if named:
            similar.insert(0, named)
        placed = self._placed(quotation, reading, similar) or self._placed(
            quotation, reading, [self._candidates.around(one) for one in similar[:_COMPARED]]
        )
        if placed:
            return self._found(quotation, reading, placed)
        return self._altered(quotation, reading, similar)

    def _placed(
        self, quotation: Quotation, reading: Sequence[Fragment], passages: Iterable[Passage]
    ) -> list[Placement]:
        """Where the words are, the best place first: without loss, said by the draft's speaker, in
        the draft's document."""
        found: dict[tuple[str, int], Placement] = {}
        for passage in passages:
            if placement := place(passage, reading, quotation.before):
                paragraph, _ = passage.parts(placement.span)[0]
                found.setdefault((passage.file.id, paragraph.number), placement)
        return sorted(
            found.values(),
            key=lambda one: (
                bool(one.lost),
                self._is_others(quotation, one),
                one.passage.file.id != quotation.doc,
            ),
        )

    def _found(
        self, quotation: Quotation, reading: Sequence[Fragment], found: list[Placement]
    ) -> Verdict:
        best = found[0]
        name: VerdictName
        differs = but_for(reading, best)
        differences: tuple[Difference, ...] = ()
        if best.lost:
            name = "differs"
            differences = (Difference((best.lost_at, best.lost_at), "", best.lost),)
        elif self._is_others(quotation, best):
            name = "other_speaker"
        else:
            name = "same" if differs else "verbatim"
        verdict = self._at(quotation, name, best.passage, best.span)
        if name != "differs" and quotation.code and not self._fits(quotation, found):
            verdict = verdict._replace(name="changed")
        others = sum(not one.lost for one in found[1:])
        return verdict._replace(but_for=differs, differences=differences, others=others)

    def _altered(
        self, quotation: Quotation, reading: Sequence[Fragment], similar: Sequence[Passage]
    ) -> Verdict:
        """The verdict where no passage has all the words."""
        aligned = [
            one
            for passage in similar[:_COMPARED]
            for one in (align(passage, reading), self._with_neighbours(passage, reading))
            if one
        ]
        best = max(aligned, key=lambda one: one.covered, default=None)
        if best is None or not _is_source(best):
            return self._not_found(quotation, reading, similar)
        verdict = self._at(quotation, "differs", best.passage, best.span)
        codes = {verification_code(one.text) for passage in similar for one in passage.paragraphs}
        if quotation.code and quotation.code not in codes:
            verdict = verdict._replace(name="changed")
        return verdict._replace(differences=best.differences)

    def _with_neighbours(self, passage: Passage, reading: Sequence[Fragment]) -> Alignment | None:
        """The alignment with the paragraphs around, if the quotation is longer than the passage or
        has an ellipsis."""
        length = sum(len(one.bare.text) for one in reading)
        if len(reading) == 1 and length < len(passage.bare):
            return None
        return align(self._candidates.around(passage), reading)

    def _not_found(
        self, quotation: Quotation, reading: Sequence[Fragment], similar: Sequence[Passage]
    ) -> Verdict:
        bare = "".join(one.bare.text for one in reading)
        found = [one for passage in similar if (one := _nearest(bare, passage))]
        nearest = sorted(found, key=lambda one: -one.score)
        named = self._candidates.named(quotation.doc, quotation.doc_paragraph)
        changed = quotation.code and named is not None and not self._is_of(quotation, named)
        return Verdict(
            quotation, "changed" if changed else "not_found", nearest=tuple(nearest[:_NEAREST])
        )

    def _at(self, quotation: Quotation, name: VerdictName, passage: Passage, span: Span) -> Verdict:
        parts = passage.parts(span)
        found = statements_at(passage, span)
        shortest = found[0][1] if found else 0
        return Verdict(
            quotation,
            name,
            passage.file,
            tuple(paragraph for paragraph, _ in parts),
            tuple(one for one, length in found if length == shortest or len(parts) > 1),
            passage.quoted(span),
        )

    def _is_others(self, quotation: Quotation, placement: Placement) -> bool:
        passage = placement.passage
        said: list[Statement] = [
            one for span in placement.spans for one, _ in statements_at(passage, span)
        ]
        source = Source(self._snapshot.people, passage.file.id, passage.file.date)
        return says_other(quotation.speakers, said, source)

    def _fits(self, quotation: Quotation, found: Sequence[Placement]) -> bool:
        """Whether the code is that of a paragraph with the words, or of the words themselves."""
        return verification_code(quotation.text) == quotation.code or any(
            self._is_of(quotation, one.passage) for one in found
        )

    @staticmethod
    def _is_of(quotation: Quotation, passage: Passage) -> bool:
        return any(verification_code(one.text) == quotation.code for one in passage.paragraphs)


def _nearest(bare: str, passage: Passage) -> Nearest | None:
    from rapidfuzz.fuzz import partial_ratio_alignment

    found = partial_ratio_alignment(bare, passage.bare)
    if found is None or found.dest_start == found.dest_end:
        return None
    text = passage.written((found.dest_start, found.dest_end))
    return Nearest(passage.file, passage.paragraphs[0], text, round(found.score, 1))


def _is_source(one: Alignment) -> bool:
    """Whether the passage is the source of the quotation, or of a long part of it."""
    return one.covered >= _SIMILAR or (one.longest >= _PART and one.covered >= _SHARE)
