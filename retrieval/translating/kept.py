"""What of a title or abstract is the same in every language: formulas, numbers, names, links.

Found by rules, generously: what is taken by mistake only stays in the original language, what
is missed may come back changed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text.language import CJK
from retrieval.text.latex_spans import brace_pairs, math_spans
from retrieval.translating.names import name_spans

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

Span = tuple[int, int]

_LONGEST_MACRO = 200  # characters; what an unbalanced brace could swallow
_END = r"\s<>\"'，。；、）】」』"
_LINK = re.compile(
    rf"(?:https?|ftp)://[^{_END}]+"
    rf"|\bwww\.[^{_END}]+"
    r"|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}"
    r"|\b10\.\d{4,9}/[^\s,;，。；]+"
    r"|\barXiv:\s?[\w./-]+"
    r"|\bthis (?:https?|ftp) URL\b"
    r"|(?<![\w.-])(?:[\w-]{1,63}\.){1,6}(?:com|org|net|edu|gov|io|ai|dev|cn|app|gg|me)\b"
    rf"(?:/[^{_END}]*)?"
    r"|<[^<>\s][^<>]{0,80}>|[@#][\w-]{1,64}|`[^`\n]{1,80}`",
    re.ASCII,
)
_CITATION = re.compile(
    r"\[[^\[\]\n]{0,60}\d[^\[\]\n]{0,60}\]"
    r"|(?<![\w'’-])[A-Z][\w'’-]{1,40}(?: (?:and|&) [A-Z][\w'’-]{1,40})? et al\.?"
    r"|\b(?:[A-Z]\. ?){1,3}[A-Z][\w'’-]{2,40}"
)
_MACRO = re.compile(r"\\(?:[A-Za-z]+\*?|[^A-Za-z\s%])(?:\[[^\[\]\n]{0,80}\])?")
_FIGURES = r"\d+(?:[.,:]\d+)*"
_UNIT = (
    r"(?:[nmμµ]?s|sec|min|hr?s?|[kMGT]?Hz|[kKMGTP]i?B|[kMG]bps|fps|FPS|dB|[nmμµck]?m|[mkμµ]?g"
    r"|[mkMG]?Wh?|[mk]?V|[mμµ]?A|mAh|[kMGT]?eV|[kMG]?pc|[MG]yr|K|°C?|px|[GTP]?FLOPs?)"
)
_NUMBER = re.compile(
    rf"(?:(?<![^\s(（\[])[~≈≥≤<>±+−-]+ ?)?[$€£¥]?{_FIGURES}"
    rf"(?: ?(?:±|[-–—~×x]) ?{_FIGURES})*"
    r"(?: ?(?:\\?%|％|‰|×))?"
    r"(?:[ -](?:hundred|thousand|million|billion|trillion)\b"
    r"|(?:[kKMBT]\+?|st|nd|rd|th|x|D|s)(?!\w)|[十百千万亿]+)?"
    rf"(?: ?{_UNIT}(?:/{_UNIT})?(?![\w-]))?"
)
# whatever else holds a figure, or looks like a placeholder
_LEFT = re.compile(rf"[^\W{CJK}]*\d(?:[^\W{CJK}]|\.(?=\w))*|[{{}}｛｝]+")


def kept_spans(text: str, names: Collection[str] = ()) -> list[Span]:
    """Where they stand, in order; no two overlap or touch.

    Args:
        text: A title or abstract.
        names: Single words that are names in this paper, see `retrieval.translating.names`.
    """
    found: list[Span] = []
    for spans in (_latex(text), _matches(_LINK, text), _matches(_CITATION, text)):
        found = _with(found, spans)
    names_found = list(name_spans(text, names))
    found = _with(found, names_found)
    found = _with(found, _matches(_NUMBER, text))
    return _with(found, _matches(_LEFT, text))


def _latex(text: str) -> Iterator[Span]:
    for start, (_, _, end) in math_spans(text).items():
        yield start, end
    pairs = brace_pairs(text)
    for macro in _MACRO.finditer(text):
        end = macro.end()
        while end in pairs and pairs[end] - macro.start() < _LONGEST_MACRO:
            end = pairs[end] + 1
        yield macro.start(), end


def _matches(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    return (match.span() for match in pattern.finditer(text))


def _with(found: list[Span], more: Iterable[Span]) -> list[Span]:
    """Both, in order; those that overlap or touch as one."""
    merged: list[Span] = []
    for start, end in sorted([*found, *more], key=lambda span: (span[0], -span[1])):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif end > start:
            merged.append((start, end))
    return merged
