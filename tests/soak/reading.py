"""What followers really hold: read from the messages in their hands, as a person would.

Only the papers behind a "more" button are not in a message; how many there are is read from the
button, and which ones from the delivery that the button belongs to.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import default
from typing import TYPE_CHECKING, Any

from bot.words import CHINESE, ENGLISH
from retrieval.following.values import Way
from tests.soak.discord import direct_channel
from tests.support.seen import buttons_of, text_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from retrieval.following.values import Delivery, Follower, Item
    from tests.soak.outcome import Outcome

_PAPER = re.compile(r"arxiv\.org/abs/(\d{4}\.\d{4,5})")
_DAY = r"(\d{4})\D(\d{1,2})\D(\d{1,2})\D?"
_TITLES = [
    re.compile(re.escape(form).replace(r"\{day\}", _DAY))
    for form in (ENGLISH.digests.day, CHINESE.digests.day)
] + [
    re.compile(re.escape(form).replace(r"\{first\}", _DAY).replace(r"\{last\}", _DAY))
    for form in (ENGLISH.digests.days, CHINESE.digests.days)
]
_LATE = re.compile(r"\blate(?:, announced |\b(?=[*\s]*$))|补发", re.MULTILINE)
_NEWS = {
    kind: (getattr(ENGLISH.digests, kind), getattr(CHINESE.digests, kind))
    for kind in ("revised", "withdrawn", "close")
}
_PRESS = re.compile(r"pw:page:([\w-]+):")
_LEFT = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Received:
    """One paper in one digest."""

    follower: str
    paper: str
    news: str  # "new", "revised", "withdrawn" or "close"
    late: bool
    first: dt.date  # the days that the digest's title names
    last: dt.date
    behind: bool = False  # behind the button


class Unreadable(AssertionError):
    """A digest does not say what a digest has to say."""


def received(
    outcome: Outcome, followers: Iterable[Follower], delivery: Callable[[str], Delivery | None]
) -> Iterator[Received]:
    """Everything that every follower holds.

    Args:
        outcome: of the run.
        followers: who.
        delivery: tells what a button's delivery holds.
    """
    terminal = _by_desk(outcome.terminal)
    for follower in followers:
        match follower.way:
            case Way.CHANNEL:
                held = outcome.messages.get(follower.address, [])
                yield from _on_discord(follower.id, held, delivery)
            case Way.MEMBER:
                held = outcome.messages.get(direct_channel(follower.address), [])
                yield from _on_discord(follower.id, held, delivery)
            case Way.EMAIL:
                for mail in outcome.mails.get(follower.address, []):
                    yield from _in_text(follower.id, _plain(mail))
            case Way.TERMINAL:
                for text in terminal.get(follower.id, []):
                    yield from _in_text(follower.id, text)


def _on_discord(
    follower: str, held: list[dict[str, Any]], delivery: Callable[[str], Delivery | None]
) -> Iterator[Received]:
    days = None
    shown: set[str] = set()  # papers of this digest: it may be several messages
    for message in held:
        whole = text_of(message)
        if (titled := _days(whole)) is not None:
            days, shown = titled, set()
        for part in _texts(message):
            paper = _PAPER.search(part)
            if paper is None:
                continue
            if days is None:
                raise Unreadable(f"papers without a day in {follower}: {whole[:200]}")
            shown.add(paper[1])
            yield Received(follower, paper[1], _news(part), bool(_LATE.search(part)), *days)
        for label, custom_id in buttons_of(message).items():
            press = _PRESS.match(custom_id)
            if press is not None and days is not None:
                items = _behind(follower, label, delivery(press[1]), shown)
                for item in items:
                    yield Received(
                        follower, item.paper_id, item.news.value, item.late, *days, behind=True
                    )


def _behind(follower: str, label: str, delivery: Delivery | None, shown: set[str]) -> list[Item]:
    """What a button leads to, if that is as many papers as it says."""
    left = _LEFT.search(label)
    if delivery is None or left is None:
        raise Unreadable(f"a button of {follower} leads nowhere: {label}")
    items = [item for item in delivery.items if item.paper_id not in shown]
    if len(items) != int(left[0]):
        raise Unreadable(f"{follower}: {label!r}, and there are {len(items)}")
    return items


def _in_text(follower: str, text: str) -> Iterator[Received]:
    days = _days(text)
    places = list(_PAPER.finditer(text))
    begun: set[str] = set()
    for n, place in enumerate(places):
        if place[1] in begun:
            continue
        begun.add(place[1])
        if days is None:
            raise Unreadable(f"papers without a day for {follower}: {text[:200]}")
        before = places[n - 1].end() if n else 0
        part = text[before : place.end()]
        yield Received(follower, place[1], _news(part), bool(_LATE.search(part)), *days)


def _plain(mail: bytes) -> str:
    """The subject and the plain part."""
    read = BytesParser(EmailMessage, policy=default).parsebytes(mail)
    body = read.get_body(("plain",))
    return f"{read['Subject']}\n{body.get_content() if body else ''}"


def _texts(message: dict[str, Any]) -> list[str]:
    return [part["content"] for part in message["components"] if part["type"] == 10]


def _news(text: str) -> str:
    for kind, forms in _NEWS.items():
        if any(form in text for form in forms):
            return kind
    return "new"


def _days(text: str) -> tuple[dt.date, dt.date] | None:
    for form in reversed(_TITLES):
        if found := form.search(text):
            numbers = [int(number) for number in found.groups()]
            return dt.date(*numbers[:3]), dt.date(*numbers[-3:])
    return None


def printed_again(text: str) -> int:
    """How many digests were printed a second time, after a death before that was noted."""
    heads = [part.partition("\n")[0] for part in text.split("\f")[1:]]
    return len(heads) - len(set(heads))


def _by_desk(text: str) -> dict[str, list[str]]:
    """What each follower in the terminal saw; of what was printed twice, one."""
    found: dict[str, dict[str, str]] = {}
    for part in text.split("\f")[1:]:
        head, _, body = part.partition("\n")
        follower, _, delivery = head.partition(" ")
        found.setdefault(follower, {})[delivery] = body
    return {follower: list(bodies.values()) for follower, bodies in found.items()}
