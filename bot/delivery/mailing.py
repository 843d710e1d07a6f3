"""Digests to a mail server, and the mail that asks whether they are wanted.

Nobody can ask a mail server whether it took a message: where the answer to the last line was
lost, the mail is sent again. It has the same Message-ID, so mail programs that fold doubles show
one. Rather that than a digest that never comes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import aiosmtplib

from bot.delivery.mails import (
    Envelope,
    confirmation_mail,
    ending_by_mail,
    mail_message,
    sentences_mail,
)
from bot.delivery.sending import Postponed, Refused
from bot.render.digests.mail import mail_of
from bot.render.sentences import printable

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Awaitable, Callable, Sequence
    from email.message import EmailMessage

    from bot.delivery.sending import Outgoing
    from bot.words import Words
    from config.groups import MailSettings
    from retrieval.following.values import Follower

_PERMANENT = 500  # and above: the server will never take it
_ANSWER = 200  # characters of what the server says


class Mailer:
    """Sends mails.

    Args:
        settings: with a host and a sender.
        now: the clock.
        ending: a fresh token that ends the mails of a follower, by the follower's id.
    """

    def __init__(
        self,
        settings: MailSettings,
        now: Callable[[], dt.datetime],
        ending: Callable[[str], Awaitable[str]],
    ) -> None:
        self._settings = settings
        self._now = now
        self._ending = ending

    async def send(self, outgoing: Outgoing, *, doubtful: bool) -> Sequence[str]:
        """See `Sender`; `doubtful` changes nothing."""
        del doubtful
        follower, words = outgoing.follower, outgoing.words
        link = await self._link(follower)
        ends = words.delivery.ends_link, link or ending_by_mail(self._settings)
        if outgoing.digest is not None:
            mail = mail_of(outgoing.digest, [ends])
        else:
            mail = sentences_mail(outgoing.note, [outgoing.note, *ends], words)
        envelope = Envelope(
            follower.address, outgoing.delivery.id, self._now(), words.language, link
        )
        return [await self._send(mail_message(mail, envelope, self._settings), words)]

    async def ask(self, follower: Follower, topics: Sequence[str], token: str, words: Words) -> str:
        """Ask the reader of an address whether digests are wanted; the mail's id.

        Args:
            follower: not confirmed yet.
            topics: what was asked for, as it was typed.
            token: confirms it.
            words: the reader's language.

        Raises:
            Refused: the server does not take the address.
            Postponed: it may be tried again.
        """
        link = _page(self._settings, "confirm", token)
        named = printable(words.lists.comma.join(topics))
        mail = confirmation_mail(named, link, f"paperwire confirm {token}", words)
        when = self._now()
        envelope = Envelope(
            follower.address, f"confirm.{when:%Y%m%d%H%M%S%f}", when, words.language
        )
        return await self._send(mail_message(mail, envelope, self._settings), words)

    async def _link(self, follower: Follower) -> str | None:
        if self._settings.public_url is None:
            return None
        return _page(self._settings, "unsubscribe", await self._ending(follower.id))

    async def _send(self, message: EmailMessage, words: Words) -> str:
        known = self._settings
        try:
            await aiosmtplib.send(
                message,
                sender=known.from_address,
                hostname=known.host,
                port=known.port,
                username=known.username if known.password is not None else None,
                password=known.password.get_secret_value() if known.password else None,
                use_tls=known.security == "tls",
                start_tls=known.security == "starttls",
                timeout=known.timeout_s,
            )
        except aiosmtplib.SMTPRecipientsRefused as exc:
            raise _refusal(exc.recipients[0], words) from exc
        except aiosmtplib.SMTPDataError as exc:
            raise _refusal(exc, words) from exc
        except (aiosmtplib.SMTPException, OSError) as exc:
            # the server is away, or does not let this process in: no fault of the reader's
            raise Postponed(f"mail not sent: {_said(exc)}") from exc
        return str(message["Message-ID"])


def _page(settings: MailSettings, name: str, token: str) -> str | None:
    return None if settings.public_url is None else f"{settings.public_url}/{name}/{token}"


def _refusal(error: aiosmtplib.SMTPResponseException, words: Words) -> Refused | Postponed:
    if error.code < _PERMANENT:
        return Postponed(f"mail put off: {_said(error)}")
    return Refused(words.delivery.mail_refused.format(answer=_said(error)))


def _said(error: Exception) -> str:
    """What the server answered, on one line."""
    if isinstance(error, aiosmtplib.SMTPResponseException):
        return printable(f"{error.code} {error.message}")[:_ANSWER]
    return printable(str(error) or type(error).__name__)[:_ANSWER]
