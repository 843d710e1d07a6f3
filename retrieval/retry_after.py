"""How long a service asks to be left alone: the Retry-After of its reply."""

from __future__ import annotations

import datetime as dt
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


def retry_after_s(headers: Mapping[str, str], now: dt.datetime) -> float | None:
    """Seconds that a Retry-After asks for; None when there is none or it makes no sense.

    A date is held against the reply's own `Date`, so that a wrong clock here does not matter
    (https://www.rfc-editor.org/rfc/rfc9110#field.retry-after). Parts of a second are beyond that
    page, and some services send them.

    Args:
        headers: of the reply, whose names are looked up in small letters.
        now: the time of day, for a reply without a `Date`.
    """
    asked = headers.get("retry-after", "").strip()
    if asked.isascii() and asked.replace(".", "", 1).isdigit():
        return float(asked)
    until = _moment(asked)
    if until is None:
        return None
    return max(0.0, (until - (_moment(headers.get("date", "")) or now)).total_seconds())


def _moment(stamp: str) -> dt.datetime | None:
    try:
        moment = parsedate_to_datetime(stamp)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
