"""A value as a map that JSON can hold, and back."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

_Value = TypeVar("_Value", bound="DataclassInstance")


def packed(value: DataclassInstance) -> dict[str, Any]:
    """The fields that are required or differ from their defaults."""
    found = {field: getattr(value, field.name) for field in fields(value)}
    return {f.name: v for f, v in found.items() if f.default is MISSING or v != f.default}


def unpacked(kind: type[_Value], stored: Mapping[str, Any]) -> _Value:
    """The value again, lists as tuples.

    Fields that were added since have their defaults; those that are no longer there are left
    out, so that what an older version stored can be read.
    """
    known = {field.name for field in fields(kind)} & stored.keys()
    return kind(**{name: _frozen(stored[name]) for name in known})


def _frozen(value: Any) -> Any:  # noqa: ANN401 - a field of any of our values
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
