"""The two bodies of a digest that comes by e-mail: plain text, and HTML that says the same.

The HTML loads nothing and runs nothing: no images, scripts, style sheets or fonts, so opening
it tells nobody; its links are the papers' own. Styles stand inline, because mail programs drop
the rest (https://www.caniemail.com/features/html-style/), and one column is as wide as a phone.
Lines end at spaces, far below the 998 characters of RFC 5322.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from bot.render.digests.card import card_of
from bot.render.digests.markdown import counted
from bot.render.sentences import printable
from bot.render.stressing import shown

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from bot.render.digests.card import Card
    from bot.render.digests.digest import Digest, Entry

    Link = tuple[str, str]  # label and address

_LATER = 100  # papers after the first page, of which the titles are given
_WIDTH = 76
_BODY = (
    "margin:0 auto;padding:16px;max-width:640px;font-family:system-ui,-apple-system,sans-serif;"
    "font-size:16px;line-height:1.5;overflow-wrap:anywhere"
)
_STYLES = {
    "h1": "font-size:22px;line-height:1.3;margin:0 0 4px",
    "h2": "font-size:18px;line-height:1.3;margin:28px 0 4px;border-bottom:1px solid #8888;"
    "padding-bottom:4px",
    "h3": "font-size:16px;line-height:1.4;margin:20px 0 2px",
    "small": "font-size:14px;opacity:.75;margin:0 0 6px",
    "news": "font-size:14px;font-weight:bold;margin:0 0 6px",
    "quote": "margin:6px 0;padding-left:10px;border-left:3px solid #8888",
    "links": "font-size:14px;margin:6px 0 0",
}


@dataclass(frozen=True, slots=True)
class Mail:
    """What a mail holds. The subject is one line; nothing is encoded for transport yet."""

    subject: str
    plain: str
    html: str


def mail_of(digest: Digest, footer: Sequence[Link] = ()) -> Mail:
    """The mail that a digest is.

    Args:
        digest: Its first page is told in full, of what comes after it the titles, and why they
            come where that is not that they are new.
        footer: What stands at the end, such as where these mails are ended.
    """
    return Mail(_subject(digest), plain_text(digest, footer), html(digest, footer))


def html(digest: Digest, footer: Sequence[Link] = ()) -> str:
    """A whole HTML document."""
    language = escape(digest.words.language)
    lines = [
        "<!DOCTYPE html>",
        f'<html lang="{language}">',
        '<head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{escape(digest.title)}</title></head>",
        f'<body style="{escape(_BODY)}">',
        _element("h1", digest.title),
        *_html_body(digest),
        *(_in("p", "small", f"{_anchor(label, address)}") for label, address in footer),
        "</body>",
        "</html>",
    ]
    return "\n".join(map(_wrapped, lines)) + "\n"


def plain_text(digest: Digest, footer: Sequence[Link] = ()) -> str:
    """The same as plain text, in lines of at most 76 characters but for long addresses."""
    lines = [digest.title]
    if not digest.groups:
        lines = [digest.nothing]
    else:
        lines += [counted(digest.count, digest.words), ""]
        for group in digest.page(0).groups:
            name = f"{shown(group.name)} ({group.count})"
            lines += [name, "-" * min(len(name), _WIDTH), ""]
            for entry in group.entries:
                lines += [*_plain_card(card_of(entry, digest)), ""]
        lines += _plain_rest(digest)
    if footer:
        lines += ["", "--", *(f"{label} {address}".strip() for label, address in footer)]
    return "\n".join(lines).rstrip() + "\n"


def _subject(digest: Digest) -> str:
    """Like "Paperwire: 12 papers, 2026-06-12"; never more than one line."""
    if not digest.groups:
        return printable(digest.nothing)
    return printable(f"{digest.title} ({counted(digest.count, digest.words)})")


# ---------------------------------------------------------------- HTML


def _html_body(digest: Digest) -> Iterator[str]:
    if not digest.groups:
        yield _in("p", "small", escape(digest.nothing))
        return
    yield _in("p", "small", escape(counted(digest.count, digest.words)))
    for group in digest.page(0).groups:
        yield _element("h2", f"{shown(group.name)} ({group.count})")
        for entry in group.entries:
            yield from _html_card(card_of(entry, digest))
    later, unnamed = _later(digest)
    if later:
        yield _element("h2", digest.words.digests.more.format(count=digest.after(0)))
        yield "<ul>"
        for entry in later:
            card = card_of(entry, digest)
            why = f" ({escape(card.reason)})" if card.reason else ""
            yield f"<li>{_anchor(card.title, card.address)}{why}</li>"
        yield "</ul>"
    if unnamed:
        yield _in("p", "small", escape(digest.words.digests.more.format(count=unnamed)))


def _html_card(card: Card) -> Iterator[str]:
    yield _in("h3", "h3", _anchor(card.title, card.address))
    if card.translated:
        yield _in("p", "small", escape(card.translated))
    yield _in("p", "small", escape(card.facts))
    if card.reason:
        yield _in("p", "news", escape(card.reason))
    for quote in card.quotes:
        style = escape(_STYLES["quote"])
        yield f'<p lang="{escape(quote.language)}" style="{style}">{escape(quote.text)}</p>'
    if card.links:
        yield _in("p", "links", " &middot; ".join(_anchor(*link) for link in card.links))


def _element(tag: str, text: str) -> str:
    return _in(tag, tag, escape(text))


def _in(tag: str, style: str, inner: str) -> str:
    return f'<{tag} style="{escape(_STYLES[style])}">{inner}</{tag}>'


def _anchor(label: str, address: str | None) -> str:
    if address is None:
        return escape(label)
    return f'<a href="{escape(address)}">{escape(label or address)}</a>'


def _wrapped(line: str) -> str:
    """Broken at spaces, which HTML does not mind; no style holds words in quotes."""
    return textwrap.fill(
        line, 200, break_long_words=False, break_on_hyphens=False, replace_whitespace=False
    )


# ---------------------------------------------------------------- plain text


def _plain_card(card: Card) -> Iterator[str]:
    yield from _filled(card.title)
    if card.translated:
        yield from _filled(card.translated)
    yield from _filled(card.facts)
    if card.reason:
        yield from _filled(card.reason)
    if card.address:
        yield card.address
    for quote in card.quotes:
        yield from _filled(quote.text, "  ")


def _plain_rest(digest: Digest) -> Iterator[str]:
    later, unnamed = _later(digest)
    if later:
        yield digest.words.digests.more.format(count=digest.after(0))
        yield ""
    for entry in later:
        card = card_of(entry, digest)
        yield from _filled(card.title)
        if card.reason:
            yield from _filled(card.reason)
        if card.address:
            yield card.address
    if unnamed:
        yield digest.words.digests.more.format(count=unnamed)


def _filled(text: str, indent: str = "") -> list[str]:
    """Lines of a paragraph; Chinese, which has no spaces, is broken anywhere."""
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )


def _later(digest: Digest) -> tuple[list[Entry], int]:
    """The papers after the first page that are named, and how many are not."""
    rest = [entry for number in range(1, digest.pages) for entry in digest.page(number).entries]
    return rest[:_LATER], max(len(rest) - _LATER, 0)
