"""On which days arXiv announces papers, and when. Pure: no clock, no network.

Papers are announced on the evenings of Sunday to Thursday at 20:00 US Eastern, and listed
under the day after: Monday to Friday. A submission made until 14:00 is announced the same
evening; Friday's submissions until 14:00 come on Sunday, those after it on Monday. On the
evening of a holiday nothing is announced, and its papers come with the next announcement
(https://info.arxiv.org/help/availability.html).

arXiv's holidays are not the United States' federal ones: of those it has New Year, Martin
Luther King, Juneteenth, Independence Day, Labor Day, Thanksgiving and Christmas, and not
Washington's Birthday, Memorial Day, Columbus Day and Veterans Day; it adds days off of its
own, most of them in the last week of the year. It publishes a list for each year on the page
above, whose history is at https://github.com/arXiv/arxiv-docs. Those of 2023 to
2026 are known here; for other years the seven federal days are assumed. A wrong guess loses
nothing: a day that is taken for a holiday has its papers counted to the next announcement, and
a day that turns out to be one has none.

A date in this module is a listing day, as arXiv and its feeds print it, unless said otherwise.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
ANNOUNCED = dt.time(20)  # US Eastern, on the evening before the listing day
CUT_OFF = dt.time(14)  # US Eastern: what is submitted until then is announced that evening

_DAY = dt.timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6


class Holiday(StrEnum):
    """Why nothing is announced on the evening of a day that is not Friday or Saturday."""

    NEW_YEAR = "New Year's Day"
    KING = "Martin Luther King Jr. Day"
    JUNETEENTH = "Juneteenth"
    INDEPENDENCE = "Independence Day"
    LABOR = "Labor Day"
    THANKSGIVING = "Thanksgiving"
    CHRISTMAS = "Christmas"
    OWN = "a day off at arXiv"


@dataclass(frozen=True, slots=True)
class Quiet:
    """Why nothing is listed on a day."""

    holiday: Holiday | None = None  # None: the weekend

    @property
    def name(self) -> str:
        """In English, to stand after "no announcement today: "."""
        return "the weekend" if self.holiday is None else self.holiday.value


# evenings without an announcement, as arXiv published them
_PUBLISHED = {
    dt.date(2023, 1, 16): Holiday.KING,
    dt.date(2023, 6, 14): Holiday.OWN,
    dt.date(2023, 6, 19): Holiday.JUNETEENTH,
    dt.date(2023, 7, 4): Holiday.INDEPENDENCE,
    dt.date(2023, 8, 17): Holiday.OWN,
    dt.date(2023, 9, 4): Holiday.LABOR,
    dt.date(2023, 11, 23): Holiday.THANKSGIVING,
    dt.date(2023, 12, 25): Holiday.CHRISTMAS,
    dt.date(2023, 12, 27): Holiday.OWN,
    # of 2024; its list of 2023 left New Year's Day of both years out
    dt.date(2024, 1, 15): Holiday.KING,
    dt.date(2024, 5, 22): Holiday.OWN,
    dt.date(2024, 6, 19): Holiday.JUNETEENTH,
    dt.date(2024, 7, 4): Holiday.INDEPENDENCE,
    dt.date(2024, 9, 2): Holiday.LABOR,
    dt.date(2024, 10, 8): Holiday.OWN,
    dt.date(2024, 11, 28): Holiday.THANKSGIVING,
    dt.date(2024, 12, 25): Holiday.CHRISTMAS,
    dt.date(2024, 12, 26): Holiday.OWN,
    dt.date(2024, 12, 31): Holiday.OWN,
    dt.date(2025, 1, 1): Holiday.NEW_YEAR,
    dt.date(2025, 1, 20): Holiday.KING,
    dt.date(2025, 6, 19): Holiday.JUNETEENTH,
    dt.date(2025, 7, 6): Holiday.INDEPENDENCE,
    dt.date(2025, 9, 1): Holiday.LABOR,
    dt.date(2025, 11, 27): Holiday.THANKSGIVING,
    dt.date(2025, 12, 25): Holiday.CHRISTMAS,
    dt.date(2025, 12, 30): Holiday.OWN,
    dt.date(2026, 1, 1): Holiday.NEW_YEAR,
    dt.date(2026, 1, 19): Holiday.KING,
    dt.date(2026, 6, 19): Holiday.JUNETEENTH,
    dt.date(2026, 7, 3): Holiday.INDEPENDENCE,
    dt.date(2026, 9, 7): Holiday.LABOR,
    dt.date(2026, 11, 26): Holiday.THANKSGIVING,
    dt.date(2026, 12, 25): Holiday.CHRISTMAS,
    dt.date(2026, 12, 29): Holiday.OWN,
    dt.date(2026, 12, 31): Holiday.OWN,
}
_PUBLISHED_YEARS = frozenset(day.year for day in _PUBLISHED)


def announcements(first: dt.date, last: dt.date) -> list[dt.date]:
    """The listing days from `first` to `last`, both included, rising."""
    days = (first + dt.timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if why_none(day) is None]


def why_none(day: dt.date) -> Quiet | None:
    """Why nothing is listed on that day; None where papers are announced."""
    if day.weekday() in {_SATURDAY, _SUNDAY}:
        return Quiet()
    evening = day - _DAY
    holiday = _holidays(evening.year).get(evening)
    return Quiet(holiday) if holiday else None


def announced_at(day: dt.date) -> dt.datetime:
    """The moment, in UTC, at which the papers of a listing day are announced."""
    return dt.datetime.combine(day - _DAY, ANNOUNCED, EASTERN).astimezone(dt.UTC)


def latest_announcement(now: dt.datetime) -> dt.date:
    """The newest listing day whose papers are announced at that moment."""
    return latest_until(listing_day(now))


def listing_day(now: dt.datetime) -> dt.date:
    """The day that arXiv's lists are at by its own clock, whether or not it announced papers."""
    day = now.astimezone(EASTERN).date() + _DAY
    return day if announced_at(day) <= now else day - _DAY


def latest_until(day: dt.date) -> dt.date:
    """The newest listing day that is not after `day`."""
    while why_none(day) is not None:
        day -= _DAY
    return day


def previous_announcement(day: dt.date) -> dt.date:
    """The listing day before."""
    return latest_until(day - _DAY)


def next_announcement(day: dt.date) -> dt.date:
    """The listing day after."""
    return announcement_of(day + _DAY)


def announcement_of(day: dt.date) -> dt.date:
    """The announcement to which a paper belongs that was listed on `day`.

    The day itself, or the next announcement where the calendar knows of none on that day.
    """
    while why_none(day) is not None:
        day += _DAY
    return day


def cut_off(day: dt.date) -> dt.datetime:
    """The moment, in UTC, until which a submission is in time for a listing day.

    A submission may yet come later: moderation holds some for days or weeks.
    """
    evening = day - _DAY
    if evening.weekday() == _SUNDAY:
        evening -= 2 * _DAY
    return dt.datetime.combine(evening, CUT_OFF, EASTERN).astimezone(dt.UTC)


@cache
def _holidays(year: int) -> dict[dt.date, Holiday]:
    if year in _PUBLISHED_YEARS:
        return {day: name for day, name in _PUBLISHED.items() if day.year == year}
    return {
        _observed(dt.date(year, 1, 1)): Holiday.NEW_YEAR,
        _nth(year, 1, _MONDAY, 3): Holiday.KING,
        _observed(dt.date(year, 6, 19)): Holiday.JUNETEENTH,
        _observed(dt.date(year, 7, 4)): Holiday.INDEPENDENCE,
        _nth(year, 9, _MONDAY, 1): Holiday.LABOR,
        _nth(year, 11, _THURSDAY, 4): Holiday.THANKSGIVING,
        _observed(dt.date(year, 12, 25)): Holiday.CHRISTMAS,
    }


def _observed(day: dt.date) -> dt.date:
    """The weekday on which a holiday is kept that falls on a weekend."""
    return day + {_SATURDAY: -_DAY, _SUNDAY: _DAY}.get(day.weekday(), dt.timedelta())


def _nth(year: int, month: int, weekday: int, number: int) -> dt.date:
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))
