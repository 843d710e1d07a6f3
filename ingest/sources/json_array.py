"""Metadata dumps as one JSON document: a list of rows, or a single row over many lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.errors import NotRecognised
from ingest.reading import decoded
from ingest.sources.jsonl import loads
from ingest.sources.rows import record_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from retrieval.papers import Record, Skipped

_START = re.compile(r"\s*(?:\[\s*)?\{\s*\"")


def looks_like(head: str) -> bool:
    """Whether the text is a JSON object or a list of objects, with a title somewhere."""
    return _START.match(head) is not None and '"title"' in head and '"body"' not in head


def parse(data: bytes, name: str) -> Iterator[Record | Skipped]:
    """A record for each row; places count the rows, "dump.json:row 3".

    Args:
        data: The whole document.
        name: The file as the user named it.

    Raises:
        NotRecognised: The document is not JSON, or an object without a title.
    """
    try:
        rows = loads(decoded(data))
    except ValueError as exc:
        raise NotRecognised(f"{name} is damaged JSON: {exc}.") from exc
    if isinstance(rows, dict) and not isinstance(rows.get("title"), str):
        raise NotRecognised(f"{name} is JSON that lists no papers.")
    for number, row in enumerate(rows if isinstance(rows, list) else [rows], start=1):
        yield record_of(row, f"{name}:row {number}")
