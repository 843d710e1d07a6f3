"""A scripted model that translates, after its fashion: every word becomes two ideographs."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from tests.support.llm.replies import answers_json

if TYPE_CHECKING:
    from tests.support.llm.replies import Says, Seen

_QUOTED = re.compile(r"<<<(\w+) (\w[\w ]*)>>>\n(.*?)\n<<<\1 end of \2>>>", re.DOTALL)
_PIECE = re.compile(r"(\{\{\d+\}\})|[^\W\d_]+|.", re.DOTALL)
_FIRST, _MANY = 0x5230, 2_000  # ideographs, none of which is a figure or stands for one
_FIGURES = "十百千万亿"


def quoted(seen: Seen) -> dict[str, str]:
    """The other people's texts of a request, by name."""
    return {name: text for _, name, text in _QUOTED.findall(seen.user)}


def translates(seen: Seen) -> Says:
    """Title and abstract in what looks like Chinese, every placeholder in its place."""
    return answers_json({name: chinese(text) for name, text in quoted(seen).items()})


def chinese(text: str) -> str:
    """The same for one text."""
    return "".join(_one(match) for match in _PIECE.finditer(text))


def _one(match: re.Match[str]) -> str:
    piece = match[0]
    if match[1]:
        return piece
    if piece.isspace():
        return ""
    if not piece.isalpha():
        return {".": "。", ",": "，"}.get(piece, piece)
    number = zlib.crc32(piece.casefold().encode())
    both = _ideograph(number), _ideograph(number // _MANY)
    return "".join(both) if len(piece) > 1 else both[0]


def _ideograph(number: int) -> str:
    found = chr(_FIRST + number % _MANY)
    return "的" if found in _FIGURES else found
