"""Whatever happens in whatever order, a paper is told to a follower once."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from functools import lru_cache
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.following import Following, deliveries
from retrieval.following.values import Item, News, State
from tests.retrieval.catalogue.building import TODAY, record, title_only
from tests.retrieval.following.building import NOON, day, delivery, follower

FOLLOWERS = ("channel:2001", "channel:2002")
TITLES = tuple(f"A study of subject {name} in depth" for name in ("one", "two"))
OLD = tuple(title_only(title).paper.id for title in TITLES)
NEW = tuple(f"2506.0000{number}" for number in range(len(TITLES)))
IDS = (*OLD, *NEW, "2506.00009")
NEWS = (
    (News.NEW, None), (News.CLOSE, None), (News.REVISED, 2), (News.REVISED, 3),
    (News.WITHDRAWN, 3),
)  # fmt: skip

chosen = st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(NEWS)), max_size=5)


class Killed(Exception):
    """Stands for the end of a process in the middle of a transaction."""


@lru_cache(maxsize=1)
def empty_store() -> bytes:
    """A store with the followers and the papers that have titles only."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "catalogue.db"
        with contextlib.closing(Database(f"sqlite:///{path}")) as database:
            Catalogue(database).store([title_only(title) for title in TITLES], today=TODAY)
            for one in FOLLOWERS:
                Following(database).put_follower(follower(one.partition(":")[2]))
        return path.read_bytes()


class Once(RuleBasedStateMachine):
    """Deliveries against a model that knows them all."""

    planned = Bundle("planned")

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        (self.folder / "catalogue.db").write_bytes(empty_store())
        self.start()
        self.number = 0
        self.merged: dict[str, str] = {}
        self.told: dict[str, tuple[str, int, list[Item], State]] = {}

    def start(self) -> None:
        self.database = Database(f"sqlite:///{self.folder / 'catalogue.db'}")
        self.following = Following(self.database)

    def teardown(self) -> None:
        self.database.close()
        shutil.rmtree(self.folder)

    # ------------------------------------------------------------ the model

    def of(self, who: str) -> list[tuple[int, list[Item]]]:
        live = (one for one in self.told.values() if one[3] is not State.FAILED)
        return [(number, items) for follower, number, items, _ in live if follower == who]

    def newest(self, who: str) -> int:
        return max((number for number, _ in self.of(who)), default=-1)

    def key(self, item: Item) -> tuple[str, str]:
        news = "new" if item.version is None else f"{item.news.value} {item.version}"
        return self.merged.get(item.paper_id, item.paper_id), news

    def expected(self, who: str, items: list[Item]) -> list[Item]:
        had = {self.key(item) for _, told in self.of(who) for item in told}
        free = []
        for item in items:
            paper, news = self.key(item)
            if {(paper, news), (paper, news.replace("revised", "withdrawn"))} & had:
                continue
            had.add((paper, news))
            free.append(item)
        return free

    # ------------------------------------------------------------ what may happen

    def make(self, who: str, number: int, found: Any, *, late: bool) -> Any:
        self.number += 1
        items = tuple(
            Item(paper_id, "topic", day(number), 0.5, news, late, version)
            for paper_id, (news, version) in found
        )
        return delivery(f"d-{self.number}", number, items=items, follower=who, planned=NOON)

    @rule(
        target=planned, who=st.sampled_from(FOLLOWERS), ahead=st.integers(-2, 3),
        found=chosen, late=st.booleans(),
    )  # fmt: skip
    def plan(self, who, ahead, found, late):
        newest = self.newest(who)
        number = max(newest + ahead, 0)
        made = self.make(who, number, found, late=late)
        free = self.expected(who, list(made.items))
        late = late or not found
        expected = number > newest or (late and bool(free))
        assert self.following.plan(made) == expected
        if expected:
            self.told[made.id] = (who, number, free, State.PLANNED)
            assert list(self.following.delivery(made.id).items) == free
        return made.id

    @rule(who=st.sampled_from(FOLLOWERS), found=chosen)
    def die_while_planning(self, who, found):
        number = self.newest(who) + 1
        with contextlib.suppress(Killed), self.database.writing() as connection:
            deliveries.plan(connection, self.make(who, number, found, late=True))
            raise Killed

    @rule(which=planned)
    def die_while_failing(self, which):
        with contextlib.suppress(Killed), self.database.writing() as connection:
            deliveries.fail(connection, which)
            raise Killed

    @rule()
    def start_again(self):
        self.database.close()
        self.start()

    @rule(which=planned)
    def sending(self, which):
        self.settle(which, self.following.sending(which), State.SENDING)

    @rule(which=planned)
    def confirm(self, which):
        self.settle(which, self.following.confirm(which, ["1"]), State.SENT)

    @rule(which=consumes(planned))
    def fail(self, which):
        self.settle(which, self.following.fail(which), State.FAILED)

    def settle(self, which, said, state):
        who, number, items, before = self.told.get(which, ("", 0, [], State.SENT))
        assert said == (before in {State.PLANNED, State.SENDING})
        if said:
            self.told[which] = who, number, items, state

    @rule(which=st.integers(0, len(TITLES) - 1))
    def two_become_one(self, which):
        self.merged[OLD[which]] = NEW[which]
        with contextlib.closing(Database(self.database_url)) as other:
            Catalogue(other).store([record(NEW[which], TITLES[which])], today=TODAY)

    @property
    def database_url(self) -> str:
        return f"sqlite:///{self.folder / 'catalogue.db'}"

    # ------------------------------------------------------------ what always holds

    @invariant()
    def what_was_told_is_what_the_model_says(self):
        for who in FOLLOWERS:
            keys = {self.key(item) for _, items in self.of(who) for item in items}
            new = {paper for paper, news in keys if news == "new"}
            had = {one for one in IDS if self.merged.get(one, one) in new}
            assert self.following.delivered(who, IDS) == had
            last = self.newest(who)
            assert self.following.last_day(who) == (None if last < 0 else day(last))
        stored = [one for who in FOLLOWERS for one in self.following.deliveries(who, 1_000)]
        assert {one.id: one.state for one in stored} == {i: t[3] for i, t in self.told.items()}


Once.TestCase.settings = settings(
    max_examples=25,
    stateful_step_count=20,
)
TestOnce = Once.TestCase
