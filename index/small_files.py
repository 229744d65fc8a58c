"""The folder of an index in, what its small files say out: topics, their names, and persons.

Every engine keeps them in a folder on this computer, so its snapshots share this class.
"""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from index.topic_files import TOPIC_FILES, TopicNames, read_names

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus
    from index.people import People


class SmallFiles:
    """What the small files in ``folder`` say, each read when it is first asked for."""

    folder: Path

    @cached_property
    def thesaurus(self) -> Thesaurus:
        """The topics that the paragraphs were tagged with."""
        from corpus.topics.thesaurus import Thesaurus

        return Thesaurus.load(*TOPIC_FILES.paths(self.folder))

    @cached_property
    def topic_names(self) -> TopicNames:
        """The names of the topics, without the cost of loading the whole thesaurus."""
        return read_names(self.folder)

    @cached_property
    def people(self) -> People:
        """Which person a speaker is."""
        from index.people import People

        return People(self.folder)
