"""XML that consists of entries: read safely, once, with the line that each entry began on.

defusedxml refuses declared and external entities, which no feed needs and which turn a
kilobyte into gigabytes (https://pypi.org/project/defusedxml/).
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree.ElementTree import (
    Element,
    TreeBuilder,
)

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from ingest.cleaning import clean
from ingest.errors import NotRecognised, Truncated
from retrieval.categories import category_code

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

_ENTRY_TAGS = frozenset({"entry", "item", "record"})
_CATEGORY_SHAPE = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z-]+)?")
_CHUNK = 1 << 16  # bytes handed to the parser at a time


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed document, as far as it could be read."""

    root: Element
    entries: tuple[tuple[int, Element], ...]  # complete ones: line of the start tag, node
    damage: Truncated | None = None  # why reading stopped early; raise it after the entries


@dataclass(slots=True)
class _Seen:
    root: Element | None = None
    open_lines: list[int] = field(default_factory=list)
    entries: list[tuple[int, Element]] = field(default_factory=list)


class _Builder(TreeBuilder):
    """Builds the tree and notes where each entry began, and that it was completed."""

    def __init__(self, seen: _Seen) -> None:
        super().__init__()
        self.seen = seen
        self.line: Callable[[], int] = lambda: 1  # set once the parser exists

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        element = super().start(tag, attrs)
        if self.seen.root is None:
            self.seen.root = element
        if local_name(element) in _ENTRY_TAGS:
            self.seen.open_lines.append(self.line())
        return element

    def end(self, tag: str, /) -> Element:
        element = super().end(tag)
        if local_name(element) in _ENTRY_TAGS:
            self.seen.entries.append((self.seen.open_lines.pop(), element))
        return element


def _parser_into(seen: _Seen) -> DefusedXMLParser:
    builder = _Builder(seen)
    parser = DefusedXMLParser(target=builder)
    builder.line = lambda: parser.parser.CurrentLineNumber
    return parser


def read_entries(data: bytes, name: str) -> Document:
    """Parse a document of `<entry>`, `<item>` or `<record>` elements.

    Args:
        data: The whole document; its own declaration says the encoding.
        name: What to call it in messages.

    Raises:
        NotRecognised: It is no XML at all, or it declares entities.
    """
    seen = _Seen()
    parser = _parser_into(seen)
    data = data.lstrip()  # a blank line before the declaration is a common slip
    damage = None
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except DefusedXmlException as exc:
        sentence = f"{name} declares XML entities, which no feed needs; it was not read."
        raise NotRecognised(sentence) from exc
    except (ParseError, LookupError, ValueError) as exc:  # the latter two: unknown encodings
        line = exc.position[0] if isinstance(exc, ParseError) else 1
        if seen.root is None:
            raise NotRecognised(f"{name} is not well-formed XML ({exc}).") from exc
        damage = Truncated(
            f"{name}:{line}: the XML is damaged or ends here ({exc}); "
            f"the {len(seen.entries)} complete entries before were read."
        )
        damage.__cause__ = exc
    if seen.root is None:
        raise NotRecognised(f"{name} holds no XML element.")
    return Document(seen.root, tuple(seen.entries), damage)


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return element.tag.rpartition("}")[2]


def text_of(element: Element, tag: str) -> str | None:
    """Cleaned text of the first such child in any namespace; None when absent or blank."""
    found = element.find(f"{{*}}{tag}")
    return (clean("".join(found.itertext())) or None) if found is not None else None


def texts_of(element: Element, tag: str) -> tuple[str, ...]:
    """Cleaned texts of all such children in any namespace, blank ones left out."""
    found = (clean("".join(e.itertext())) for e in element.findall(f"{{*}}{tag}"))
    return tuple(text for text in found if text)


def day_of(timestamp: str | None) -> dt.date | None:
    """The UTC day of an ISO 8601 date or time; None when absent or unreadable."""
    try:
        moment = dt.datetime.fromisoformat((timestamp or "").strip())
        return (moment.astimezone(dt.UTC) if moment.tzinfo else moment).date()
    except (ValueError, OverflowError):
        return None


def arxiv_categories(terms: Iterable[str]) -> tuple[str, ...]:
    """The terms that are arXiv categories, as they are called today, in order, once each.

    Feeds also list ACM and MSC classes ("I.2.7", "68T50") as categories; those are left out.
    """
    codes = (category_code(t) or t for t in terms if _CATEGORY_SHAPE.fullmatch(t.strip()))
    return tuple(dict.fromkeys(codes))


def first_doi(text: str | None) -> str | None:
    """The first DOI of a field that may list several, separated by commas or semicolons."""
    found = re.search(r"10\.\d{4,9}/[^\s,;]+", text or "")
    return found[0] if found else None


def unique(texts: Iterable[str]) -> tuple[str, ...]:
    """Each text once, in order."""
    return tuple(dict.fromkeys(texts))
