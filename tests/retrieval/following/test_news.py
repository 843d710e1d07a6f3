"""Whose announcement a paper is, and what is new of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from retrieval.following.news import Told, announcements_of, first_stored, news_of
from retrieval.following.values import News
from retrieval.papers import KnownPaper, Paper, Sighting, Version
from tests.retrieval.following.building import day

if TYPE_CHECKING:
    import datetime as dt

SATURDAY, SUNDAY, TUESDAY, WEDNESDAY = day(-2), day(-1), day(1), day(2)
MONDAY, FRIDAY = day(0), day(-3)


def known(*sightings: Sighting, seen: dt.date | None = None, **more) -> KnownPaper:
    paper = Paper("2606.00001", "Walking robots", **more)
    return KnownPaper(paper, sightings, (Version(1, paper.title, "", None, seen),))


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"listed": MONDAY}, MONDAY),
        ({"listed": SATURDAY}, MONDAY),
        ({"listed": TUESDAY, "published": FRIDAY}, TUESDAY),
        ({"published": MONDAY}, TUESDAY),
        ({"published": FRIDAY}, MONDAY),
        ({"published": SUNDAY}, MONDAY),
    ],
)
def test_a_paper_belongs_to_its_listing_or_to_the_first_announcement_after_it(more, expected):
    assert announcements_of(known(**more)) == {expected}


def test_a_cross_listing_is_an_announcement_too():
    cross = Sighting("arxiv:rss", TUESDAY, announce_type="cross")
    assert announcements_of(known(cross, listed=MONDAY)) == {MONDAY, TUESDAY}


def test_a_paper_without_a_day_belongs_to_the_day_it_was_first_pointed_at():
    seen = (Sighting("hf:daily", TUESDAY), Sighting("hf:daily", WEDNESDAY))
    assert announcements_of(known(*seen)) == {TUESDAY}


def test_an_old_paper_that_a_digest_names_is_announced_on_no_day():
    old = KnownPaper(Paper("2406.00001", "Walking"), (Sighting("digest:plain", TUESDAY),))
    assert announcements_of(old) == set()


@pytest.mark.parametrize("kind", ["replace", "replace-cross"])
def test_a_new_version_of_an_unknown_paper_is_no_announcement(kind):
    assert announcements_of(known(Sighting("arxiv:rss", MONDAY, announce_type=kind))) == set()


def test_a_paper_without_any_day_is_announced_on_none():
    assert announcements_of(known(Sighting("digest:plain"))) == set()


def test_a_new_version_belongs_to_the_day_of_its_replacement():
    replaced = Sighting("arxiv:rss", WEDNESDAY, announce_type="replace")
    assert news_of(known(replaced, version=2, updated=MONDAY)) == Told(WEDNESDAY, News.REVISED, 2)


def test_without_a_feed_it_belongs_to_the_first_announcement_after_it():
    assert news_of(known(version=3, updated=FRIDAY)) == Told(MONDAY, News.REVISED, 3)


def test_without_any_date_it_belongs_to_the_day_it_was_stored():
    assert news_of(known(version=2, seen=SATURDAY)) == Told(MONDAY, News.REVISED, 2)


def test_a_withdrawal_is_told_as_such():
    told = news_of(known(version=2, updated=MONDAY, withdrawn=True))
    assert told == Told(TUESDAY, News.WITHDRAWN, 2)


@pytest.mark.parametrize("more", [{}, {"version": 1, "updated": MONDAY}, {"version": 2}])
def test_nothing_is_new_of_a_first_version_or_at_an_unknown_time(more):
    assert news_of(known(**more)) is None


def test_the_first_text_tells_since_when_a_paper_is_stored():
    assert first_stored(known(seen=MONDAY)) == MONDAY
    assert first_stored(known()) is None
