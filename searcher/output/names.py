"""Names as they are shown: of a speaker, of a verdict, and of how a wording matches."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from corpus.document import Speaker

if TYPE_CHECKING:
    from searcher.answer import Count
    from searcher.verify.quotation import VerdictName

#: How a wording matches as it is written, by the number of the manner: see
#: :class:`searcher.match.manner.Manner`.
MANNERS = {2: "other characters", 3: "with blanks", 4: "inside other words"}

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


def how_it_matches(count: Count) -> str:
    """How the paragraphs of a line of a receipt match, in the language that is spoken; empty if
    they contain the wording as it is written."""
    from index.plan import Tier
    from searcher.messages import say

    if count.tier == Tier.WORDS:
        return say("by words")
    if count.tier == Tier.VARIANT:
        if count.source:
            return say("variant, from {source}", source=count.source)
        return say("variant")
    return say(MANNERS[count.manner]) if count.manner in MANNERS else ""
