"""arXiv's HTML version of a paper, as LaTeXML writes it, to its running text.

The classes are LaTeXML's (https://math.nist.gov/~BMiller/LaTeXML/manual/cssclasses/). What is
no running text is left out, and so is what no reader of the page would see.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

from retrieval.explaining.full_text import FullText, TextSection

MOST_CHARACTERS = 600_000  # of running text; a long book chapter has as many

_SKIPPED_TAG = re.compile(  # `math` is said by its LaTeX
    r"script|style|template|noscript|nav|header|footer|aside|form|button|figure|table|svg|head|"
    r"math|annotation|iframe|object|video|audio|select|textarea"
)
_SKIPPED_CLASS = re.compile(
    r"ltx_(?:abstract|acknowledgements|appendix|authors|bibliography|dates|equation|equationgroup|"
    r"ERROR|float|index|keywords|listing|note|page_footer|page_header|TOC|title_document)"
)
_VOID = re.compile(r"area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr")
_DEEPEST = 400  # elements within each other; what is deeper counts as part of that
_HEADINGS = frozenset(
    f"ltx_title_{name}" for name in ("part", "chapter", "section", "subsection", "subsubsection")
)
_PARAGRAPH = "ltx_p"
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")


def parse_full_text(body: bytes) -> FullText | None:
    """The running text of a page; None if it is no HTML version of a paper, or says nothing.

    Args:
        body: the page, in UTF-8; what is damaged is read as far as it goes.
    """
    reader = _Reader()
    reader.feed(body.decode("utf-8-sig", "replace"))
    reader.close()
    sections = tuple(
        TextSection(one.heading, tuple(one.paragraphs)) for one in reader.sections if one.paragraphs
    )
    return FullText(sections) if sections and reader.is_paper else None


@dataclass(slots=True)
class _Open:
    """An element that has begun."""

    tag: str
    skipped: bool  # and all within it
    role: str = ""  # "heading", "paragraph", "cite", or nothing that matters
    text: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Section:
    heading: str
    paragraphs: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects headings and paragraphs; elements that are never closed end with their parent."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.sections = [_Section("")]
        self.is_paper = False
        self._open: list[_Open] = []
        self._room = MOST_CHARACTERS

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        classes = given.get("class", "").split()
        self.is_paper = self.is_paper or "ltx_document" in classes
        if tag == "math":
            self._say(f"${given['alttext']}$" if given.get("alttext", "").strip() else "")
        if _VOID.fullmatch(tag):
            self._say(" ")
            return
        if len(self._open) == _DEEPEST:
            return
        self._open.append(_Open(tag, self._skips(tag, given, classes), _role(tag, classes)))

    def handle_endtag(self, tag: str) -> None:
        if not any(one.tag == tag for one in self._open):
            return
        while True:
            ended = self._open.pop()
            self._ended(ended)
            if ended.tag == tag:
                return

    def parse_marked_section(self, i: int, report: bool = True) -> int:  # noqa: FBT001, FBT002 - as in the base class
        """As browsers read "<![...": a comment. The base class gives up over an unknown word."""
        return self.parse_bogus_comment(i, report)

    def handle_data(self, data: str) -> None:
        self._say(data)

    def close(self) -> None:
        """Take what an unfinished page was in the middle of."""
        super().close()
        while self._open:
            self._ended(self._open.pop())

    def _skips(self, tag: str, given: dict[str, str], classes: list[str]) -> bool:
        return (
            bool(self._open and self._open[-1].skipped)
            or bool(_SKIPPED_TAG.fullmatch(tag))
            or "hidden" in given
            or given.get("aria-hidden") == "true"
            or bool(_HIDDEN.search(given.get("style", "")))
            or any(_SKIPPED_CLASS.fullmatch(one) for one in classes)
        )

    def _say(self, text: str) -> None:
        if not self._open or self._open[-1].skipped:
            return
        into = next((one for one in reversed(self._open) if one.role), None)
        if into is not None:
            into.text.append(text)

    def _ended(self, ended: _Open) -> None:
        if ended.skipped or not ended.role:
            return
        text = " ".join("".join(ended.text).split())
        if ended.role == "cite":
            if _LETTER.search(text):  # "Lee (2024)"; "[3, 17]" tells nothing without the list
                self._say(text)
        elif ended.role == "heading":
            self.sections.append(_Section(text))
        elif text and self._room >= len(text):
            self._room -= len(text)
            self.sections[-1].paragraphs.append(text)


def _role(tag: str, classes: list[str]) -> str:
    if not _HEADINGS.isdisjoint(classes):
        return "heading"
    if tag == "cite":
        return "cite"
    return "paragraph" if _PARAGRAPH in classes else ""
