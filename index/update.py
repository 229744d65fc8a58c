"""Builds an index and keeps it up to date with the folders it was built from."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from corpus.discover import check_path
from corpus.topics.thesaurus import Thesaurus
from index.analysis.word_segmentation import preferred_segmenter, segmenter_version
from index.changes import Plan, plan_changes
from index.errors import IndexDamagedError, IndexPlaceError
from index.manifest import BEGUN, FORMAT, NAME, Manifest, fold_digest, read_manifest, write_manifest
from index.rules import current_rules
from index.safe_files import remove_tree
from index.stored_record import IndexedFile
from index.topic_files import keep_topics, kept_topics, write_names
from index.whoosh.lock import write_lock
from index.whoosh.orphaned_files import has_orphans
from index.whoosh.w3.contents import latest_generation
from index.whoosh.w3.layout import CONTENTS_FILE
from index.workers import Workers

if TYPE_CHECKING:
    from index.analysis.analyze import AnalyzedFile
    from index.whoosh.reader import Reader
    from index.whoosh.writer import BulkWriter

Progress: TypeAlias = Callable[[int, int], None]

_PARALLEL_FROM = 20_000
"""Stored paragraphs, so many that other processes save more than their start costs."""

_LAST = 5
"""Files for each process, that are still being read while what came before them is put in order."""


class Trouble(NamedTuple):
    """What the user should know of one file."""

    id: str
    text: str


class Updated(NamedTuple):
    """What one run did, in numbers of files.

    ``retagged`` of the ``unchanged`` have new topics. Because rules have changed, ``reread`` files
    were parsed again though their bytes are the same, and ``reannotated`` of the ``unchanged`` have
    new words, statements and topics, made from what is stored. ``documents`` are in the index now;
    ``others`` are the files of formats that we do not read.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    retagged: int
    reread: int
    reannotated: int
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
    _check_place(index, rebuild)
    is_new = not index.is_dir() or latest_generation(index) < 0
    index.mkdir(parents=True, exist_ok=True)
    with write_lock(index):
        documents = 0
        try:
            manifest = _manifest(index, rebuild)
            keep_topics(index, topics, forget=forget_topics)
            plan = partial(
                plan_changes, paths, home=index.resolve().parent, follow_links=follow_links
            )
            result = _update(index, manifest, plan, jobs, progress, replace=rebuild)
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
    manifest: Manifest,
    plan_with: Callable[..., Plan],
    jobs: int | None,
    progress: Progress | None,
    *,
    replace: bool,
) -> Updated:
    files = kept_topics(index)
    thesaurus = Thesaurus.load(*files)
    rules = current_rules(manifest.segmenter)
    current = manifest._replace(
        segmenter_version=segmenter_version(manifest.segmenter),
        fold=fold_digest(),
        topics=thesaurus.version,
        annotation=rules.annotation,
        reading=rules.reading,
    )
    with Workers(jobs) as workers:
        reader = None if replace else _opened(index)
        known = {id: reader.file(id) for id in reader.file_ids()} if reader else {}
        plan = plan_with(known, outdated=_outdated(manifest, current))
        tally = _Tally(known, plan, progress)
        is_current = reader and current == manifest and not has_orphans(index)
        if is_current and not (plan.tasks or plan.removed):
            return tally.result()
        from index.analysis.analyze import analyze_files

        with closing(analyze_files(plan.tasks, manifest.segmenter, files, workers)) as analyzed:
            # Imported while others read.
            from index.whoosh.writer import BulkWriter

            with BulkWriter(index, locked=True, workers=workers, replace=replace) as writer:
                for id in plan.removed:
                    _delete(writer, id)
                if reader and manifest.annotation != current.annotation:
                    tally.reannotated = _annotate(
                        writer, reader, tally.left, manifest.segmenter, files, workers
                    )
                elif reader and manifest.topics != current.topics:
                    tally.retagged = _retag(writer, reader, tally.left, thesaurus)
                for to_come, ready in zip(range(len(plan.tasks))[::-1], analyzed, strict=True):
                    if ready.task.id in known:
                        _delete(writer, ready.task.id)
                    writer.add(ready.columns)
                    tally.add(ready)
                    if to_come == _LAST * workers.count:
                        writer.reduce()
                result = tally.result()
                if not result.documents:
                    writer.cancel()
                    return result
                if current.topics != manifest.topics:
                    # Before the commit, so that no search ever finds paragraphs and no names.
                    write_names(index, thesaurus)
    if current != manifest:
        write_manifest(index, current)
    return result


def _outdated(manifest: Manifest, current: Manifest) -> frozenset[str]:
    """The formats, by suffix, whose rules have changed since the index was made."""
    return frozenset(
        suffix
        for suffix, digest in current.reading.items()
        if manifest.reading.get(suffix) != digest
    )


def _opened(index: Path) -> Reader | None:
    """What was committed before, if anything was."""
    if latest_generation(index) < 0:
        return None
    from index.whoosh.reader import Reader

    return Reader(index)


class _Tally:
    """Counts what was done, and reports progress. ``left``: the files of the index that this run
    neither reads nor removes."""

    def __init__(
        self, known: Mapping[str, IndexedFile], plan: Plan, progress: Progress | None
    ) -> None:
        self._known = known
        self._plan = plan
        self._total = sum(task.state.size for task in plan.tasks)
        self._progress = progress
        self._done = self._added = self._changed = self._reread = self._paragraphs = 0
        self._unread: list[Trouble] = []
        self._warnings: list[Trouble] = []
        gone = {*plan.removed, *(task.id for task in plan.tasks)}
        self.left = [file for id, file in known.items() if id not in gone]
        self.retagged = self.reannotated = 0

    def add(self, ready: AnalyzedFile) -> None:
        task = ready.task
        known = self._known.get(task.id)
        if ready.unread:
            self._unread.append(Trouble(task.id, ready.unread))
        else:
            self._added += known is None
            self._reread += known is not None and known.state.digest == task.state.digest
            self._changed += known is not None and known.state.digest != task.state.digest
            self._paragraphs += len(ready.columns) - 1  # the last one is the file's own
        self._warnings += [Trouble(task.id, text) for text in ready.warnings]
        self._done += task.state.size
        if self._progress:
            self._progress(self._done, self._total)

    def result(self) -> Updated:
        plan = self._plan
        reasons = [(file.id, file.unread) for file in plan.unchanged]
        reasons += [(found.id, found.skipped) for found in plan.blocked]
        unread = self._unread + [Trouble(id, reason) for id, reason in reasons if reason]
        left = sum(not file.unread for file in self.left)
        return Updated(
            added=self._added,
            changed=self._changed,
            removed=len(plan.removed),
            unchanged=sum(not reason for _, reason in reasons),
            retagged=self.retagged,
            reread=self._reread,
            reannotated=self.reannotated,
            documents=left + self._added + self._changed + self._reread,
            paragraphs=self._paragraphs,
            unread=tuple(sorted(unread, key=lambda trouble: trouble.id)),
            warnings=tuple(self._warnings),
            others=plan.others,
        )


def _retag(
    writer: BulkWriter, reader: Reader, files: Sequence[IndexedFile], thesaurus: Thesaurus
) -> int:
    """Find the topics of these files anew; how many of them were read."""
    from corpus.topics.tagger import Tagger
    from index.analysis.analyze import StoredDocument, retag

    tagger = Tagger(thesaurus)
    for file in files:
        writer.add(retag(StoredDocument.of(reader, file), tagger))
        _delete(writer, file.id)
    return sum(not file.unread for file in files)


def _annotate(
    writer: BulkWriter,
    reader: Reader,
    files: Sequence[IndexedFile],
    segmenter: str,
    topics: tuple[Path, ...],
    workers: Workers,
) -> int:
    """Find words, statements and topics of these files anew; how many of them were read."""
    from index.analysis.analyze import StoredDocument, annotate_files

    stored = (StoredDocument.of(reader, file) for file in files)
    many = sum(file.paragraphs for file in files) >= _PARALLEL_FROM
    all_columns = annotate_files(stored, segmenter, topics, workers if many else Workers())
    for file, columns in zip(files, all_columns, strict=True):
        writer.add(columns)
        _delete(writer, file.id)
    return sum(not file.unread for file in files)


def _check_place(index: Path, rebuild: bool) -> None:
    """Raise :class:`IndexPlaceError` if ``index`` is something else than an index, and
    :class:`IndexDamagedError` if it has lost its manifest, unless to ``rebuild`` it."""
    if (index / NAME).exists() or not os.path.lexists(index):
        return
    names = {path.name for path in index.iterdir()} if index.is_dir() else {""}
    if any(map(CONTENTS_FILE.fullmatch, names)):
        if not rebuild:
            raise IndexDamagedError(index / NAME, "missing")
    elif names - BEGUN:
        raise IndexPlaceError(
            "{index}: not an index, and not empty. Name another folder with --index", index=index
        )


def _manifest(index: Path, rebuild: bool) -> Manifest:
    """What the index is made with from now on."""
    if (index / NAME).exists() and not rebuild:
        return read_manifest(index, to_search=False)
    manifest = Manifest(FORMAT, preferred_segmenter(), fold=fold_digest())
    if not (index / NAME).exists():
        write_manifest(index, manifest)  # a search says from now on that the index is not finished
    return manifest


def _delete(writer: BulkWriter, id: str) -> None:
    writer.delete("doc", id)
    writer.delete("file", id)
