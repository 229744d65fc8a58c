"""Names of files that Cewen does not read in, the advice how to make them readable out."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath
from typing import NamedTuple


class Advice(NamedTuple):
    """What files with these ``suffixes`` are, and what to do so that they are read."""

    suffixes: tuple[str, ...]
    what: str
    remedy: str


_ADVICE = tuple(
    Advice(tuple(suffixes.split()), what, remedy)
    for suffixes, what, remedy in (
        (".zip .7z .rar .tar .gz .tgz .bz2 .xz .zst .cab .lzh .iso", "archives", "unpack them"),
        (".ppt .pps .odp .key .dps", "slides", "save them as .pptx or .pdf"),
        (".xls .xlsb .ods .numbers .et", "tables", "save them as .xlsx or .csv"),
        (".rtf .wps .wpd .pages .hwp .hwpx", "texts", "save them as .docx"),
        (".epub .mobi .azw .azw3", "e-books", "convert them to .docx or .html"),
        (".eml .msg .mbox .pst", "e-mail", "save the messages as .html or .txt"),
        (".mht .mhtml .webarchive", "web archives", "save the pages as .html"),
        (".caj .djvu .ofd .ceb .xps .oxps", "page formats", "print them to .pdf"),
        (
            ".png .jpg .jpeg .tif .tiff .gif .bmp .webp .heic",
            "pictures",
            "make a .pdf of those with text and add a text layer with OCR",
        ),
        (
            ".mp3 .m4a .wav .flac .ogg .mp4 .m4v .mov .avi .mkv .webm .wmv",
            "recordings",
            "transcribe them to .srt, .vtt or .txt",
        ),
        (".ass .ssa .ttml .dfxp .lrc .smi", "subtitles", "save them as .srt"),
        (".json .yaml .yml", "data", "save what is text as .csv or .txt"),
        (".tex .rst .org .adoc .asciidoc .wiki", "texts with markup", "convert them to .md"),
    )
)
_BY_SUFFIX = {suffix: advice for advice in _ADVICE for suffix in advice.suffixes}


def kind_of_file(name: str) -> str:
    """Return the suffix of a file name in lower case, or the name if it has none.

    >>> kind_of_file("附件/全部.TAR.GZ"), kind_of_file("Makefile")
    ('.gz', 'Makefile')
    """
    path = PurePosixPath(name)
    return path.suffix.lower() or path.name


def advice_for(name: str) -> Advice | None:
    """Return what to do with a file of a format that is not read, or None if that is unknown.

    >>> advice_for("附件.zip").remedy
    'unpack them'
    """
    return _BY_SUFFIX.get(kind_of_file(name))


def advice_by_kind(names: Iterable[str]) -> list[Advice]:
    """Return the advice for all files, each once, with those suffixes that occur.

    >>> [(one.suffixes, one.what) for one in advice_by_kind(["a.rar", "b.xyz", "c.xls", "d.zip"])]
    [(('.rar', '.zip'), 'archives'), (('.xls',), 'tables')]
    """
    kinds = sorted(set(map(kind_of_file, names)))
    found = (
        (advice, tuple(kind for kind in kinds if kind in advice.suffixes)) for advice in _ADVICE
    )
    return [advice._replace(suffixes=suffixes) for advice, suffixes in found if suffixes]
