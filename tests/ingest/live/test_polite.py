from __future__ import annotations

import datetime as dt
import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug import Response

from ingest.errors import BadReply, BadSource, IngestError, Unreachable
from ingest.live.polite import AskAgain, Gap, Patience, PoliteClient, Reply

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_httpserver import HTTPServer

NOW = dt.datetime(2026, 6, 12, 12, 0, tzinfo=dt.UTC)


def accept(reply: Reply) -> None:
    del reply


@pytest.fixture
def client(fake_time) -> Iterator[PoliteClient]:
    opened = make_client(fake_time)
    yield opened
    opened.close()


def make_client(fake_time, *, timeout_s: float = 5.0) -> PoliteClient:
    return PoliteClient(
        "The service",
        gap=Gap(3.0, clock=fake_time.clock, sleep=fake_time.sleep),
        patience=Patience(timeout_s=timeout_s),
        clock=fake_time.clock,
        now=lambda: NOW,
    )


def expect(server: HTTPServer, *replies: Response) -> None:
    for reply in replies:
        server.expect_ordered_request("/x").respond_with_response(reply)


def test_requests_keep_the_gap(client, httpserver, fake_time) -> None:
    expect(httpserver, Response("1"), Response("2"), Response("3"))
    for _ in range(3):
        client.get(httpserver.url_for("/x"), check=accept)
    assert fake_time.slept == [3.0, 3.0]


def test_a_gap_that_has_passed_already_is_not_waited_for(client, httpserver, fake_time) -> None:
    expect(httpserver, Response("1"), Response("2"))
    client.get(httpserver.url_for("/x"), check=accept)
    fake_time.now += 2.0
    client.get(httpserver.url_for("/x"), check=accept)
    assert fake_time.slept == [1.0]


def test_threads_take_turns_and_share_the_gap(fake_time) -> None:
    gap = Gap(3.0, clock=fake_time.clock, sleep=fake_time.sleep)
    inside: list[int] = []
    most: list[int] = []

    def work() -> None:
        with gap.turn():
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 5
    assert fake_time.slept == [3.0] * 4


@given(
    pauses=st.lists(st.floats(0, 10), min_size=1, max_size=8),
    lengths=st.lists(st.floats(0, 5), min_size=8, max_size=8),
)
def test_however_requests_come_the_gap_is_kept(pauses: list[float], lengths: list[float]) -> None:
    now = [0.0]
    gap = Gap(3.0, clock=lambda: now[0], sleep=lambda s: now.__setitem__(0, now[0] + s))
    ended = None
    for pause, length in zip(pauses, lengths, strict=False):
        now[0] += pause
        with gap.turn():
            assert ended is None or now[0] - ended >= 3.0 - 1e-9
            now[0] += length
        ended = now[0]


def test_a_429_is_asked_again_when_the_service_says(client, httpserver, fake_time) -> None:
    expect(httpserver, Response(status=429, headers={"Retry-After": "17"}), Response("ok"))
    assert client.get(httpserver.url_for("/x"), check=accept).body == b"ok"
    assert fake_time.slept == [17.0]


def test_a_retry_after_never_shortens_the_gap(client, httpserver, fake_time) -> None:
    expect(httpserver, Response(status=503, headers={"Retry-After": "0"}), Response("ok"))
    client.get(httpserver.url_for("/x"), check=accept)
    assert fake_time.slept == [3.0]


def test_a_service_that_wants_an_hour_of_peace_is_left_alone(client, httpserver, fake_time) -> None:
    expect(httpserver, Response(status=429, headers={"Retry-After": "3600"}))
    with pytest.raises(Unreachable, match="left alone for 3600 seconds"):
        client.get(httpserver.url_for("/x"), check=accept)
    assert fake_time.slept == []


def test_a_500_is_asked_again_with_growing_pauses(client, httpserver, fake_time) -> None:
    expect(httpserver, *[Response(status=500)] * 3, Response("ok"))
    client.get(httpserver.url_for("/x"), check=accept)
    assert fake_time.slept == [3.0, 6.0, 12.0]


def test_tries_are_counted(client, httpserver) -> None:
    expect(httpserver, *[Response(status=502)] * 4)
    with pytest.raises(Unreachable, match=r"in 4 tries: HTTP 502\.$") as caught:
        client.get(httpserver.url_for("/x"), check=accept)
    assert caught.value.status == 502
    assert caught.value.retryable
    assert len(httpserver.log) == 4


@pytest.mark.parametrize("status", [400, 403, 404, 410])
def test_a_refusal_is_not_asked_again(client, httpserver, status: int) -> None:
    expect(httpserver, Response(status=status))
    with pytest.raises(BadReply, match=f"HTTP {status}") as caught:
        client.get(httpserver.url_for("/x"), check=accept)
    assert caught.value.status == status
    assert len(httpserver.log) == 1


def test_a_reply_that_cannot_be_right_is_asked_for_again(client, httpserver) -> None:
    def doubt(reply: Reply) -> None:
        if reply.body == b"half":
            raise AskAgain("it was cut off")

    expect(httpserver, Response("half"), Response("whole"))
    assert client.get(httpserver.url_for("/x"), check=doubt).body == b"whole"


def test_a_server_that_never_answers_is_given_up(
    fake_time, silent_server: Callable[..., object]
) -> None:
    server = silent_server()
    client = make_client(fake_time, timeout_s=0.05)
    with pytest.raises(Unreachable, match=r"in 4 tries: silence for 0\.05 s"):
        client.get(server.url, check=accept)
    client.close()
    assert server.accepted == 4


def test_a_connection_that_dies_in_the_body_is_tried_again(
    fake_time, silent_server: Callable[..., object]
) -> None:
    opening = b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly the beginning"
    server = silent_server(opening, hang_up=True)
    client = make_client(fake_time)
    with pytest.raises(Unreachable, match="the connection broke off"):
        client.get(server.url, check=accept)
    client.close()
    assert server.accepted == 4


def test_a_reply_that_trickles_for_ever_is_given_up(httpserver, fake_time) -> None:
    def trickle() -> Iterator[bytes]:
        for _ in range(100):
            fake_time.now += 20.0
            yield b"drop"

    client = make_client(fake_time)
    httpserver.expect_request("/x").respond_with_handler(lambda _: Response(trickle()))
    with pytest.raises(Unreachable, match="silence"):
        client.get(httpserver.url_for("/x"), check=accept)
    client.close()


def test_nobody_listening_is_unreachable(client) -> None:
    with pytest.raises(Unreachable, match="no connection"):
        client.get("http://127.0.0.1:9/x", check=accept)


@pytest.mark.parametrize("url", ["gopher://x/", "http://", "nothing"])
def test_an_address_that_is_none_is_a_bad_source(client, url: str) -> None:
    with pytest.raises(BadSource, match="no web address"):
        client.get(url, check=accept)


def test_redirects_are_followed_but_not_for_ever(client, httpserver) -> None:
    httpserver.expect_request("/x").respond_with_data("", 302, {"Location": "/x"})
    with pytest.raises(IngestError, match="round in circles"):
        client.get(httpserver.url_for("/x"), check=accept)


def test_a_proxy_does_not_stand_between_us_and_this_machine(
    httpserver, fake_time, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    expect(httpserver, Response("direct"))
    client = make_client(fake_time)
    assert client.get(httpserver.url_for("/x"), check=accept).body == b"direct"
    client.close()
