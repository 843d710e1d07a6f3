"""arXiv's announcement feeds, fetched: https://info.arxiv.org/help/rss.html."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.errors import BadReply, NotRecognised, Truncated
from ingest.live.polite import AskAgain
from ingest.sources import rss

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.live.polite import PoliteClient, Reply
    from retrieval.papers import Record, Skipped


def announcements(
    client: PoliteClient, rss_url: str, codes: tuple[str, ...], *, tries: int | None = None
) -> Iterator[Record | Skipped]:
    """What was announced last in these categories; nothing on a day without announcements.

    Raises:
        BadReply: arXiv answers with an error or with something that is no feed.
        Unreachable: arXiv does not answer.
    """
    feed = "+".join(codes)
    reply = client.get(f"{rss_url}/{feed}", check=_check, tries=tries)
    yield from rss.parse(reply.body, f"rss:{feed}")


def _check(reply: Reply) -> None:
    if reply.status != 200:  # noqa: PLR2004 - the client tells it with the status
        return
    try:
        for _ in rss.parse(reply.body, "arXiv's feed"):
            pass
    except Truncated as exc:
        raise AskAgain("the feed was cut off") from exc
    except NotRecognised as exc:
        sentence = "arXiv answered with something that is no feed."
        raise BadReply(sentence, status=reply.status, url=reply.url) from exc
