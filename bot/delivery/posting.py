"""Digests to channels and members on Discord.

A message goes out with the delivery's id as its nonce, which Discord enforces for some
minutes: a second try within them brings no second message. After that, and after a crash, the
bot reads what it wrote there itself and sends only what is missing.
"""

from __future__ import annotations

import asyncio
from contextlib import suppress
from http import HTTPStatus
from typing import TYPE_CHECKING

import aiohttp
import discord
import structlog

from bot.delivery.sending import Postponed, Refused
from bot.views.digest import digest_views, marks_in, marks_of, note_view
from retrieval.following.values import Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.delivery.sending import Outgoing
    from bot.words import Words

_log = structlog.get_logger(__name__)

_AWAY = (aiohttp.ClientError, OSError, TimeoutError, discord.RateLimited)
_SEND_S = 120.0  # discord.py waits as long as Discord asks; others should not wait for that
_LOOKED_THROUGH = 1_000  # messages of a channel; ten requests, and only after a failure
# https://discord.com/developers/docs/topics/opcodes-and-status-codes#json-json-error-codes
_UNKNOWN_CHANNEL, _UNKNOWN_MESSAGE, _UNKNOWN_USER = 10003, 10008, 10013
_CANNOT_SEND_TO_USER, _NO_MUTUAL_SERVER = 50007, 50278


class Poster:
    """Posts on Discord.

    Args:
        client: logged in; it need not be connected.
        within_s: seconds for one digest, all waiting that Discord asks for included.
    """

    def __init__(self, client: discord.Client, *, within_s: float = _SEND_S) -> None:
        self._client = client
        self._within_s = within_s

    async def send(self, outgoing: Outgoing, *, doubtful: bool) -> Sequence[str]:
        """See `Sender`."""
        arrived: list[str] = []
        try:
            async with asyncio.timeout(self._within_s):
                await self._post(outgoing, arrived, doubtful=doubtful)
        except discord.HTTPException as exc:
            raise _failure(exc, outgoing.words, arrived) from exc
        except _AWAY as exc:
            after_s = exc.retry_after if isinstance(exc, discord.RateLimited) else 0.0
            raise Postponed(str(exc) or type(exc).__name__, after_s) from exc
        return arrived

    async def tell_owner(self, outgoing: Outgoing, reason: str) -> None:
        """Say to whoever made a channel's digests that they are paused, if that can be said."""
        follower = outgoing.follower
        if follower.way is not Way.CHANNEL or follower.owner is None:
            return
        said = outgoing.words.delivery.told.format(channel=follower.address, reason=reason)
        with suppress(discord.DiscordException, *_AWAY):
            async with asyncio.timeout(self._within_s):
                direct = await self._client.create_dm(discord.Object(int(follower.owner)))
                await direct.send(said)

    async def _post(self, outgoing: Outgoing, arrived: list[str], *, doubtful: bool) -> None:
        """Send what is missing; `arrived` grows with every message that is there."""
        channel = await self._channel(outgoing)
        views = _views(outgoing)
        there = await _there(channel, views, self._client) if doubtful else {}
        for number, view in enumerate(views):
            if number in there:
                arrived.append(there[number])
                continue
            view.stop()  # buttons are found by their ids: nobody need remember the view
            nonce = f"{outgoing.delivery.id}.{number}" if number else outgoing.delivery.id
            try:
                message = await channel.send(view=view, nonce=nonce)
            except discord.NotFound as exc:
                if exc.code != _UNKNOWN_MESSAGE:
                    raise
                continue  # it had arrived, and somebody deleted it
            arrived.append(str(message.id))

    async def _channel(self, outgoing: Outgoing) -> discord.abc.Messageable:
        address = int(outgoing.follower.address)
        if outgoing.follower.way is Way.MEMBER:
            return await self._client.create_dm(discord.Object(address))
        return self._client.get_partial_messageable(address)


def _views(outgoing: Outgoing) -> list[discord.ui.LayoutView]:
    if outgoing.digest is None or outgoing.turn is None:
        return [note_view(outgoing.note, outgoing.delivery.id)]
    return digest_views(outgoing.digest, outgoing.turn)


async def _there(
    channel: discord.abc.Messageable,
    views: Sequence[discord.ui.LayoutView],
    client: discord.Client,
) -> dict[int, str]:
    """Which of the messages are in the channel: number to message id.

    Where the history may not be read nothing is found, and a message may come twice: rather
    that than never.
    """
    wanted = {number: marks_of(view) for number, view in enumerate(views)}
    found: dict[int, str] = {}
    me = client.user.id if client.user is not None else None
    try:
        async for message in channel.history(limit=_LOOKED_THROUGH):
            if message.author.id != me:
                continue
            marks = marks_in([component.to_dict() for component in message.components])
            for number, mine in wanted.items():
                if marks & mine:
                    found.setdefault(number, str(message.id))
            if len(found) == len(wanted):
                break
    except discord.Forbidden:
        _log.warning("history not readable, digest sent again", channel=str(channel))
    return found


def _failure(
    error: discord.HTTPException, words: Words, arrived: Sequence[str]
) -> Refused | Postponed:
    """Only what Discord itself said of the place is final: code 0 is a proxy's or a wall's."""
    said = words.delivery
    if error.code == 0 or error.status == HTTPStatus.UNAUTHORIZED:
        return Postponed(str(error), _retry_after(error))
    if error.status == HTTPStatus.TOO_MANY_REQUESTS or error.status >= 500:  # noqa: PLR2004 - an outage
        return Postponed(str(error), _retry_after(error))
    if error.code in (_CANNOT_SEND_TO_USER, _NO_MUTUAL_SERVER):
        return Refused(said.closed, arrived)
    if error.code in (_UNKNOWN_CHANNEL, _UNKNOWN_USER):
        return Refused(said.gone, arrived)
    if isinstance(error, discord.Forbidden):
        return Refused(said.forbidden, arrived)
    return Refused(said.refused.format(code=error.code), arrived)


def _retry_after(error: discord.HTTPException) -> float:
    """The seconds that Discord asked to wait, or 0."""
    try:
        return max(0.0, float(error.response.headers.get("Retry-After", "0")))
    except ValueError:  # a date, which proxies may send
        return 0.0
