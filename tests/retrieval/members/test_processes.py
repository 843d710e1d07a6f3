"""Several threads and processes at one store, and processes that die."""

from __future__ import annotations

import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.members import Members
from tests.retrieval.catalogue.building import TODAY, numbered
from tests.retrieval.members.building import ADA, CHANNEL, HOUR, NOON, showing, silent

ASKER = """
import sys
from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.members import Members
from tests.retrieval.catalogue.building import TODAY, numbered
from tests.retrieval.members.building import NOON, showing
url, name, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
database = Database(url)
catalogue = Catalogue(database)
catalogue.store(numbered(3), today=TODAY)
members = Members(database, catalogue)
papers = catalogue.papers(one.paper.id for one in numbered(3)).values()
for number in range(count):
    turn = showing(*papers, id=f"{name}-{number}", user=name)
    members.remember(turn)
    members.shown_by(turn.id, f"message-{turn.id}")
    members.save(name, f"2506.{number:05d}", NOON)
    members.rate("everybody", 1, turn_id="t", paper_id=None, when=NOON)
    print(number, flush=True)
"""


def asker(repository, url, name, count):
    return subprocess.Popen(
        [sys.executable, "-c", ASKER, url, name, str(count)],
        cwd=repository,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_processes_that_open_and_fill_one_new_store_at_once_lose_nothing(repository, url):
    names = ["ada", "bob", "eve"]
    processes = [asker(repository, url, name, 40) for name in names]
    for process in processes:
        _, said = process.communicate(timeout=90)
        assert (process.returncode, said) == (0, "")
    with closing(Database(url)) as database:
        members = Members(database, Catalogue(database))
        for name in names:
            assert len(members.saved(name)) == 40
            assert members.turn_shown_by(f"message-{name}-39").id == f"{name}-39"
        assert len(members.ratings("everybody")) == 1
        assert members.expire(NOON + HOUR) == 120


def test_a_process_killed_while_asking_loses_nothing_that_it_was_told_is_kept(repository, url):
    with asker(repository, url, ADA, 100_000) as process:
        for _ in range(25):
            last = int(process.stdout.readline())
        process.send_signal(signal.SIGKILL)
    with closing(Database(url)) as database:
        members = Members(database, Catalogue(database))
        for number in range(last + 1):
            turn = members.turn(f"{ADA}-{number}")
            assert turn == members.turn_shown_by(f"message-{turn.id}")
            assert len(turn.outcome.evidence) == 3
        assert len(members.saved(ADA)) >= last + 1


def test_of_many_threads_that_save_one_paper_one_is_the_first(members):
    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: members.save(ADA, "2506.00001", NOON), range(40)))
    assert sorted(found) == [False] * 39 + [True]


def test_threads_that_ask_while_papers_are_stored_all_find_their_turns(members, catalogue):
    catalogue.store(numbered(5), today=TODAY)
    papers = list(catalogue.papers(one.paper.id for one in numbered(5)).values())

    def ask(number: int) -> bool:
        turn = showing(*papers, id=f"turn-{number}")
        members.remember(turn)
        return members.turn(turn.id) == turn

    with ThreadPoolExecutor(8) as threads:
        storing = threads.submit(catalogue.store, numbered(400, start=10), today=TODAY)
        assert all(threads.map(ask, range(60)))
        assert storing.result().added == 400


def test_forgetting_while_others_ask_forgets_the_one_and_keeps_the_others(members):
    with ThreadPoolExecutor(4) as threads:
        kept = threads.map(
            lambda number: members.remember(silent(id=f"bob-{number}", user="bob")), range(40)
        )
        for number in range(10):
            members.remember(silent(id=f"ada-{number}"))
        assert members.forget(ADA).turns == 10
        assert list(kept) == [None] * 40
    last = members.last_turns(CHANNEL, since=NOON, limit=100)
    assert [turn.user for turn in last] == ["bob"] * 40
