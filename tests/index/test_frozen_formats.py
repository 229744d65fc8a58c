"""Indexes of every format version, frozen: the present format is read, older ones are refused.

``tests/index/frozen/format-N.zip`` has three documents and their index in ``.cewen``, made by the
last code of format N. ``tests/index/frozen/pack.py`` says how to add the next one. The digests of
rules, topics and fold table change with time, so the tests compare none of them.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from index.errors import IndexFormatError
from index.manifest import FORMAT, fold_digest, read_manifest, write_manifest
from index.update import update
from searcher.service import open_index
from tests.index.frozen.pack import INDEX

ARCHIVES = Path(__file__).with_name("frozen")
DOCUMENTS = {"外送員保險座談會.md", "新就业形态调研报告.txt", "remarks.md"}
PARAGRAPHS = 24
SPEAKERS = {"王小明", "李大華", "张三"}

pytestmark = pytest.mark.usefixtures("one_thesaurus")


def unpacked(version: int, folder: Path) -> Path:
    """The folder of the documents, with their index of this format in it."""
    with zipfile.ZipFile(ARCHIVES / f"format-{version}.zip") as archive:
        archive.extractall(folder)
    return folder


def check_answers(index: Path) -> None:
    """Check that all paragraphs, their words in both scripts and their speakers are found."""
    opened = open_index(index)
    exported = list(opened.export())
    assert {one.file.id for one in exported} == DOCUMENTS
    assert len(exported) == PARAGRAPHS
    for query in ("平台應該先說明規則", "平台应该先说明规则"):
        assert opened.search(query, exact=True).total == 13
    assert opened.search("第18条规定平台保存结算的纪录", exact=True).total == 1
    assert {voice.name for voice in opened.who("平台").voices} == SPEAKERS
    (hit,) = opened.search("演算法應該公開", speaker="李大華").hits
    assert hit.paragraph.text == "李大華理事長：平台的演算法應該公開，外送員才知道單價怎麼算。"
    assert opened.search("algorithm").hits[0].file.id == "remarks.md"


def test_every_format_version_has_a_frozen_index() -> None:
    names = {path.name for path in ARCHIVES.glob("*.zip")}
    assert names == {f"format-{version}.zip" for version in range(1, FORMAT + 1)}


def test_the_present_format_is_read_and_brought_up_to_date(tmp_path: Path) -> None:
    folder = unpacked(FORMAT, tmp_path)
    index = folder / INDEX
    manifest = read_manifest(index, to_search=False)
    # A changed fold table refuses the search until the next update, which comes below.
    write_manifest(index, manifest._replace(fold=fold_digest()))
    check_answers(index)
    write_manifest(index, manifest)
    (folder / "remarks.md").write_text("# Remarks\n\nThe algorithm is public now.\n")
    result = update(index, [folder], jobs=1)
    assert (result.added, result.changed, result.removed) == (0, 1, 0)
    assert result.documents == len(DOCUMENTS)
    check_answers(index)


@pytest.mark.parametrize("version", range(1, FORMAT))
def test_an_older_format_is_refused_and_can_be_rebuilt(version: int, tmp_path: Path) -> None:
    folder = unpacked(version, tmp_path)
    index = folder / INDEX
    refusal = (
        f"{index}: index format {version}, but this version of Cewen reads format {FORMAT}. "
        f"Build the index anew: cewen index --rebuild --index {index} FOLDER"
    )
    with pytest.raises(IndexFormatError) as searching:
        open_index(index)
    with pytest.raises(IndexFormatError) as updating:
        update(index, [folder], jobs=1)
    assert (str(searching.value), str(updating.value)) == (refusal, refusal)
    assert update(index, [folder], rebuild=True, jobs=1).added == len(DOCUMENTS)
    check_answers(index)
