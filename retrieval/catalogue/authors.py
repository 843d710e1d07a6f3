"""When a name that someone typed and a name on a paper are the same person's, as far as told.

"Kaiming He", "kaiming he", "K. He" and "He" all name an author printed as "Kaiming He";
"He, Kaiming" does too. Middle names may be missing or be initials, hyphens do not matter.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans(
    # letters that Unicode does not decompose into a base letter and an accent
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"}
)
_UMLAUT = re.compile(r"([aou])e")  # as the German ä, ö, ü are typed elsewhere
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})


def normalised_name(name: str) -> str:
    """Lower case without accents, points and apostrophes; words, also hyphened, kept apart.

    A name given as "Last, First" is turned round.
    """
    last, comma, first = name.partition(",")
    if comma and first.strip().rstrip(".").casefold() not in _SUFFIXES:
        name = f"{first} {last}"
    if not name.isascii():
        text = unicodedata.normalize("NFKD", name).casefold().translate(_LETTERS)
        name = "".join(c for c in text if not unicodedata.combining(c))
    name = re.sub(r"[.,\-‐‑–_]", " ", name.casefold())
    words = re.sub(r"[^\w\s]", "", name).split()
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    return " ".join(words)


def last_name(normalised: str) -> str:
    """The last word of a normalised name."""
    return normalised.rpartition(" ")[2]


def spellings(normalised: str) -> list[str]:
    """The name, and how else it may be printed: "he kaiming" turned round, "juergen" as "jurgen".

    Initials are not turned round: "K. He" is not "He K.".
    """
    forms = [normalised]
    words = normalised.split()
    if len(words) > 1 and all(len(word) > 1 for word in words):
        forms += [" ".join([*words[1:], words[0]]), " ".join([words[-1], *words[:-1]])]
    plain = [_UMLAUT.sub(r"\1", form) for form in forms]
    return list(dict.fromkeys(forms + plain))


def same_author(asked: str, printed: str) -> bool:
    """Whether the name asked for fits the printed one; both normalised."""
    if not asked or not printed:
        return False
    if asked == printed or printed.endswith(f" {asked}"):
        return True
    *given, last = asked.split()
    *printed_given, printed_last = printed.split()
    if last != printed_last or not given or not printed_given:
        return False
    if "".join(given) == "".join(printed_given):  # Ming-Yu and Mingyu
        return True
    return all(map(_same_given, given, printed_given))


def _same_given(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other
