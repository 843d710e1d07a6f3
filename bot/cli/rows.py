"""The rows of a file of JSON lines, each of which has to be what is wanted."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Wanted = TypeVar("Wanted")


def read_rows(
    path: str, of: Callable[[dict[str, Any]], Wanted | None], what: str
) -> Iterator[Wanted]:
    """What the rows of a file are, one after the other; empty lines are passed over.

    Args:
        path: of the file, .gz too.
        of: what a row is; None if it is not one.
        what: is wanted, in words: "a judged question, such as {...}".

    Raises:
        IngestError: the file cannot be read, or a row is not what is wanted; the row is named.
    """
    from ingest.errors import NotRecognised  # noqa: PLC0415 - imports slowly
    from ingest.reading import opened  # noqa: PLC0415 - same

    with opened(path) as content:
        for number, text in content.lines():
            if text is not None and not text.strip():
                continue
            row = _object(text or "")
            found = None if row is None else of(row)
            if found is None:
                raise NotRecognised(f"{content.name}:{number} is not {what}")
            yield found


def _object(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except ValueError:
        return None
    return row if isinstance(row, dict) else None
