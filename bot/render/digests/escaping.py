"""Other people's text in markdown files: shown to the letter on GitHub, and read back the same.

What markdown or a digest's own form could take for a mark is written as a numeric entity, which
is text and nothing else (https://spec.commonmark.org/0.31.2/#entity-and-numeric-character-references).
`ingest.cleaning` resolves entities last. LaTeX stays as it is: digests print it raw.
"""

from __future__ import annotations

import re

# an ampersand that begins no entity, and a bracket that makes no link, stay
_SPECIAL = r"&(?=[#A-Za-z0-9])|[<*`]|\](?=\()|~(?=~)|(?<=~)~"
_BACKSLASHES = r"\\+(?=[<>*#`|&]|~~|\]\()"  # they would hold for the mark that follows
_INLINE = re.compile(rf"{_BACKSLASHES}|{_SPECIAL}")
_IN_CELL = re.compile(rf"{_BACKSLASHES}|{_SPECIAL}|\|")
_IN_LINK = re.compile(rf"{_BACKSLASHES}|\\+(?=[\[\]])|{_SPECIAL}|[|\[\]]")
_IN_NAME = re.compile(
    r"[(),;&*_\\<>\[\]`!、，；]|(?<=\band) |(?<= et) (?=al)|t(?=\.? *al\b)", re.IGNORECASE
)
_NUMBERING = re.compile(r"^(\d{1,3})([.)])(?=\s)")
_TOPIC = re.compile(r"^(topics?\s*)([:：])", re.IGNORECASE)
_ABSENT = {"-", "none", "null", "n/a"}  # what cells without a text hold


def inline(text: str) -> str:
    """A text within a line."""
    return _INLINE.sub(_entities, _one_line(text))


def heading(text: str) -> str:
    """A title in a heading of its own."""
    return _guarded(_INLINE.sub(_entities, _one_line(text)))


def link_text(text: str) -> str:
    """A title within `[...](...)`, in a table."""
    return _guarded(_IN_LINK.sub(_entities, _one_line(text)))


def cell(text: str) -> str:
    """A text in a cell of a table."""
    line = _one_line(text)
    if line.casefold() in _ABSENT:
        return _entity(line[0]) + line[1:]
    return _guarded(_IN_CELL.sub(_entities, line))


def name(text: str) -> str:
    """One name in a list of names with commas between them."""
    return _IN_NAME.sub(_entities, _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _guarded(line: str) -> str:
    """Its ends are neither badges, nor numbering, nor marks of a heading."""
    line = _NUMBERING.sub(lambda m: m[1] + _entity(m[2]), line)
    line = _TOPIC.sub(lambda m: m[1] + _entity(m[2]), line)
    if line and _ornament(line[-1]):
        line = line[:-1] + _entity(line[-1])
    if line and _ornament(line[0]) and not line.startswith("&#"):
        line = _entity(line[0]) + line[1:]
    return line


def _ornament(character: str) -> bool:
    return character == "#" or not (character.isascii() or character.isalnum())


def _entities(match: re.Match[str]) -> str:
    return "".join(map(_entity, match[0]))


def _entity(character: str) -> str:
    return f"&#{ord(character)};"
