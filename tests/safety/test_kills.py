"""A run that is killed leaves the old state, the new one, or what says that it is not finished."""

from __future__ import annotations

import random
import time

import pytest

from tests.safety.commands import Server
from tests.safety.kills import JOBS, Job, Killed

_SHORT, _LONG = 1, 40
_SEED = 15


@pytest.fixture(params=JOBS, ids=lambda job: job.name, scope="module")
def job(request: pytest.FixtureRequest) -> Job:
    chosen: Job = request.param
    return chosen


@pytest.fixture(scope="module")
def small(
    server: Server,
    writing_server: Server,
    job: Job,
    tmp_path_factory: pytest.TempPathFactory,
) -> Killed:
    return Killed(server, writing_server, tmp_path_factory.mktemp("kills"), job, 24)


@pytest.fixture(scope="module")
def large(
    server: Server,
    writing_server: Server,
    job: Job,
    tmp_path_factory: pytest.TempPathFactory,
) -> Killed:
    return Killed(server, writing_server, tmp_path_factory.mktemp("kills"), job, 200)


def kill_often(killed: Killed, count: int) -> None:
    drawn = random.Random(_SEED)
    began = time.monotonic()
    killed.operations()
    longest = time.monotonic() - began
    in_time = 0
    for number in range(count):
        jobs = (1, None, 2, None)[number % 4]
        seconds = longest * drawn.uniform(0.1, 1)
        in_time += killed.kill_at_time(seconds, jobs=jobs, group=number % 3 > 0)
    assert in_time >= count // 3  # else they were killed when all was done


def test_a_run_killed_at_some_moments_leaves_a_whole_state(small: Killed) -> None:
    kill_often(small, _SHORT)


def test_a_run_killed_at_its_commit_leaves_a_whole_state(small: Killed) -> None:
    operations = small.operations()
    commits = [n for n, line in enumerate(operations, 1) if line.startswith("replace")]
    assert commits
    [last] = [n for n in commits if ".toc" in operations[n - 1]]
    small.kill_at_operation(last + (small.job.name == "update"))


@pytest.mark.long
def test_a_run_killed_at_random_moments_leaves_a_whole_state(large: Killed) -> None:
    kill_often(large, _LONG)


@pytest.mark.long
def test_a_run_killed_at_any_file_operation_leaves_a_whole_state(small: Killed) -> None:
    for number in range(1, len(small.operations()) + 1):
        small.kill_at_operation(number)
