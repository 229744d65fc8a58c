"""Names as they are shown: of a speaker, and of the verdict on a quotation."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.document import Speaker

if TYPE_CHECKING:
    from searcher.verify.quotation import VerdictName

#: The verdicts of ``cewen verify``, as messages.
VERDICTS: Mapping[VerdictName, str] = {
    "verbatim": "word for word",
    "same": "same words",
    "differs": "differs",
    "other_speaker": "said by another",
    "changed": "source changed since",
    "not_found": "not found",
}


def speaker_label(speaker: Speaker) -> str:
    """A speaker's name, with organization and job title in brackets.

    >>> speaker_label(Speaker("李健鴻", "政務次長", "勞動部"))
    '李健鴻（勞動部政務次長）'
    """
    office = speaker.organization + speaker.title
    return f"{speaker.name}（{office}）" if office and office != speaker.name else speaker.name
