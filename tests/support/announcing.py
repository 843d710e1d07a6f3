"""arXiv as it is at a moment: its feeds show the last announcement, its API what is announced."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from email.utils import format_datetime
from typing import TYPE_CHECKING, Any

from werkzeug import Response

from retrieval.following.calendar import (
    EASTERN,
    announced_at,
    announcement_of,
    cut_off,
    next_announcement,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug import Request

_SPAN = re.compile(r"submittedDate:\[(\d{12}) TO (\d{12})\]")


@dataclass(frozen=True, slots=True)
class Told:
    """One paper of one announcement."""

    id: str
    submitted: dt.datetime
    day: dt.date  # on which it is listed
    kind: str = "new"
    category: str = "cs.CL"
    version: int = 1


def told(paper_id: str, submitted: str, *, day: dt.date | None = None, **more: Any) -> Told:
    """A paper submitted at that time in UTC, and announced when that says, or on `day`."""
    moment = dt.datetime.fromisoformat(submitted).replace(tzinfo=dt.UTC)
    return Told(paper_id, moment, day or announcement_for(moment), **more)


def announcement_for(submitted: dt.datetime) -> dt.date:
    """The listing day of a submission that no moderator holds."""
    day = announcement_of(submitted.astimezone(EASTERN).date())
    while cut_off(day) < submitted:
        day = next_announcement(day)
    return day


@dataclass
class Announcing:
    """Feeds at /rss/CODE and the API at /api/query.

    Args:
        now: the moment that they are at.
        papers: everything that was and will be announced.
        failing: what is answered, by path, instead of the truth.
    """

    now: Callable[[], dt.datetime]
    papers: list[Told] = field(default_factory=list)
    failing: dict[str, Response] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def answer(self, request: Request) -> Response:
        self.asked.append(request.full_path)
        wrong = next((r for path, r in self.failing.items() if request.path.startswith(path)), None)
        if wrong is not None:
            return wrong
        text = self._feed(request) if request.path.startswith("/rss") else self._reply(request)
        return Response(text, content_type="application/xml")

    def _feed(self, request: Request) -> str:
        code = request.path.rpartition("/")[2]
        day = self.now().astimezone(EASTERN).date()
        date = format_datetime(dt.datetime.combine(day, dt.time(), EASTERN))
        items = [_item(p, date) for p in self.papers if p.day == day and p.category == code]
        return (
            f"<rss><channel><title>{code} updates on arXiv.org</title><pubDate>{date}</pubDate>"
            + "".join(items)
            + "</channel></rss>"
        )

    def _reply(self, request: Request) -> str:
        known = {p.id: p for p in self.papers if announced_at(p.day) <= self.now()}
        if ids := request.args.get("id_list"):
            found = [known[one] for one in ids.split(",") if one in known]
        else:
            query = request.args["search_query"]
            span = _SPAN.search(query)
            assert span is not None
            found = [
                p
                for p in sorted(known.values(), key=lambda p: p.submitted)
                if span[1] <= f"{p.submitted:%Y%m%d%H%M}" <= span[2]
                and f"cat:{p.category}" in query
            ]
        return (
            '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
            ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
            f"<opensearch:totalResults>{len(found)}</opensearch:totalResults>"
            "<opensearch:startIndex>0</opensearch:startIndex>"
            + "".join(_entry(paper) for paper in found)
            + "</feed>"
        )


def _item(paper: Told, date: str) -> str:
    return (
        f"<item><title>Paper {paper.id}</title><link>https://arxiv.org/abs/{paper.id}</link>"
        f"<description>arXiv:{paper.id}v{paper.version} Announce Type: {paper.kind} \n"
        f"Abstract: About {paper.id}.</description><category>{paper.category}</category>"
        f"<pubDate>{date}</pubDate></item>"
    )


def _entry(paper: Told) -> str:
    moment = f"{paper.submitted:%Y-%m-%dT%H:%M:%SZ}"
    return (
        f"<entry><id>http://arxiv.org/abs/{paper.id}v{paper.version}</id>"
        f"<title>Paper {paper.id}</title><published>{moment}</published>"
        f"<updated>{moment}</updated><summary>About {paper.id}.</summary>"
        "<author><name>Ada One</name></author><arxiv:comment>12 pages</arxiv:comment>"
        f'<category term="{paper.category}"/>'
        f'<arxiv:primary_category term="{paper.category}"/></entry>'
    )
