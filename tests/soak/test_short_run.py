"""Ten days of the simulated year, for every run of the suite; `make soak` is all of it.

The days hold the end of summer time in Europe and in North America and two weekends.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from tests.soak.outcome import Outcome
from tests.soak.play import Stretch
from tests.soak.world import from_sample

if TYPE_CHECKING:
    from pathlib import Path

_DAYS = [dt.date(2025, 10, day) for day in (24, 27, 28, 29, 30, 31)] + [
    dt.date(2025, 11, day) for day in (3, 4, 5, 6)
]


@pytest.mark.timeout(600)
def test_ten_days_with_ten_deaths_bring_every_paper_once_and_on_its_day(
    repository: Path, tmp_path: Path
) -> None:
    world = from_sample(repository / "docs" / "sample" / "papers.jsonl.gz", _DAYS, seed=2)
    stretch = Stretch.draw(world, followers=12, kills=10, leavers=1, seed=2)
    stretch.play(tmp_path)
    played = stretch.judge(Outcome.kept(tmp_path), tmp_path)
    report = "\n".join(played.lines())
    assert played.holds, report
    assert played.kills == 10, report
    assert played.verdict.due > 100, report
    assert played.verdict.received > 100, report
