"""What is said about the delivery of digests: the part of `Words` for messages, mails and pages."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Delivering:
    """Texts in braces are filled in; what is filled in is escaped by the caller."""

    quiet: str  # {reason}: one of the next two
    weekend: str
    holidays: tuple[str, ...]  # in the order of `retrieval.following.calendar.Holiday`

    # why a follower is paused; each follows "Paused: "
    gone: str
    closed: str  # direct messages
    forbidden: str
    refused: str  # {code}
    mail_refused: str  # {answer}, of the mail server
    told: str  # the owner of a channel's digests; {channel} and {reason}

    # the mail that asks for confirmation
    confirm_subject: str
    confirm_asked: str  # {topics}
    confirm_link: str  # before the address of the page
    confirm_command: str  # {command}
    confirm_ignore: str
    # at the end of every digest
    ends_link: str  # before the address of the page

    # pages
    confirm_page: str
    confirm_button: str
    confirmed: str
    end_page: str
    end_button: str
    ended: str
    unknown_link: str
