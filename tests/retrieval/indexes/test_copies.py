"""Local copies that follow what is indexed, over both kinds of store."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from retrieval.catalogue import open_catalogue
from retrieval.catalogue.queue import Reached
from retrieval.errors import StoreOwned
from retrieval.indexes.copies import Copies
from retrieval.papers import content_hash
from tests.retrieval.catalogue.building import TODAY, numbered, record, title_only


class Ids:
    """A copy that holds ids only, and what it was told."""

    def __init__(self) -> None:
        self.held: set[str] = set()
        self.at: Reached | None = None
        self.taken: list[int] = []

    def reached(self) -> Reached | None:
        return self.at

    def clear(self) -> None:
        self.held, self.at = set(), None

    def take(self, changed, gone, reached) -> None:
        self.held = (self.held | set(changed)) - set(gone)
        self.at = reached
        if changed or gone:
            self.taken.append(len(changed) + len(gone))


@pytest.fixture
def catalogue(url):
    with open_catalogue(url) as opened:
        yield opened


def index(catalogue, limit=10_000):
    """As the indexer does it, without any index."""
    while gone := catalogue.indexing.removals(limit):
        catalogue.indexing.mark((), gone)
    due = catalogue.indexing.due(limit)
    catalogue.indexing.mark([(k.paper.id, content_hash(k.paper, k.notes)) for k in due])
    return {known.paper.id for known in due}


def test_a_copy_takes_what_was_indexed_and_nothing_else(catalogue):
    mine = Ids()
    following = Copies(catalogue, [mine])
    catalogue.store(numbered(5), today=TODAY)
    assert not following.lag()
    assert following.follow() == 0
    indexed = index(catalogue, limit=3)
    assert following.lag()
    assert following.follow() == 3
    assert mine.held == indexed
    assert not following.lag()
    assert following.follow() == 0


def test_every_copy_follows_at_its_own_pace(catalogue):
    early, late = Ids(), Ids()
    for number in range(1, 4):
        catalogue.store(numbered(number * 10), today=TODAY)
        index(catalogue)
        Copies(catalogue, [early]).follow()
    Copies(catalogue, [late]).follow()
    assert early.held == late.held == {known.paper.id for known in _all(catalogue)}
    assert (early.taken, late.taken) == ([10, 10, 10], [30])


def test_a_paper_that_was_absorbed_leaves_every_copy(catalogue):
    mine, late = Ids(), Ids()
    bare = title_only("A study of which only the title is known")
    catalogue.store([bare], today=TODAY)
    index(catalogue)
    Copies(catalogue, [mine]).follow()
    assert mine.held == {bare.paper.id}
    catalogue.store([record("2506.00077", bare.paper.title)], today=TODAY)
    index(catalogue)
    Copies(catalogue, [mine, late]).follow()
    assert mine.held == late.held == {"2506.00077"}


def test_numbers_never_fall_when_the_newest_paper_goes(catalogue):
    bare = title_only("A study of which only the title is known")
    catalogue.store([*numbered(2), bare], today=TODAY)
    index(catalogue)
    before = catalogue.indexing.latest()
    catalogue.store([record("2506.00077", bare.paper.title)], today=TODAY)
    assert catalogue.indexing.latest() == before
    index(catalogue)
    assert catalogue.indexing.latest().indexing == before.indexing + 2


def test_a_rebuilt_index_is_taken_again(catalogue):
    mine = Ids()
    following = Copies(catalogue, [mine])
    catalogue.store(numbered(4), today=TODAY)
    index(catalogue)
    following.follow()
    catalogue.indexing.make_all_due()
    assert not following.lag()
    index(catalogue)
    assert following.follow() == 4


def test_what_is_followed_in_steps_goes_on_after_an_interruption(catalogue):
    mine = Ids()
    catalogue.store(numbered(5), today=TODAY)
    index(catalogue)

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Copies(catalogue, [mine], step=2).follow(stop)
    assert mine.taken == [2]
    assert Copies(catalogue, [mine]).follow() == 3
    assert len(mine.held) == 5


@pytest.mark.parametrize("of", [Reached("another-store", 1), Reached("", 10_000)])
def test_a_copy_of_another_store_or_of_a_later_state_begins_anew(catalogue, of):
    mine = Ids()
    catalogue.store(numbered(3), today=TODAY)
    index(catalogue)
    mine.held = {"2401.99999"}
    mine.at = Reached(of.store or catalogue.indexing.latest().store, of.indexing)
    Copies(catalogue, [mine]).follow()
    assert mine.held == {known.paper.id for known in _all(catalogue)}


def test_nothing_is_skipped_while_several_store_and_mark_at_once(url):
    """Each thread has connections of its own, as a process has."""
    mine = Ids()
    with open_catalogue(url) as first, open_catalogue(url) as second:
        everything = numbered(120)

        def store(which, part):
            for at in range(part, len(everything), 20):
                which.store(everything[at : at + 10], today=TODAY)
                index(which, limit=7)

        with ThreadPoolExecutor(3) as threads:
            ends = [threads.submit(store, first, 0), threads.submit(store, second, 10)]
            following = Copies(first, [mine])
            while not all(end.done() for end in ends):
                following.follow()
            for end in ends:
                end.result()
        while second.indexing.is_due():
            index(second)
        following.follow()
        assert mine.held == {known.paper.id for known in _all(first)}
        assert len(mine.held) == 120


def test_one_process_at_a_time_indexes_a_store(url):
    with open_catalogue(url) as first, open_catalogue(url) as second:
        with (
            first.indexing.alone(),
            pytest.raises(StoreOwned, match="another process"),
            second.indexing.alone(),
        ):
            pass
        with second.indexing.alone():
            pass


def test_whoever_fails_while_indexing_lets_others_in(url):
    with open_catalogue(url) as first, open_catalogue(url) as second:
        with pytest.raises(InterruptedError), first.indexing.alone():
            raise InterruptedError
        with second.indexing.alone():
            pass


def _all(catalogue):
    return catalogue.papers(catalogue.matching()).values()
