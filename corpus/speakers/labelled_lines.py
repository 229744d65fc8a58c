"""The labelled lines of a document in, without those that name no speaker out.

An addressee, an issuer, an office in a list, the fields of a form and headlines are no speakers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from corpus.document import Paragraph
from corpus.label_lines import LabelLine
from corpus.speakers.addressees import is_addressee, is_issuer, is_numbered, lists_offices
from corpus.speakers.form_fields import is_speech
from corpus.speakers.labels import Label

QUOTES = ("「", "“", '"', "『")


class Candidate(NamedTuple):
    """A line with a label, or with a part of a document such as 案由 if ``label`` is None.

    ``head``: a list follows as in the head of minutes. ``bare``: there is no colon.
    """

    line: LabelLine
    label: Label | None
    text: str
    head: bool = False
    bare: bool = False

    @property
    def known(self) -> bool:
        return self.label is not None and self.label.certainty in ("sure", "name")

    @property
    def said(self) -> str:
        """The words of the line behind the label."""
        return self.text[self.line.said :]

    @property
    def alone(self) -> bool:
        return self.line.said >= len(self.text)

    @property
    def office(self) -> bool:
        """Whether the label is an office without a name."""
        label = self.label
        return (
            label is not None and bool(label.speaker.title) and not (label.person or label.surname)
        )

    @property
    def quoted(self) -> bool:
        return self.text.startswith(QUOTES, self.line.said)


def leave_out_unspoken(paragraphs: Sequence[Paragraph], candidates: list[Candidate | None]) -> None:
    """Remove the candidates that name an addressee, an issuer or an office in a list."""
    known = [at for at, one in enumerate(candidates) if one and one.known]
    counts = Counter(one.label.text for one in candidates if one and one.label)
    listed = [at for at in known if (one := candidates[at]) and one.office and not one.alone]
    offices = lists_offices([paragraphs[at].text for at in listed])
    for at in known:
        one = candidates[at]
        if one is None or one.label is None or counts[one.label.text] > 1:
            continue
        below = paragraphs[at + 1] if at + 1 < len(paragraphs) else None
        first = at == known[0] and one.alone and one.line.form == "colon"
        addressed = first and is_addressee(one.label, below, only=len(known) == 1)
        in_list = offices and at in listed and is_numbered(one.text)
        if addressed or in_list or is_issuer(one.label, one.line, one.text):
            candidates[at] = None


def leave_out_fields(paragraphs: Sequence[Paragraph], candidates: list[Candidate | None]) -> None:
    """Remove the known labels of forms and lists of headlines, which no spoken sentence follows."""
    known = [at for at, one in enumerate(candidates) if one and one.known and not one.bare]
    counts = Counter(one.label.text for one in candidates if one and one.label)
    for at in known:
        one = candidates[at]
        if one is None or one.label is None or one.line.form != "colon":
            return
        below = paragraphs[at + 1].text if at + 1 < len(paragraphs) else ""
        said = below if one.alone else one.said
        recurs = counts[one.label.text] > 1 and one.label.speaker.kind == "person"
        if not one.head and (recurs or is_speech(said)):
            return
    for at in known:
        candidates[at] = None
