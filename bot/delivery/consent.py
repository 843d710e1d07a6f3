"""Asking the reader of an address whether digests are wanted, before any is sent."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.delivery.mailing import Mailer
from bot.delivery.sending import Postponed, Refused
from bot.errors import MailError
from bot.words import words_for

if TYPE_CHECKING:
    from bot.wiring import App
    from config.groups import MailSettings
    from retrieval.following.values import Follower, Topic


def check_mail(settings: MailSettings) -> None:
    """Refuse to follow by mail where no mail can be sent.

    Raises:
        MailError: no server is set.
    """
    if settings.host is None:
        raise MailError(
            "no mail can be sent from here: set PAPERWIRE_MAIL__HOST and PAPERWIRE_MAIL__SENDER, "
            "which docs/settings.md explains; nothing was stored"
        )


def asked_first(app: App, follower: Follower, topic: Topic) -> None:
    """Send the question, unless it was answered before.

    Raises:
        MailError: the mail server does not take it; the topic is gone again.
    """
    following = app.following
    kept = following.follower(follower.id)
    if kept is None or kept.confirmed:
        return
    try:
        asyncio.run(_ask(app, kept))
    except (Refused, Postponed) as exc:
        following.remove_topic(kept.id, topic.id)
        if not following.topics(kept.id):
            following.remove_follower(kept.id)
        raise MailError(
            f"the address could not be asked whether it wants digests, so nothing was stored: {exc}"
        ) from exc


async def _ask(app: App, kept: Follower) -> None:
    token = app.following.request_subscription(kept.id, app.now())
    topics = [one.name for one in app.following.topics(kept.id)]

    async def ending(follower_id: str) -> str:
        return app.following.ending_token(follower_id, app.now())

    mailer = Mailer(app.settings.mail, app.now, ending)
    await mailer.ask(kept, topics, token, words_for(kept.language))
