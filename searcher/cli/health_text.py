"""The health of an index in words, for ``cewen index`` and ``cewen status``."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from searcher.messages import join, say, say_count, say_stored

if TYPE_CHECKING:
    from corpus.selection import Selection
    from searcher.report.health import Copied, FileHealth, Health


def summary_lines(health: Health) -> Iterator[str]:
    """What was read in sum, and what the documents do not say."""
    states = (
        ("{count} read", health.read),
        ("{count} in part", health.in_part),
        ("{count} not read", health.not_read),
        ("{count} exported by Cewen and left out", health.own_exports),
        ("{count} copy" if len(health.copies) == 1 else "{count} copies", len(health.copies)),
    )
    said = [say(text, count=f"{count:,}") for text, count in states if count]
    if health.undated:
        said.append(
            say_count(
                health.undated,
                "{count} document without a date",
                "{count} documents without a date",
            )
        )
    if health.speakers:
        text = "job title or organization known for {known} of {all} speakers"
        said.append(say(text, known=f"{health.described:,}", all=f"{health.speakers:,}"))
    if health.by_ocr:
        one, more = "{count} page has text from OCR", "{count} pages have text from OCR"
        said.append(say_count(health.by_ocr, one, more))
    if health.furniture:
        said.append(
            say_count(
                health.furniture,
                "{count} line of page numbers and running heads left out",
                "{count} lines of page numbers and running heads left out",
            )
        )
    yield say("health: {facts}", facts=join("; ", said))
    if health.images:
        yield say_count(
            health.images,
            "{count} page is a picture without text; to read it: {command}",
            "{count} pages are pictures without text; to read them: {command}",
            command="cewen index --ocr",
        )


def file_lines(file: FileHealth) -> Iterator[str]:
    """One line for each finding: the file, what was found, and what to do.

    Findings that most files have are only in the sum.
    """
    for one in file.findings:
        if one.is_routine:
            continue
        values = {"file": file.doc, "what": say_stored(one.what), "advice": say_stored(one.advice)}
        if file.state == "not read":
            yield say("not read: {file}: {what}; {advice}", **values)
        elif file.state == "left out":
            yield say("left out: {file}: {what}", **values)
        elif one.loses_text:
            yield say("in part: {file}: {what}; {advice}", **values)
        else:
            yield say("note: {file}: {what}; {advice}", **values)


def selection_line(folder: Path, selection: Selection) -> Iterator[str]:
    """Which files of a folder every run chooses, if not all, as the options that say so."""
    words = [f"--include={pattern}" for pattern in selection.include]
    words += [f"--exclude={pattern}" for pattern in selection.exclude]
    words += ["--hidden"] * selection.hidden
    words += ["--follow-links"] * selection.follow_links
    words += ["--keep-duplicates"] * selection.keep_copies
    if words:
        text = "selection: {folder}: {options} (kept for every run; to drop it: {option})"
        yield say(text, folder=folder, options=shlex.join(words), option="--no-selection")


def copy_line(copied: Copied) -> str:
    """Which file was left out as a copy of which other one."""
    text = "copy: {file}: same text as {other}, which is indexed once; to index both: {option}"
    return say(text, file=copied.doc, other=copied.of, option="cewen index --keep-duplicates")
