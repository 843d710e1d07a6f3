"""Full texts of papers, from arXiv's HTML versions, kept as a cache.

Only where whoever runs this allows it. A paper without one is ordinary: most old ones have none,
and arXiv's conversion fails for some. Politeness is that of the API, whose turns are shared, and
of robots.txt.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import zlib
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

import structlog

from ingest.errors import BadReply, IngestError
from ingest.live.robots import Robots
from ingest.sources.arxiv_html import parse_full_text
from retrieval.explaining.full_text import FullText, TextSection
from retrieval.identity import is_arxiv_id
from retrieval.ids import new_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from ingest.live.polite import PoliteClient, Reply
    from retrieval.papers import Paper

MOST_BYTES = 12 << 20  # of a page; figures are not in it
_KEPT = dt.timedelta(days=30)
_NONE_KEPT = dt.timedelta(days=1)  # a conversion may come late
_GONE = frozenset({404, 410})

_log = structlog.get_logger(__name__)


class FullTexts:
    """Full texts, one fetched at a time, by a thread of its own.

    Args:
        client: how arXiv is asked.
        url: where its HTML versions are; the id is appended as `/2506.09930v1`.
        folder: of the cache; made when something is kept.
        most_kept: bytes in the folder; what was not read for longest is removed.
        now: the time of day.
        clock: seconds that only grow.
    """

    def __init__(  # noqa: PLR0913 - each is a seam or a policy, and named
        self,
        client: PoliteClient,
        url: str,
        folder: Path,
        *,
        most_kept: int,
        now: Callable[[], dt.datetime],
        clock: Callable[[], float],
    ) -> None:
        self._client = client
        self._url = url.rstrip("/")
        self._folder = folder
        self._most_kept = most_kept
        self._now = now
        self._robots = Robots(client, clock)
        self._thread = ThreadPoolExecutor(1, "full texts")

    def of(self, paper: Paper) -> Future[FullText | None]:
        """The text of a paper; None where there is none that can be read. It never fails."""
        return self._thread.submit(self._of, paper)

    def close(self) -> None:
        """Fetch nothing more."""
        self._thread.shutdown(wait=False, cancel_futures=True)

    def _of(self, paper: Paper) -> FullText | None:
        if not is_arxiv_id(paper.id):
            return None
        name = f"{paper.id}v{paper.version}" if paper.version else paper.id
        path = self._folder / f"{name.replace('/', '_')}.json.gz"
        kept = self._kept(path)
        if kept is None:
            kept = self._fetched(f"{self._url}/{quote(name)}")
            if kept is None:
                return None
            self._keep(path, kept)
        return kept if kept.sections else None

    def _fetched(self, url: str) -> FullText | None:
        """An empty text where it is certain that there is none; None: perhaps another time."""
        try:
            delay = self._robots.delay_for(url)
            if delay is None:
                _log.info("full text not read: the site's robots.txt does not allow it", url=url)
                return None
            try:
                check = _same_site(url)
                reply = self._client.get(url, check=check, tries=1, most_bytes=MOST_BYTES)
            finally:
                if delay:
                    self._client.rest(delay)
        except BadReply as exc:
            _log.info("full text not read", url=url, reason=str(exc))
            return FullText(()) if exc.status in _GONE else None
        except IngestError as exc:
            _log.info("full text not read", url=url, reason=str(exc))
            return None
        return parse_full_text(reply.body) or FullText(())

    def _kept(self, path: Path) -> FullText | None:
        """What the cache has; nothing where it is missing, damaged or old."""
        try:
            data = json.loads(gzip.decompress(path.read_bytes()))
            fetched = dt.datetime.fromisoformat(data["fetched"])
            text = FullText(
                tuple(TextSection(s["heading"], tuple(s["paragraphs"])) for s in data["sections"])
            )
            age = self._now() - fetched
        except FileNotFoundError:
            return None
        except (OSError, EOFError, zlib.error, ValueError, KeyError, TypeError):
            _log.warning("a full text in the cache cannot be read and is fetched anew", path=path)
            return None
        if age > (_KEPT if text.sections else _NONE_KEPT):
            return None
        with suppress(OSError):
            path.touch()
        return text

    def _keep(self, path: Path, text: FullText) -> None:
        data = {"fetched": self._now().isoformat(), **asdict(text)}
        packed = gzip.compress(json.dumps(data, ensure_ascii=False).encode(), 6)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f"{path.name}.{new_id()}")
            fresh.write_bytes(packed)
            fresh.replace(path)  # whoever reads it sees the old or the new one, whole
            self._make_room()
        except OSError as exc:
            _log.warning("a full text cannot be kept", reason=str(exc))

    def _make_room(self) -> None:
        """Remove what was not read for longest until the rest fits."""
        held = sorted(
            ((one.stat().st_mtime, one.stat().st_size, one) for one in self._folder.iterdir()),
            reverse=True,
        )
        room = self._most_kept
        for _, size, path in held:
            room -= size
            if room < 0:
                path.unlink(missing_ok=True)


def _same_site(url: str) -> Callable[[Reply], None]:
    """A check that the page is where it was asked for, and not a stranger's."""

    def check(reply: Reply) -> None:
        if urlsplit(reply.url).netloc != urlsplit(url).netloc:
            raise BadReply("arXiv sends us to another site.", url=reply.url)

    return check
