"""Which shards of a bot a process runs, as written by hand: `0,1,2` or `0-2`."""

from __future__ import annotations

import re

MOST = 10_000  # far above what any bot has; keeps a slip of the finger from filling memory
_PART = re.compile(r"(\d{1,5})(?:\s*-\s*(\d{1,5}))?")


def shard_numbers(written: str) -> tuple[int, ...]:
    """The numbers, in rising order, each once.

    Raises:
        ValueError: it is not a list of numbers and ranges.
    """
    numbers: set[int] = set()
    for part in written.split(","):
        match = _PART.fullmatch(part.strip())
        if match is None:
            raise ValueError("it must be numbers and ranges such as 0,1,2 or 0-2")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(f"the range {first}-{last} runs backwards")
        if last >= MOST:
            raise ValueError(f"no bot has a shard {last}")
        numbers.update(range(first, last + 1))
    return tuple(sorted(numbers))
