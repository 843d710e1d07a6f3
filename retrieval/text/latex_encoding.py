r"""Text of any kind into LaTeX for BibTeX: "50% of Müller" is `50\% of M{\"u}ller`.

BibTeX counts braces without regard to backslashes, and knows an accent by a brace with a
backslash behind it (Patashnik 1988, "BibTeXing", section 4, items 5 and 6), so a lone brace
is written `{\textbraceleft}` and an accent `{\"u}`. Which macro stands for a character is
pylatexenc's table; what it does not know (Chinese, Cyrillic, emoji) stays as it is.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pylatexenc.latexencode import UnicodeToLatexEncoder

from retrieval.text import latex_symbols as known
from retrieval.text.latex import readable
from retrieval.text.latex_spans import math_spans

_ENCODER = UnicodeToLatexEncoder(
    replacement_latex_protection="braces-all",
    unknown_char_policy="keep",
    unknown_char_warning=False,
)
_SPECIAL = {
    **{c: f"\\{c}" for c in "&%#_$"},
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}", "^": r"{\textasciicircum}", "<": r"{\ensuremath{<}}",
    ">": r"{\ensuremath{>}}", "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---",
}  # fmt: skip
_INVISIBLE = {"Cc": " ", "Zl": " ", "Zp": " ", "Zs": " "}
_FIRST_PLACE = 0xE000  # private characters stand for the formulas; the text itself has none left
_PLACES = re.compile("[\ue000-\uf8ff]")
_MOST_FORMULAS = 1_000
_PIECES = re.compile(
    r"\{(?P<kept>[^\W_][\w.\- ]*)\}|(?P<formula>[\ue000-\uf8ff])|(?P<word>[^\W_]+)|.", re.DOTALL
)
_MACRO = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
_ENSURED = re.compile(r"\{\\ensuremath\{([^{}]*)\}\}")
_BARE_MARKS = re.compile(r"(?<!\\)[%#&]")


def plain(text: str) -> str:
    """The text in one line, without control, private and half characters, in Unicode NFC."""
    shown = (c if c.isprintable() else _INVISIBLE.get(unicodedata.category(c), "") for c in text)
    return unicodedata.normalize("NFC", " ".join("".join(shown).split()))


def encoded(text: str) -> str:
    """LaTeX for a text of any kind, such as a name or a journal; LaTeX in it is read first."""
    return _safe("".join(_character(c) for c in readable(plain(text))))


def encoded_title(title: str) -> str:
    r"""LaTeX for a title, in which BibTeX may change the case of words, but not of names.

    Braces keep what has capitals inside ("{GPT}-4") or stood in braces; formulas stay
    formulas (`{$O(N)$}`) when every macro in them is known.
    """
    text, formulas = _without_formulas(plain(title))
    shown = "".join(_piece(match, formulas) for match in _PIECES.finditer(readable(text)))
    return _safe(shown)


def _piece(match: re.Match[str], formulas: dict[str, str]) -> str:
    if match["formula"] is not None:
        return formulas.get(match[0], "")
    if match["kept"] is not None:
        return "{" + "".join(_character(c) for c in match["kept"]) + "}"
    latex = "".join(_character(c) for c in match[0])
    return f"{{{latex}}}" if match["word"] and _is_name(match["word"]) else latex


def _is_name(word: str) -> bool:
    """Whether the word has a capital that is more than the first letter of a word."""
    named = any(c.isupper() for c in word[1:])
    return named or (word[0].isupper() and (len(word) == 1 or not word.isalpha()) and word != "A")


def _without_formulas(text: str) -> tuple[str, dict[str, str]]:
    """The text with a private character for each formula, and what each stands for."""
    parts: list[str] = []
    formulas: dict[str, str] = {}
    at = 0
    for start, (first, last, end) in list(math_spans(text).items())[:_MOST_FORMULAS]:
        latex = _formula(text[first:last])
        if latex is not None:
            place = chr(_FIRST_PLACE + len(formulas))
            formulas[place] = latex
            parts += [text[at:start], place]
            at = end
    return "".join([*parts, text[at:]]), formulas


def _formula(inside: str) -> str | None:
    """The formula in braces; None if BibTeX or LaTeX would stumble over it."""
    macros = _MACRO.findall(inside)
    if not inside.strip() or not all(_is_harmless(name) for name in macros):
        return None
    bare = _MACRO.sub("", inside)
    if "$" in bare or "\\" in bare:
        return None
    latex = inside.replace(r"\{", r"\lbrace ").replace(r"\}", r"\rbrace ")
    latex = _BARE_MARKS.sub(lambda match: f"\\{match[0]}", latex)
    latex = "".join(c if c.isascii() else _character(c) for c in latex.strip())
    latex = _ENSURED.sub(r"{\1}", latex)
    return f"{{${latex}$}}" if _balanced(latex) else None


def _is_harmless(macro: str) -> bool:
    if not macro.isalpha():
        return macro in known.CONTROL or macro in known.ACCENTS
    named = (known.TAKES_ARGUMENT, known.ACCENTS, known.DECLARATIONS)
    return any(macro in names for names in named) or known.symbol(macro) is not None


def _balanced(latex: str) -> bool:
    depth = 0
    for c in latex:
        depth += (c == "{") - (c == "}")
        if depth < 0:
            return False
    return depth == 0


@lru_cache(maxsize=4_000)
def _character(c: str) -> str:
    if c in _SPECIAL:
        return _SPECIAL[c]
    if c.isascii() or "\u0400" <= c <= "\u052f":  # Cyrillic is unreadable as macros
        return c
    latex = str(_ENCODER.unicode_to_latex(c))
    # the table has macros that no LaTeX knows, and takes some characters for others
    return latex if readable(latex) == c else c


def _safe(latex: str) -> str:
    """Never three backticks in a row: they would end a block of code that shows the entry."""
    return re.sub("``(?=`)", "``{}", latex.strip())
