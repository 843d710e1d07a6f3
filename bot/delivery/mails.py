"""The mails: headers that mail programs and servers ask for, and nothing of other people in them.

A header's value comes from our own words, the settings, or an address that was checked; one
with a line break in it is refused by `email` itself, so nobody can add a header
(RFC 5322). The headers that end a subscription with one press are those of RFC 2369 and, where
the address is https, RFC 8058. `Auto-Submitted` keeps absence notices away (RFC 3834).
"""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from bot.render.digests.mail import Mail

if TYPE_CHECKING:
    import datetime as dt
    from email.policy import Policy

    from bot.words import Words
    from config.groups import MailSettings

_NAME = "Paperwire"


class _Whole(UnstructuredHeader):
    """A header that is never broken: an address in it would be encoded, and nobody read it."""

    name: str  # set by the registry

    def fold(self, *, policy: Policy) -> str:
        """The header as one line, of at most 998 characters (RFC 5322)."""
        return f"{self.name}: {self}{policy.linesep}"


_REGISTRY = HeaderRegistry()
_REGISTRY.map_to_type("list-unsubscribe", _Whole)  # type: ignore[arg-type] # typeshed forgets this base
_POLICY = SMTP.clone(cte_type="7bit", header_factory=_REGISTRY)


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the headers say beside the subject."""

    to: str
    id: str  # of the delivery: the same mail sent twice is one to mail programs
    when: dt.datetime
    language: str
    ending: str | None = None  # the page that ends the mails


def mail_message(mail: Mail, envelope: Envelope, settings: MailSettings) -> EmailMessage:
    """The mail as it is sent.

    Raises:
        ValueError: the address of the reader cannot stand in a header.
    """
    sender = settings.from_address or ""
    domain = sender.rpartition("@")[2]
    message = EmailMessage(policy=_POLICY)
    message["From"] = Address(_NAME, addr_spec=sender)
    message["To"] = Address(addr_spec=envelope.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(envelope.when)
    message["Message-ID"] = f"<{envelope.id}.paperwire@{domain}>"
    message["List-Id"] = f"{_NAME} <digests.paperwire.{domain}>"
    message["Content-Language"] = envelope.language
    message["Auto-Submitted"] = "auto-generated"
    ways = [f"<{ending_by_mail(settings)}>"]
    if envelope.ending is not None:
        ways.append(f"<{envelope.ending}>")
        if envelope.ending.startswith("https://"):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message["List-Unsubscribe"] = ", ".join(ways)
    message.set_content(mail.plain)
    message.add_alternative(mail.html, subtype="html")
    return message


def ending_by_mail(settings: MailSettings) -> str:
    """A mail to the sender that asks for no more."""
    return f"mailto:{quote(settings.from_address or '', safe='@')}?subject=unsubscribe"


def sentences_mail(subject: str, lines: list[str], words: Words) -> Mail:
    """A mail of a few sentences of our own; an address on a line of its own becomes a link."""
    paragraphs = [f"<p>{_linked(line)}</p>" for line in lines if line]
    document = (
        f'<!DOCTYPE html>\n<html lang="{words.language}">\n<head><meta charset="utf-8">\n'
        f"<title>{escape(subject)}</title></head>\n<body>\n"
    )
    html = document + "\n".join(paragraphs) + "\n</body>\n</html>\n"
    return Mail(subject, "\n\n".join(line for line in lines if line) + "\n", html)


def confirmation_mail(topics: str, link: str | None, command: str, words: Words) -> Mail:
    """The question whether somebody wants digests at all.

    Args:
        topics: what was asked for.
        link: the page that confirms; None where there is none.
        command: what confirms it on the machine that Paperwire runs on.
        words: the reader's language.
    """
    said = words.delivery
    how = [said.confirm_link, link] if link else [said.confirm_command.format(command=command)]
    lines = [said.confirm_asked.format(topics=topics), *how, said.confirm_ignore]
    return sentences_mail(said.confirm_subject, lines, words)


def _linked(line: str) -> str:
    text = escape(line)
    return (
        f'<a href="{text}">{text}</a>'
        if line.startswith(("https://", "http://", "mailto:"))
        else text
    )
