"""robots.txt: which pages a site lets programs read, and how fast (RFC 9309)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from ingest.errors import BadReply, IngestError
from ingest.live.polite import USER_AGENT

if TYPE_CHECKING:
    from collections.abc import Callable

    from ingest.live.polite import PoliteClient, Reply

_MOST_BYTES = 512 << 10  # RFC 9309 asks for at least 500 KiB
_LONGEST_DELAY_S = 60.0  # the API waits as well: a site that asks for more is left alone
_REFUSED, _SERVER_ERRORS = 400, 500
_KEPT_S = 24 * 3600.0  # the same document asks to keep it no longer


class Robots:
    """The rules of the sites that a client asks. Call it from one thread at a time.

    Args:
        client: how the sites are asked.
        clock: seconds that only grow.
    """

    def __init__(self, client: PoliteClient, clock: Callable[[], float]) -> None:
        self._client = client
        self._clock = clock
        self._rules: dict[str, tuple[float, RobotFileParser]] = {}

    def delay_for(self, url: str) -> float | None:
        """Seconds to leave after a page was read; None where it may not be read.

        A site without rules allows everything, one whose rules cannot be had allows nothing.
        """
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._rules or self._rules[site][0] < self._clock():
            self._rules[site] = (self._clock() + _KEPT_S, self._fetched(site))
        rules = self._rules[site][1]
        if not rules.can_fetch(USER_AGENT, url):
            return None
        delay = float(rules.crawl_delay(USER_AGENT) or 0)
        return delay if delay <= _LONGEST_DELAY_S else None

    def _fetched(self, site: str) -> RobotFileParser:
        rules = RobotFileParser()
        rules.modified()  # it says no to everything before that
        try:
            reply = self._client.get(
                f"{site}/robots.txt", check=_accept, tries=1, most_bytes=_MOST_BYTES
            )
        except BadReply as exc:
            unavailable = exc.status is not None and _REFUSED <= exc.status < _SERVER_ERRORS
            rules.parse([] if unavailable else ["User-agent: *", "Disallow: /"])
        except IngestError:
            rules.parse(["User-agent: *", "Disallow: /"])
        else:
            rules.parse(reply.body.decode("utf-8-sig", "replace").splitlines())
        return rules


def _accept(reply: Reply) -> None:
    """Whatever it is: lines that are no rules are passed over."""
    del reply
