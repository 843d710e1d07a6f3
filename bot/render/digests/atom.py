"""A digest as an Atom feed (RFC 4287), one for each topic that somebody follows.

Ids never change: of a paper, its page on arXiv; of a feed and of papers without one, a UUID made
from their names. Nothing in a feed depends on when it is written, so that two of the same papers
are the same to the letter, and a reader that asks whether something changed can be told.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from bot.render.digests.card import card_of
from bot.render.sentences import printable
from bot.render.stressing import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bot.render.digests.digest import Digest, Entry, Group

_ATOM = "http://www.w3.org/2005/Atom"
_XML = "http://www.w3.org/XML/1998/namespace"
_NAME = "Paperwire"
# what XML 1.0 cannot hold, https://www.w3.org/TR/xml/#charsets
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(digest: Digest, topics: Sequence[str] = (), address: str | None = None) -> str:
    """The feed of a digest.

    Args:
        digest: All its papers are in the feed, whatever its pages.
        topics: What the feed is of, also on days without papers. It is named after one.
        address: Where the feed can be fetched, if it can.
    """
    register_namespace("", _ATOM)
    topic = printable(topics[0]) if len(topics) == 1 else ""
    feed = Element(f"{{{_ATOM}}}feed", {f"{{{_XML}}}lang": digest.words.language})
    _add(feed, "id", _urn("feed", *topics))
    _add(feed, "title", f"{_NAME}: {topic}" if topic else _NAME)
    _add(feed, "subtitle", digest.title if digest.groups else digest.nothing)
    days = [_day(entry, digest.day) for entry in digest.entries]
    _add(feed, "updated", _moment(max([digest.day, *days])))
    if address is not None:
        _add(feed, "link", rel="self", type="application/atom+xml", href=address)
    author = SubElement(feed, f"{{{_ATOM}}}author")
    _add(author, "name", _NAME)
    for group in digest.groups:
        for entry in group.entries:
            _entry(feed, entry, group, digest)
    indent(feed)
    body = tostring(feed, encoding="unicode")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{body}\n'


def _entry(feed: Element, entry: Entry, group: Group, digest: Digest) -> None:
    paper, card = entry.paper, card_of(entry, digest)
    node = SubElement(feed, f"{{{_ATOM}}}entry")
    _add(node, "id", paper.url or _urn("paper", paper.id))
    _add(node, "title", f"{card.title} ({card.reason})" if card.reason else card.title)
    _add(node, "updated", _moment(_day(entry, digest.day)))
    if paper.published:
        _add(node, "published", _moment(paper.published))
    for name in paper.authors:
        if printable(name):
            _add(SubElement(node, f"{{{_ATOM}}}author"), "name", printable(name))
    _add(node, "category", term=printable(group.name))
    for category in paper.categories:
        _add(node, "category", term=printable(category))
    if card.address:
        _add(node, "link", rel="alternate", href=card.address)
    for label, address in card.links:
        _add(node, "link", rel="related", title=label, href=address)
    # an entry without a link to its page needs content, RFC 4287, section 4.1.2
    text = shown(paper.abstract) or card.title
    _add(node, "summary" if card.address else "content", text, type="text")


def _day(entry: Entry, otherwise: dt.date) -> dt.date:
    """When the entry changed last: the revision it is about, its announcement, its submission."""
    paper = entry.paper
    return max(filter(None, (paper.updated, paper.listed, paper.published)), default=otherwise)


def _moment(day: dt.date) -> str:
    return dt.datetime.combine(day, dt.time(), dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _urn(*names: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, "\n".join(("paperwire", *names))).urn


def _add(parent: Element, tag: str, text: str | None = None, **attributes: str) -> None:
    held = {name: _held(value) for name, value in attributes.items()}
    SubElement(parent, f"{{{_ATOM}}}{tag}", held).text = None if text is None else _held(text)


def _held(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
