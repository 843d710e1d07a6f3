"""LaTeX in titles and abstracts, made readable: `MT$^{3}$` is shown as `MT³`.

An own reader, because abstracts are not LaTeX documents: a per cent sign is a per cent sign
("44% of"), a dollar may be money, braces are often unbalanced and most unknown macros are
an author's own. pylatexenc's would drop the text after "%" and recurse into every brace;
its table of symbols is used (latex_symbols).
"""

from __future__ import annotations

import re
from functools import lru_cache

from retrieval.text import latex_symbols as known
from retrieval.text.latex_spans import brace_pairs, math_spans

_MARKS = re.compile(r"\\|\$|``|--|~|[\^_]\{|\{[^{}]{0,20}\}")
_URL = r"(?P<url>https?://[^\s}]+)"
_QUOTED = re.compile(r"``([^`]{1,300}?)(?:''|\")")
_DASHES = re.compile(
    _URL + r"|(?P<em>(?<=[\w)%\]”}$.])[ ]?---[ ]?(?=[\w(“$\\{]))"
    r"|(?P<en>(?<=[\w)%\]”}$.+])--(?=[\w(“$\\{])|(?<![^\s])--(?=\s))",
)
_TIES = re.compile(
    _URL + r"|(?<=[A-Za-z.,)\]}$])~(?=[^\W\d]|[\\($])|(?<=\d)~(?=[A-Za-z\\])"
    r"|(?<=[A-Za-z.)\]}$])(?<!\d[A-Za-z])~(?=\d)",  # "Figure~3", but not "14M~350M"
)

_PLAIN = re.compile(r"[^\\${}^_~]+")
_NAME = re.compile(r"\\([A-Za-z]+)\*?")
_OPTION = re.compile(r"\[[^\[\]]{0,80}\](?=\{)")
_SPACES = re.compile(r"\s*")
_VERBATIM = re.compile(r"\\verb([^\sA-Za-z0-9])(.{0,200}?)\1")
_REMEMBERED = 1_000  # texts with LaTeX, none longer than an abstract
_ABSTRACT = 6_000  # characters
_DEEPEST = 40  # groups within groups; what lies deeper is shown as it stands


def readable(text: str) -> str:
    r"""The text with its LaTeX shown as people read it; without LaTeX, the very same text.

    Never raises, and takes time linear in the length. Macros that are not known stay as they
    are when they stand alone (`\method`), and are shown as their argument when they have one.
    """
    if _MARKS.search(text) is None:
        return text
    return (_remembered if len(text) <= _ABSTRACT else _shown)(text)


def _shown(text: str) -> str:
    text = _QUOTED.sub(r"“\1”", text)
    text = _DASHES.sub(lambda m: m["url"] or ("—" if m["em"] else "–"), text)
    text = _TIES.sub(lambda m: m["url"] or " ", text)
    return _Reader(text).read(0, len(text))


_remembered = lru_cache(_REMEMBERED)(_shown)


class _Reader:
    """One pass over a text; every method returns what to show and where to read on."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.math_spans = math_spans(text)
        self.closing = brace_pairs(text)

    def read(self, at: int, end: int, *, math: bool = False, depth: int = 0) -> str:
        """What the slice `[at, end)` is shown as."""
        if depth > _DEEPEST:
            return self.text[at:end]
        shown: list[str] = []
        while at < end:
            plain = _PLAIN.match(self.text, at, end)
            if plain:
                shown.append(plain[0].replace("--", "–") if math else plain[0])
                at = plain.end()
                continue
            piece, following = self._mark(at, end, math=math, depth=depth)
            if piece is None:  # a citation: the space before it goes too
                piece = ""
                if shown and not self.text[following : following + 1].isalnum():
                    shown[-1] = shown[-1].rstrip(" ")
            if math and len(piece) > 1 and piece.isalpha() and self.text[at] == "\\":
                piece = self._apart(piece, shown, following)
            shown.append(piece)
            at = max(following, at + 1)
        return "".join(shown)

    def _apart(self, name: str, shown: list[str], following: int) -> str:
        r"""The name of a function, apart from its neighbours: `n\log n`."""
        if not name.isascii():
            return name
        before = " " if shown and shown[-1][-1:].isalnum() else ""
        after = " " if self.text[following : following + 1] in {"{", "\\"} else ""
        return before + name + after

    def _mark(self, at: int, end: int, *, math: bool, depth: int) -> tuple[str | None, int]:
        char = self.text[at]
        if at in self.math_spans and self.math_spans[at][2] <= end:
            first, last, following = self.math_spans[at]
            return self.read(first, last, math=True, depth=depth + 1).strip(), following
        if char == "\\":
            return self._macro(at, end, math=math, depth=depth)
        if char == "{":
            return self._group(at, end, math=math, depth=depth)
        if char in "^_" and (math or self._closes(at + 1, end)):
            content, following = self._argument(at + 1, end, math=True, depth=depth)
            return (known.script(char, content), following) if content else (char, at + 1)
        if math and char in "}~":
            return (" " if char == "~" else ""), at + 1
        return char, at + 1

    def _closes(self, at: int, end: int) -> bool:
        return self.closing.get(at, end) < end

    def _group(self, at: int, end: int, *, math: bool, depth: int) -> tuple[str, int]:
        r"""Braces that stand alone: dropped in math, in `{\sc x}` and within a word: `{P}aper`."""
        if not self._closes(at, end):
            return ("" if math else "{"), at + 1
        last = self.closing[at]
        inside = self.text[at + 1 : min(last, at + 24)]
        before, after = self.text[max(0, at - 1) : at], self.text[last + 1 : last + 2]
        joined = before.isalnum() or after.isalnum() or "$" in {before, after}
        protects = joined and (inside.isalnum() or inside == ",") and last - at <= len(inside) + 1
        if math or protects or re.match(r"\\[A-Za-z\"'`^~=.]", inside):
            return self.read(at + 1, last, math=math, depth=depth + 1), last + 1
        return "{", at + 1

    def _argument(self, at: int, end: int, *, math: bool, depth: int) -> tuple[str, int]:
        """The group, macro or single character that follows."""
        at = self._after_spaces(at, end)
        if at >= end:
            return "", at
        following = at + 1
        if self._closes(at, end):
            first, following = at + 1, self.closing[at] + 1
            return self.read(first, following - 1, math=math, depth=depth + 1).strip(), following
        if self.text[at] == "\\":
            name = _NAME.match(self.text, at, end)
            following = name.end() if name else min(at + 2, end)
            if self._closes(following, end):
                following = self.closing[following] + 1
            return self.read(at, following, math=math, depth=depth + 1), following
        return self.text[at:following], following

    def _after_spaces(self, at: int, end: int) -> int:
        spaces = _SPACES.match(self.text, at, end)
        return spaces.end() if spaces else at

    def _after_option(self, at: int, end: int) -> int:
        option = _OPTION.match(self.text, at, end)
        return option.end() if option else at

    def _groups(self, at: int, end: int, *, math: bool, depth: int) -> tuple[list[str], int]:
        """The arguments in braces that follow directly, optional ones skipped."""
        at = self._after_option(at, end)
        found: list[str] = []
        while len(found) < 4 and self._closes(at, end):  # noqa: PLR2004 - no macro here has more
            last = self.closing[at]
            found.append(self.read(at + 1, last, math=math, depth=depth + 1))
            at = last + 1
        return found, at

    def _macro(
        self,
        at: int,
        end: int,
        *,
        math: bool,
        depth: int,
    ) -> tuple[str | None, int]:
        match = _NAME.match(self.text, at, end)
        if match is None:
            return self._control(at, end, math=math, depth=depth)
        name, following = match[1], match.end()
        if name in known.DECLARATIONS:
            return "", self._after_spaces(following, end)
        if name in known.ACCENTS and (len(name) > 1 or self._closes(following, end)):
            return self._accent(name, following, end, math=math, depth=depth)
        if name in known.TAKES_ARGUMENT and (
            math or self._closes(self._after_option(following, end), end)
        ):
            return self._function(name, following, end, math=math, depth=depth)
        symbol = known.symbol(name)
        if symbol is not None:
            return symbol, self._after_symbol(symbol, following, end)
        return self._other(match, end, math=math, depth=depth)

    def _other(
        self,
        match: re.Match[str],
        end: int,
        *,
        math: bool,
        depth: int,
    ) -> tuple[str | None, int]:
        """A macro that only stands for its arguments, or for nothing, or is not known."""
        verbatim = _VERBATIM.match(self.text, match.start(), end)
        if verbatim:
            return verbatim[2], verbatim.end()
        groups, following = self._groups(match.end(), end, math=math, depth=depth)
        if match[1] in known.DROPPED:
            return None, following
        return " ".join(group for group in groups if group) or match[0], following

    def _after_symbol(self, symbol: str, at: int, end: int) -> int:
        if self.text[at : min(at + 2, end)] == "{}":
            return at + 2
        return self._after_spaces(at, end) if symbol in "—–• " else at

    def _control(self, at: int, end: int, *, math: bool, depth: int) -> tuple[str, int]:
        char = self.text[at + 1 : min(at + 2, end)]
        if char in known.CONTROL:
            return known.CONTROL[char], at + 2
        if char in known.ACCENTS and char:
            return self._accent(char, at + 2, end, math=math, depth=depth)
        return "\\" + char, at + 1 + len(char)

    def _accent(
        self,
        name: str,
        at: int,
        end: int,
        *,
        math: bool,
        depth: int,
    ) -> tuple[str, int]:
        r"""A letter under an accent. arXiv prints `\kappa` as `\k{appa}`: undone here."""
        letters, following = self._argument(at, end, math=math, depth=depth)
        whole = known.symbol(name + letters) if len(letters) > 1 else None
        return whole or known.accented(known.ACCENTS[name], letters), following

    def _function(
        self,
        name: str,
        at: int,
        end: int,
        *,
        math: bool,
        depth: int,
    ) -> tuple[str, int]:
        at = self._after_option(at, end)
        inner = math and name not in known.TEXT_STYLES
        arguments = []
        for _ in range(known.TAKES_ARGUMENT[name]):
            shown, at = self._argument(at, end, math=inner, depth=depth)
            arguments.append(shown)
        return known.applied(name, arguments), at
