"""What no model's words may hold when they are shown, whoever asked for it.

An abstract can hold a link and a model can cite it for that: so a sentence that its paper carries
is not harmless yet. What is refused here no explanation, answer or translation needs.
"""

from __future__ import annotations

import re
import unicodedata

_FOREIGN = re.compile(
    r"://|www\.|discord\.|`|\]\(|<(?=[@#:/!&a-z])|(?<!\w)@\w|@(?=everyone|here)|<<<|\{\{"
    r"|\b[a-z0-9-]{2,}\.[a-z]{2,}(?![a-z])|(?:javascript|data|mailto):",
    re.IGNORECASE,
)
_UNSEEN = re.compile(  # control characters, directions, and letters that nobody sees
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_WORD = re.compile(r"\w+")
_LETTERS = re.compile(r"[\u3400-\u9fff]|[^\W\d_]{2,}")
_FEWEST = 2
_RUN = 6  # words in a row that are our own instructions'


def foreign(text: str) -> str:
    """The first link, mention, markup or unseen character in a text; "" if there is none.

    Letters and stops in other widths count as what they look like.
    """
    if unseen := _UNSEEN.search(text):
        return unseen[0]
    found = _FOREIGN.search(unicodedata.normalize("NFKC", text))
    return found[0] if found else ""


def repeats(text: str, ours: str) -> bool:
    """Whether a text repeats our own instructions: six words of them in a row."""
    words, mine = _words(text), f" {' '.join(_words(ours))} "
    runs = (words[i : i + _RUN] for i in range(len(words) - _RUN + 1))
    return any(f" {' '.join(run)} " in mine for run in runs)


def says_something(text: str) -> bool:
    """Whether there are words enough for a statement."""
    return len(_LETTERS.findall(text)) >= _FEWEST


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text).casefold())
