"""From papers to pairs of texts that belong together: what the encoder learns from.

No question is needed. A title asks for its abstract, and a sentence of an abstract asks for
the title with the rest of it (the inverse cloze task, Lee, Chang & Toutanova 2019): both
look for a paper by a part of what it says, often put as people type (rewording.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from retrieval.text.latex import readable
from retrieval.text.sentences import sentences
from retrieval.tuning.rewording import as_typed, telling, without_its_words

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

# A shorter text says too little to be told from others.
_SENTENCE_CHARACTERS = 40
_ABSTRACT_CHARACTERS = 200
# How often a title asks rather than a sentence, and how often it asks in other words.
_BY_TITLE, _TITLE_REWORDED, _OF_TITLE = 0.2, 0.4, 0.15
# How often a sentence asks in a few telling words, and how often in other words than the paper's.
_TELLING, _REWORDED, _NAMELESS, _OF_SENTENCE = 0.25, 0.45, 0.7, 0.2
# How often a sentence looks for the title alone, and for the abstract alone.
_FOR_TITLE, _FOR_ABSTRACT = 0.12, 0.18
# A paper is read from some sentence on, so that its end is learned as well as its beginning.
_FROM_START = 0.5


@dataclass(frozen=True, slots=True)
class Lesson:
    """One paper to learn from, as the encoder reads it."""

    title: str
    sentences: tuple[str, ...]  # of the abstract, in order; at least two


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts of one paper: the first looks for the second."""

    asks: str
    answers: str


def lesson(title: str, abstract: str) -> Lesson | None:
    """A paper as a lesson; None for one that says too little."""
    text = readable(abstract)
    found = tuple(text[start:end] for start, end in sentences(text))
    if len(text) < _ABSTRACT_CHARACTERS or len(found) < 2:  # noqa: PLR2004 - one asks, one answers
        return None
    return Lesson(readable(title), found)


def pair(of: Lesson, chance: random.Random) -> Pair:
    """One pair of a paper, another one each time."""
    long = [i for i, text in enumerate(of.sentences) if len(text) >= _SENTENCE_CHARACTERS]
    if not long or chance.random() < _BY_TITLE:
        asks, answers = of.title, " ".join(_from(of.sentences, chance))
        if chance.random() < _TITLE_REWORDED:
            asks = without_its_words(asks, answers, chance, names=True, shared=_OF_TITLE)
    else:
        asked = chance.choice(long)
        answers = _answering(of, asked, chance)
        asks = _asking(of.sentences[asked], answers, chance)
    return Pair(as_typed(asks, chance), answers)


def _answering(of: Lesson, asked: int, chance: random.Random) -> str:
    """What one sentence looks for: the title, the rest of the abstract, or mostly both."""
    rest = " ".join(_from([text for i, text in enumerate(of.sentences) if i != asked], chance))
    part = chance.random()
    if part < _FOR_TITLE:
        return of.title
    return rest if part < _FOR_TITLE + _FOR_ABSTRACT else f"{of.title}\n{rest}"


def _asking(sentence: str, paper: str, chance: random.Random) -> str:
    part = chance.random()
    if part < _TELLING:
        return telling(sentence, chance)
    if part < _TELLING + _REWORDED:
        names = chance.random() < _NAMELESS
        return without_its_words(sentence, paper, chance, names=names, shared=_OF_SENTENCE)
    return sentence


def exam(of: Lesson, chance: random.Random) -> Pair:
    """A sentence that looks for its paper: the title and all the rest of the abstract."""
    long = [i for i, text in enumerate(of.sentences) if len(text) >= _SENTENCE_CHARACTERS]
    asked = chance.choice(long or range(len(of.sentences)))
    rest = " ".join(text for i, text in enumerate(of.sentences) if i != asked)
    return Pair(of.sentences[asked], f"{of.title}\n{rest}")


def _from(texts: Sequence[str], chance: random.Random) -> Sequence[str]:
    if len(texts) < 2 or chance.random() < _FROM_START:  # noqa: PLR2004 - nothing to leave out
        return texts
    return texts[chance.randrange(len(texts) // 2 + 1) :]
