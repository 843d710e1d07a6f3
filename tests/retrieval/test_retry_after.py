from __future__ import annotations

import datetime as dt

import pytest

from retrieval.retry_after import retry_after_s

NOW = dt.datetime(2026, 6, 12, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, None),
        ({"retry-after": "120"}, 120.0),
        ({"retry-after": "0.5"}, 0.5),
        ({"retry-after": "."}, None),
        ({"retry-after": "soon"}, None),
        ({"retry-after": "-5"}, None),
        ({"retry-after": "Fri, 12 Jun 2026 12:01:00 GMT"}, 60.0),
        ({"retry-after": "Fri, 12 Jun 2026 11:00:00 GMT"}, 0.0),
        (
            {
                "retry-after": "Sat, 01 Jan 2000 00:00:30 GMT",
                "date": "Sat, 01 Jan 2000 00:00:00 GMT",
            },
            30.0,
        ),
    ],
)
def test_retry_after_is_read_as_seconds_or_date(
    headers: dict[str, str], seconds: float | None
) -> None:
    assert retry_after_s(headers, NOW) == seconds
