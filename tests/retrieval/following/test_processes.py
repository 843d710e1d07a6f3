"""Several processes at one store, and processes that die."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from retrieval.catalogue.database import Database
from retrieval.following import Following
from retrieval.following.values import State
from tests.retrieval.following.building import day, delivery, follower

CHANNEL = follower().id
# Each day has 20 papers, ten of which were there the day before.
PLANNER = """
import sys
from retrieval.catalogue.database import Database
from retrieval.following import Following
from tests.retrieval.following.building import delivery
url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
following = Following(Database(url))
for number in range(count):
    papers = [f"2506.{n:05d}" for n in range(10 * number, 10 * number + 20)]
    id_ = f"{name}-{number}"
    print(number, following.plan(delivery(id_, number, *papers)), flush=True)
    if following.sending(id_, tries=0) and number % 3:
        following.confirm(id_, [f"message-{id_}"]) if number % 3 == 1 else following.fail(id_)
"""


@pytest.fixture
def channel(url):
    with closing(Database(url)) as database:
        following = Following(database)
        following.put_follower(follower())
        yield following


def planner(repository, url, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", PLANNER, url, name, str(count)],
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def all_deliveries(following):
    return following.deliveries(CHANNEL, 10_000)


def check_that_no_paper_is_told_twice(following):
    live = [one for one in all_deliveries(following) if one.state is not State.FAILED]
    papers = Counter(item.paper_id for one in live for item in one.items)
    assert papers
    assert max(papers.values()) == 1
    assert following.delivered(CHANNEL, papers) == papers.keys()
    days = Counter(one.day for one in live)
    assert max(days.values()) == 1


def test_of_processes_that_plan_the_same_days_exactly_one_wins_each(repository, url, channel):
    processes = [planner(repository, url, name, 40) for name in ("ada", "bob", "eve")]
    won = Counter()
    for process in processes:
        said, errors = process.communicate(timeout=90)
        assert (process.returncode, errors) == (0, "")
        won.update(line.split()[0] for line in said.splitlines() if line.endswith("True"))
    check_that_no_paper_is_told_twice(channel)
    whole = [one for one in all_deliveries(channel) if one.state is not State.FAILED]
    assert {one.day for one in whole} <= {day(number) for number in range(40)}
    lone = {str(number) for number in range(40) if number % 3 != 2}  # the others fail: free again
    assert all(won[number] == 1 for number in lone & won.keys())


def test_a_process_killed_while_planning_leaves_whole_deliveries_or_none(repository, url, channel):
    told = -1
    for round_number in range(3):
        with planner(repository, url, f"round-{round_number}", 10_000) as process:
            for _ in range(8 * (round_number + 1)):
                told = max(told, int(process.stdout.readline().split()[0]))
            process.send_signal(signal.SIGKILL)
        check_that_no_paper_is_told_twice(channel)
        for one in all_deliveries(channel):
            assert (one.state is State.SENT) == bool(one.messages)
        assert channel.last_day(CHANNEL) >= day(told - 1)  # the last one may have failed
    assert all(one.state in {State.PLANNED, State.SENDING} for one in channel.doubtful())
    for one in channel.doubtful():
        assert channel.fail(one.id) != channel.confirm(one.id, ["late"])
    check_that_no_paper_is_told_twice(channel)


def test_of_many_threads_that_plan_one_day_one_wins(channel):
    with ThreadPoolExecutor(8) as threads:
        planned = threads.map(
            lambda number: channel.plan(delivery(f"d-{number}", 0, "2506.00001")), range(30)
        )
        assert sorted(planned) == [False] * 29 + [True]


def test_of_many_threads_that_would_send_one_delivery_one_may(channel):
    channel.plan(delivery("one", 0, "2506.00001"))
    with ThreadPoolExecutor(8) as threads:
        may = threads.map(lambda _: channel.sending("one", tries=0), range(30))
        assert sorted(may) == [False] * 29 + [True]
