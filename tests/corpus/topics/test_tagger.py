"""Topics: which words count and where, and the errors in topic files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.document import Document, Paragraph, TopicTag
from corpus.fold import fold
from corpus.topics.tagger import Tagger
from corpus.topics.thesaurus import Thesaurus
from corpus.topics.topic import Topic, Word, forms
from corpus.topics.topic_file import TopicFileError, load_topics

BUILT_IN = Thesaurus.load()
TAGGER = Tagger(BUILT_IN)


def tagger(**words: str) -> Tagger:
    """Return a tagger of topics given as id="word word -excluded word+companion"."""
    topics = {}
    for id, text in words.items():
        signals = [piece for piece in text.split() if not piece.startswith("-")]
        topics[id] = Topic(
            id,
            {"zh-Hant": id},
            tuple(Word(word, tuple(w.split("|"))) if w else Word(word)
                  for word, _, w in (piece.partition("+") for piece in signals)),
            tuple(piece[1:] for piece in text.split() if piece.startswith("-")),
        )  # fmt: skip
    return Tagger(Thesaurus(topics))


def found(tagger: Tagger, text: str) -> dict[str, list[str]]:
    return {tag.topic: [text[s:e] for s, e in tag.spans] for tag in tagger.tag_text(text)}


def ids(text: str) -> set[str]:
    return {tag.topic for tag in TAGGER.tag_text(text)}


# -- which words count


def test_words_of_either_script_have_spans_in_the_original_text() -> None:
    assert found(tagger(a="外賣騎手"), "有些外卖骑手，有些外賣騎手。") == {
        "a": ["外卖骑手", "外賣騎手"]
    }


def test_the_longest_of_nested_words_of_a_topic_counts() -> None:
    assert found(tagger(a="平台 平台工作 平台工作者 工作者"), "平台工作者") == {"a": ["平台工作者"]}


def test_a_word_nested_in_another_topics_word_counts() -> None:
    hits = found(tagger(a="人工智慧", b="人工智慧基本法"), "人工智慧基本法")
    assert hits == {"a": ["人工智慧"], "b": ["人工智慧基本法"]}


def test_an_occurrence_in_an_excluded_string_does_not_count() -> None:
    text = "這個資料裡有個資。"
    assert TAGGER.tag_text(text)[0] == TopicTag("personal-data", ((6, 8),))


def test_an_exclusion_does_not_affect_other_topics() -> None:
    assert found(tagger(a="平台 -交流平台", b="平台"), "交流平台") == {"b": ["平台"]}


def test_an_excluded_word_only_names_its_topic() -> None:
    assert found(tagger(a="教育 教改 -教育"), "教育與教改") == {"a": ["教改"]}


def test_a_word_with_companions_needs_one_of_them() -> None:
    cautious = tagger(a="平台+外送|僱傭")
    assert found(cautious, "平台上線了") == {}
    assert found(cautious, "平台與外送") == {"a": ["平台"]}
    assert found(cautious, "平台的雇傭與僱傭") == {"a": ["平台"]}


def test_a_word_also_listed_without_companions_needs_none() -> None:
    assert found(tagger(a="平台+外送 平台"), "平台") == {"a": ["平台"]}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Gig Workers and a gig-worker", ["Gig Workers", "gig-worker"]),
        ("外送員即gig worker也", ["gig worker"]),
        ("Ｇｉｇ　ｗｏｒｋｅｒ", ["Ｇｉｇ　ｗｏｒｋｅｒ"]),
        ("brigig worker, gig workerism", []),
    ],
)
def test_latin_words_match_whole_in_any_case_and_in_the_plural(text: str, words: list[str]) -> None:
    worker = Tagger(Thesaurus({"a": Topic("a", {"en": "gig worker"}, (Word("gig worker"),))}))
    assert found(worker, text).get("a", []) == words


@pytest.mark.parametrize("text", ["AI治理", "AI 治理", "ＡＩ治理", "ai 治理"])
def test_a_space_between_latin_and_chinese_is_ignored(text: str) -> None:
    assert found(tagger(a="AI治理"), text) == {"a": [text]}


def test_forms_include_english_plurals() -> None:
    assert forms("policy") == ("policy", "policies")
    assert forms("tax") == ("tax", "taxes")
    assert forms("SMEs") == ("smes",)


# -- headings, titles, labels


def test_paragraphs_inherit_topics_of_headings_without_spans() -> None:
    tags = TAGGER.tag_text("與會者討論良久。", ("外送平台的管理",))
    assert TopicTag("platform-work") in tags


def test_words_keep_spans_below_a_heading_of_their_topic() -> None:
    tags = TAGGER.tag_text("外送員發言。", ("外送平台的管理",))
    assert TopicTag("platform-work", ((0, 3),)) in tags


def test_titles_and_speaker_labels_are_not_inherited() -> None:
    title = "外送平台座談"
    assert TAGGER.tag_text("大家好。", (title, "外送員代表："), title=title) == ()


def test_every_paragraph_except_labels_is_tagged() -> None:
    document = Document(
        "a.md",
        "外送平台座談",
        None,
        "transcript",
        (
            Paragraph(1, "heading", "外送平台座談"),
            Paragraph(2, "heading", "外送員代表：", ("外送平台座談",)),
            Paragraph(3, "body", "我們要勞保。", ("外送平台座談",)),
            Paragraph(4, "heading", "零工的保障", ("外送平台座談",)),
            Paragraph(5, "body", "主席致謝。", ("外送平台座談", "零工的保障")),
        ),
    )
    tagged = TAGGER.tag(document)
    assert [[tag.topic for tag in p.topics] for p in tagged.paragraphs] == [
        ["platform-work"],
        [],
        ["social-insurance"],
        ["platform-work"],
        ["platform-work"],
    ]
    assert tagged.paragraphs[4].topics[0].spans == ()


def test_tagging_replaces_existing_tags() -> None:
    paragraph = Paragraph(1, "body", "無關的話。", topics=(TopicTag("housing", ((0, 1),)),))
    document = Document("a.md", "題", None, "other", (paragraph,))
    tagged = TAGGER.tag(document)
    assert tagged.paragraphs == (paragraph._replace(topics=()),)
    assert TAGGER.tag(tagged) == tagged


# -- against brute force

LETTERS = st.text(alphabet="平台外送員a b", max_size=24)
WORDS = st.lists(st.text(alphabet="平台外送員ab", min_size=1, max_size=4), min_size=1, max_size=6)


def occurrences(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Return every occurrence of every form of every word, found by trying each offset."""
    folded = fold(text)
    places = set()
    for form in {form for word in words for form in forms(word)}:
        for start in range(len(folded) - len(form) + 1):
            end = start + len(form)
            before, after = folded[start - 1 : start], folded[end : end + 1]
            cut = (form[0].isascii() and before.isascii() and before.isalnum()) or (
                form[-1].isascii() and after.isascii() and after.isalnum()
            )
            if folded[start:end] == form and not cut:
                places.add((start, end))
    return sorted(places, key=lambda place: (place[0], -place[1]))


@given(LETTERS, WORDS, WORDS, WORDS)
def test_spans_are_those_of_a_brute_force_search(
    text: str, words: list[str], excluded: list[str], companions: list[str]
) -> None:
    topic = Topic(
        "a", {"en": "a"}, tuple(Word(word, tuple(companions)) for word in words), tuple(excluded)
    )
    barred = occurrences(text, excluded)
    expected: list[tuple[int, int]] = []
    for start, end in occurrences(text, words) if occurrences(text, companions) else []:
        outside = not any(a <= start and end <= b for a, b in barred)
        if outside and (not expected or start >= expected[-1][1]):
            expected.append((start, end))
    tags = Tagger(Thesaurus({"a": topic})).tag_text(text)
    assert tags == ((TopicTag("a", tuple(expected)),) if expected else ())


# -- the built-in topics


def test_every_topic_has_names_and_at_least_four_words() -> None:
    assert len(BUILT_IN.topics) >= 130
    for topic in BUILT_IN.topics.values():
        assert list(topic.labels) == ["zh-Hant", "zh-Hans", "en"]
        assert len(topic.words) >= 4, topic.id


def test_every_exclusion_contains_a_word_of_its_topic() -> None:
    for topic in BUILT_IN.topics.values():
        words = [fold(word.text) for word in topic.words] + [fold(t) for t in topic.labels.values()]
        idle = [text for text in topic.exclude if not any(w in fold(text) for w in words)]
        assert not idle, topic.id


def test_broader_topics_have_no_cycle() -> None:
    def above(id: str) -> set[str]:
        return {id}.union(*(above(topic.id) for topic in BUILT_IN.broader(id)))

    for id in BUILT_IN.topics:
        assert all(id not in above(topic.id) for topic in BUILT_IN.broader(id))


@pytest.mark.parametrize(
    "text",
    [
        "外送員要求合理的報酬。",
        "外卖骑手的社会保险由谁缴纳？",
        "新就业形态劳动者可以参加工会。",
        "食物外送平台須為車手投保。",
        "平台經濟下的勞工需要保障。",
        "平台與司機之間有沒有僱傭關係？",
        "Gig workers deserve social protection.",
    ],
)
def test_platform_work_is_found_by_words_of_each_region(text: str) -> None:
    assert "platform-work" in ids(text)


@pytest.mark.parametrize(
    "text",
    [
        "這場研習是各部會的交流平臺。",
        "僱傭關係的爭議，請上對話平台或政策平台提出。",
        "連署平臺上有五千人附議。",
        "請到開放資料平臺下載。",
        "他把打零工具箱收好。",
    ],
)
def test_a_platform_for_discussion_is_not_platform_work(text: str) -> None:
    assert "platform-work" not in ids(text)


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("trade-unions", "員工會議改到下午。"),
        ("cybersecurity", "師資安排由學校決定。"),
        ("long-term-care", "校長照片掛在牆上。"),
        ("migrant-workers", "請先轉移工作。"),
        ("justice", "公司法第一條。"),
        ("indigenous-peoples", "部落格文章。"),
        ("nuclear-power", "審核能否通過？"),
        ("human-rights", "出資人權益。"),
    ],
)
def test_strings_across_word_boundaries_do_not_count(topic: str, text: str) -> None:
    assert topic not in ids(text)


# -- finding a topic by name


@pytest.mark.parametrize(
    "name",
    [
        "platform-work",
        "平臺工作者",
        "平台工作者",
        "新就業形態",
        "gig workers",
        "GIG-WORKER",
        "外卖骑手",
    ],
)
def test_a_topic_is_found_by_id_or_word(name: str) -> None:
    topic = BUILT_IN.find(name)
    assert topic is not None
    assert topic.id == "platform-work"


def test_every_label_finds_its_topic() -> None:
    for topic in BUILT_IN.topics.values():
        assert BUILT_IN.find(topic.id) is topic
        for label in topic.labels.values():
            named = BUILT_IN.find(label)
            assert named is not None
            assert fold(label) in map(fold, named.labels.values())


def test_a_word_with_companions_names_its_only_topic() -> None:
    wages = BUILT_IN.find("薪資")
    assert wages is not None
    assert wages.id == "wages"
    either = Thesaurus(
        {id: Topic(id, {"en": id}, (Word("平台", ("外送",)),)) for id in ("riders", "forums")}
    )
    assert either.find("平台") is None


def test_an_unknown_name_finds_no_topic() -> None:
    assert BUILT_IN.find("不在任何主題裡的話") is None


def test_relations_work_in_both_directions() -> None:
    assert "nonstandard-work" in {topic.id for topic in BUILT_IN.broader("platform-work")}
    assert "platform-work" in {topic.id for topic in BUILT_IN.narrower("nonstandard-work")}
    assert "sharing-economy" in {topic.id for topic in BUILT_IN.related("platform-work")}
    assert "platform-work" in {topic.id for topic in BUILT_IN.related("sharing-economy")}


# -- files of the user


def written(folder: Path, text: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_adds_and_extends_topics(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
[lantern-trade]
prefLabel = { zh-Hant = "燈籠業", en = "lantern trade" }
altLabel = ["糊燈籠", { words = ["竹骨"], with = ["燈"] }]
broader = ["platform-work"]

[platform-work]
altLabel = ["跑單俠"]
exclude = ["外送員日記"]
""",
    )
    thesaurus = Thesaurus.load(path)
    mine = Tagger(thesaurus)
    assert len(thesaurus.topics) == len(BUILT_IN.topics) + 1
    assert found(mine, "跑單俠與外送員，見《外送員日記》") == {
        "platform-work": ["跑單俠", "外送員"],
    }
    assert found(mine, "竹骨做的燈")["lantern-trade"] == ["竹骨"]
    assert thesaurus.topics["platform-work"].label("en") == "platform work"
    assert thesaurus.topics["lantern-trade"].label("zh-Hans") == "燈籠業"


def test_the_version_depends_on_the_words_only(tmp_path: Path) -> None:
    path = written(tmp_path, '[platform-work]\naltLabel = ["跑單俠"]\n')
    assert Thesaurus.load().version == BUILT_IN.version
    assert Thesaurus.load(path).version != BUILT_IN.version
    before = Thesaurus.load(path).version
    written(tmp_path, '# 註解\n[platform-work]\naltLabel = [ "跑單俠" ]\n')
    assert Thesaurus.load(path).version == before


MISTAKES = {
    '[a]\nprefLabel = { en = "a" }\naltLabel = ["x"\n': "4: not valid TOML: Unclosed array",
    '[A b]\nprefLabel = { en = "a" }\n': "1: not valid TOML: Expected ']'",
    '[Aa]\nprefLabel = { en = "a" }\n': (
        "1: [Aa]: expected small letters, digits and hyphens, as in [platform-work]"
    ),
    'a = 1\n': "1: [a]: expected a table [a] with prefLabel and words",
    '[a]\nprefLabel = { en = "a" }\n\naltlabel = ["x"]\n': (
        "4: [a] altlabel: unknown key; expected one of prefLabel, altLabel, hiddenLabel, exclude, "
        "broader, related"
    ),
    '[a]\naltLabel = ["x"]\n': (
        '1: [a] prefLabel: expected a name for each language: { zh-Hant = "…", … }'
    ),
    '[a]\nprefLabel = { fr = "a" }\n': (
        "2: [a] prefLabel: expected a language out of zh-Hant, zh-Hans, en, not fr"
    ),
    '[a]\nprefLabel = { en = "a" }\naltLabel = [\n  "x",\n  17,\n]\n': (
        "5: [a] altLabel: expected a word in quotation marks, not 17"
    ),
    '[a]\nprefLabel = { en = "a" }\naltLabel = ["外送\\n平台"]\n': (
        "3: [a] altLabel: expected a word on one line, not '外送\\n平台'"
    ),
    '[a]\nprefLabel = { en = "a" }\naltLabel = "x"\n': (
        '3: [a] altLabel: expected a list: ["…", "…"]'
    ),
    '[a]\nprefLabel = { en = "a" }\naltLabel = [{ words = ["x"] }]\n': (
        '3: [a] altLabel: expected { words = ["…"], with = ["…"] }'
    ),
    '[a]\nprefLabel = { en = "a" }\naltLabel = [{ words = ["x"], with = "y" }]\n': (
        '3: [a] altLabel: expected a list of words: ["…", "…"]'
    ),
    '[b]\nprefLabel = { en = "b" }\n[a]\nprefLabel = { en = "a" }\nbroader = ["c"]\n': (
        "5: [a] broader: expected the id of another topic, not 'c'"
    ),
    '[b]\nprefLabel = { en = "x" }\n[a]\nprefLabel = { en = "X" }\n': (
        "4: [a] prefLabel: expected a name of its own; X is the name of [b]"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "message"), MISTAKES.items())
def test_an_error_names_line_and_expectation(tmp_path: Path, text: str, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(TopicFileError) as caught:
        load_topics(path)
    said = str(caught.value)
    # The parser's own message differs between Python versions.
    assert said == f"{path}:{message}" or (
        "not valid TOML" in message and said.startswith(f"{path}:{message.split(': ')[0]}: not")
    )


def test_an_unreadable_topic_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(TopicFileError, match="cannot be read as a topic file"):
        load_topics(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe\xff")
    with pytest.raises(TopicFileError, match=r"bytes\.toml: cannot be read as a topic file"):
        load_topics(tmp_path / "bytes.toml")
