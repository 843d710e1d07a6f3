"""Time zones as people type them."""

from __future__ import annotations

import datetime as dt
import zoneinfo

import pytest

from retrieval.errors import BadQuestion
from retrieval.following.zones import is_zone, read_zone, zone_names


@pytest.mark.parametrize(
    ("said", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("europe/berlin", "Europe/Berlin"),
        ("Berlin", "Europe/Berlin"),
        (" new  york ", "America/New_York"),
        ("America/New York", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Buenos Aires", "America/Buenos_Aires"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
        ("UTC+0", "UTC"),
        ("EST", "America/New_York"),
        ("Eastern Time", "America/New_York"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("CEST", "Europe/Berlin"),
        ("Beijing", "Asia/Shanghai"),
        ("北京", "Asia/Shanghai"),
        ("Etc/GMT+2", "Etc/GMT+2"),
    ],
)
def test_a_zone_is_read_by_name_city_or_abbreviation(said, zone):
    assert read_zone(said) == zone


@pytest.mark.parametrize(
    ("said", "hours"),
    [("UTC+2", 2), ("utc +2", 2), ("GMT-8", -8), ("+14", 14), ("-12:00", -12), ("UTC+0530", None)],
)
def test_an_offset_is_a_clock_so_far_ahead_of_utc(said, hours):
    if hours is None:
        with pytest.raises(BadQuestion, match="a city is needed instead, such as Asia/Kolkata"):
            read_zone(said)
        return
    noon = dt.datetime(2026, 6, 15, 12, tzinfo=zoneinfo.ZoneInfo(read_zone(said)))
    assert noon.utcoffset() == dt.timedelta(hours=hours)


@pytest.mark.parametrize(
    ("said", "nearest"),
    [
        ("Berlim", "Europe/Berlin"),
        ("Europe/Berlim", "Europe/Berlin"),
        ("New Yrok", "America/New_York"),
        ("Asia/Bejing", "Asia/"),
        ("Bejing", "Asia/Shanghai"),
    ],
)
def test_the_nearest_zones_are_offered(said, nearest):
    with pytest.raises(BadQuestion, match=f"{said}: there is no such time zone") as caught:
        read_zone(said)
    assert nearest in str(caught.value)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "A time zone is needed"),
        ("xyzzy", "write one as Europe/Berlin or UTC"),
        ("CST", "America/Chicago, Asia/Shanghai"),
        ("UTC+15", "from UTC-12 to UTC"),
        ("../../etc/passwd", "no such time zone"),
        ("Factory", "no such time zone"),
        ("localtime", "no such time zone"),
    ],
)
def test_what_is_no_zone_is_refused(said, sentence):
    with pytest.raises(BadQuestion, match=sentence.replace("+", r"\+")):
        read_zone(said)


def test_every_zone_that_is_offered_can_be_read_and_opened():
    names = zone_names()
    assert len(names) > 300
    for name in names:
        assert read_zone(name) == name
        assert is_zone(name)
        zoneinfo.ZoneInfo(name)


def test_a_zone_is_one_to_the_letter_only():
    assert is_zone("UTC")
    assert not any(map(is_zone, ("utc", "Berlin", "", "europe/berlin", "Eastern")))
