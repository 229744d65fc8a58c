"""Builds an index and keeps it up to date with the folders it was built from."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from corpus.discover import check_path
from corpus.topics.thesaurus import Thesaurus
from index.analysis.word_segmentation import preferred_segmenter, segmenter_version
from index.changes import Plan, planned
from index.errors import IndexPlaceError
from index.manifest import FORMAT, NAME, Meta, fold_digest, read_meta, write_meta
from index.safe_files import remove_tree
from index.stored_record import IndexedFile
from index.topic_files import keep_topics, kept_topics, write_names
from index.whoosh.lock import write_lock
from index.whoosh.orphaned_files import has_orphans
from index.whoosh.w3.contents import latest_generation
from index.whoosh.w3.layout import LOCK_FILE
from index.workers import Workers

if TYPE_CHECKING:
    from index.analysis.analyze import Prepared
    from index.whoosh.reader import Reader
    from index.whoosh.writer import BulkWriter

Progress: TypeAlias = Callable[[int, int], None]

_LAST = 5
"""Files for each process, that are still being read while what came before them is put in order."""


class Trouble(NamedTuple):
    """What the user should know of one file."""

    id: str
    text: str


class Updated(NamedTuple):
    """What one run did. ``retagged`` of the ``unchanged`` have their topics found anew;
    ``documents`` are in the index now; ``others`` are the files of formats that we do not read."""

    added: int
    changed: int
    removed: int
    unchanged: int
    retagged: int
    documents: int
    paragraphs: int
    unread: tuple[Trouble, ...]
    warnings: tuple[Trouble, ...]
    others: tuple[str, ...]


def update(
    index: Path,
    paths: Sequence[Path],
    *,
    rebuild: bool = False,
    topics: Sequence[Path] = (),
    forget_topics: bool = False,
    follow_links: bool = False,
    jobs: int | None = None,
    progress: Progress | None = None,
) -> Updated:
    """Bring ``index`` up to date with ``paths``: new and changed files are read, vanished ones
    removed, the others left alone. All of it is visible at the end, or nothing.

    ``rebuild`` reads everything anew. ``topics`` are the user's topic files, kept with the index
    until ``forget_topics``; when one has changed, all paragraphs are tagged anew. ``jobs``
    processes work (as many as there are processors); how many makes no difference to the index.
    ``progress(done, of)`` is called in bytes. ``follow_links`` reads what a link in a folder leads
    to outside of it.

    An index never has no documents: if there is nothing to read, what was there stays as it was.

    :raises DocumentError: a path is not there, or is a file of a format that is not read.
    :raises TopicFileError: a topic file has a mistake.
    :raises IndexPlaceError: ``index`` is a folder of something else.
    :raises IndexFormatError: ``index`` is of another version, or damaged: use ``rebuild``.
    :raises IndexLockedError: another process is writing.
    """
    for path in paths:
        check_path(path)  # before anything is made for it
    _check_place(index)
    is_new = not index.is_dir() or latest_generation(index) < 0
    index.mkdir(parents=True, exist_ok=True)
    with write_lock(index):
        documents = 0
        try:
            meta = _manifest(index, rebuild)
            keep_topics(index, topics, forget=forget_topics)
            plan = partial(planned, paths, home=index.resolve().parent, follow_links=follow_links)
            result = _update(index, meta, plan, jobs, progress, replace=rebuild)
            documents = result.documents
            return result
        except KeyboardInterrupt:
            documents = -1  # what was begun says that it is not finished
            raise
        finally:
            if is_new and not documents:
                remove_tree(index)


def _update(
    index: Path,
    meta: Meta,
    plan_with: Callable[[Mapping[str, IndexedFile]], Plan],
    jobs: int | None,
    progress: Progress | None,
    *,
    replace: bool,
) -> Updated:
    files = kept_topics(index)
    thesaurus = Thesaurus.load(*files)
    # A first run reads the segmenter's version when the workers have begun to read.
    other_topics = not meta.topics or thesaurus.version != meta.topics
    with Workers(jobs) as workers:
        reader = None if replace else _opened(index)
        known = {id: reader.file(id) for id in reader.file_ids()} if reader else {}
        plan = plan_with(known)
        tally = _Tally(known, sum(task.state.size for task in plan.tasks), progress)
        if reader and not (plan.tasks or plan.removed or other_topics or has_orphans(index)):
            return tally.result(plan, retagged=0)
        gone = {*plan.removed, *(task.id for task in plan.tasks)}
        left = [file for id, file in known.items() if id not in gone]
        stale = left if other_topics else []
        from index.analysis.analyze import prepared

        with closing(prepared(plan.tasks, meta.segmenter, files, workers)) as all_ready:
            # Imported while others read.
            from index.whoosh.writer import BulkWriter

            with BulkWriter(index, locked=True, workers=workers, replace=replace) as writer:
                for id in plan.removed:
                    _delete(writer, id)
                if reader and stale:
                    _retag(writer, reader, stale, thesaurus)
                for to_come, ready in zip(range(len(plan.tasks))[::-1], all_ready, strict=True):
                    if ready.task.id in known:
                        _delete(writer, ready.task.id)
                    writer.add(ready.columns)
                    tally.add(ready)
                    if to_come == _LAST * workers.count:
                        writer.reduce()
                result = tally.result(plan, retagged=sum(not file.unread for file in stale))
                if not result.documents:
                    writer.cancel()
                    return result
                if other_topics:
                    # Before the commit, so that no search ever finds paragraphs and no names.
                    write_names(index, thesaurus)
    if other_topics:
        release = meta.segmenter_version or segmenter_version(meta.segmenter)
        write_meta(index, meta._replace(segmenter_version=release, topics=thesaurus.version))
    return result


def _opened(index: Path) -> Reader | None:
    """What was committed before, if anything was."""
    if latest_generation(index) < 0:
        return None
    from index.whoosh.reader import Reader

    return Reader(index)


class _Tally:
    """Counts what was done, and tells of progress."""

    def __init__(
        self, known: Mapping[str, IndexedFile], total: int, progress: Progress | None
    ) -> None:
        self._known = known
        self._total = total
        self._progress = progress
        self._done = self._added = self._changed = self._paragraphs = 0
        self._unread: list[Trouble] = []
        self._warnings: list[Trouble] = []

    def add(self, ready: Prepared) -> None:
        task = ready.task
        if ready.unread:
            self._unread.append(Trouble(task.id, ready.unread))
        else:
            self._added += task.id not in self._known
            self._changed += task.id in self._known
            self._paragraphs += len(ready.columns) - 1  # the last one is the file's own
        self._warnings += [Trouble(task.id, text) for text in ready.warnings]
        self._done += task.state.size
        if self._progress:
            self._progress(self._done, self._total)

    def _left(self, plan: Plan) -> int:
        """Documents of the index that this run neither reads nor removes."""
        gone = {*plan.removed, *(task.id for task in plan.tasks)}
        return sum(not file.unread and id not in gone for id, file in self._known.items())

    def result(self, plan: Plan, *, retagged: int) -> Updated:
        reasons = [(file.id, file.unread) for file in plan.unchanged]
        reasons += [(found.id, found.skipped) for found in plan.blocked]
        unread = self._unread + [Trouble(id, reason) for id, reason in reasons if reason]
        return Updated(
            added=self._added,
            changed=self._changed,
            removed=len(plan.removed),
            unchanged=sum(not reason for _, reason in reasons),
            retagged=retagged,
            documents=self._left(plan) + self._added + self._changed,
            paragraphs=self._paragraphs,
            unread=tuple(sorted(unread, key=lambda trouble: trouble.id)),
            warnings=tuple(self._warnings),
            others=plan.others,
        )


def _retag(
    writer: BulkWriter, reader: Reader, files: Iterable[IndexedFile], thesaurus: Thesaurus
) -> None:
    from corpus.topics.tagger import Tagger
    from index.analysis.analyze import retagged

    tagger = Tagger(thesaurus)
    for file in files:
        writer.add(retagged(reader, file, tagger))
        _delete(writer, file.id)


def _check_place(index: Path) -> None:
    """Raise :class:`IndexPlaceError` if ``index`` is something else than an index.

    A first run that was killed leaves files before it has written the manifest.
    """
    begun = {f"{NAME}.new", LOCK_FILE}
    if (index / NAME).exists() or not os.path.lexists(index):
        return
    if not index.is_dir() or {path.name for path in index.iterdir()} - begun:
        raise IndexPlaceError(
            f"{index}: not an index, and not empty. Name another folder with --index"
        )


def _manifest(index: Path, rebuild: bool) -> Meta:
    """What the index is made with from now on."""
    if (index / NAME).exists() and not rebuild:
        return read_meta(index)
    meta = Meta(FORMAT, preferred_segmenter(), "", fold_digest())
    if not (index / NAME).exists():
        write_meta(index, meta)  # a search says from now on that the index is not finished
    return meta


def _delete(writer: BulkWriter, id: str) -> None:
    writer.delete("doc", id)
    writer.delete("file", id)
