"""How far the fetching of announcements is, as data and in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.following.fetch_log import Fetch

_MOST = 3  # days that are named in the line


def fetch_data(fetches: Sequence[Fetch]) -> list[dict[str, Any]]:
    """Each day of a source, for `paperwire status --json`."""
    return [
        {
            "source": fetch.source,
            "day": fetch.day.isoformat(),
            "papers": fetch.papers,
            "done": fetch.done,
            "tries": fetch.tries,
            "next_try": fetch.next_try.isoformat() if fetch.next_try else None,
            "error": fetch.error,
        }
        for fetch in fetches
    ]


def fetch_line(fetches: Sequence[Fetch]) -> str:
    """What is whole, and what is missing and when it is tried again."""
    open_ = [fetch for fetch in fetches if not fetch.done]
    parts = [_missing(fetch) for fetch in open_[:_MOST]]
    if len(open_) > _MOST:
        parts.append(f"and {len(open_) - _MOST} more days")
    whole = [fetch for fetch in fetches if fetch.done]
    if whole:
        newest = max(fetch.day for fetch in whole)
        papers = sum(fetch.papers for fetch in whole if fetch.day == newest)
        parts.insert(0, f"{newest}: {papers:,} papers")
    return "; ".join(parts) or "nothing yet"


def _missing(fetch: Fetch) -> str:
    what = f"{fetch.source} of {fetch.day}"
    if fetch.given_up:
        return f"{what} was given up ({fetch.error})"
    if not fetch.tries:
        return f"{what} is tried at {fetch.next_try:%Y-%m-%d %H:%M} UTC"
    return f"{what} is tried again at {fetch.next_try:%Y-%m-%d %H:%M} UTC ({fetch.error})"
