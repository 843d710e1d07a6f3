"""What a running bot says of itself at its health page."""

from __future__ import annotations

import json

WELL = "ok"
_PATIENCE_S = 20.0


def wellness(host: str, port: int) -> str:
    """`ok`, or in a few words what is not: said by the bot, or that nobody answers."""
    import http.client  # noqa: PLC0415 - only where somebody is asked

    connection = http.client.HTTPConnection(host, port, timeout=_PATIENCE_S)
    try:
        connection.request("GET", "/healthz")
        told = json.loads(connection.getresponse().read())
        status, parts = told.pop("status"), sorted(told.items())
    except (OSError, http.client.HTTPException, ValueError, KeyError, AttributeError, TypeError):
        return f"no bot answers at {host}, port {port}"
    if status == WELL:
        return WELL
    return f"{status} ({', '.join(f'{part} {how}' for part, how in parts)})"
