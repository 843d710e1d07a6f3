from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from retrieval.trends import Week, by_week, monday_of

FRIDAY = dt.date(2026, 6, 19)
DAYS = st.dates(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def test_weeks_without_a_paper_are_there_too():
    days = [dt.date(2026, 6, 15), FRIDAY, dt.date(2026, 6, 1)]
    assert by_week(days, last=FRIDAY, weeks=3) == (
        Week(dt.date(2026, 6, 1), 1),
        Week(dt.date(2026, 6, 8), 0),
        Week(dt.date(2026, 6, 15), 2),
    )


@given(st.lists(DAYS), DAYS, st.integers(1, 60))
def test_every_day_of_the_weeks_is_counted_once_and_no_other(days, last, weeks):
    found = by_week(days, last=last, weeks=weeks)
    first = found[0].monday
    end = found[-1].monday + dt.timedelta(weeks=1)
    assert len(found) == weeks
    assert first <= last < end or weeks == 1
    assert sum(week.papers for week in found) == sum(first <= day < end for day in days)
    assert all(monday_of(week.monday) == week.monday for week in found)
