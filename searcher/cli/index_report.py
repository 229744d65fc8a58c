"""What ``cewen index`` says when it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import Message
from index.server_folder import shown
from searcher.cli.health_text import copy_line, file_lines, selection_line, summary_lines
from searcher.cli.terminal import tell
from searcher.messages import join, say, say_count, say_message, say_stored
from searcher.report.health import Copied, FileHealth, file_health

if TYPE_CHECKING:
    from index.errors import IndexDamagedError
    from index.tally import Updated
    from searcher.report.health import Health
    from searcher.results import Status

_SHOWN = 20  # files of one kind in the report; `cewen status` has all of them


def report(result: Updated, status: Status | None, folder: Path, seconds: float) -> None:
    """Print what was done and, if the index has documents, its health."""
    for one in result.repaired:
        text = "cewen: {file}: was damaged ({fault}), and is repaired from the documents"
        tell(say(text, file=one.path, fault=_said(one)))
    if result.reread or result.reannotated:
        line = say(
            "cewen: the rules that find paragraphs, speakers and topics have changed since this "
            "index was built, so they are applied again"
        )
        tell(line)
    parts = _files(result), _copies(result), _left_out(result), _summary(result, folder, seconds)
    for line in chain(*parts):
        tell(line)
    if result.missing_parts:
        text = "this part is loaded. The index can be searched once these are, too: {parts}"
        tell(say(text, parts=join(", ", result.missing_parts)))
    if status:
        for root, kept in result.folders.items():
            for line in selection_line((folder / root).resolve(), kept.selection):
                tell(line)
        for line in summary_lines(_with_blocked(status.health, result)):
            tell(line)


def _with_blocked(health: Health, result: Updated) -> Health:
    """Count also what is not in the index, such as a link out of the folder, as not read."""
    known = {file.doc for file in health.files}
    blocked = sum(trouble.id not in known for trouble in result.failures)
    return health._replace(not_read=health.not_read + blocked)


def _said(error: IndexDamagedError) -> str:
    return say_message(error.fault) if isinstance(error.fault, Message) else say(error.fault)


def shared_line(folders: Sequence[Path]) -> str:
    """Which other documents are in the index that single files and several folders share."""
    text = (
        "in the shared index, to which all single files, and all folders named together, go. It "
        "has documents from {folders}. To keep them apart: cewen index --index DIR PATH..."
    )
    return say(text, folders=join(", ", map(str, folders)))


def health_of_run(result: Updated) -> Iterator[FileHealth]:
    """The files that this run could not read, and the files that it read with findings."""
    for trouble in result.unread:
        yield file_health(trouble.id, (), trouble.text)
    warnings: dict[str, list[str]] = {}
    for trouble in result.warnings:
        warnings.setdefault(trouble.id, []).append(trouble.text)
    for id, texts in warnings.items():
        yield file_health(id, texts)


def _files(result: Updated) -> Iterator[str]:
    files = list(health_of_run(result))
    for state, more in (
        ("not read", "not read: and {count} more; see cewen status"),
        ("in part", "in part: and {count} more; see cewen status"),
        ("left out", "left out: and {count} more; see cewen status"),
        ("read", "note: and {count} more; see cewen status"),
    ):
        found = [file for file in files if file.state == state and _is_special(file)]
        for file in found[:_SHOWN]:
            yield from file_lines(file)
        if len(found) > _SHOWN:
            yield say(more, count=f"{len(found) - _SHOWN:,}")


def _is_special(file: FileHealth) -> bool:
    return not all(one.is_routine for one in file.findings)


def _has_changed(result: Updated) -> bool:
    """Whether the run has read or removed anything. Else what was said before is not repeated."""
    return bool(result.paragraphs or result.removed or result.copied)


def _copies(result: Updated) -> Iterator[str]:
    if not _has_changed(result):
        return
    for trouble in result.copies[:_SHOWN]:
        yield copy_line(Copied(trouble.id, trouble.text))
    if len(result.copies) > _SHOWN:
        more = "copy: and {count} more; see cewen status"
        yield say(more, count=f"{len(result.copies) - _SHOWN:,}")


def _left_out(result: Updated) -> Iterator[str]:
    """What was not looked at, and why."""
    if result.others:
        from corpus.other_formats import advice_by_kind, kind_of_file

        kinds = sorted(set(map(kind_of_file, result.others)))
        yield say_count(
            len(result.others),
            "{count} file of other formats left out: {kinds}",
            "{count} files of other formats left out: {kinds}",
            kinds=join(", ", kinds),
        )
        for advice in advice_by_kind(result.others if _has_changed(result) else ()):
            kinds_of_it = " ".join(advice.suffixes)
            text = "  {kinds}: {what}; to read them, {remedy}"
            yield say(text, kinds=kinds_of_it, what=say(advice.what), remedy=say(advice.remedy))
    for source, count in Counter(trouble.text for trouble in result.left_out).items():
        yield say_count(
            count,
            "{count} file or folder left out by {source}",
            "{count} files or folders left out by {source}",
            source=say_stored(source),
        )


def _summary(result: Updated, folder: Path, seconds: float) -> Iterator[str]:
    if not result.documents and not result.missing_parts:
        line = say("cewen: no documents that can be read, so nothing is indexed.")
        if folder.is_dir():
            kept = say("The index in {folder} stays as it was.", folder=shown(folder))
            line = f"{line} {kept}"
        yield line
        return
    yield say(
        "{counts}: {paragraphs} paragraphs indexed in {seconds:.1f} s. Index: {folder}",
        counts=join(", ", _counts(result)),
        paragraphs=f"{result.paragraphs:,}",
        seconds=seconds,
        folder=shown(folder),
    )


def _counts(result: Updated) -> Iterator[str]:
    for text, count in (
        ("{count} added", result.added),
        ("{count} changed", result.changed),
        ("{count} removed", result.removed),
        ("{count} unchanged", result.unchanged),
        ("{count} tagged anew", result.retagged),
        ("{count} read anew", result.reread),
        ("{count} annotated anew", result.reannotated),
        ("{count} not read", len(result.failures)),
        ("{count} left out", len(result.unread) - len(result.failures)),
        ("{count} copy" if len(result.copies) == 1 else "{count} copies", len(result.copies)),
    ):
        if count:
            yield say(text, count=f"{count:,}")
