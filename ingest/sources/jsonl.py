"""Metadata dumps as JSON lines: one object a line, read as a stream."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ingest.sources.rows import record_of
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CUT_HEAD = 16_000  # characters; a head of 64 KiB holds at least that many


def looks_like(head: str) -> bool:
    """Whether any line of the head is an object with a title.

    A head that is one unfinished line tells by its first key only: the line may be damaged or
    endless, and still the next ones good.
    """
    *complete, last = head.split("\n")
    if any(_has_title(line) for line in complete) or _has_title(last):
        return True
    unfinished = not any(map(str.strip, complete)) and len(last) > _CUT_HEAD
    return unfinished and last.startswith('{"') and '"body"' not in last


def _has_title(line: str) -> bool:
    if not line.startswith("{") or '"title"' not in line:
        return False
    try:
        row = loads(line)
    except ValueError:
        return False
    return isinstance(row, dict) and "title" in row


def parse(lines: Iterable[tuple[int, str]], name: str) -> Iterator[Record | Skipped]:
    """A record for each line that holds one, and the reason for each other line.

    Args:
        lines: Numbered lines; blank ones are passed over.
        name: The file as the user named it.
    """
    for number, line in lines:
        if not line or line.isspace():
            continue
        place = f"{name}:{number}"
        try:
            row = loads(line)
        except ValueError as exc:
            yield Skipped(place, f"not JSON ({exc})")
        else:
            yield record_of(row, place)


def loads(text: str) -> object:
    """A JSON value; numbers with a point stay text, so that the id 2104.08310 keeps its zero.

    Raises:
        ValueError: it is not JSON, or nested absurdly deep.
    """
    try:
        return json.loads(text, parse_float=str)
    except json.JSONDecodeError as exc:
        raise ValueError(f"{exc.msg} at character {exc.pos + 1}") from exc
    except RecursionError as exc:
        raise ValueError("nested too deep") from exc
