"""Placeholders for what must come through a translation unchanged.

A model is shown `{{3}}` in place of "92.4 %"; whatever order its sentence has, each placeholder
must come back exactly once, and is replaced by the very characters that stood there. So it
cannot change a number, a formula, a name or an address, only lose it, which is noticed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.translating.kept import kept_spans

if TYPE_CHECKING:
    from collections.abc import Collection

# models write placeholders with spaces, single braces or full-width ones
PLACEHOLDER = re.compile(r"[{｛]{1,2}[ \u3000]?(\d{1,4})[ \u3000]?[}｝]{1,2}")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text whose unchanging parts are placeholders."""

    original: str
    text: str  # with `{{first}}`, `{{first + 1}}`, ...
    kept: tuple[str, ...]  # what they stand for
    first: int = 1

    @property
    def words(self) -> str:
        """The text without its placeholders: what there is to translate."""
        return PLACEHOLDER.sub(" ", self.text)


def masked(text: str, names: Collection[str] = (), *, first: int = 1) -> Masked:
    """The text with everything replaced that must not change.

    Args:
        text: A title or abstract.
        names: Single words that are names in this paper.
        first: The first placeholder's number.
    """
    parts: list[str] = []
    kept: list[str] = []
    at = 0
    for start, end in kept_spans(text, names):
        parts += [text[at:start], f"{{{{{first + len(kept)}}}}}"]
        kept.append(text[start:end])
        at = end
    return Masked(text, "".join([*parts, text[at:]]), tuple(kept), first)


def restored(source: Masked, translated: str) -> str | None:
    """The translation with everything back in its place; None unless each came back once."""
    wanted = Counter(range(source.first, source.first + len(source.kept)))
    if Counter(int(number) for number in PLACEHOLDER.findall(translated)) != wanted:
        return None
    return PLACEHOLDER.sub(lambda found: source.kept[int(found[1]) - source.first], translated)
