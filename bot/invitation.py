"""The links that bring the bot to a server or to an account, and what it asks for there.

https://discord.com/developers/docs/topics/oauth2#bot-authorization-flow says what they hold.
"""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass
from urllib.parse import urlencode

from discord import Permissions

_AUTHORIZE = "https://discord.com/oauth2/authorize"
_ID = re.compile(r"[1-9]\d{14,19}")  # a snowflake, since 2015
_TO_SERVER, _TO_ACCOUNT = 0, 1  # integration types
SERVER_SCOPES = ("bot", "applications.commands")
ACCOUNT_SCOPES = ("applications.commands",)


@dataclass(frozen=True, slots=True)
class Need:
    """One permission."""

    flag: str  # as discord.Permissions calls it
    name: str  # as Discord's settings show it
    reason: str


NEEDS = (
    Need("view_channel", "View Channels", "to see the messages that mention it"),
    Need("send_messages", "Send Messages", "to answer in a channel"),
    Need("send_messages_in_threads", "Send Messages in Threads", "to answer in a thread"),
    Need("embed_links", "Embed Links", "to show papers with their links"),
    Need("attach_files", "Attach Files", "to hand over BibTeX that is too long for a message"),
    Need("read_message_history", "Read Message History", "to reply to the message that asked"),
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """Both links for one application."""

    application: str

    @property
    def permissions(self) -> int:
        """The permissions as the number that Discord wants."""
        return Permissions(**{need.flag: True for need in NEEDS}).value

    @property
    def to_server(self) -> str:
        """For whoever may manage the server."""
        return self._link(_TO_SERVER, SERVER_SCOPES, permissions=str(self.permissions))

    @property
    def to_account(self) -> str:
        """For anybody, to ask the bot wherever they are."""
        return self._link(_TO_ACCOUNT, ACCOUNT_SCOPES)

    def _link(self, kind: int, scopes: tuple[str, ...], **more: str) -> str:
        known = {"client_id": self.application, "integration_type": str(kind)}
        return f"{_AUTHORIZE}?{urlencode(known | {'scope': ' '.join(scopes)} | more)}"


def is_application_id(text: str) -> bool:
    """Whether it looks like Discord's ids."""
    return _ID.fullmatch(text) is not None


def application_of(token: str) -> str | None:
    """The application that a bot's token belongs to; None if the token does not tell.

    Its first part is the bot's id in base64. An application has had the id of its bot since
    2016; for an older one the id has to be given.
    """
    first = token.partition(".")[0]
    try:
        text = base64.urlsafe_b64decode(first + "=" * (-len(first) % 4)).decode("ascii")
    except (binascii.Error, ValueError):
        return None
    return text if is_application_id(text) else None
