"""Names of methods, data sets and people, told by how they are written.

A name holds figures, an underscore, Greek letters or more than one capital (BERT, ResNet, LoRA,
Qwen2.5, TREC-COVID), or is a single word that the abstract writes with a capital within a
sentence (Voyager). Words that merely stand in a title with a capital are none.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from retrieval.text.language import CJK
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

Span = tuple[int, int]

_LETTER = rf"[^\W{CJK}]"  # or a figure; Chinese is written without spaces
_TOKEN = re.compile(rf"(?!_){_LETTER}+(?:[-‐‑.+&](?!_){_LETTER}+)*(?:\+\+|[+*](?!\w))?")
_UNUSUAL = re.compile(r"[_&\u0370-\u03ff]")  # Greek letters among them
_FIGURE = re.compile(r"[\d.,]+\w{0,2}")  # a number with a unit is none: "10k", "3D"
_CAMEL = re.compile("[a-z][A-Z]")
_PART = re.compile(r"[^-‐‑]+")
_SHOUTED = 0.6  # share of words in capitals from which capitals tell nothing
_LONG = 4  # letters of a word that counts for that
_VARIANTS = re.compile(  # of a model, behind its name
    r"\d+[a-z]?|mini|nano|tiny|small|base|large|huge|turbo|instruct|chat|preview|pro|flash|coder|math|net"
    r"|vision|former|gen|embedding",
    re.IGNORECASE,
)
# within a sentence, and not beside another capital: "Large Language Models" is no name
_CAPITALISED = re.compile(r"(?<=[\w,;)] )[A-Z][a-z]\w+(?! ?[A-Z(][A-Za-z])(?![\w-])")
_BEFORE = re.compile(r"[A-Z][\w-]* $")
_ADJECTIVE = re.compile(r"(?:[ie]an|ese|ish|ern)$")
_ORDINARY = frozenset({
    *("French", "German", "Dutch", "Greek", "Europe", "Asia", "Africa", "America", "China"),
    *("Earth", "Moon", "Sun", "Internet", "Web", "Section", "Figure", "Table", "Theorem"),
    *("Lemma", "Appendix", "January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December", "Fourier", "Poisson", "Markov"),
    *("Hilbert", "Gauss", "Code", "Data", "We", "Our", "This", "These", "They", "The", "It"),
    *("In", "However", "Available"),
})  # fmt: skip


def names_in(title: str, abstract: str) -> frozenset[str]:
    """The single words that are names throughout this paper, though only a capital tells it."""
    small = set(re.findall(r"(?<![\w-])[a-z]\w+", f"{title} {abstract}"))
    found = set()
    for start, end in sentences(abstract):
        sentence = abstract[start:end]
        for match in _CAPITALISED.finditer(sentence):
            word = match[0]
            common = word in _ORDINARY or word.lower() in small or _ADJECTIVE.search(word)
            if not common and not _BEFORE.search(sentence[: match.start()]):
                found.add(word)
    return frozenset(found)


def name_spans(text: str, names: Collection[str] = ()) -> Iterator[Span]:
    """Where names stand in a text.

    Args:
        text: A title or abstract.
        names: Single words that are names too.
    """
    shouted = _is_shouted(text)
    for token in _TOKEN.finditer(text):
        if token[0] in names:
            yield token.span()
            continue
        parts = list(_PART.finditer(token[0]))
        chosen = [i for i, part in enumerate(parts) if _is_name(part[0], names, shouted=shouted)]
        if not chosen:
            continue
        first, last = chosen[0], chosen[-1]
        while last + 1 < len(parts) and _VARIANTS.fullmatch(parts[last + 1][0]):
            last += 1
        yield token.start() + parts[first].start(), token.start() + parts[last].end()


def is_name(word: str) -> bool:
    """Whether a word is a name by its letters alone."""
    return any(_is_name(part[0], (), shouted=False) for part in _PART.finditer(word))


def _is_name(part: str, names: Collection[str], *, shouted: bool) -> bool:
    if part in names or _UNUSUAL.search(part):
        return True
    if any(c.isdigit() for c in part):
        return _FIGURE.fullmatch(part) is None
    if shouted and part.isupper():
        return False
    accented = part[:1].isupper() and not part.isascii() and part.isalpha()
    return accented or sum(c.isupper() for c in part) > 1 or _CAMEL.search(part) is not None


def _is_shouted(text: str) -> bool:
    words = [word for word in re.findall(r"[A-Za-z]+", text) if len(word) >= _LONG]
    return len(words) > 1 and sum(word.isupper() for word in words) / len(words) >= _SHOUTED
