"""A speaker's name as it is printed."""

from __future__ import annotations

from corpus.document import Speaker


def speaker_label(speaker: Speaker) -> str:
    """A speaker's name, with organization and job title in brackets.

    >>> speaker_label(Speaker("李健鴻", "政務次長", "勞動部"))
    '李健鴻（勞動部政務次長）'
    """
    office = speaker.organization + speaker.title
    return f"{speaker.name}（{office}）" if office and office != speaker.name else speaker.name
