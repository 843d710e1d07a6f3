"""Text as it is compared: folded, and cut into words that know where they stand."""

from __future__ import annotations

import re
import unicodedata

_COMBINING = re.compile("[\u0300-\u036f]+")  # accents of Latin, Greek and Cyrillic letters only
_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u3400-\u9fff"
    "\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_LETTER = rf"[^\W_{_CJK}][\u0300-\u036f]*+"
_WORD = re.compile(
    rf"(?P<cjk>[{_CJK}]++)"
    r"|\d++(?:[.,]\d++)*+\\?[%％]"
    r"|[A-Za-z](?:\+\+|#)(?![\w+#])"
    rf"|(?:{_LETTER})++(?:(?:[-_‐‑–－]|(?<=\d)[.,](?=\d))(?:{_LETTER})++)*+",
)
_HYPHENS = str.maketrans(dict.fromkeys("_‐‑–－", "-") | {"％": "%", "\\": None})


def folded(text: str) -> str:
    """The text without differences of case, width and accent: "Ｎaïve" is "naive".

    Unicode NFKC with case folding; only accents are removed, other marks that combine
    (Japanese voicing, Indic vowels) stay. The length may change.
    """
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKD", text).casefold()
    text = _COMBINING.sub("", unicodedata.normalize("NFKD", text))
    return unicodedata.normalize("NFKC", text)


def words(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, each with its offsets `[start, end)` in the text.

    A word keeps its inner hyphens and figures ("chain-of-thought", "llava-1.5", "3dgs"); any
    dash or underscore in it is written "-". A number keeps its per cent sign and loses its
    plus or minus ("31%", "0.84"). Chinese, Japanese and Korean runs give each two characters
    that stand together, overlapping; a character alone gives itself.
    """
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        if match["cjk"] is None:
            found.append((folded(match[0].translate(_HYPHENS)), start, end))
        else:
            found.extend(_pairs(match[0], start))
    return found


def _pairs(run: str, start: int) -> list[tuple[str, int, int]]:
    if len(run) == 1:
        return [(folded(run), start, start + 1)]
    return [(folded(run[i : i + 2]), start + i, start + i + 2) for i in range(len(run) - 1)]
