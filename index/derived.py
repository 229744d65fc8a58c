"""The small files that an index makes of its documents at the end of each run."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from index.people import NAMESAKES, has_namesakes, write_namesakes
from index.short_names import NAME as SHORT_NAMES
from index.short_names import are_current, write_no_short_names, write_short_names
from index.topic_files import NAMES, has_names, write_names

if TYPE_CHECKING:
    from corpus.topics.thesaurus import Thesaurus
    from index.engine import Store

DERIVED = frozenset({NAMES, NAMESAKES, SHORT_NAMES})
"""Their names."""


def write_no_sums(index: Path) -> None:
    """Write the sums of an index without a commit: after it, no file may be missing."""
    if not (index / NAMESAKES).exists():
        write_namesakes(index, -1, ())
    if not (index / SHORT_NAMES).exists():
        write_no_short_names(index)


def write_derived(index: Path, store: Store, thesaurus: Thesaurus) -> None:
    """Write what is summed up over all documents, if that has not been done for the commit: which
    names are those of several persons, and which short names documents define. Also the names of
    topics, if they are damaged."""
    if not has_names(index):
        write_names(index, thesaurus)
    generation = store.generation
    known = has_namesakes(index, generation) and are_current(index, generation)
    if known or not (reader := store.opened()):
        return
    write_namesakes(index, generation, map(reader.file, reader.file_ids()))
    write_short_names(index, reader, generation)
