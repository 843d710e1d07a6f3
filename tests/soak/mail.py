"""A mail server on loopback, and the mailboxes behind it.

SMTP knows no exactly-once: whoever loses the reply to DATA must send again. So a mailbox here
does what mailboxes do: it keeps one message of each Message-ID, and the second is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from email.policy import default
from typing import TYPE_CHECKING

from aiosmtpd.smtp import SMTP

from tests.soak.faults import Service, Trouble

if TYPE_CHECKING:
    import asyncio
    import datetime as dt
    from collections.abc import Callable

    from aiosmtpd.smtp import Envelope, Session

    from tests.soak.faults import Plan


@dataclass(slots=True)
class Mailboxes:
    """What was delivered, by address.

    Args:
        plan: what goes wrong.
        now: the true time.
        before: called when a message has come and is not yet taken.
        after: called when it is taken and the reply not yet sent.
    """

    plan: Plan
    now: Callable[[], dt.datetime]
    before: Callable[[], None]
    after: Callable[[], None]
    held: dict[str, list[bytes]] = field(default_factory=dict)
    again: int = 0  # messages that came a second time under the same Message-ID
    port: int = 0
    _ids: set[tuple[str, str]] = field(default_factory=set)
    _server: asyncio.Server | None = None

    async def start(self, loop: asyncio.AbstractEventLoop) -> None:
        self._server = await loop.create_server(
            lambda: SMTP(self, enable_SMTPUTF8=True, loop=loop), "127.0.0.1", 0
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 - called by aiosmtpd
        trouble = self.plan.trouble(Service.MAIL, self.now())
        if trouble is Trouble.BUSY:
            return "451 4.7.1 too much at once, try again later"
        if trouble is Trouble.DOWN:
            return "421 4.3.2 not now"
        if trouble is Trouble.DEAD:
            server.transport.abort()
            return "421 gone"
        self.before()
        message = envelope.content or b""
        assert isinstance(message, bytes)
        for address in envelope.rcpt_tos:
            self._keep(address, message)
        self.after()
        if trouble is Trouble.LOST:
            server.transport.abort()
        return "250 2.0.0 taken"

    def _keep(self, address: str, message: bytes) -> None:
        headers = BytesHeaderParser(policy=default).parsebytes(message)
        key = (address, str(headers["Message-ID"]))
        if key in self._ids:
            self.again += 1
            return
        self._ids.add(key)
        self.held.setdefault(address, []).append(message)
