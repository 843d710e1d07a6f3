"""Other people's text in Discord's markdown: shown to the letter, never obeyed.

Titles, abstracts and questions may hold markdown, masked links and mentions. Lengths are
counted in UTF-16 units, which is never less than any other way of counting that Discord
may use.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

ELLIPSIS = "…"
_LONGEST_LINK = 300  # a longer address is worth less than the text whose room it takes
_ADDRESS = re.compile(r"https?://[!-;=?-~]+", re.IGNORECASE)  # ASCII without < and >
_AFTER_ADDRESS = ".,:;!?\"')]}"
_SPECIAL = re.compile(r"[\\`*_~|\[\]<]|:(?=[\w+-]+:)")  # the last: the name of an emoji
_AT_START = re.compile(r"^(?:[#>+-]|\d+(?=[.)]))")
_EVERYBODY = re.compile(r"@(?=everyone|here)", re.IGNORECASE)
_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def size(text: str) -> int:
    """How long Discord may count the text."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def escaped(text: str) -> str:
    """The text so that Discord shows it as it is: one line, no markdown, no mention.

    Addresses stay links that can be clicked: what is special in them is percent-encoded.
    """
    parts, at = [], 0
    for start, address in addresses(text):
        parts += [_plain(text[at:start]), encoded(address)]
        at = start + len(address)
    parts.append(_plain(text[at:]))
    return _AT_START.sub(_guarded, "".join(parts))


def addresses(text: str) -> list[tuple[int, str]]:
    """The web addresses in a text that Discord makes links of, and where each begins."""
    return [(m.start(), m[0].rstrip(_AFTER_ADDRESS)) for m in _ADDRESS.finditer(text)]


def fitted(text: str, limit: int) -> str:
    """The text escaped, in at most `limit` units: cut between two words, with an ellipsis.

    A text whose first word is longer than that is cut within it. Empty if nothing fits.
    """
    whole = escaped(text)
    if size(whole) <= limit:
        return whole
    for places in (_between_words(text, limit), _within_words(text, limit)):
        cut = _longest(text, places, limit)
        if cut:
            return cut
    return ""


def link(label: str, address: str | None) -> str:
    """A masked link, or an empty string for an address that nobody should follow."""
    safe = safe_address(address)
    return f"[{label}]({safe})" if safe else ""


def safe_address(address: str | None) -> str | None:
    """The address if it is a web address that Discord accepts and that hides nothing."""
    if address is None:
        return None
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not host or "@" in parts.netloc:
        return None
    if re.fullmatch(r"[A-Za-z0-9.-]+\.[A-Za-z0-9-]+(?::\d+)?", parts.netloc) is None:
        return None
    safe = encoded(address.strip())
    return safe if size(safe) <= _LONGEST_LINK else None


def encoded(address: str) -> str:
    """The address with everything percent-encoded that markdown could take for its own."""
    return quote(address, safe="%/:?#&=+,;!$'-._~", errors="replace")


def _plain(text: str) -> str:
    return _EVERYBODY.sub("@\u200b", _SPECIAL.sub(r"\\\g<0>", text))


def _guarded(match: re.Match[str]) -> str:
    """A mark at the start of a line is escaped; of a numbered list, the full stop is."""
    return f"{match[0]}\\" if match[0].isdigit() else f"\\{match[0]}"


def _longest(text: str, places: list[int], limit: int) -> str:
    """The longest beginning that ends at one of the places (ascending) and fits; or empty."""
    low, high = 0, len(places)
    while low < high:
        middle = (low + high) // 2
        if size(_cut(text, places[middle])) <= limit:
            low = middle + 1
        else:
            high = middle
    # escaping may shorten an address that is longer by a character, so look again
    for place in reversed(places[:low]):
        cut = _cut(text, place)
        if size(cut) <= limit:
            return cut
    return ""


def _cut(text: str, place: int) -> str:
    return escaped(text[:place].rstrip(" ,;:")) + ELLIPSIS


def _between_words(text: str, limit: int) -> list[int]:
    """Places after which a word begins or ends; Chinese characters are words of their own."""
    return [
        i
        for i in _within_words(text, limit)
        if text[i].isspace() or _is_wide(text[i]) or _is_wide(text[i - 1])
    ]


def _within_words(text: str, limit: int) -> list[int]:
    """Places between two characters that are shown apart."""
    return [i for i in range(1, min(len(text), limit)) if _apart(text[i - 1], text[i])]


def _apart(before: str, after: str) -> bool:
    joined = unicodedata.category(after).startswith("M") or ord(after) in _SKIN_TONES
    return not joined and _JOINER not in (before, after)


def _is_wide(character: str) -> bool:
    """Chinese or Japanese writing and its punctuation."""
    wide = unicodedata.east_asian_width(character) in ("W", "F")
    return wide and unicodedata.category(character)[0] in "LP"
