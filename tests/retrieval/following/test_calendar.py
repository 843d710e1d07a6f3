"""arXiv's announcement calendar."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.following.calendar import (
    EASTERN,
    Holiday,
    announced_at,
    announcement_of,
    announcements,
    cut_off,
    latest_announcement,
    next_announcement,
    previous_announcement,
    why_none,
)
from tests.support.announcing import announcement_for

days = st.dates(dt.date(1992, 1, 1), dt.date(2090, 1, 1))
moments = st.datetimes(
    dt.datetime(1992, 1, 1),  # noqa: DTZ001 - hypothesis wants it without a zone
    dt.datetime(2090, 1, 1),  # noqa: DTZ001 - same
    timezones=st.just(dt.UTC),
)


def test_papers_are_listed_from_monday_to_friday() -> None:
    assert announcements(dt.date(2026, 6, 6), dt.date(2026, 6, 14)) == [
        dt.date(2026, 6, day) for day in (8, 9, 10, 11, 12)
    ]


@pytest.mark.parametrize(
    ("evening", "holiday"),
    [
        ("2025-07-06", Holiday.INDEPENDENCE),  # a Sunday
        ("2025-11-27", Holiday.THANKSGIVING),
        ("2026-01-19", Holiday.KING),
        ("2026-12-29", Holiday.OWN),
        ("2027-07-05", Holiday.INDEPENDENCE),  # no list yet: the federal day that is observed
        ("2027-11-25", Holiday.THANKSGIVING),
        ("2022-01-17", Holiday.KING),
        ("2022-09-05", Holiday.LABOR),
    ],
)
def test_nothing_is_listed_on_the_day_after_a_holiday(evening: str, holiday: Holiday) -> None:
    day = dt.date.fromisoformat(evening) + dt.timedelta(days=1)
    quiet = why_none(day)
    assert quiet is not None
    assert quiet.holiday is holiday
    assert announcements(day, day) == []


@pytest.mark.parametrize("evening", ["2026-02-16", "2026-05-25", "2026-10-12", "2026-11-11"])
def test_arxiv_works_on_other_federal_holidays(evening: str) -> None:
    assert why_none(dt.date.fromisoformat(evening) + dt.timedelta(days=1)) is None


def test_a_holiday_on_friday_changes_nothing() -> None:
    assert why_none(dt.date(2026, 12, 25)) is None  # Thursday evening
    quiet = why_none(dt.date(2026, 12, 26))
    assert quiet is not None
    assert quiet.name == "the weekend"


def test_the_evening_is_new_yorks_in_summer_and_winter() -> None:
    assert announced_at(dt.date(2026, 6, 12)) == dt.datetime(2026, 6, 12, 0, 0, tzinfo=dt.UTC)
    assert announced_at(dt.date(2026, 12, 11)) == dt.datetime(2026, 12, 11, 1, 0, tzinfo=dt.UTC)
    assert announced_at(dt.date(2026, 6, 8)) == dt.datetime(2026, 6, 8, 0, 0, tzinfo=dt.UTC)


def test_the_latest_announcement_changes_in_that_evening() -> None:
    moment = announced_at(dt.date(2026, 6, 12))
    assert latest_announcement(moment) == dt.date(2026, 6, 12)
    assert latest_announcement(moment - dt.timedelta(seconds=1)) == dt.date(2026, 6, 11)
    assert latest_announcement(moment + dt.timedelta(days=2)) == dt.date(2026, 6, 12)


def test_what_is_listed_on_no_announcement_day_belongs_to_the_next_one() -> None:
    assert announcement_of(dt.date(2026, 6, 13)) == dt.date(2026, 6, 15)
    assert announcement_of(dt.date(2026, 6, 12)) == dt.date(2026, 6, 12)


@pytest.mark.parametrize(
    ("submitted", "listed"),  # US Eastern; the table on arXiv's page
    [
        ("2026-06-08T14:01", "2026-06-10"),  # Monday afternoon: Tuesday evening
        ("2026-06-09T13:59", "2026-06-10"),
        ("2026-06-09T14:01", "2026-06-11"),
        ("2026-06-10T14:01", "2026-06-12"),
        ("2026-06-11T14:01", "2026-06-15"),  # Thursday afternoon: Sunday evening
        ("2026-06-12T13:59", "2026-06-15"),
        ("2026-06-12T14:01", "2026-06-16"),  # Friday afternoon: Monday evening
        ("2026-06-14T23:00", "2026-06-16"),
        ("2026-06-15T13:59", "2026-06-16"),
        ("2025-11-26T14:01", "2025-12-01"),  # Thanksgiving's papers come on Sunday
        ("2026-01-16T14:01", "2026-01-21"),  # Monday is a holiday: Tuesday evening
    ],
)
def test_a_submission_is_announced_as_arxivs_table_says(submitted: str, listed: str) -> None:
    moment = dt.datetime.fromisoformat(submitted).replace(tzinfo=EASTERN)
    assert announcement_for(moment) == dt.date.fromisoformat(listed)


@given(days)
def test_neighbours_are_announcements_and_nothing_is_between(day: dt.date) -> None:
    after = next_announcement(day)
    assert why_none(after) is None
    assert announcements(day + dt.timedelta(days=1), after) == [after]
    if why_none(day) is None:
        assert previous_announcement(after) == day


@given(moments)
def test_the_latest_announcement_has_happened_and_the_next_has_not(now: dt.datetime) -> None:
    day = latest_announcement(now)
    assert announced_at(day) <= now < announced_at(next_announcement(day))


@given(moments)
def test_every_submission_is_between_two_cut_offs(submitted: dt.datetime) -> None:
    day = announcement_for(submitted)
    assert cut_off(previous_announcement(day)) < submitted <= cut_off(day) < announced_at(day)


@given(st.integers(1992, 2090))
def test_no_year_has_more_than_twelve_holidays(year: int) -> None:
    evenings = [dt.date(year, 1, 1) + dt.timedelta(days=n) for n in range(365)]
    quiet = [why_none(day + dt.timedelta(days=1)) for day in evenings]
    assert sum(q is not None and q.holiday is not None for q in quiet) <= 12
