"""Pages for readers of mails and feeds: confirm, end, and what a topic brought, as Atom.

Whoever holds a link may press it, so a link only asks (mail programs look behind links by
themselves), and a button does. A mail program's own button posts at once (RFC 8058). A feed's
address holds the id of its topic, which nobody guesses.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from aiohttp import web

from bot.render.digests.atom import atom
from bot.render.digests.digest import digest_of
from bot.words import words_for
from retrieval.following.values import Delivery, State

if TYPE_CHECKING:
    from bot.engine import Engine
    from bot.wiring import App
    from bot.words import Words
    from retrieval.following.values import Follower, Topic

_ANY = "*"  # in If-None-Match
_FEED_DELIVERIES, _FEED_PAPERS = 60, 100
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_STYLE = "max-width:36em;margin:4em auto;padding:0 1em;font-family:system-ui,sans-serif"


@dataclass(frozen=True, slots=True)
class _Feed:
    text: str
    changed: dt.datetime


class Pages:
    """The pages of one process. What blocks is done by the engine's threads."""

    def __init__(self, app: App, engine: Engine) -> None:
        self._app = app
        self._engine = engine

    def add_to(self, router: web.UrlDispatcher) -> None:
        """Serve them beside what is there already."""
        for name in ("confirm", "unsubscribe"):
            path = rf"/{name}/{{token:[A-Za-z0-9_-]{{1,100}}}}"
            router.add_get(path, partial(self._ask, name))
            router.add_post(path, partial(self._do, name))
        router.add_get(r"/feeds/{follower}/{topic:[A-Za-z0-9_-]{1,64}}.atom", self._feed)

    async def _ask(self, name: str, request: web.Request) -> web.Response:
        words = _words(request)
        said = words.delivery
        if name == "confirm":
            return _page(words, said.confirm_page, button=said.confirm_button)
        return _page(words, said.end_page, button=said.end_button)

    async def _do(self, name: str, request: web.Request) -> web.Response:
        token, following = request.match_info["token"], self._app.following
        if name == "confirm":
            done = await self._engine.quick(following.confirm_subscription, token, self._app.now())
        else:
            done = await self._engine.quick(following.unsubscribe, token)
        if done is None:
            words = _words(request)
            return _page(words, words.delivery.unknown_link, status=404)
        words = words_for(done.language)
        said = words.delivery
        return _page(words, said.confirmed if name == "confirm" else said.ended)

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        info = request.match_info
        feed = await self._engine.quick(self._written, info["follower"], info["topic"])
        if feed is None:
            raise web.HTTPNotFound
        body = feed.text.encode()
        tag = hashlib.sha256(body).hexdigest()[:32]
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if _is_known(request, tag, feed.changed):
            response = web.Response(status=304, headers=headers)
        else:
            response = web.Response(
                body=body, content_type="application/atom+xml", charset="utf-8", headers=headers
            )
        response.etag = tag
        response.last_modified = feed.changed
        return response

    def _written(self, follower_id: str, topic_id: str) -> _Feed | None:
        """The feed of a topic: what was delivered for it last, newest first."""
        following = self._app.following
        follower = following.follower(follower_id)
        topics = {topic.id: topic for topic in following.topics(follower_id)}
        topic = topics.get(topic_id)
        if follower is None or topic is None:
            return None
        deliveries = [
            one
            for one in following.deliveries(follower_id, _FEED_DELIVERIES)
            if one.state is State.SENT and any(item.topic_id == topic_id for item in one.items)
        ]
        if deliveries:
            changed = deliveries[0].planned
        else:
            changed = topic.made or dt.datetime.combine(follower.since, dt.time(), dt.UTC)
        text = self._text(follower, topic, deliveries)
        return _Feed(text, changed.replace(microsecond=0))

    def _text(self, follower: Follower, topic: Topic, deliveries: list[Delivery]) -> str:
        items = [item for one in deliveries for item in one.items if item.topic_id == topic.id]
        items = items[:_FEED_PAPERS]
        days = [item.day for item in items] or [follower.since]
        whole = Delivery("", follower.id, max(days), min(days), self._app.now(), items=tuple(items))
        known = self._app.catalogue.papers([item.paper_id for item in items])
        digest = digest_of(whole, [topic], known, words=words_for(follower.language))
        public = self._app.settings.mail.public_url
        path = f"/feeds/{quote(follower.id)}/{topic.id}.atom"
        return atom(digest, [topic.name], f"{public}{path}" if public else None)


def _is_known(request: web.Request, tag: str, changed: dt.datetime) -> bool:
    """Whether the reader has it already (RFC 9110, section 13.2.2: the tag counts first)."""
    if request.if_none_match is not None:
        return any(one.value in (tag, _ANY) for one in request.if_none_match)
    since = request.if_modified_since
    return since is not None and changed <= since


def _words(request: web.Request) -> Words:
    """The words of the language that the reader's browser asks for first."""
    return words_for(request.headers.get("Accept-Language", "").partition(",")[0].strip())


def _page(words: Words, text: str, *, button: str = "", status: int = 200) -> web.Response:
    form = (
        f'<form method="post"><button type="submit">{escape(button)}</button></form>\n'
        if button
        else ""
    )
    document = (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head><meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width,initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>Paperwire</title></head>\n<body style="{_STYLE}">\n'
        f"<p>{escape(text)}</p>\n{form}</body>\n</html>\n"
    )
    return web.Response(
        text=document, content_type="text/html", charset="utf-8", status=status, headers=_HEADERS
    )
