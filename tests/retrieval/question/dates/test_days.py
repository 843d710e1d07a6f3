"""Days as the options --since, --until and --day take them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.errors import BadQuestion
from retrieval.question import parse_day, parse_since, parse_until

TODAY = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("text", "since", "until"),
    [
        ("2025-06-05", "2025-06-05", "2025-06-05"),
        ("2025/6/5", "2025-06-05", "2025-06-05"),
        (" 2025-06 ", "2025-06-01", "2025-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("today", "2026-03-31", "2026-03-31"),
        ("Yesterday", "2026-03-30", "2026-03-30"),
        ("0d", "2026-03-31", "2026-03-31"),
        ("3d", "2026-03-28", "2026-03-28"),
        ("3 days ago", "2026-03-28", "2026-03-28"),
        ("2w", "2026-03-17", "2026-03-17"),
        ("1m", "2026-02-28", "2026-02-28"),
        ("1y", "2025-03-31", "2025-03-31"),
        ("2025–06–05", "2025-06-05", "2025-06-05"),
    ],
)
def test_first_and_last_day_of_what_was_written(text, since, until):
    assert parse_since(text, today=TODAY) == dt.date.fromisoformat(since)
    assert parse_until(text, today=TODAY) == dt.date.fromisoformat(until)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("2025-02-30", "--since 2025-02-30: there is no such day."),
        ("2025-13", "--since 2025-13: there is no such month."),
        ("0000", "--since 0000: there is no such year."),
        ("99999y", "--since 99999y: no calendar goes back so far."),
    ],
)
def test_impossible_day_is_one_sentence_that_names_the_option(text, sentence):
    with pytest.raises(BadQuestion) as caught:
        parse_since(text, today=TODAY)
    assert str(caught.value) == sentence


@pytest.mark.parametrize("text", ["", "  ", "soon", "3", "2025-06-05-07", "٣d", "last week"])
def test_anything_else_is_told_what_can_be_written(text):
    with pytest.raises(BadQuestion, match=r"not a day; write 2025-06-05, 2025-06, 2025, 3d"):
        parse_until(text, today=TODAY)


def test_one_day_is_needed_where_a_day_is_asked_for():
    assert parse_day("2w", today=TODAY) == dt.date(2026, 3, 17)
    with pytest.raises(BadQuestion, match=r"^2025-06: a day is needed, such as 2025-06-01\.$"):
        parse_day("2025-06", today=TODAY)


@given(st.text(max_size=30), st.dates())
def test_any_text_is_a_day_or_a_sentence(text, today):
    for parse in (parse_day, parse_since, parse_until):
        try:
            day = parse(text, today=today)
        except BadQuestion as refusal:
            assert str(refusal).endswith(".")  # noqa: PT017 - either outcome is right
        else:
            assert isinstance(day, dt.date)
