"""Whether the passages that a claim cites carry it. Nothing else is shown.

An English claim is checked as a sentence of a written answer is, against its passages alone.
A Chinese one is shown where the English sentence beside it holds, and it can be a translation
of that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.llm.guarding import foreign, repeats, says_something
from retrieval.written.checking import Checker
from retrieval.written.values import Sentence, Source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from retrieval.encoding.encoder import Encoder
    from retrieval.explaining.values import Claim, Passage

_MOST_CITED = 4  # passages: a sentence that needs more says too much


def harmless(text: str, ours: str) -> bool:
    """Whether a sentence may be shown at all, whatever carries it.

    Args:
        text: the sentence, in any language.
        ours: the instructions that the model was given, which it must not repeat.
    """
    return says_something(text) and not foreign(text) and not repeats(text, ours)


def carried(claim: Claim, passages: Mapping[int, Passage], title: str, encoder: Encoder) -> bool:
    """Whether the passages that an English claim cites carry it.

    Raises:
        ModelError: the encoder cannot be loaded.
    """
    if not 1 <= len(claim.passages) <= _MOST_CITED or not set(claim.passages) <= passages.keys():
        return False
    cited = " ".join(passages[number].text for number in sorted(claim.passages))
    checker = Checker([Source(1, title, cited)], encoder)
    return checker.check(Sentence(claim.text, (1,))).sound
