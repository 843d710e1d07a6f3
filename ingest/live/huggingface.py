"""Hugging Face's daily papers, fetched: `GET {api}/daily_papers`."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from ingest.errors import BadReply
from ingest.live.polite import AskAgain
from ingest.sources import hf
from retrieval.papers import Record, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.live.cursor import Cursor
    from ingest.live.polite import PoliteClient, Reply

PAGE_SIZE = 100  # the most that is given at once

_MOST_PAGES = 50  # no day has 5,000 papers; whoever says so is not answering the question
_NO_SUCH_DAY = frozenset({400, 404})


class DailyPapers:
    """The lists of daily papers.

    Args:
        client: How Hugging Face is asked.
        api_url: Its address, such as "https://huggingface.co/api".
    """

    def __init__(self, client: PoliteClient, api_url: str) -> None:
        self._client = client
        self._url = f"{api_url}/daily_papers"

    def latest(self) -> Iterator[Record | Skipped]:
        """The latest list: about two days, as today's fills up gradually."""
        yield from self._page({"limit": PAGE_SIZE}, "hf:daily", hf.DAILY)

    def trending(self) -> Iterator[Record | Skipped]:
        """The papers that are trending now."""
        yield from self._page({"sort": "trending", "limit": PAGE_SIZE}, "hf:trending", hf.TRENDING)

    def day(self, day: dt.date) -> Iterator[Record | Skipped]:
        """The papers of a day; few or none on a weekend.

        Raises:
            BadReply: There is no such list, or no list comes back.
            Unreachable: Hugging Face does not answer.
        """
        seen: set[str] = set()
        for number in range(_MOST_PAGES):
            query: dict[str, str | int] = {"date": day.isoformat(), "limit": PAGE_SIZE, "p": number}
            page = list(self._page(query, f"hf:{day.isoformat()}", hf.DAILY))
            ids = {found.paper.id for found in page if isinstance(found, Record)}
            if not ids - seen:  # past the end, or a server that knows no pages
                return
            seen |= ids
            yield from page
            if len(page) < PAGE_SIZE:
                return

    def since(self, first: dt.date, today: dt.date, cursor: Cursor) -> Iterator[Record | Skipped]:
        """The papers of every day, oldest first; the cursor is moved after each.

        A day that Hugging Face does not know is skipped and said.
        """
        key = f"hf:daily|{first.isoformat()}"
        day = _saved_day(cursor.load(key)) or first
        while day <= today:
            try:
                yield from self.day(day)
            except BadReply as exc:
                if exc.status not in _NO_SUCH_DAY:
                    raise
                yield Skipped(f"hf:{day.isoformat()}", f"no such list ({exc})")
            day += dt.timedelta(days=1)
            cursor.save(key, day.isoformat())
        cursor.save(key, "")

    def _page(
        self, query: dict[str, str | int], name: str, source: str
    ) -> Iterator[Record | Skipped]:
        reply = self._client.get(f"{self._url}?{urlencode(query)}", check=_check)
        yield from hf.parse(reply.body, name, source=source)


def _check(reply: Reply) -> None:
    """A list, whole; an error is told with Hugging Face's own reason."""
    text = reply.body.decode("utf-8-sig", "replace")
    try:
        answer = json.loads(text)
    except (ValueError, RecursionError) as exc:
        if text.lstrip().startswith("["):
            raise AskAgain("the list was cut off") from exc
        answer = None
    if isinstance(answer, dict) and answer.get("error"):
        sentence = f"Hugging Face answered with an error: {str(answer['error']).rstrip('.')}."
        raise BadReply(sentence, status=reply.status, url=reply.url)
    if not isinstance(answer, list) and reply.status == 200:  # noqa: PLR2004 - others are told
        sentence = "Hugging Face answered with something that is no list of papers."
        raise BadReply(sentence, status=reply.status, url=reply.url)


def _saved_day(saved: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(saved or "")
    except ValueError:
        return None
