"""What no database can hold is taken out before it is stored."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    from retrieval.papers import Record

# NUL is refused by PostgreSQL; half a surrogate pair cannot be written as UTF-8 at all
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_MOST = 2**31 - 1  # of an integer column
_Value = TypeVar("_Value", bound="DataclassInstance")


def storable(record: Record) -> Record:
    """The record with such characters replaced by U+FFFD and absurd counts left out."""
    return replace(record, paper=_cleaned(record.paper), sighting=_cleaned(record.sighting))


def _cleaned(value: _Value) -> _Value:
    """The same object, unless something in it had to change."""
    changed: dict[str, Any] = {}
    for field in fields(value):
        before = getattr(value, field.name)
        after = _clean(before)
        if after is not before:
            changed[field.name] = after
    return replace(value, **changed) if changed else value


def _clean(value: Any) -> Any:  # noqa: ANN401 - a field of any of our values
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value) if _UNSTORABLE.search(value) else value
    if isinstance(value, tuple):
        cleaned = tuple(map(_clean, value))
        return value if all(a is b for a, b in zip(cleaned, value, strict=True)) else cleaned
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) <= _MOST else None
    return _cleaned(value) if is_dataclass(value) and not isinstance(value, type) else value
