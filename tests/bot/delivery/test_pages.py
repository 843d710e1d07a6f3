from __future__ import annotations

import datetime as dt

import feedparser
import pytest
from aiohttp import ClientSession, web

from bot.delivery.pages import Pages
from bot.words import CHINESE, ENGLISH
from retrieval.following.values import Follower, Topic, Way

ADDRESS = "ada@example.org"
NOW = dt.datetime(2026, 6, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def follower(app):
    follower = Follower(f"email:{ADDRESS}", Way.EMAIL, ADDRESS, dt.time(8), "UTC", NOW.date())
    app.following.put_follower(follower)
    app.following.add_topic(Topic("topicofemail", follower.id, keywords=("diffusion",)))
    return follower


@pytest.fixture
async def site(app, engine):
    served = web.Application()
    Pages(app, engine).add_to(served.router)
    runner = web.AppRunner(served, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0]
    async with ClientSession(f"http://{host}:{port}") as session:
        yield session
    await runner.cleanup()


async def test_a_link_that_is_only_opened_confirms_nothing(app, site, follower):
    token = app.following.request_subscription(follower.id, NOW)
    reply = await site.get(f"/confirm/{token}")
    page = await reply.text()
    assert reply.status == 200
    assert '<form method="post">' in page
    assert ENGLISH.delivery.confirm_button in page
    assert not app.following.follower(follower.id).confirmed


async def test_the_button_confirms_and_may_be_pressed_twice(app, site, follower):
    token = app.following.request_subscription(follower.id, NOW)
    for _ in range(2):
        reply = await site.post(f"/confirm/{token}")
        assert reply.status == 200
        assert ENGLISH.delivery.confirmed in await reply.text()
    assert app.following.follower(follower.id).confirmed


async def test_one_post_of_a_mail_program_ends_everything(app, site, follower):
    token = app.following.ending_token(follower.id, NOW)
    assert ENGLISH.delivery.end_button in await (await site.get(f"/unsubscribe/{token}")).text()
    assert app.following.follower(follower.id) is not None
    form = {"List-Unsubscribe": "One-Click"}
    reply = await site.post(f"/unsubscribe/{token}", data=form)
    assert reply.status == 200
    assert app.following.follower(follower.id) is None


@pytest.mark.parametrize("path", ["/confirm/nonsense", "/unsubscribe/nonsense"])
async def test_a_token_of_nobody_is_said_to_be_unknown(site, path):
    reply = await site.post(path)
    assert reply.status == 404
    assert ENGLISH.delivery.unknown_link in await reply.text()


@pytest.mark.parametrize("path", ["/confirm/a%2Fb", "/confirm/" + "a" * 101, "/unsubscribe/<b>"])
async def test_what_cannot_be_a_token_is_no_page(site, path):
    assert (await site.get(path)).status == 404


async def test_pages_speak_the_reader_s_language_and_tell_nobody_of_the_token(site):
    reply = await site.get("/confirm/abc", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert CHINESE.delivery.confirm_button in await reply.text()
    assert reply.headers["Referrer-Policy"] == "no-referrer"
    assert reply.headers["Cache-Control"] == "no-store"


async def test_a_feed_has_what_was_delivered_for_its_topic(app, site, deliverer, follows):
    follower = follows(Way.CHANNEL, "900000000000000101", "diffusion")
    await deliverer().round()
    (topic,) = app.following.topics(follower)
    reply = await site.get(f"/feeds/{follower}/{topic.id}.atom")
    assert reply.content_type == "application/atom+xml"
    feed = feedparser.parse(await reply.read())
    assert not feed.bozo
    assert [one.title for one in feed.entries] == [
        "From Noise to Control: Parameterized Diffusion Policies"
    ]


async def test_a_reader_that_has_the_feed_is_told_that_nothing_changed(
    app, site, deliverer, follows
):
    follower = follows(Way.CHANNEL, "900000000000000101", "diffusion")
    await deliverer().round()
    path = f"/feeds/{follower}/{app.following.topics(follower)[0].id}.atom"
    first = await site.get(path)
    for known in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", W/{first.headers["ETag"]}'},
        {"If-None-Match": "*"},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = await site.get(path, headers=known)
        assert again.status == 304, known
        assert await again.read() == b""
        assert again.headers["ETag"] == first.headers["ETag"]
    for other in (
        {"If-None-Match": '"other"', "If-Modified-Since": first.headers["Last-Modified"]},
        {"If-Modified-Since": "Mon, 01 Jun 2026 00:00:00 GMT"},
        {"If-Modified-Since": "nonsense"},
    ):
        assert (await site.get(path, headers=other)).status == 200, other


async def test_a_feed_of_nobody_is_not_found(site):
    assert (await site.get("/feeds/channel:1/topicofnobod.atom")).status == 404
