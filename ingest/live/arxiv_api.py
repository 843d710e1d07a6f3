"""The arXiv API, through the `arxiv` package.

The package writes the queries and reads the entries. What it leaves out comes from here:
timeouts, Retry-After, retries of what is worth retrying, the gap that the whole process shares,
and the suspicion that an empty page deserves. Its session is the hook.

Terms: https://info.arxiv.org/help/api/tou.html (one request each three seconds, one connection)
and https://info.arxiv.org/help/api/user-manual.html (2,000 results a page, 30,000 a query).
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import SubElement, tostring

import arxiv
from requests import PreparedRequest, Response
from requests.adapters import BaseAdapter

from ingest.errors import BadReply, NotRecognised
from ingest.live.polite import AskAgain
from ingest.sources.atom import Entry, record_of, refuse_error
from ingest.sources.entries import Document, day_of, read_entries, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.live.polite import PoliteClient, Reply
    from retrieval.papers import Record, Skipped

PAGE_SIZE = 500  # at most 2,000; arXiv answers large pages slowly and now and then not at all
MAX_RESULTS = 30_000  # arXiv's own limit for one query, over all pages

_NO_MOMENT = dt.datetime(1, 1, 1, tzinfo=dt.UTC)  # stands for a date that an entry does not have
_ATOM = "{http://www.w3.org/2005/Atom}"


class ArxivPages:
    """Pages of results, in the order of a query.

    Args:
        client: How arXiv is asked.
        api_url: The API's address.
        page_size: Results in one request.
    """

    def __init__(self, client: PoliteClient, api_url: str, *, page_size: int = PAGE_SIZE) -> None:
        self._adapter = _PoliteAdapter(client)
        self._page_size = page_size
        # pauses and retries are the polite client's: the package's own would sleep twice
        self._package = arxiv.Client(page_size=page_size, delay_seconds=0.0, num_retries=0)
        self._package.query_url_format = api_url + "?{}"
        session = self._package._session  # noqa: SLF001 - the package offers no other hook
        session.trust_env = False  # proxies are the client's matter
        for scheme in ("http://", "https://"):
            session.mount(scheme, self._adapter)

    def search(
        self, query: str, *, by: str, ascending: bool, start: int = 0, limit: int = MAX_RESULTS
    ) -> Iterator[tuple[int, list[Record | Skipped]]]:
        """Offset of the next page, and the results of this one, page by page.

        Args:
            query: In arXiv's query language.
            by: "submittedDate" or "lastUpdatedDate".
            ascending: Oldest first: new papers then come last and move no page.
            start: Offset of the first result.
            limit: Offset that is not passed.

        Raises:
            BadReply: arXiv refuses the query or does not answer it.
            Unreachable: arXiv does not answer, or announces results and sends none.
        """
        order = arxiv.SortOrder.Ascending if ascending else arxiv.SortOrder.Descending
        limit = min(limit, MAX_RESULTS)
        total = limit
        while start < min(total, limit):
            end = min(start + self._page_size, limit)
            search = arxiv.Search(
                query=query,
                max_results=end,
                sort_by=arxiv.SortCriterion(by),
                sort_order=order,
            )
            results = list(self._package.results(search, offset=start))
            total = self._adapter.total
            if not results:
                return
            place = f"arxiv:{query}, result "
            yield end, [_record(r, f"{place}{start + n}") for n, r in enumerate(results, 1)]
            start = end

    def papers(self, ids: tuple[str, ...]) -> list[Record | Skipped]:
        """The papers with these ids; those that arXiv does not know are left out.

        Raises:
            BadReply: arXiv refuses an id.
            Unreachable: arXiv does not answer.
        """
        search = arxiv.Search(id_list=list(ids), max_results=len(ids))
        return [
            _record(result, f"arxiv:{result.entry_id}") for result in self._package.results(search)
        ]


class _PoliteAdapter(BaseAdapter):
    """What the package's session sends its requests through: our client."""

    def __init__(self, client: PoliteClient) -> None:
        super().__init__()
        self._client = client
        self._document: Document | None = None
        self.total = 0  # results that the last reply announced over all its pages

    def send(self, request: PreparedRequest, *_: object, **__: object) -> Response:
        """The reply, checked, and completed so that the package drops no entry of it."""
        reply = self._client.get(request.url or "", check=self._check)
        response = Response()
        response.request = request
        response.status_code = reply.status
        response.url = reply.url
        response._content = _completed(reply.body, self._document)  # noqa: SLF001 - no setter
        return response

    def close(self) -> None:
        """The client is not ours to close."""

    def _check(self, reply: Reply) -> None:
        try:
            document = read_entries(reply.body, "arXiv's reply")
            refuse_error(document.root, "The query failed", status=reply.status, url=reply.url)
        except NotRecognised as exc:
            sentence = f"arXiv answered with something that is no feed (HTTP {reply.status})."
            raise BadReply(sentence, status=reply.status, url=reply.url) from exc
        if document.damage:
            raise AskAgain("the reply was cut off") from document.damage
        asked = int(parse_qs(urlsplit(reply.url).query).get("start", ["0"])[0])
        sent = _number(document, "startIndex", asked)
        self.total = _number(document, "totalResults", len(document.entries))
        if sent != asked:
            sentence = f"arXiv sent the results from {sent} on where those from {asked} were asked."
            raise BadReply(sentence, status=reply.status, url=reply.url)
        if not document.entries and self.total > asked:
            raise AskAgain(f"an empty page, where {self.total} results were announced")
        self._document = document


def _number(document: Document, tag: str, default: int) -> int:
    text = text_of(document.root, tag) or ""
    return int(text) if text.isascii() and text.isdigit() else default


def _completed(body: bytes, document: Document | None) -> bytes:
    """The reply with an id and dates in every entry.

    The package drops entries that lack one without a word, and gives up a page at a date that
    it cannot read; here such an entry comes out as a record without the date, or as skipped.
    """
    changed = False
    for _, entry in document.entries if document else ():
        for tag in ("id", "published", "updated"):
            text = text_of(entry, tag)
            if text is None or (tag != "id" and day_of(text) is None):
                for wrong in entry.findall(_ATOM + tag):
                    entry.remove(wrong)
                stand_in = "an entry without id" if tag == "id" else _NO_MOMENT.isoformat()
                SubElement(entry, _ATOM + tag).text = stand_in
                changed = True
    return tostring(document.root, encoding="utf-8") if changed and document else body


def _record(result: arxiv.Result, place: str) -> Record | Skipped:
    entry = Entry(
        id=result.entry_id,
        title=result.title,
        abstract=result.summary,
        published=_day(result.published),
        updated=_day(result.updated),
        authors=tuple(author.name for author in result.authors),
        affiliations=tuple(text for author in result.authors for text in author.affiliation),
        categories=tuple(result.categories),
        primary_category=result.primary_category,
        comment=result.comment,
        journal_ref=result.journal_ref,
        doi=result.doi,
    )
    return record_of(entry, place)


def _day(moment: dt.datetime) -> dt.date | None:
    return None if moment == _NO_MOMENT else moment.date()
