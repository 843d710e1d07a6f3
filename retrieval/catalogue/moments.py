"""The column type for moments."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect

_EPOCH = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_TICK = dt.timedelta(microseconds=1)


class Moment(TypeDecorator[dt.datetime]):
    """An aware time as microseconds since 1970, UTC: SQLite has no type for one."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> int | None:
        """The number that is stored."""
        del dialect
        return None if value is None else (value - _EPOCH) // _TICK

    def process_result_value(self, value: int | None, dialect: Dialect) -> dt.datetime | None:
        """The time again, in UTC."""
        del dialect
        return None if value is None else _EPOCH + value * _TICK
