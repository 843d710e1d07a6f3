"""How far fetching is, in words and as data."""

from __future__ import annotations

import datetime as dt

from bot.render.fetched import fetch_data, fetch_line
from retrieval.following.fetch_log import Fetch

NOW = dt.datetime(2026, 6, 12, 4, 5, tzinfo=dt.UTC)
FRIDAY = dt.date(2026, 6, 12)
WHOLE = Fetch("arxiv:cs.CL", FRIDAY, NOW, tries=1, papers=1_200, done=True)
FAILED = Fetch("arxiv:cs.CV", FRIDAY, NOW, tries=2, next_try=NOW, error="HTTP 503.")


def test_what_is_whole_and_what_is_missing_is_said() -> None:
    coming = Fetch("arxiv:cs.SD", FRIDAY, NOW, next_try=NOW)
    given_up = Fetch("arxiv:eess.AS", FRIDAY, NOW, tries=30, error="Nothing is known.")
    assert fetch_line([WHOLE, FAILED, coming, given_up]) == (
        "2026-06-12: 1,200 papers; "
        "arxiv:cs.CV of 2026-06-12 is tried again at 2026-06-12 04:05 UTC (HTTP 503.); "
        "arxiv:cs.SD of 2026-06-12 is tried at 2026-06-12 04:05 UTC; "
        "arxiv:eess.AS of 2026-06-12 was given up (Nothing is known.)"
    )


def test_a_long_list_is_cut() -> None:
    assert fetch_line([FAILED] * 5).endswith("; and 2 more days")


def test_every_day_is_data() -> None:
    assert fetch_data([FAILED]) == [
        {
            "source": "arxiv:cs.CV",
            "day": "2026-06-12",
            "papers": 0,
            "done": False,
            "tries": 2,
            "next_try": "2026-06-12T04:05:00+00:00",
            "error": "HTTP 503.",
        }
    ]
