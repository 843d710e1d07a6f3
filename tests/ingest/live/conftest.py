"""A stand-in arXiv and Hugging Face on loopback, and a clock that nobody waits for."""

from __future__ import annotations

import datetime as dt
import socket
import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from werkzeug import Response

from ingest.live.opening import LiveServices, connect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_httpserver import HTTPServer
    from werkzeug import Request

NOW = dt.datetime(2026, 6, 12, 12, 0, tzinfo=dt.UTC)


@dataclass
class FakeTime:
    """Seconds that pass only while somebody sleeps."""

    now: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@dataclass
class Arxiv:
    """Answers queries from a list of papers: (id with version, published, updated)."""

    papers: list[tuple[str, str, str]] = field(default_factory=list)
    queries: list[dict[str, str]] = field(default_factory=list)
    most: int = 10_000  # results in a page, whatever is asked

    def answer(self, request: Request) -> Response:
        return Response(self.reply(request), content_type="application/atom+xml")

    def reply(self, request: Request) -> str:
        args = request.args.to_dict()
        self.queries.append(args)
        column = 2 if args["sortBy"] == "lastUpdatedDate" else 1
        found = sorted(self.papers, key=lambda p: p[column])
        if args["sortOrder"] == "descending":
            found.reverse()
        if "submittedDate:[" in args["search_query"]:
            first, last = args["search_query"].partition("submittedDate:[")[2].split(" TO ")
            days = (first[:8], last[:8])
            found = [p for p in found if days[0] <= p[1][:10].replace("-", "") <= days[1]]
        start = int(args["start"])
        page = found[start : start + min(int(args["max_results"]), self.most)]
        return feed(*(entry(*p) for p in page), total=len(found), start=start)


def entry(paper_id: str, published: str, updated: str) -> str:
    return (
        f"<entry><id>http://arxiv.org/abs/{paper_id}</id><title>Paper {paper_id}</title>"
        f"<published>{published}</published><updated>{updated}</updated>"
        f"<summary>About {paper_id}.</summary><author><name>Ada One</name>"
        "<arxiv:affiliation>Test Lab</arxiv:affiliation></author>"
        '<category term="cs.CL"/><arxiv:primary_category term="cs.CL"/></entry>'
    )


def feed(*entries: str, total: int | None = None, start: int = 0) -> str:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:arxiv="http://arxiv.org/schemas/atom"'
        ' xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">'
        f"<opensearch:totalResults>{len(entries) if total is None else total}"
        f"</opensearch:totalResults><opensearch:startIndex>{start}</opensearch:startIndex>"
        + "".join(entries)
        + "</feed>"
    )


class Write:
    """Hands both writers to the tests, which cannot import from here."""

    feed = staticmethod(feed)
    entry = staticmethod(entry)


class SilentServer:
    """Accepts connections, sends what it is given, and then nothing, or hangs up."""

    def __init__(self, opening: bytes = b"", *, hang_up: bool = False) -> None:
        self._opening = opening
        self._hang_up = hang_up
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._held: list[socket.socket] = []
        self.accepted = 0
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.accepted += 1
            connection.recv(65_536)
            connection.sendall(self._opening)
            if self._hang_up:
                connection.close()
            else:
                self._held.append(connection)

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(timeout=5)
        for connection in self._held:
            connection.close()


@pytest.fixture
def silent_server() -> Iterator[Callable[..., SilentServer]]:
    opened: list[SilentServer] = []

    def start(opening: bytes = b"", *, hang_up: bool = False) -> SilentServer:
        opened.append(SilentServer(opening, hang_up=hang_up))
        return opened[-1]

    yield start
    for server in opened:
        server.close()


@pytest.fixture
def arxiv() -> Arxiv:
    """An API without papers; a test gives it some, and puts it on the server."""
    return Arxiv()


@pytest.fixture
def write() -> type[Write]:
    """Writes feeds and entries as arXiv does."""
    return Write


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def services(httpserver: HTTPServer, fake_time: FakeTime) -> Iterator[LiveServices]:
    """All services on the loopback server: /api/query, /rss and /hf."""
    opened = connect(
        arxiv_api_url=httpserver.url_for("/api/query"),
        arxiv_rss_url=httpserver.url_for("/rss/"),
        hf_api_url=httpserver.url_for("/hf"),
        now=lambda: NOW,
        clock=fake_time.clock,
        sleep=fake_time.sleep,
    )
    yield opened
    opened.close()
