"""Our reader says of an index what stock Whoosh says of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh.index import open_dir
from whoosh.util.numeric import byte_to_length

from corpus.document import Document
from index.errors import IndexDamagedError, IndexUnfinishedError
from index.field_names import COUNTED_FIELDS, KEYWORD_FIELDS, STORED, TEXT_FIELDS
from index.stored_record import NUMBER, TEXT, FileState
from index.whoosh.postings import NOWHERE, Postings
from index.whoosh.reader import Reader
from index.whoosh.w3.contents import read_contents
from index.whoosh.w3.lengths import LENGTH_OF_BYTE
from index.whoosh.writer import BulkWriter
from tests.conftest import add_to, document
from tests.index.whoosh.entries import Entry, of_entries
from tests.index.whoosh.whoosh_oracle import entries, write_bulk

FIELDS = (*TEXT_FIELDS, *KEYWORD_FIELDS, *COUNTED_FIELDS)
DOCS = ("甲.md", "乙.md", "丙.md")
commits = st.lists(
    st.tuples(
        st.sampled_from(["ours", "ours, whole"]),
        st.lists(entries, max_size=6),
        st.sets(st.sampled_from(DOCS), max_size=2),
    ),
    min_size=1,
    max_size=5,
)


def commit(folder: Path, by: str, added: Iterable[Entry], deleted: Iterable[str]) -> None:
    """One commit, the first in any case; it merges everything if ``whole``."""
    is_first = not any(folder.iterdir())
    with BulkWriter(folder) as ours:
        for id in deleted:
            ours.delete(id)
        ours.add(of_entries(list(added)))
        ours.commit(optimize=is_first or "whole" in by)


def said_by_stock(folder: Path) -> dict[str, Any]:
    with open_dir(str(folder)).reader() as reader:
        numbers = range(reader.doc_count_all())
        alive = [number for number in numbers if not reader.is_deleted(number)]
        terms = {name: list(reader.lexicon(name)) for name in FIELDS}
        return {
            "size": reader.doc_count_all(),
            "terms": {name: [term.decode() for term in of] for name, of in terms.items()},
            "postings": {
                (name, term.decode()): stock_postings(reader, name, term)
                for name in FIELDS
                for term in terms[name]
            },
            "frequencies": {
                (name, term.decode()): reader.doc_frequency(name, term)
                for name in FIELDS
                for term in terms[name]
            },
            "lengths": {
                name: [reader.doc_field_length(number, name) or 0 for number in numbers]
                for name in TEXT_FIELDS
            },
            "tokens": {name: reader.field_length(name) for name in TEXT_FIELDS},
            "stored": {number: reader.stored_fields(number)[STORED] for number in alive},
        }


def stock_postings(reader: Any, field: str, term: bytes) -> list[tuple[int, int]]:
    matcher = reader.postings(field, term)
    found = []
    while matcher.is_active():
        if not reader.is_deleted(matcher.id()):
            found.append((matcher.id(), int(matcher.weight())))
        matcher.next()
    return found


def said_by_ours(folder: Path) -> dict[str, Any]:
    reader, again = Reader(folder), Reader(folder)
    terms = {name: list(reader.lexicon(name)) for name in FIELDS}
    found = {(name, term): reader.postings(name, term) for name in FIELDS for term in terms[name]}
    lengths = {
        name: [LENGTH_OF_BYTE[byte] for byte in reader.lengths(name)] for name in TEXT_FIELDS
    }
    filled = {name: sum(map(bool, lengths[name])) for name in TEXT_FIELDS}
    return {
        "size": reader.size,
        "terms": terms,
        "postings": {
            key: list(zip(of.numbers, of.counts, strict=True)) for key, of in found.items()
        },
        # Of a reader that has not read the postings: afterwards the deleted are not counted.
        "frequencies": {key: again.document_frequency(*key) for key in found},
        "lengths": lengths,
        "tokens": {
            name: round(reader.average_length(name) * filled[name]) if filled[name] else 0
            for name in TEXT_FIELDS
        },
        "stored": {
            number: reader.stored(number)
            for number in sorted({n for of in found.values() for n in of.numbers})
        },
    }


@settings(max_examples=30, deadline=None)
@given(commits)
def test_everything_read_equals_what_the_stock_reader_reads(
    commits: list[tuple[str, list[Entry], set[str]]],
) -> None:
    with TemporaryDirectory() as name:
        folder = Path(name)
        for by, added, deleted in commits:
            commit(folder, by, added, deleted)
            assert said_by_ours(folder) == said_by_stock(folder)


def test_long_posting_lists_are_those_of_the_stock_reader(tmp_path: Path) -> None:
    """Several blocks, whose gaps and counts take one, two and four bytes; and some deleted."""
    for _ in range(2):
        added = [
            Entry(
                ["平台"] * (1 + n % 300),
                "法" if n % 300 else "平" * 400,
                {"doc": [DOCS[n % 3]]} | ({"topic": ["外送"]} if n % 700 == 0 else {}),
                (n,),
            )
            for n in range(1500)
        ]
        commit(tmp_path, "ours", added, [])
    commit(tmp_path, "ours", [], [DOCS[1]])
    assert said_by_ours(tmp_path) == said_by_stock(tmp_path)


@settings(max_examples=20, deadline=None)
@given(added=st.lists(entries, min_size=1, max_size=8), prefix=st.text("平台工作ab1", max_size=2))
def test_a_prefix_gives_the_terms_that_begin_with_it(added: list[Entry], prefix: str) -> None:
    with TemporaryDirectory() as folder:
        write_bulk(Path(folder), added[:4])
        write_bulk(Path(folder), added[4:])
        reader = Reader(Path(folder))
        for field in FIELDS:
            every = list(reader.lexicon(field))
            assert every == sorted(set(every), key=str.encode)
            assert list(reader.lexicon(field, prefix)) == [
                term for term in every if term.startswith(prefix)
            ]


def test_an_index_of_nothing_answers_with_nothing(tmp_path: Path) -> None:
    with BulkWriter(tmp_path) as writer:
        writer.commit(optimize=True)
    reader = Reader(tmp_path)
    assert reader.size == 0
    assert reader.postings("words", "平台") is NOWHERE
    assert list(reader.lexicon("words")) == []
    assert reader.lengths("words") == b""
    assert reader.average_length("words") == 1.0
    assert reader.document_frequency("words", "平台") == 0
    assert reader.paragraphs() == set()
    assert list(reader.file_ids()) == []
    with pytest.raises(IndexError):
        reader.record(0)


def test_a_folder_without_a_commit_names_the_command_that_builds(tmp_path: Path) -> None:
    index = tmp_path / ".cewen"
    index.mkdir()
    with pytest.raises(IndexUnfinishedError) as error:
        Reader(index)
    assert str(error.value) == (
        f"{index}: the first build of this index is still running, or was interrupted. "
        f"Wait for it, or run it again: cewen index {tmp_path}"
    )


def test_unknown_words_fields_and_surrogates_have_no_postings(
    tiny: Reader,
) -> None:
    assert tiny.postings("words", "不在其中") is NOWHERE
    assert tiny.postings("no such field", "平台") is NOWHERE
    assert tiny.postings("words", "") is NOWHERE
    assert list(tiny.lexicon("no such field")) == []


def test_half_a_character_is_not_taken_for_a_question_mark(
    indexed: Callable[[Iterable[Document]], Reader],
) -> None:
    """As it comes from a command line that is not UTF-8."""
    reader = indexed([document("甲", ["為什麼?"])])
    assert len(reader.postings("grams", "?")) == 1
    assert reader.postings("grams", "\udcff") is NOWHERE
    assert reader.document_frequency("grams", "\udcff") == 0
    assert list(reader.lexicon("grams", "\udcff")) == []


def test_numbers_that_no_paragraph_has_are_refused(tiny: Reader) -> None:
    for number in (-1, tiny.size):
        with pytest.raises(IndexError):
            tiny.record(number)


def test_an_index_that_another_program_changed_is_refused(tmp_path: Path) -> None:
    add_to(tmp_path, [document("甲.md", ["一", "二"]), document("乙.md", ["三"])])
    writer = open_dir(str(tmp_path)).writer()
    writer.delete_document(1)
    writer.commit(optimize=True)
    with pytest.raises(IndexDamagedError) as error:
        Reader(tmp_path)
    assert str(error.value) == (
        f"{tmp_path / '_MAIN_2.toc'}: damaged (another program has changed the index). "
        f"Build the index anew: cewen index --rebuild --index {tmp_path} FOLDER"
    )


def test_paragraphs_are_numbered_through_segments_in_the_order_they_came(tmp_path: Path) -> None:
    added = [document(f"{n}.md", [f"第{n}篇之{k}" for k in range(9 - 2 * n)]) for n in range(4)]
    for one in added:
        add_to(tmp_path, [one])
    reader = Reader(tmp_path)
    assert len(open_dir(str(tmp_path))._segments()) > 1
    texts = [paragraph.text for one in added for paragraph in one.paragraphs]
    assert [reader.text(number) for number in sorted(reader.paragraphs())] == texts
    assert reader.size == len(texts) + len(added)  # and one for each file


def test_a_document_has_its_paragraphs_in_order(tmp_path: Path) -> None:
    add_to(tmp_path, [document("甲.md", ["一", "二"], title="甲案"), document("乙.md", ["三"])])
    add_to(tmp_path, [document("丙/丁.md", ["四", "五"])])
    reader = Reader(tmp_path)
    assert sorted(reader.file_ids()) == ["丙/丁.md", "乙.md", "甲.md"]
    for id, texts in (("甲.md", "一二"), ("乙.md", "三"), ("丙/丁.md", "四五")):
        records = [reader.record(number) for number in reader.paragraphs_of(id)]
        assert [record[TEXT] for record in records] == list(texts)
        assert [record[NUMBER] for record in records] == list(range(1, len(texts) + 1))
        assert all(reader.file_of(record) is reader.file(id) for record in records)
    file = reader.file("甲.md")
    assert (file.title, file.paragraphs, file.origin.root) == ("甲案", 2, "/root")
    assert file.state == FileState(1, 1, "d")
    with pytest.raises(KeyError):
        reader.file("戊.md")


def test_a_deleted_document_is_gone_and_its_successor_is_there(tmp_path: Path) -> None:
    add_to(tmp_path, [document("甲.md", ["舊"]), document("乙.md", ["留"] * 9)])
    with BulkWriter(tmp_path) as writer:
        writer.delete("甲.md")
    assert list(Reader(tmp_path).file_ids()) == ["乙.md"]
    with pytest.raises(KeyError):
        Reader(tmp_path).file("甲.md")
    add_to(tmp_path, [document("甲.md", ["新"])])
    reader = Reader(tmp_path)
    assert [reader.text(number) for number in reader.paragraphs_of("甲.md")] == ["新"]
    assert len(reader.paragraphs()) == 10


def test_a_reader_keeps_reading_the_commit_it_was_opened_on(tmp_path: Path) -> None:
    """Also in files it had not looked at before they were deleted."""
    texts = [f"第{n}段的平台工作者" for n in range(300)]
    add_to(tmp_path, [document("甲.md", texts)])
    early = Reader(tmp_path)
    with BulkWriter(tmp_path) as writer:
        writer.delete("甲.md")
        writer.commit(optimize=True)
    assert len(early.postings("words", "平台")) == 300
    assert sum(map(bool, early.lengths("words"))) == 300
    assert early.average_length("words") > 1
    assert [early.text(number) for number in early.paragraphs_of("甲.md")] == texts
    assert len(Reader(tmp_path).postings("words", "平台")) == 0


def test_a_commit_during_opening_is_the_one_that_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its writer removes the files that the table of contents just read has named."""
    add_to(tmp_path, [document("甲.md", ["舊"])])
    interruptions = iter([True])

    def interrupted(path: Path, check: Callable[[bytes], None]) -> Any:
        held = read_contents(path, check)
        if next(interruptions, False):
            add_to(tmp_path, [document("乙.md", ["新"])])
        return held

    monkeypatch.setattr("index.whoosh.commit.read_contents", interrupted)
    reader = Reader(tmp_path)
    assert sorted(reader.text(number) for number in reader.paragraphs()) == ["新", "舊"]
    assert sum(map(bool, reader.lengths("words"))) == 2


def test_an_index_that_has_lost_a_file_says_which(tmp_path: Path) -> None:
    add_to(tmp_path, [document("甲.md", ["平台"])])
    (terms,) = tmp_path.glob("*.trm")
    terms.unlink()
    with pytest.raises(IndexDamagedError) as error:
        Reader(tmp_path)
    assert str(error.value) == (
        f"{terms}: damaged (missing). "
        f"Build the index anew: cewen index --rebuild --index {tmp_path} FOLDER"
    )


def test_an_index_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    add_to(tmp_path / "index", [document("甲.md", ["平台工作者"])])
    before = sorted((tmp_path / "index").iterdir())
    for path in [*before, tmp_path / "index"]:
        path.chmod(path.stat().st_mode & ~0o222)
    assert len(Reader(tmp_path / "index").postings("words", "平台")) == 1
    assert sorted((tmp_path / "index").iterdir()) == before
    (tmp_path / "index").chmod(0o755)


def test_the_length_of_each_byte_is_the_one_whoosh_means() -> None:
    assert list(LENGTH_OF_BYTE) == [byte_to_length(byte) for byte in range(256)]


def test_the_thesaurus_is_the_one_of_the_index(tiny: Reader) -> None:
    assert tiny.thesaurus.topics


@given(st.sets(st.integers(0, 200)), st.dictionaries(st.integers(0, 200), st.integers(1, 300)))
def test_postings_select_and_count_some_paragraphs(wanted: set[int], held: dict[int, int]) -> None:
    numbers = sorted(held)
    expected = {number: held[number] for number in wanted & held.keys()}
    for asked_before in (False, True):
        postings = Postings(numbers, [held[number] for number in numbers])
        if asked_before:
            assert postings.members == held.keys()
        assert postings.shared(frozenset(wanted)) == expected.keys()
        assert dict(postings.counted(wanted)) == expected


def test_few_are_found_among_many_postings() -> None:
    many = range(0, 3000, 3)
    postings = Postings(many, many)
    assert dict(postings.counted([4, 6, 2997, 9999])) == {6: 6, 2997: 2997}
    assert postings.shared([4, 6, 2997, 9999]) == {6, 2997}


def test_a_text_alone_equals_the_text_of_its_record(tmp_path: Path) -> None:
    """Short and long, in one encoding and the other."""
    texts = ["外送員", "外" * 300, "平" * 70_000, "platform work", "platform work " * 40, "AI 治理"]
    add_to(tmp_path, [document("甲.md", texts)])
    reader = Reader(tmp_path)
    numbers = reader.paragraphs_of("甲.md")
    assert [reader.text(number) for number in numbers] == texts
    backwards = reversed(numbers)
    assert list(reader.texts(backwards)) == list(zip(numbers, texts, strict=True))
    assert [reader.record(number)[TEXT] for number in numbers] == texts


def test_texts_come_from_every_segment(tmp_path: Path) -> None:
    for id in DOCS:
        add_to(tmp_path, [document(id, [f"{id}的第一段", f"{id}的第二段"])])
    reader = Reader(tmp_path)
    numbers = [number for id in DOCS for number in reader.paragraphs_of(id)]
    expected = [(number, reader.text(number)) for number in numbers]
    assert list(reader.texts(set(numbers))) == expected
    assert list(reader.texts(numbers[1:5:3])) == expected[1:5:3]
    assert list(reader.texts([])) == []


def test_a_list_becomes_cheaper_the_more_often_it_was_missed(
    tiny: Reader,
) -> None:
    reader = Reader(tiny.folder)
    size = reader.document_frequency("grams", "平")
    assert size > 1
    assert reader.unread("grams", "平") == size
    reader.missed("grams", "平", 1)
    assert reader.unread("grams", "平") == size - 1
    reader.missed("grams", "平", size)
    assert reader.unread("grams", "平") == 0
    assert reader.unread("grams", "台") == reader.document_frequency("grams", "台")
    reader.postings("grams", "台")
    assert reader.unread("grams", "台") == 0
