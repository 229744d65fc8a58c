"""Twenty-four jobs of four kinds of users, each one command, in each language.

The four were tried as new users would: a legislative assistant, a researcher, a journalist, and an
organization that makes tables.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from searcher.language import LANGUAGES
from tests.searcher.cli.command import environment, run

SAMPLES = Path(__file__).parents[2] / "corpus" / "samples"


class Job(NamedTuple):
    """What somebody wants; the words of the command; and what its answer must contain."""

    wish: str
    command: str
    expected: tuple[str, ...]


JOBS = {
    "legislative assistant": (
        Job("every paragraph on couriers", "search 外送員 --all", ("外送員 21", "44")),
        Job("who spoke on them", "who 外送員", ("外送員代表", "2025-03-18")),
        Job("what the ministry said", "search 平台 --org 勞動部", ("勞動部代表",)),
        Job("an article of a law", "show 勞動權益指引 第5條", ("前條事項之變更",)),
        Job("what came first", "search 外送員 --sort oldest -n 1", ("2025-03-18",)),
        Job(
            "a footnote with the years of the Republic",
            "search 外送員 保險 -n 1 --format footnotes --roc",
            ("民國114年",),
        ),
    ),
    "researcher": (
        Job("both scripts at once", "search 算法透明", ("演算法",)),
        Job("two sides of the Strait", "timeline 外送員 --per side", ("tw", "cn")),
        Job("counts by year", "timeline 人工智能 --by year", ("2025",)),
        Job("a topic in whatever words", "search 议题:算法管理 --all", ("演算法",)),
        Job("words near a word", "words 算法 --min 2", ("平台",)),
        Job(
            "a table with the titles of documents",
            "search 人工智能 --format csv",
            ("quote,", "title,", "doc,"),
        ),
    ),
    "journalist": (
        Job("the best quote of an official", "who 平台 --speaker 勞動部代表", ("勞動部代表",)),
        Job(
            "what either of two said",
            "search 外送員 --speaker 外送員代表 --speaker 保險業者代表",
            ("外送員代表", "保險業者代表"),
        ),
        Job("whether quotations hold", "verify draft.md", ("2025-03-18-平台工作者座談會紀實.md",)),
        Job("the answer to a question", "exchange 职业伤害", ("提问者 → 回答者",)),
        Job("what was said around it", "show 座談會#6 -C 1", ("#5", "#7", "勞動部代表")),
        Job(
            "verbatim or reported",
            "search 職災 --format json -n 1",
            ('"reported": ',),
        ),
    ),
    "tables": (
        Job(
            "who said how much when",
            "timeline 外送員 --per speaker --format csv",
            ("speaker", "2025"),
        ),
        Job("the speakers", "speakers --format csv --all", ("勞動部代表",)),
        Job("the topics", "topics --format csv", ("platform-work",)),
        Job("all words of an organization", "export 機關:工會 --no-labels", ("工會代表",)),
        Job("many queries in one table", "batch queries.txt --format csv", ("演算法", "外送員")),
        Job("what is new since", "new 外送", ("外送",)),
    ),
}
_ALL = [(role, job) for role, jobs in JOBS.items() for job in jobs]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of a user with the samples, a draft and a list of queries."""
    home = tmp_path_factory.mktemp("home")
    folder = home / "reports"
    shutil.copytree(SAMPLES, folder)
    first = folder / "2025-03-18-平台工作者座談會紀實.md"
    text = first.read_text(encoding="utf-8")
    first.unlink()
    env = environment(home)
    assert run("index", str(folder), env=env).code == 0
    assert run("search", "外送", "--save", "外送", env=env, cwd=folder).code == 0
    first.write_text(text, encoding="utf-8")
    assert run("index", str(folder), env=env).code == 0
    (folder / "draft.md").write_text(
        "工會代表提醒：「外送平台以演算法決定誰接得到單、每單多少錢，外送員卻只看得到結果」。\n",
        encoding="utf-8",
    )
    (folder / "queries.txt").write_text("演算法\n外送員 保險\n", encoding="utf-8")
    return home


def test_there_are_six_jobs_of_each() -> None:
    assert [len(jobs) for jobs in JOBS.values()] == [6, 6, 6, 6]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("role", "job"), _ALL, ids=lambda one: getattr(one, "wish", one))
def test_a_job_is_one_command(home: Path, language: str, role: str, job: Job) -> None:
    env = environment(home, CEWEN_LANG=language)
    words = job.command.split()
    more = ["--keep"] if words[0] == "new" else []  # else the next language finds nothing new
    ran = run(*words, *more, env=env, cwd=home / "reports")
    assert ran.code == 0, ran.err
    missing = [one for one in job.expected if not re.search(re.escape(one), ran.out)]
    assert missing == [], f"{role}: {job.wish}: {ran.out[:2000]}"
