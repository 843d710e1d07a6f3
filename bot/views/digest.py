"""A digest as messages: its first page, five papers in each, the rest behind a button.

Discord allows 4,000 characters and 40 components in a message. Five papers, each a text and a
row of five buttons (35), and a last row with one button (2) leave room for three lines
between topics; headings stand in the text of the paper below them.

Every message can be told from all others later, when nobody knows any more whether it was
sent: its components carry ids of the delivery's own, which Discord gives back to the bot that
reads its own messages, unlike the nonce (https://discord.com/developers/docs/components/reference).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import discord

from bot.render.digests.digest import reason
from bot.render.lines import (
    SMALL,
    facts,
    heading,
    links,
    quoted,
    shares,
    translated_title,
)
from bot.render.markup import fitted, size
from bot.render.sentences import printable
from bot.render.stressing import shown
from bot.views.answer import PAGE, TOTAL
from bot.views.buttons import Press, PressButton, Verb
from bot.views.rows import single_row
from retrieval.following.values import Style

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bot.render.digests.digest import Digest, Entry
    from bot.words import Words
    from retrieval.members import Turn

_TITLE = 200
_TOPIC = 120
_PAPER = 1_500  # of one paper where there is room
_QUOTES = 600
_CHINESE = "zh"
_LINES = 3  # between topics


@dataclass(frozen=True, slots=True)
class _Placed:
    """A paper of the first page, and where it stands."""

    entry: Entry
    number: int  # in the turn, from 0
    above: str  # headings over it; may be empty


def shown_first(digest: Digest) -> list[Entry]:
    """All papers, those of the first page first, then those of the second: as they are numbered."""
    pages = (digest.page(number) for number in range(digest.pages))
    return [entry for page in pages for entry in page.entries]


def digest_views(digest: Digest, turn: Turn) -> list[discord.ui.LayoutView]:
    """The messages of a digest that has papers, in order.

    Args:
        digest: what is told.
        turn: keeps its papers in the order of `shown_first`; its id is the delivery's.
    """
    placed = list(_placed(digest))
    parts = [placed[at : at + PAGE] for at in range(0, len(placed), PAGE)]
    views = [_message(part, digest, turn, number) for number, part in enumerate(parts)]
    left = digest.after(0)
    if left and views:
        label = digest.words.digests.more.format(count=left)
        press = Press(Verb.PAGE, turn.id, len(placed) // PAGE)
        views[-1].add_item(discord.ui.ActionRow(PressButton(press, label=label)))
    return views


def note_view(text: str, delivery_id: str) -> discord.ui.LayoutView:
    """A sentence of our own that stands for a digest without papers."""
    view = discord.ui.LayoutView(timeout=None)
    return view.add_item(discord.ui.TextDisplay(text, id=_mark(delivery_id, 0)))


def marks_of(view: discord.ui.LayoutView) -> frozenset[str]:
    """What tells a message from all others; read from what is to be sent."""
    # discord.py leaves it bare
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call] # see above
    return marks_in(components)


def marks_in(components: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The same, read from what was sent, as Discord's JSON."""
    found: set[str] = set()
    for at, one in enumerate(components):
        found |= {part["custom_id"] for part in one.get("components", ()) if "custom_id" in part}
        if at == 0 and one.get("id"):
            found.add(f"#{one['id']}")
    return frozenset(found)


def _mark(delivery_id: str, part: int) -> int:
    """A component id of 31 bits."""
    digest = hashlib.sha256(f"{delivery_id}:{part}".encode()).digest()
    # discord gives the small ones by itself
    return int.from_bytes(digest[:4]) >> 1 | 1 << 20


def _placed(digest: Digest) -> Iterator[_Placed]:
    """The papers of the first page with the headings above them."""
    words = digest.words
    above = f"# {fitted(printable(digest.title), _TITLE)}\n{SMALL}{_counted(digest.count, words)}"
    number = 0
    for group in digest.page(0).groups:
        name = fitted(shown(group.name), _TOPIC)
        topic = f"## {name}\n{SMALL}{_counted(group.count, words)}"
        for entry in group.entries:
            yield _Placed(entry, number, "\n".join(part for part in (above, topic) if part))
            above = topic = ""
            number += 1


def _counted(count: int, words: Words) -> str:
    return words.digests.one if count == 1 else words.digests.count.format(count=count)


def _message(
    placed: list[_Placed], digest: Digest, turn: Turn, number: int
) -> discord.ui.LayoutView:
    view = discord.ui.LayoutView(timeout=None)
    room = TOTAL - sum(size(one.above) + 1 for one in placed)
    lines = 0
    for at, (one, card) in enumerate(zip(placed, _cards(placed, digest, room), strict=True)):
        if at and one.above and lines < _LINES:
            view.add_item(discord.ui.Separator())
            lines += 1
        text = f"{one.above}\n{card}" if one.above else card
        mark = None if at else _mark(turn.id, number)
        view.add_item(discord.ui.TextDisplay(text, id=mark))
        view.add_item(single_row(turn, one.number, digest.words))
    return view


def _cards(placed: list[_Placed], digest: Digest, room: int) -> list[str]:
    """The papers' texts; those that are short leave their room to the others."""
    texts = [_card(one, digest, _PAPER) for one in placed]
    given = shares([size(text) for text in texts], room)
    return [
        text if size(text) <= given[at] else _card(placed[at], digest, given[at])
        for at, text in enumerate(texts)
    ]


def _card(one: _Placed, digest: Digest, room: int) -> str:
    """Title, why it is here, people and day, excerpts, links."""
    words, style, known = digest.words, digest.style, one.entry.known
    title = heading(known.paper, one.number + 1, room // 3)
    why = reason(one.entry, words)
    said = f"{SMALL}**{fitted(printable(why), room // 6)}**" if why else ""
    about = facts(known, words, room // 3 - size(said))
    left = room - size(title) - size(said) - size(about) - 2
    language = _CHINESE if style is Style.BILINGUAL else words.language
    translated = translated_title(known.paper, language, left // 4, words)
    left -= size(translated) + 1
    below = links(known, words, left * 2 // 5)
    quotes = _quotes(one.entry, digest, min(left - size(below) - 2, _QUOTES))
    return "\n".join(line for line in (title, translated, said, about, *quotes, below) if line)


def _quotes(entry: Entry, digest: Digest, room: int) -> list[str]:
    """The sentences that match; and the beginning of the Chinese text where it is wanted."""
    if digest.style is Style.SHORT:
        return []
    texts = [(one.text, one.marks, "{title}") for one in entry.excerpts]
    bilingual = digest.style is Style.BILINGUAL
    chinese = entry.paper.translated(_CHINESE) if bilingual else None
    if chinese is not None and chinese.abstract:
        machine = "abstract" in chinese.fields
        said = digest.words.translating.title if machine else "{title}"
        texts = [*texts[:1], (chinese.abstract, (), said)]
    rooms = [size(said.format(title="")) + 1 for _, _, said in texts]
    needs = [
        size(quoted(text, marks, room)) + more
        for (text, marks, _), more in zip(texts, rooms, strict=True)
    ]
    quotes = [
        (said, quoted(text, marks, share - more))
        for (text, marks, said), more, share in zip(texts, rooms, shares(needs, room), strict=True)
    ]
    return [said.format(title=quote) for said, quote in quotes if quote]
