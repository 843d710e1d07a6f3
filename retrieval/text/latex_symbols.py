"""What LaTeX macros stand for in plain text.

The names of some 800 symbols come from pylatexenc's own table; what is listed here is what
it lacks, or shows in a way that is hard to read in a chat.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache, partial
from typing import TYPE_CHECKING

from pylatexenc.latex2text import get_default_latex_context_db

if TYPE_CHECKING:
    from collections.abc import Callable


def _each(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Shown as their argument, which is text even in a formula.
TEXT_STYLES = _each(
    "textbf textit textsc texttt textsf textrm textup textmd textnormal textsl emph underline "
    "uline ul uwave text mbox hbox fbox url path nolinkurl enquote footnote textsuperscript "
    "textsubscript href textcolor hyperlink colorbox",
)
_MATH_STYLES = _each(
    "mathrm mathbf mathcal mathsf mathtt mathit mathscr mathfrak boldsymbol bm pmb operatorname "
    "mathop mathds mathbbm boxed smash overline mathnormal mathbb unicode sqrt",
)
_SECOND = _each("href textcolor hyperlink colorbox")
_FRACTIONS = _each("frac tfrac dfrac sfrac nicefrac")
# Macro to the number of its arguments.
TAKES_ARGUMENT = {
    **dict.fromkeys(TEXT_STYLES | _MATH_STYLES, 1),
    **dict.fromkeys(_SECOND | _FRACTIONS | {"binom"}, 2),
}
# Say how what follows is set, and show nothing.
DECLARATIONS = _each(
    "it bf em sc tt rm sf sl cal itshape bfseries scshape ttfamily sffamily rmfamily upshape "
    "mdseries normalfont tiny scriptsize footnotesize small normalsize large Large LARGE huge "
    "Huge boldmath unboldmath displaystyle textstyle scriptstyle limits nolimits left right "
    "big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr bigm middle noindent indent par centering "
    "xspace protect relax smallskip medskip bigskip newline linebreak maketitle footnotemark "
    "hfill nonumber notag",
)
# Shown as nothing, their argument included.
DROPPED = _each(
    "cite citep citet citealp citealt citeauthor citeyear parencite textcite autocite label ref "
    "eqref autoref cref Cref color pagecolor vspace hspace begin end thanks ding input mkern "
    "keywords index nocite pageref faGithub",
)
SYMBOLS = {
    # as published: pylatexenc shows look-alikes of ASCII characters, or nothing
    "sim": "~", "textasciicircum": "^", "ast": "*", "star": "*", "bullet": "•", "mid": "|",
    "prime": "′", "LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "lnot": "¬", "neg": "¬",
    "degree": "°", "percent": "%", "ne": "≠", "land": "∧", "lor": "∨", "colon": ":", "S": "§",
    "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "checkmark": "✓", "cmark": "✓",
    "xmark": "✗", "textgreater": ">", "textless": "<", "gt": ">", "lt": "<", "slash": "/",
    "lvert": "|", "rvert": "|", "vert": "|", "lVert": "‖", "rVert": "‖", "Vert": "‖",
    "textunderscore": "_", "item": "• ", "and": "and", "eg": "e.g.", "ie": "i.e.", "etal": "et al.",
    "dots": "…", "hdots": "…", "dotsc": "…", "quad": " ", "qquad": " ", "enskip": " ",
    "thinspace": " ", "varnothing": "∅", "dim": "dim", "Pr": "Pr", "arg": "arg",
    "argmax": "arg max", "argmin": "arg min", "det": "det", "deg": "deg", "ker": "ker", "lg": "lg",
    "gcd": "gcd", "bmod": "mod", "mod": "mod", "circledR": "®",
    "texttrademark": "™", "tm": "™", "R": "ℝ",
    "top": "⊤", "cdots": "⋯", "backslash": "\\", "char": "", "langle": "⟨", "rangle": "⟩",
    "choose": " choose ", "over": "/", "Box": "□", "iff": "⇔", "implies": "⇒", "textmu": "µ",
    "textquotedblleft": "“", "textquotedblright": "”", "textquoteright": "’", "textbar": "|",
    "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "infin": "∞", "varDelta": "Δ",
    "eps": "ϵ", "calO": "O", "dag": "†", "pmin": "±", "texteuro": "€", "textpm": "±",
    "approxeq": "≊", "coloneqq": "≔",
}  # fmt: skip

# A backslash and one character that is not a letter.
CONTROL = {
    **{c: c for c in "%&_#{}$<>*"}, " ": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "",
    "/": "", "@": "", "|": "‖", "\\": " ", "\n": " ",
}  # fmt: skip

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304",
    ".": "\u0307", "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328",
    "r": "\u030a", "d": "\u0323", "b": "\u0331", "hat": "\u0302", "widehat": "\u0302",
    "tilde": "\u0303", "widetilde": "\u0303", "Tilde": "\u0303", "bar": "\u0304", "vec": "\u20d7",
    "not": "\u0338", "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306",
    "acute": "\u0301", "grave": "\u0300", "mathring": "\u030a",
}  # fmt: skip

_BOARD = dict(zip("RNZQCP", "ℝℕℤℚℂℙ", strict=True))
_RAISED = dict(zip("0123456789+-=()niT′*°", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱᵀ′*°", strict=True))
_LOWERED = dict(
    zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
)
_ORDINALS = {"th": "ᵗʰ", "st": "ˢᵗ", "nd": "ⁿᵈ", "rd": "ʳᵈ", "⊤": "ᵀ", "∘": "°", "∗": "*", "†": "†"}


@lru_cache(maxsize=2_000)
def symbol(name: str) -> str | None:
    """The text that a macro without arguments stands for, None if it is not known."""
    if name in SYMBOLS:
        return SYMBOLS[name]
    spec = get_default_latex_context_db().get_macro_spec(name)
    shown = getattr(spec, "simplify_repl", None)
    if not isinstance(shown, str) or "%" in shown or "<" in shown or name == "today":
        return None
    return shown.strip() or None


def accented(mark: str, letter: str) -> str:
    """A letter under an accent, as one character where there is one; more letters unchanged."""
    if len(letter) != 1:
        return letter
    plain = {"ı": "i", "ȷ": "j"}.get(letter, letter)
    return unicodedata.normalize("NFC", plain + mark)


def applied(name: str, arguments: list[str]) -> str:
    """What a macro of TAKES_ARGUMENT shows for its arguments."""
    last = arguments[-1]
    if name in _FRACTIONS:
        return "/".join(_bracketed(argument) for argument in arguments)
    if name in _SECOND:
        return last or arguments[0]
    return _SHAPES[name](*arguments) if name in _SHAPES else last


def _bracketed(shown: str) -> str:
    return shown if shown.removeprefix("√").isalnum() or len(shown) <= 1 else f"({shown})"


def _code_point(number: str) -> str:
    """The character of "x2013" or "8211"; the number itself if there is none."""
    try:
        shown = chr(int(number[1:], 16) if number.startswith("x") else int(number))
    except (ValueError, OverflowError):
        return number
    return shown if shown.isprintable() else ""


def script(mark: str, content: str) -> str:
    """A superscript ("^") or subscript ("_"): ² where Unicode has it, else ^AD or ^(a,b)."""
    table = _RAISED if mark == "^" else _LOWERED
    if mark == "^" and content in _ORDINALS:
        return _ORDINALS[content]
    short = len(content) == 1 or not any(c.isalpha() for c in content)
    if content and short and all(c in table for c in content):
        return "".join(table[c] for c in content)
    bracketed = content[:1] == "(" and content.find(")") == len(content) - 1
    plain = bracketed or content.isalnum() or len(content) <= 1
    return f"{mark}{content}" if plain else f"{mark}({content})"


_SHAPES: dict[str, Callable[..., str]] = {
    "binom": "({} choose {})".format,
    "enquote": "“{}”".format,
    "footnote": " ({})".format,
    "textsuperscript": partial(script, "^"),
    "textsubscript": partial(script, "_"),
    "sqrt": lambda inside: "√" + _bracketed(inside),
    "unicode": _code_point,
    "mathbb": lambda letter: str(_BOARD.get(letter, letter)),
}
