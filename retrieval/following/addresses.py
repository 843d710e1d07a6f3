"""E-mail addresses as people write them. Pure, no I/O."""

from __future__ import annotations

import re
import unicodedata

from retrieval.errors import BadQuestion

_QUOTED = 60  # characters of what was typed that a sentence repeats
# RFC 5321's limits; of RFC 5322's forms the one that people have, without quotes or comments
_LOCAL = re.compile(r"[^\s@\"(),:;<>\[\]\\.]+(?:\.[^\s@\"(),:;<>\[\]\\.]+)*")
_LABEL = re.compile(r"[^\W_](?:[\w-]*[^\W_])?")
_LONGEST_LOCAL, _LONGEST_ADDRESS, _LONGEST_LABEL = 64, 254, 63


def read_email(text: str) -> str:
    """An e-mail address, its host in lower case and as ASCII.

    The form is checked, not whether somebody reads it; a confirmation tells that.

    Raises:
        BadQuestion: it is none, or more than one, or holds what could end a header.
    """
    if any(unicodedata.category(one) in {"Cc", "Cf", "Zl", "Zp", "Cs"} for one in text.strip(" ")):
        raise BadQuestion(
            "An e-mail address is one line without control characters; nothing was stored."
        )
    said = text.strip()
    local, at, host = said.rpartition("@")
    if not at or not host:
        raise BadQuestion(f"{_quoted(said)}: an e-mail address has a host, as ada@example.org.")
    ascii_host = _host(host)
    if ascii_host is None:
        raise BadQuestion(f"{_quoted(said)}: {_quoted(host)} is no host that mail is sent to.")
    address = f"{local}@{ascii_host}"
    sound = _LOCAL.fullmatch(local) and len(local.encode()) <= _LONGEST_LOCAL
    if not sound or len(address.encode()) > _LONGEST_ADDRESS:
        raise BadQuestion(f"{_quoted(said)}: that is no e-mail address, as ada@example.org is.")
    return address


def _host(host: str) -> str | None:
    """The host as DNS has it; None if no host can be called so. One label is a host at home."""
    labels = unicodedata.normalize("NFKC", host).casefold().rstrip(".").split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        return None
    try:
        known = [label.encode("idna").decode("ascii") for label in labels]
    except UnicodeError:
        return None
    return ".".join(known) if all(len(label) <= _LONGEST_LABEL for label in known) else None


def _quoted(said: str) -> str:
    return said if len(said) <= _QUOTED else f"{said[:_QUOTED]}..."
