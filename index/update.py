"""Builds an index and keeps it up to date with the folders it was built from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.discover import check_path
from corpus.topics.thesaurus import Thesaurus
from index.analysis.word_segmentation import preferred_segmenter, segmenter_version
from index.changes import Plan, never, plan_changes
from index.copies import Texts
from index.derived import write_derived, write_no_sums
from index.document_writes import annotate_all, retag_all, write_copy, write_document
from index.engines import store_of
from index.errors import IndexNotWrittenError
from index.folders import Choice, keep_folders, kept_folders
from index.limits import Limits, is_limited
from index.manifest import (
    FORMAT,
    NAME,
    Manifest,
    fold_digest,
    read_manifest,
    write_manifest,
)
from index.operating_system import FULL
from index.parts import ONLY, Part
from index.people import PEOPLE_FILES
from index.privacy import keep_private
from index.repair import Repair
from index.rules import current_rules
from index.tally import OnProgress, Progress, Tally, Trouble, Updated
from index.topic_files import TOPIC_FILES, write_names
from index.workers import Workers

if TYPE_CHECKING:
    from index.engine import Store

__all__ = ["Progress", "Trouble", "Updated", "update"]

_SAID_NOTHING = Choice()
_LIMITS = Limits()

_LAST = 5
"""Files for each process, that are still being read while what came before them is put in order."""


def update(
    index: Path,
    paths: Sequence[Path],
    *,
    rebuild: bool = False,
    topics: Sequence[Path] = (),
    forget_topics: bool = False,
    people: Sequence[Path] = (),
    forget_people: bool = False,
    choice: Choice = _SAID_NOTHING,
    limits: Limits = _LIMITS,
    ocr: bool = False,
    jobs: int | None = None,
    progress: OnProgress | None = None,
    part: Part = ONLY,
) -> Updated:
    """Bring ``index`` up to date with ``paths``: new and changed files are read, vanished ones
    removed, the others left alone. All of it is visible at the end, or nothing.

    ``rebuild`` reads everything anew. ``topics`` are the user's topic files, kept with the index
    until ``forget_topics``; when one has changed, all paragraphs are tagged anew. ``people`` are
    the user's people files, kept in the same way; they change what a search answers, and nothing is
    read anew. ``jobs`` processes work (as many as there are processors); how many makes no
    difference to the index.
    ``progress`` is called at the start and after each file. ``choice`` says which files of the
    folders are wanted, and is kept for later runs; what is not wanted leaves the index, too.
    A file that exceeds the ``limits`` is not read; it is tried again if it changes, and in a run
    with other limits than the usual ones. Of files with the same bytes, or the same body
    paragraphs, the first is indexed, unless ``choice`` keeps copies. With ``ocr``, Tesseract reads
    pages without text, also of files that have not changed. With a ``part``, the files of other
    parts are left to other loaders; only an index on a server can be loaded in parts.

    An index never has no documents: if there is nothing to read, what was there stays as it was.

    :raises DocumentError: a path is not there, or is a file of a format that is not read.
    :raises OcrMissingError: Tesseract is not installed.
    :raises TopicFileError: a topic file has a mistake.
    :raises PeopleFileError: a people file has a mistake.
    :raises IndexPlaceError: ``index`` is a folder of something else.
    :raises IndexFormatError: ``index`` is of another version, or damaged: use ``rebuild``.
    :raises IndexLockedError: another process is writing.
    """
    for path in paths:
        check_path(path)  # before anything is made for it
    store = store_of(index, part)
    if ocr:
        from corpus.readers.pdf.tesseract import find_tesseract

        find_tesseract()
    store.check_place()
    index.mkdir(parents=True, exist_ok=True)
    with store.lock() as place:
        # Asked under the lock: another process may have finished a first build just before.
        is_new = store.is_new
        keep = False
        try:
            repair = Repair() if rebuild or is_new else store.plan_repair(paths)
            rebuild = rebuild or repair.rebuild
            ocr = ocr or repair.ocr
            manifest = _manifest(place, rebuild)
            TOPIC_FILES.keep(place, topics, forget=forget_topics)
            PEOPLE_FILES.keep(place, people, forget=forget_people)
            plan = partial(
                plan_changes,
                [*paths, *repair.others],
                home=place.resolve().parent,
                choice=choice,
                kept=kept_folders(place, rebuild=rebuild),
                again=is_limited if limits != _LIMITS else never,
                ocr=ocr,
            )
            result = _update(
                place, store, manifest, plan, jobs, progress,
                replace=rebuild, limits=limits, part=part,
            )  # fmt: skip
            keep = result.documents > 0
            return result._replace(repaired=repair.faults)
        except OSError as error:
            if error.errno in FULL:
                raise _not_written(index, error) from error
            raise
        except KeyboardInterrupt:
            keep = True  # so that a search says that the build is not finished
            raise
        finally:
            if is_new and not keep:
                store.discard()


def _not_written(index: Path, error: OSError) -> IndexNotWrittenError:
    """The error for a disk that takes no more."""
    return IndexNotWrittenError(
        "{file}: {reason}. What was indexed before is unchanged. Make room there, or keep the "
        "index elsewhere (--index DIR), and run the command again",
        file=error.filename or index,
        reason=error.strerror,
    )


def _update(
    index: Path,
    store: Store,
    manifest: Manifest,
    plan_with: Callable[..., Plan],
    jobs: int | None,
    progress: OnProgress | None,
    *,
    replace: bool,
    limits: Limits,
    part: Part,
) -> Updated:
    files = TOPIC_FILES.paths(index)
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
        reader, made_with = store.before(manifest, current, replace=replace)
        known = {id: reader.file(id) for id in reader.file_ids()} if reader else {}
        plan = plan_with(known, outdated=_outdated(made_with, current))
        keep_private(index, plan.found)
        if part != ONLY:
            known = {id: file for id, file in known.items() if part.has(id)}
            plan = plan.of(part)
        tally = Tally(known, plan, progress)
        is_current = reader and current == made_with and not store.has_orphans
        if is_current and store.generation >= 0 and not plan.changes:
            keep_folders(index, plan.folders, replace=replace)
            return _published(index, store, thesaurus, manifest, current, tally.result())
        from index.analysis.analyze import analyze_files

        analyzed = analyze_files(
            plan.tasks, manifest.segmenter, files, workers, store.encode, limits
        )
        # What writes is imported while others read.
        with closing(analyzed), store.writer(workers, replace=replace) as writer:
            for id in plan.removed:
                writer.delete(id)
            if reader and made_with.annotation != current.annotation:
                tally.reannotated = annotate_all(
                    writer, reader, tally.left, manifest.segmenter, files, workers
                )
            elif reader and made_with.topics != current.topics:
                tally.retagged = retag_all(writer, reader, tally.left, thesaurus)
            texts = Texts(tally.left, keep=plan.keep_copies)
            for to_come, ready in zip(range(len(plan.tasks))[::-1], analyzed, strict=True):
                write_document(writer, ready, known, texts, tally, manifest.segmenter)
                if to_come == _LAST * workers.count:
                    writer.reduce()
            for copy in plan.copies:
                of = texts.first(copy.of)
                unread = tally.reason(of)
                write_copy(
                    writer, copy.task, copy.task.state, of, known, manifest.segmenter, unread
                )
                tally.add_copy(copy.task.id, of, unread)
            result = tally.result()
            if not (result.documents or part != ONLY):
                writer.cancel()
                return result
            if current.topics != manifest.topics:
                # Before the commit, so that no search ever finds paragraphs and no names.
                write_names(index, thesaurus)
            keep_folders(index, plan.folders, replace=replace)
            write_no_sums(index)
    return _published(index, store, thesaurus, manifest, current, result)


def _published(
    index: Path,
    store: Store,
    thesaurus: Thesaurus,
    manifest: Manifest,
    current: Manifest,
    result: Updated,
) -> Updated:
    """What was done, once all of it can be searched. Until all parts are loaded, nothing can."""
    if missing := store.loaded():
        return result._replace(missing_parts=missing)
    write_derived(index, store, thesaurus)
    if current != manifest:
        write_manifest(index, current)
    store.publish()
    return result


def _outdated(manifest: Manifest, current: Manifest) -> frozenset[str]:
    """The formats, by suffix, whose rules have changed since the index was made."""
    return frozenset(
        suffix
        for suffix, digest in current.reading.items()
        if manifest.reading.get(suffix) != digest
    )


def _manifest(index: Path, rebuild: bool) -> Manifest:
    """What the index is made with from now on."""
    if (index / NAME).exists() and not rebuild:
        return read_manifest(index, to_search=False)
    manifest = Manifest(FORMAT, preferred_segmenter(), fold=fold_digest())
    if not (index / NAME).exists():
        write_manifest(index, manifest)  # a search says from now on that the index is not finished
    return manifest
