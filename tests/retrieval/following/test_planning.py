"""What one digest holds."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from retrieval.following import Following
from retrieval.following.matching import Matching
from retrieval.following.planning import Planner
from retrieval.following.values import News, Way
from retrieval.members import Members
from retrieval.papers import ListedBy, Paper, Record, Sighting
from tests.retrieval.following.building import ADA, NOON, day, delivery, follower, topic

MONDAY, TUESDAY, WEDNESDAY = day(0), day(1), day(2)
ROBOTS, CHAINS = "legged robots walk on ice", "chains of thought"
ONE = follower()


def paper(number: int, title: str, abstract: str, listed: dt.date = MONDAY, **more) -> Paper:
    return Paper(f"2606.{number:05}", title, abstract, listed=listed, **more)


LEGS = paper(1, "Legged robots that walk on ice", "Legged robots walk on ice. They fall.")
HANDS = paper(2, "Robots that walk", "Legged robots walk on ice with hands and gloves and more.")
THOUGHTS = paper(3, "Chains of thought", "Chains of thought are long chains.")
BOTH = paper(4, "Chains of thought of robots", "Legged robots that think in chains of thought.")
HELD = "2606.00007"  # by moderation
WINE = paper(5, "Red wine", "Stains on carpets.")


class Room:
    """A planner with everything around it."""

    def __init__(self, shelf) -> None:
        self.shelf = shelf
        database = shelf.catalogue._database
        self.following = Following(database)
        self.members = Members(database, shelf.catalogue)
        self.matching = Matching(shelf.catalogue, shelf.answers)
        self.planner = Planner(self.matching, self.following, self.members)

    def follow(self, *topics, who=ONE):
        self.following.put_follower(who)
        for number, said in enumerate(topics):
            told = {"id": f"topic-{number:06}", "text": "", "made": NOON - dt.timedelta(days=30)}
            self.following.add_topic(topic(who.id, **(told | said)))

    def plan(self, *days, who=ONE, now=NOON):
        return self.planner.plan(who, days or (MONDAY,), now)

    def deliver(self, *days, now=NOON):
        planned = self.plan(*days, now=now)
        assert self.following.plan(planned)
        return planned


@pytest.fixture
def room(shelf):
    shelf.add(LEGS, HANDS, THOUGHTS, BOTH, WINE)
    return Room(shelf)


def ids(delivery):
    return [item.paper_id for item in delivery.items]


def test_what_matches_is_planned_best_first(room):
    room.follow({"text": ROBOTS})
    planned = room.plan()
    assert ids(planned)[0] == LEGS.id
    assert {HANDS.id} <= set(ids(planned))
    assert not {THOUGHTS.id, WINE.id} & set(ids(planned))
    scores = [item.score for item in planned.items]
    assert scores == sorted(scores, reverse=True)
    assert (planned.day, planned.first_day, planned.planned) == (MONDAY, MONDAY, NOON)


def test_topics_come_in_the_followers_order_each_paper_under_its_best(room):
    room.follow({"keywords": ("chain of thought",)}, {"text": "legged robots"})
    planned = room.plan()
    assert [item.topic_id for item in planned.items] == sorted(i.topic_id for i in planned.items)
    assert len(ids(planned)) == len(set(ids(planned)))
    under = {item.paper_id: item.topic_id for item in planned.items}
    assert under[THOUGHTS.id] == "topic-000000"
    assert under[LEGS.id] == "topic-000001"
    assert BOTH.id in under


def test_of_papers_with_one_title_the_best_is_planned(room):
    again = replace(LEGS, id="2606.00009", abstract="A preprint, again: legged robots.")
    room.shelf.add(again)
    room.follow({"text": ROBOTS})
    assert len({LEGS.id, again.id} & set(ids(room.plan()))) == 1


def test_nothing_is_planned_twice(room):
    room.follow({"text": ROBOTS})
    first = room.deliver()
    assert ids(first)
    assert not ids(room.plan(MONDAY, TUESDAY))


def test_a_day_without_a_match_is_planned_empty(room):
    room.follow({"text": "quantum gravity"})
    assert room.plan().items == ()


def test_missed_days_are_one_delivery(room):
    room.shelf.add(paper(6, "Ice robots", "Legged robots walk on ice.", listed=TUESDAY))
    room.follow({"text": ROBOTS})
    planned = room.plan(TUESDAY, MONDAY)
    assert (planned.first_day, planned.day) == (MONDAY, TUESDAY)
    assert {item.day for item in planned.items} == {MONDAY, TUESDAY}
    assert not any(item.late for item in planned.items)


def test_days_before_the_follower_began_are_left_out(room):
    room.follow({"text": ROBOTS}, who=replace(ONE, since=TUESDAY))
    planned = room.plan(MONDAY, TUESDAY, who=replace(ONE, since=TUESDAY))
    assert (planned.first_day, planned.items) == (TUESDAY, ())


def test_without_a_day_there_is_no_delivery(room):
    room.follow({"text": ROBOTS})
    with pytest.raises(ValueError, match="one announcement"):
        room.plan(day(-3))


def stored_on(room, when, *papers):
    records = [Record(p, Sighting("test"), f"test:{p.id}") for p in papers]
    room.shelf.catalogue.store(records, today=when)
    room.shelf.indexer.run()


def test_what_is_stored_after_its_day_was_delivered_is_late(room):
    room.follow({"text": ROBOTS})
    room.deliver()
    stored_on(room, TUESDAY, paper(7, "Held back", "Legged robots walk on ice."))
    planned = room.plan(MONDAY, TUESDAY, now=NOON + dt.timedelta(days=1))
    assert [(i.paper_id, i.day, i.late) for i in planned.items] == [("2606.00007", MONDAY, True)]
    assert (planned.first_day, planned.day) == (TUESDAY, TUESDAY)


def test_a_late_paper_alone_is_an_addition_to_its_day(room):
    room.follow({"text": ROBOTS})
    room.deliver()
    stored_on(room, TUESDAY, paper(7, "Held back", "Legged robots walk on ice."))
    planned = room.plan(MONDAY, now=NOON + dt.timedelta(days=1))
    assert (planned.first_day, planned.day) == (MONDAY, MONDAY)
    assert room.following.plan(planned)


def test_what_is_stored_on_a_day_off_is_told_although_a_note_of_the_day_off_was_sent(room):
    """Friday's papers on Saturday; the note of Sunday says that there are none, and reads none."""
    friday, sunday, monday = day(4), day(6), day(7)
    room.follow({"text": ROBOTS})
    room.deliver(friday, now=NOON + dt.timedelta(days=4))
    stored_on(room, day(5), paper(7, "Held back", "Legged robots walk on ice.", listed=friday))
    note = delivery("d-sunday", number=6, follower=ONE.id, items=())
    assert room.following.plan(replace(note, planned=NOON + dt.timedelta(days=6)))
    assert room.following.last_day(ONE.id) == sunday
    planned = room.plan(friday, monday, now=NOON + dt.timedelta(days=7))
    assert [(i.paper_id, i.day, i.late) for i in planned.items] == [("2606.00007", friday, True)]


def test_what_was_late_in_a_delivery_that_was_given_up_is_told_by_the_next(room):
    room.follow({"text": ROBOTS})
    room.deliver()
    stored_on(room, TUESDAY, paper(7, "Held back", "Legged robots walk on ice."))
    given_up = room.deliver(MONDAY, TUESDAY, now=NOON + dt.timedelta(days=2))
    assert ids(given_up) == ["2606.00007"]
    assert room.following.fail(given_up.id)
    later = NOON + dt.timedelta(days=3)
    assert ids(room.plan(MONDAY, TUESDAY, WEDNESDAY, now=later)) == ["2606.00007"]


def told_of(room, listed, by, *, when):
    held = paper(7, "Held back", "Legged robots walk on ice.", listed=listed)
    record = Record(held, Sighting("test"), "test:7", from_arxiv=True, listed_by=by)
    room.shelf.catalogue.store([record], today=when)
    room.shelf.indexer.run()


def test_a_paper_that_was_told_of_the_wrong_day_is_not_told_again_of_the_right_one(room):
    room.follow({"text": ROBOTS})
    told_of(room, MONDAY, ListedBy.SUBMISSION, when=MONDAY)
    assert HELD in ids(room.deliver())
    told_of(room, TUESDAY, ListedBy.STATED, when=TUESDAY)
    assert HELD not in ids(room.deliver(MONDAY, TUESDAY, now=NOON + dt.timedelta(days=1)))


def test_a_paper_that_was_told_late_of_the_wrong_day_is_not_told_again_of_the_right_one(room):
    room.follow({"text": ROBOTS})
    room.deliver()
    told_of(room, MONDAY, ListedBy.SUBMISSION, when=TUESDAY)
    room.shelf.add(paper(8, "Ice", "Legged robots walk on ice. Again.", listed=TUESDAY))
    later = NOON + dt.timedelta(days=1)
    items = {item.paper_id: item for item in room.deliver(MONDAY, TUESDAY, now=later).items}
    assert (items[HELD].day, items[HELD].late) == (MONDAY, True)
    told_of(room, TUESDAY, ListedBy.STATED, when=TUESDAY)
    later += dt.timedelta(days=1)
    assert HELD not in ids(room.plan(MONDAY, TUESDAY, WEDNESDAY, now=later))


def test_who_began_after_the_wrong_day_is_told_on_the_right_one(room):
    room.follow({"text": ROBOTS}, who=replace(ONE, since=TUESDAY))
    told_of(room, MONDAY, ListedBy.SUBMISSION, when=TUESDAY)
    later = NOON + dt.timedelta(days=1)
    assert HELD not in ids(room.plan(TUESDAY, who=replace(ONE, since=TUESDAY), now=later))
    told_of(room, TUESDAY, ListedBy.STATED, when=TUESDAY)
    (item,) = room.plan(TUESDAY, who=replace(ONE, since=TUESDAY), now=later).items
    assert (item.paper_id, item.day, item.late) == (HELD, TUESDAY, False)


def test_a_new_topic_does_not_bring_what_was_announced_before_it(room):
    room.follow({"text": ROBOTS})
    room.deliver()
    made = NOON + dt.timedelta(hours=1)
    room.following.add_topic(topic(text=CHAINS, made=made))
    assert not ids(room.plan(MONDAY, TUESDAY, now=NOON + dt.timedelta(days=1)))


def test_a_new_topic_brings_what_was_not_delivered_yet(room):
    room.follow({"text": CHAINS, "made": NOON})
    assert THOUGHTS.id in ids(room.plan(now=NOON + dt.timedelta(hours=1)))


def test_news_of_a_followed_paper_comes_once_for_each_version(room):
    room.follow({"paper_id": LEGS.id})
    room.deliver()
    later = NOON + dt.timedelta(days=1)
    room.shelf.add(replace(LEGS, version=2, updated=MONDAY))
    planned = room.deliver(TUESDAY, now=later)
    news = [(item.paper_id, item.news, item.version) for item in planned.items]
    assert (LEGS.id, News.REVISED, 2) in news
    assert LEGS.id not in ids(room.plan(WEDNESDAY, TUESDAY, now=later))
    room.shelf.add(replace(LEGS, version=3, updated=TUESDAY, withdrawn=True))
    (item,) = room.plan(WEDNESDAY, now=later).items
    assert (item.news, item.version, item.late) == (News.WITHDRAWN, 3, False)


def test_a_version_that_became_known_after_its_day_is_late(room):
    room.follow({"paper_id": LEGS.id})
    room.deliver(MONDAY, TUESDAY)
    room.shelf.add(replace(LEGS, version=2, updated=MONDAY))
    planned = room.plan(WEDNESDAY)
    assert [(i.paper_id, i.day, i.late) for i in planned.items] == [(LEGS.id, TUESDAY, True)]


def test_taste_moves_liked_kinds_of_papers_up_and_hides_none(room):
    kinds = {"quadrupeds": "paws fur tail bark", "cars": "wheels engine brake road"}
    for number in range(10):
        kind = list(kinds.values())[number % 2]
        room.shelf.add(paper(100 + number, f"Old {number} {kind}", kind, listed=day(-20)))
        room.shelf.add(paper(200 + number, f"New {number} {kind}", f"robots {kind}"))
    ada = follower(ADA, Way.MEMBER)
    room.follow({"categories": ("cs.RO",), "keywords": ("robots",)}, who=ada)
    room.following.change_topic(topic(ada.id, id="topic-000000", text="", keywords=("robots",)))
    plain = room.plan(who=ada)
    for number in range(1, 10, 2):
        room.members.save(ADA, f"2606.{100 + number:05}", NOON)
    tasted = room.plan(who=ada)
    assert sorted(ids(tasted)) == sorted(ids(plain))

    def cars(delivery):
        new = [i for i in ids(delivery) if i.startswith("2606.002")]
        return sum(int(i[-1]) % 2 for i in new[:5])

    assert cars(plain) < cars(tasted) == 5


def test_followers_share_what_was_judged(room):
    room.follow({"text": ROBOTS})
    other = follower("2002")
    room.follow({"text": CHAINS}, who=other)
    room.plan()
    room.shelf.vectors.delete([LEGS.id, THOUGHTS.id, BOTH.id, HANDS.id])
    assert THOUGHTS.id in ids(room.plan(who=other))
