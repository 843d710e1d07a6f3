"""Authors' names as BibTeX reads them: "van der Maaten, Laurens", "{The ATLAS Collaboration}"."""

from __future__ import annotations

import re

from retrieval.catalogue.authors import last_name, normalised_name
from retrieval.text.latex import readable
from retrieval.text.latex_encoding import encoded, plain

_ORGANISATION = re.compile(
    r"\b(?:alliance|collaboration|collaborators|committee|community|company|consortium|foundation"
    r"|group|inc|initiative|institute|labs?|laborator(?:y|ies)|ltd|network|project|research|team"
    r"|university)\b|^the\s",
    re.IGNORECASE,
)
_SUFFIX = re.compile(r"(?:jr|sr)\.?|ii|iii|iv", re.IGNORECASE)
# BibTeX would cut a name at these, or read them as a mark of its own.
_CUTS = re.compile(r"\b(?:and|others)\b|[()]", re.IGNORECASE)
_AND_OTHERS = re.compile(r"(?:and\s+)?(?:et\s+al\.?|others)", re.IGNORECASE)


def author(name: str) -> str:
    """The name with its last name first, LaTeX throughout; "" for a name without a letter.

    A name that BibTeX would take apart wrongly, and an organisation's, stands in braces.
    """
    shown = plain(readable(name))
    if not any(c.isalnum() for c in shown):
        return ""
    if _AND_OTHERS.fullmatch(shown):
        return "others"
    if _ORGANISATION.search(shown) or _CUTS.search(shown):
        return f"{{{encoded(shown)}}}"
    parts = _parts(shown)
    if parts is None:
        return f"{{{encoded(shown)}}}"
    return ", ".join(encoded(part) for part in parts if part)


def key_of_author(name: str) -> str:
    """The last name in a-z and 0-9; "" when it has no such letter."""
    normalised = normalised_name(plain(readable(name)))
    found = re.sub(r"[^a-z0-9]", "", last_name(normalised))
    return found or re.sub(r"[^a-z0-9]", "", normalised)


def _parts(shown: str) -> tuple[str, str, str] | None:
    """Last name, suffix, given names; None if they cannot be told apart."""
    last, *rest = [part.strip() for part in shown.split(",")]
    suffix = ""
    if len(rest) > 1 or "" in {last, *rest}:
        return None
    if rest and not _SUFFIX.fullmatch(rest[0]):
        return last, "", rest[0]
    words = last.split()
    if rest:
        suffix = rest[0]
    elif len(words) > 1 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    begin = _where_the_last_name_begins(words)
    given = " ".join(words[:begin])
    # "Last, Jr., First" has a place for a suffix, "Last, First" has none without a given name
    return (" ".join(words[begin:]), suffix, given) if given else None


def _where_the_last_name_begins(words: list[str]) -> int:
    """Particles in lower case belong to it: "Laurens van der Maaten"."""
    begin = len(words) - 1
    if words[begin][0].isupper():
        while begin > 1 and words[begin - 1].islower():
            begin -= 1
    return begin
