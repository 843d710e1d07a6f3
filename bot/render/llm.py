"""The language model in `paperwire status`; the key is part of neither form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retrieval.llm import Endpoint


def llm_data(endpoint: Endpoint | None) -> dict[str, Any] | None:
    """Where it is, which it is, and what was asked of it today (UTC); None where none is set."""
    if endpoint is None:
        return None
    today = endpoint.spent_today()
    return {
        "host": endpoint.options.host,
        "model": endpoint.options.model,
        "today": {
            "calls": today.calls,
            "tokens": today.read + today.written,
            "seconds": round(today.seconds, 1),
            "cost": round(today.cost, 4),
        },
    }


def llm_line(data: dict[str, Any] | None) -> str:
    """The same for people."""
    if data is None:
        return "none: answers are excerpts"
    today = data["today"]
    line = f"{data['model']} at {data['host']}; today {today['calls']:,} answers"
    line += f", {today['tokens']:,} tokens"
    return line + (f", cost {today['cost']:g}" if today["cost"] else "")
