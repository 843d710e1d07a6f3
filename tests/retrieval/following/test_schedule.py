"""When a follower's digest is due."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import islice, pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.following.calendar import Holiday, announced_at, announcements
from retrieval.following.schedule import due, latest_slot, moment_of, next_slot, slots
from retrieval.following.values import Follower, Way

HOUR = dt.timedelta(hours=1)
ZONES = sorted(zone for zone in available_timezones() if zone not in {"localtime", "Factory"})

days = st.dates(dt.date(1993, 1, 1), dt.date(2080, 1, 1))
times = st.times().map(lambda at: at.replace(second=0, microsecond=0, fold=0))
zones = st.sampled_from(ZONES)
followers = st.builds(
    lambda at, zone, since: follower(at, zone, since=since),
    times,
    zones,
    st.just(dt.date(1993, 1, 1)),
)


def follower(
    at: dt.time = dt.time(9), zone: str = "UTC", *, since: dt.date = dt.date(2026, 1, 1)
) -> Follower:
    return Follower("channel:1", Way.CHANNEL, "1", at, zone, since)


def utc(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("zone", "day", "at", "moment"),
    [
        ("Asia/Shanghai", "2026-06-12", "09:00", "2026-06-12T01:00"),
        ("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:00"),  # first moment: 03:00
        ("America/New_York", "2026-03-08", "02:00", "2026-03-08T07:00"),
        ("America/New_York", "2026-03-08", "03:30", "2026-03-08T07:30"),
        ("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30"),  # the first of two
        ("Europe/Berlin", "2026-03-29", "02:30", "2026-03-29T01:00"),
        ("Europe/Berlin", "2026-10-25", "02:30", "2026-10-25T00:30"),
        ("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:30"),  # half an hour
        ("Africa/Cairo", "2026-04-24", "00:00", "2026-04-23T22:00"),  # a day begins at one
    ],
)
def test_a_wall_clock_time_is_one_moment(zone: str, day: str, at: str, moment: str) -> None:
    found = moment_of(dt.date.fromisoformat(day), dt.time.fromisoformat(at), ZoneInfo(zone))
    assert found == utc(moment)


def test_a_day_that_a_zone_left_out_has_no_slot() -> None:
    # https://en.wikipedia.org/wiki/International_Date_Line#Samoa_and_Tokelau
    samoa = follower(dt.time(9), "Pacific/Apia", since=dt.date(2011, 12, 1))
    zone = ZoneInfo("Pacific/Apia")
    found = [
        slot.at.astimezone(zone).day for slot in islice(slots(samoa, dt.date(2011, 12, 28)), 4)
    ]
    assert found == [28, 29, 31, 1]


def test_a_time_before_the_announcement_means_the_next_local_day() -> None:
    friday = dt.date(2026, 6, 12)  # announced on Thursday, 20:00 in New York
    early = latest_slot(follower(dt.time(19), "America/New_York"), utc("2026-06-12T12:00"))
    late = latest_slot(follower(dt.time(21), "America/New_York"), utc("2026-06-12T12:00"))
    assert early is not None
    assert late is not None
    assert (early.at, early.announcement) == (utc("2026-06-11T23:00"), dt.date(2026, 6, 11))
    assert (late.at, late.announcement) == (utc("2026-06-12T01:00"), friday)


def test_a_digest_is_due_from_its_slot_on_and_once() -> None:
    who, day = follower(), dt.date(2026, 6, 11)
    before = due(who, utc("2026-06-12T08:59"), last_day=day)
    then = due(who, utc("2026-06-12T09:00"), last_day=day)
    again = due(who, utc("2026-06-12T09:05"), last_day=then.day if then else None)
    assert before is None
    assert then is not None
    assert (then.day, then.days, then.skipped) == (day + 24 * HOUR, (dt.date(2026, 6, 12),), 0)
    assert again is None


def test_missed_announcements_are_caught_up_to_a_limit_and_the_rest_is_counted() -> None:
    found = due(follower(), utc("2026-06-12T10:00"), last_day=dt.date(2026, 6, 1), limit=5)
    assert found is not None
    assert found.days == tuple(dt.date(2026, 6, day) for day in (8, 9, 10, 11, 12))
    assert found.skipped == 4
    assert found.day == dt.date(2026, 6, 12)


def test_nothing_from_before_somebody_followed_is_due() -> None:
    who = follower(since=dt.date(2026, 6, 12))
    assert due(who, utc("2026-06-11T12:00"), last_day=None) is None
    found = due(who, utc("2026-06-12T12:00"), last_day=None)
    assert found is not None
    assert found.days == (dt.date(2026, 6, 12),)


def test_a_quiet_day_is_said_to_those_who_want_it_and_once() -> None:
    who, now, last = follower(), utc("2026-11-27T09:00"), dt.date(2026, 11, 26)
    wants = dataclasses.replace(who, quiet_days=True)
    assert due(who, now, last_day=last) is None
    found = due(wants, now, last_day=last)
    assert found is not None
    assert found.quiet is not None
    assert (found.day, found.days) == (dt.date(2026, 11, 27), ())
    assert found.quiet.holiday is Holiday.THANKSGIVING
    assert due(wants, now + HOUR, last_day=found.day) is None
    weekend = due(wants, now + 24 * HOUR, last_day=found.day)
    assert weekend is not None
    assert weekend.quiet is not None
    assert weekend.quiet.name == "the weekend"
    monday = due(wants, utc("2026-11-30T09:00"), last_day=dt.date(2026, 11, 29))
    assert monday is not None
    assert monday.days == (dt.date(2026, 11, 30),)


def test_one_digest_for_a_slot_even_if_it_caught_up_on_a_quiet_day() -> None:
    who = dataclasses.replace(follower(), quiet_days=True)
    now = utc("2026-11-28T09:00")
    found = due(who, now, last_day=dt.date(2026, 11, 25))
    assert found is not None
    assert found.days == (dt.date(2026, 11, 26),)
    assert due(who, now + HOUR, last_day=found.day, last_planned=now) is None


@given(followers, days)
def test_slots_are_a_day_apart_and_never_two_on_one(who: Follower, first: dt.date) -> None:
    found = list(islice(slots(who, first), 15))
    zone = ZoneInfo(who.timezone)
    for one, two in pairwise(found):
        apart = two.at - one.at
        days_apart = two.at.astimezone(zone).date() - one.at.astimezone(zone).date()
        change = _offset(two.at, zone) - _offset(one.at, zone)
        assert days_apart >= 24 * HOUR
        assert 20 * HOUR <= apart <= (28 if days_apart == 24 * HOUR else 52) * HOUR
        # a slot at the end of a gap is later than the clock's time, and the next one is not
        moved = {one.at.astimezone(zone).time(), two.at.astimezone(zone).time()} != {who.at}
        assert change or moved or apart == days_apart


@given(followers, days)
def test_the_wall_clock_shows_the_time_or_the_end_of_a_gap(who: Follower, day: dt.date) -> None:
    zone = ZoneInfo(who.timezone)
    moment = moment_of(day, who.at, zone)
    wall = moment.astimezone(zone)
    if wall.replace(tzinfo=None) == dt.datetime.combine(day, who.at):
        assert wall.fold == 0
    else:
        before = (moment - dt.timedelta(seconds=1)).astimezone(zone).replace(tzinfo=None)
        assert before < dt.datetime.combine(day, who.at) < wall.replace(tzinfo=None)


@given(followers, days, st.lists(st.integers(1, 60), min_size=1, max_size=60))
def test_each_announcement_is_covered_by_exactly_one_digest_however_often_one_looks(
    who: Follower, first: dt.date, steps: list[int]
) -> None:
    who = dataclasses.replace(who, since=first)
    now = dt.datetime.combine(first, dt.time(0), dt.UTC)
    covered: list[dt.date] = []
    last_day, planned = None, None
    for hours in steps:
        now += hours * HOUR
        found = due(who, now, last_day=last_day, last_planned=planned, limit=1_000)
        if found:
            assert found.slot.at <= now
            covered += found.days
            last_day, planned = found.day, now
    slot = latest_slot(who, now)
    assert slot is not None
    assert covered == announcements(first, slot.announcement)
    assert announced_at(slot.announcement) <= slot.at


# hypothesis wants these without a zone
@given(followers, st.datetimes(dt.datetime(1993, 2, 1), dt.datetime(2080, 1, 1)))  # noqa: DTZ001 - see above
def test_the_next_slot_comes_after_the_latest(who: Follower, moment: dt.datetime) -> None:
    now = moment.replace(tzinfo=dt.UTC)
    latest = latest_slot(who, now)
    coming = next_slot(who, now)
    assert latest is not None
    assert latest.at <= now < coming.at
    assert latest_slot(who, coming.at) == coming
    assert latest_slot(who, coming.at - dt.timedelta(seconds=1)) == latest


def _offset(moment: dt.datetime, zone: ZoneInfo) -> dt.timedelta:
    return moment.astimezone(zone).utcoffset() or dt.timedelta()
