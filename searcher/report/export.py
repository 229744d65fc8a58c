"""Every paragraph, or those of a part of the index, in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import TYPE_CHECKING

from corpus.structure.kinds import is_speaker_label
from index.stored_record import to_paragraph
from searcher.results import ExportedParagraph

if TYPE_CHECKING:
    from corpus.document import Paragraph
    from index.engine import Snapshot
    from index.plan import Key
    from searcher.report.part import Part


def exported(snapshot: Snapshot, part: Part | None, *, labels: bool) -> Iterator[ExportedParagraph]:
    """The paragraphs of ``part`` (None: all). Without ``labels``, those that only name who speaks
    next are left out."""
    keys = None
    if part is not None:
        keys = {key for key, _ in part.matches(snapshot.session()).all_records()}
    for id in snapshot.file_ids():
        file = snapshot.file(id)
        own = snapshot.paragraphs_of(id)
        for key, after in zip_longest(own, own[1:]):
            if keys is not None and key not in keys:
                continue
            paragraph = to_paragraph(snapshot.record(key))
            if labels or not _is_label(snapshot, paragraph, after):
                yield ExportedParagraph(file, paragraph)


def _is_label(snapshot: Snapshot, paragraph: Paragraph, after: Key | None) -> bool:
    """Whether ``paragraph`` only names who speaks in the paragraph with the key ``after``.

    A heading such as 會議結論： ends in a colon too: the next paragraph has to confirm it.
    """
    if paragraph.statements or after is None:
        return False
    name = paragraph.text.strip().rstrip("：:").rstrip()
    if not name or not (paragraph.role == "heading" or is_speaker_label(paragraph.text)):
        return False
    following = to_paragraph(snapshot.record(after)).statements
    return any(one.certainty == "label" and one.mention == name for one in following)
