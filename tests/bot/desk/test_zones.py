from __future__ import annotations

import datetime as dt

import pytest

from bot.desk.zones import suggested_zones
from retrieval.following.zones import is_zone

NOW = dt.datetime(2026, 6, 3, 14, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("typed", "locale", "first"),
    [
        ("", "de", "Europe/Berlin"),
        ("", "zh-CN", "Asia/Shanghai"),
        ("", "xx", "UTC"),
        ("new york", "de", "America/New_York"),
        ("北京", "en-US", "Asia/Shanghai"),
        ("utc+2", "en-US", "Etc/GMT-2"),
    ],
)
def test_the_zone_that_is_meant_comes_first(typed, locale, first):
    offered = suggested_zones(typed, locale, NOW)
    assert offered[0][1] == first
    assert len(offered) <= 25
    assert all(is_zone(name) for _, name in offered)


def test_a_zone_is_shown_with_its_time():
    assert suggested_zones("tokyo", "en-US", NOW) == [("Asia/Tokyo (23:00)", "Asia/Tokyo")]


def test_what_is_no_zone_offers_nothing():
    assert suggested_zones("middle-earth", "en-US", NOW) == []
