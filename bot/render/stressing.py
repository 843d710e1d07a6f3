"""Stored text in Discord's markdown with some of its words in bold.

Where the words stand is known in the stored text; LaTeX that is made readable, spaces that
are joined and characters that are escaped would displace them. So two code points that no
text can hold are put around the words first, travel through all of that, and become `**`
at the end. Each is two UTF-16 units long, as `**` is, so that every count stays right.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from bot.render.markup import ELLIPSIS, addresses, fitted, size
from bot.render.sentences import printable
from retrieval.text.latex import readable

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPEN, _CLOSE = "\U0001fffe", "\U0001ffff"  # noncharacters, which Unicode keeps out of texts
_BOLD = "**"
_BOUNDARY = re.compile(f"[{_OPEN}{_CLOSE}]")
_MOST = 60  # marks; more of them stress nothing


def shown(text: str) -> str:
    """A stored text as people read it, on one line."""
    return printable(readable(text))


def stressed(text: str, marks: Sequence[tuple[int, int]], limit: int) -> str:
    """The text as people read it, escaped, in at most `limit` units, marked words in bold.

    A mark that LaTeX, an address or the like has no place for is left out; the words of the
    text are the same with and without marks.

    Args:
        text: a stored text.
        marks: offsets in it, ascending and apart from each other.
        limit: in UTF-16 units, the asterisks included.
    """
    text = _BOUNDARY.sub("\ufffd", text)
    line = _bounded(text, _neighbours_joined(text, marks)[:_MOST])
    whole = fitted(line, limit)
    if _BOUNDARY.search(whole) is None:
        return whole
    if whole.count(_OPEN) != whole.count(_CLOSE) or whole.endswith((_OPEN, _OPEN + ELLIPSIS)):
        whole = _closed(fitted(line, limit - size(_CLOSE)))
    return _BOUNDARY.sub(_BOLD, whole)


def _bounded(text: str, marks: Sequence[tuple[int, int]]) -> str:
    """The text as people read it, with the boundaries in it that change nothing else."""
    plain = shown(text)
    line = shown(_with(text, marks))
    if _is_undisturbed(line, plain):
        return line
    kept: list[tuple[int, int]] = []
    for mark in marks:
        if _is_undisturbed(shown(_with(text, [*kept, mark])), plain):
            kept.append(mark)
    return shown(_with(text, kept))


def _is_undisturbed(line: str, plain: str) -> bool:
    return (
        _BOUNDARY.sub("", line) == plain
        and [address for _, address in addresses(line)] == [a for _, a in addresses(plain)]
        and f"{_OPEN}{_CLOSE}" not in line
        and f"{_CLOSE}{_OPEN}" not in line
    )


def _with(text: str, marks: Sequence[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in marks:
        parts += [text[at:start], _OPEN, text[start:end], _CLOSE]
        at = end
    return "".join([*parts, text[at:]])


def _neighbours_joined(text: str, marks: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The marks, those with nothing or a space between them as one."""
    joined: list[tuple[int, int]] = []
    for start, end in marks:
        if joined and not text[joined[-1][1] : start].strip(" "):
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined


def _closed(cut: str) -> str:
    """A text that was cut within a mark, with the mark ended before the ellipsis."""
    body = cut.removesuffix(ELLIPSIS)
    if body.rstrip().endswith(_OPEN):
        return body.rstrip().removesuffix(_OPEN).rstrip() + ELLIPSIS
    if body.count(_OPEN) > body.count(_CLOSE):
        return body + _CLOSE + ELLIPSIS
    return cut
