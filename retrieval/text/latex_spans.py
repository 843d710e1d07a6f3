"""Where formulas and groups begin and end in a text that may hold LaTeX, or money."""

from __future__ import annotations

import re

_MATH = re.compile(
    r"(?<!\\)(?:"
    r"\$\$((?:[^$\\]|\\.){1,400})\$\$"
    r"|\$((?:[^$\\]|\\.){1,400})\$"
    r"|\\\(((?:[^\\]|\\[^()]){1,400})\\\)"
    r"|\\\[((?:[^\\]|\\[^\[\]]){1,400})\\\])",
    re.DOTALL,
)
# What stands between two dollars is not math if it is prose or begins with a sum of money.
_PROSE = re.compile(
    r"[^\\]*?[A-Za-z]{2,} [A-Za-z]{2,}[^\\]*"
    r"|\s[^\\]*?[a-z]{3}[^\\]*"  # "3$ for one, 20$"
    r"|.*\n\s*\n.*",
    re.DOTALL,
)
_MONEY = re.compile(
    r"\d[\d,.]*[kKMBT]?(?:[\s,;)](?!\s*[\\<>=+*]).*?[A-Za-z]{2}.*|\s?(?:--?|[–/])\s?|\s+)",
    re.DOTALL,
)
_BRACES = re.compile(r"\\.|[{}]", re.DOTALL)


def math_spans(text: str) -> dict[int, tuple[int, int, int]]:
    """Start of each formula: start and end of its inside, and its end."""
    spans = {}
    match = _MATH.search(text)
    while match is not None:
        inside = match[match.lastindex or 0]
        if match[0][0] == "$" and (_PROSE.fullmatch(inside) or _MONEY.fullmatch(inside)):
            match = _MATH.search(text, match.start() + 1)
            continue
        spans[match.start()] = (*match.span(match.lastindex or 0), match.end())
        match = _MATH.search(text, match.end())
    return spans


def brace_pairs(text: str) -> dict[int, int]:
    """Opening brace to its closing one; braces without a partner are absent."""
    pairs, waiting = {}, []
    for match in _BRACES.finditer(text):
        if match[0] == "{":
            waiting.append(match.start())
        elif match[0] == "}" and waiting:
            pairs[waiting.pop()] = match.start()
    return pairs
