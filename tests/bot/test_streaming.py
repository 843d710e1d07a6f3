from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from bot.streaming import follow

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

GAP_S = 0.05


async def states(*found: int, wait_s: float = 0.0) -> AsyncIterator[int]:
    for one in found:
        await asyncio.sleep(wait_s)
        yield one


class Shown(list[int]):
    """What was shown, and when; the first edits may fail or take their time."""

    def __init__(self, *, failing: int = 0, slow_s: float = 0.0) -> None:
        super().__init__()
        self.at: list[float] = []
        self._failing, self._slow_s = failing, slow_s

    async def __call__(self, state: int) -> None:
        self.at.append(asyncio.get_running_loop().time())
        await asyncio.sleep(self._slow_s)
        if self._failing:
            self._failing -= 1
            raise OSError("no")
        self.append(state)


async def test_the_last_state_is_shown():
    shown = Shown()
    await follow(states(1, 2, 3), shown, gap_s=GAP_S)
    assert shown[-1] == 3


async def test_edits_keep_their_distance_and_skip_what_is_out_of_date():
    shown = Shown()
    await follow(states(*range(30), wait_s=0.01), shown, gap_s=GAP_S)
    assert shown[-1] == 29
    assert len(shown) < 20
    between = [b - a for a, b in zip(shown.at[:-2], shown.at[1:-1], strict=True)]
    assert min(between) >= GAP_S * 0.9


async def test_reading_goes_on_while_an_edit_waits_for_discord():
    shown = Shown(slow_s=0.2)
    await follow(states(1, 2, 3, 4, wait_s=0.01), shown, gap_s=0.0)
    assert shown == [1, 4]


async def test_a_failed_edit_is_made_up_for_by_the_next():
    shown = Shown(failing=1)
    await follow(states(1, 2, 3, wait_s=0.02), shown, gap_s=0.0)
    assert shown[-1] == 3


async def test_the_last_edit_may_not_fail():
    with pytest.raises(OSError, match="no"):
        await follow(states(1), Shown(failing=1), gap_s=0.0)


async def test_what_the_states_raise_is_raised_after_what_there_was():
    async def broken() -> AsyncIterator[int]:
        yield 1
        raise ValueError("broken")

    shown = Shown()
    with pytest.raises(ValueError, match="broken"):
        await follow(broken(), shown, gap_s=0.0)
    assert shown == [1]
