"""What Discord may answer instead of what was asked for; ordered by tests, route by route."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply of the API; `body` is JSON, or text that no client can read as such."""

    status: int
    body: Any = None
    headers: tuple[tuple[str, str], ...] = ()


def rate_limited(seconds: float, *, everywhere: bool = False) -> Reply:
    """429 as Discord sends it: with `Via`, without which discord.py takes it for a ban."""
    limit = {"message": "You are being rate limited.", "retry_after": seconds, "global": everywhere}
    headers = (("Via", "1.1 google"), ("Retry-After", str(max(1, round(seconds)))))
    return Reply(429, limit, headers + ((("X-RateLimit-Global", "true"),) if everywhere else ()))


def banned() -> Reply:
    """429 of the wall in front of Discord: no JSON, no `Via`."""
    return Reply(429, "error code: 1015", (("Retry-After", "1"),))


# what was asked for is done, and no answer ever comes: the line went dead
LOST = Reply(0)
BAD_GATEWAY = Reply(502, "<html>502 Bad Gateway</html>")
UNAUTHORISED = Reply(401, {"message": "401: Unauthorized", "code": 0})
NOT_FOUND = Reply(404, {"message": "404: Not Found", "code": 0})
UNKNOWN_CHANNEL = Reply(404, {"message": "Unknown Channel", "code": 10003})
UNKNOWN_MESSAGE = Reply(404, {"message": "Unknown Message", "code": 10008})
UNKNOWN_WEBHOOK = Reply(404, {"message": "Unknown Webhook", "code": 10015})
UNKNOWN_INTERACTION = Reply(404, {"message": "Unknown interaction", "code": 10062})
ACKNOWLEDGED_BEFORE = Reply(
    400, {"message": "Interaction has already been acknowledged.", "code": 40060}
)
NO_DIRECT_MESSAGES = Reply(403, {"message": "Cannot send messages to this user", "code": 50007})
MISSING_PERMISSIONS = Reply(403, {"message": "Missing Permissions", "code": 50013})


@dataclass(slots=True)
class Faults:
    """Replies that wait for their requests."""

    _orders: list[tuple[str, str, deque[Reply]]] = field(default_factory=list)

    def order(self, method: str, path: str, reply: Reply, times: int) -> None:
        """The next so many requests to the path get the reply; `*` in it stands for anything."""
        self._orders.append((method, path, deque([reply] * times)))

    def take(self, method: str, path: str) -> Reply | None:
        """What was ordered for this request; each order is used once."""
        for wanted, pattern, replies in self._orders:
            if replies and wanted == method and fnmatchcase(path, pattern):
                return replies.popleft()
        return None
