"""Whether a paper has been withdrawn, from what its metadata says.

arXiv has no flag for it: the authors' or administrators' words stand in the comment, or in
place of the abstract (https://info.arxiv.org/help/withdraw.html). A paper that merely speaks
of withdrawal ("drug withdrawal", "the paper withdrawn by ...") must not be marked.
"""

from __future__ import annotations

import re

_NOUN = r"(?:paper|article|manuscript|submission|work|preprint|version|note)"
_SUBJECT = rf"(?:this|the|our)\s+(?:\w+\s+){{0,2}}?{_NOUN}"
_IS = r"(?:has|have|had|is|was|were|being|been|\s)+"
# "withdrawn from ICLR" speaks of a review, the paper itself stands
_NOT_A_VENUE = r"(?!\s+from\s+(?!arxiv))"
_STATEMENT = re.compile(
    rf"(?:{_SUBJECT}\s+{_IS}\s*(?:temporarily\s+)?withdrawn\b{_NOT_A_VENUE}"
    r"|(?:paper\s+|article\s+|arxiv\s+admin[^.]{0,60}?\s)?withdrawn\s+(?:by|due|because|pending)\b"
    r"|(?:i|we|the\s+authors?)\s+(?:have\s+|has\s+)?withdr[ae]wn?\s+this\b"
    rf"|(?:want|wish|decided?|like)\s+to\s+withdraw(?:al)?\s+(?:{_SUBJECT}|it)\b)",
    re.IGNORECASE,
)
_BARE = re.compile(r"\W*(?:paper\s+|article\s+)?withdrawn\W*", re.IGNORECASE)
_TITLE = re.compile(r"\W*withdrawn\s*[:\])\-–—]|.*[\[(]\s*withdrawn\s*[\])]\s*", re.IGNORECASE)


def is_withdrawn(comment: str | None, abstract: str, title: str) -> bool:
    """Whether the comment says so, the abstract begins by saying so, or the title is marked.

    A comment may say it anywhere; an abstract only in its first words, because an abstract
    may be about withdrawn papers.
    """
    said = comment or ""
    if _STATEMENT.search(said) or _BARE.fullmatch(said):
        return True
    opening = abstract.lstrip(" \t\r\n[(*\"'")
    return bool(
        _STATEMENT.match(opening) or _BARE.fullmatch(abstract) or _TITLE.match(title.strip())
    )
