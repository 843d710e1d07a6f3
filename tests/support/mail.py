"""A mail server on loopback: aiosmtpd's own, which keeps what it takes and refuses to order."""

from __future__ import annotations

from dataclasses import dataclass, field
from email import message_from_bytes, policy
from typing import TYPE_CHECKING, Any

from aiosmtpd.smtp import SMTP

if TYPE_CHECKING:
    import asyncio
    from email.message import EmailMessage


@dataclass(slots=True)
class Mailbox:
    """What arrived, and what is refused: `refuse["RCPT"]` is the answer to the next address."""

    raw: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    refuse: dict[str, list[str]] = field(default_factory=dict)
    port: int = 0
    _server: asyncio.Server | None = None

    @property
    def mails(self) -> list[EmailMessage]:
        """Each as a mail program reads it."""
        # typeshed does not tell what a policy makes of them
        return [message_from_bytes(one, policy=policy.default) for one in self.raw]  # type: ignore[arg-type,misc] # see above

    async def start(self, loop: asyncio.AbstractEventLoop) -> None:
        """Listen on a free port."""
        self._server = await loop.create_server(self._protocol, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        """Be gone: connections are refused."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()
        self._server = None

    def _protocol(self) -> SMTP:
        return SMTP(self, enable_SMTPUTF8=True, hostname="mail.example")

    def _ordered(self, step: str) -> str | None:
        waiting = self.refuse.get(step)
        return waiting.pop(0) if waiting else None

    async def handle_RCPT(  # noqa: N802 - aiosmtpd calls it so
        self, _server: SMTP, _session: Any, envelope: Any, address: str, _options: list[str]
    ) -> str:
        refusal = self._ordered("RCPT")
        if refusal is not None:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Any) -> str:  # noqa: N802 - same
        refusal = self._ordered("DATA")
        if refusal is not None:
            return refusal
        self.raw.append(envelope.original_content)
        self.recipients += envelope.rcpt_tos
        return "250 OK"
