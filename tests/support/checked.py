"""Scripted answers, checked as a model's would be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retrieval.text.sentences import sentences
from retrieval.written.checking import Checker
from retrieval.written.splitting import split

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.encoding.encoder import Encoder, ModelIdentity, TokenVectors, Vectors
    from retrieval.written.values import Checked
    from tests.support.planting import Line, Scripted


@dataclass
class Remembering:
    """An encoder that reads each text once: answers repeat their papers."""

    encoder: Encoder

    def __post_init__(self) -> None:
        self._read: dict[str, tuple[Vectors, TokenVectors]] = {}

    @property
    def identity(self) -> ModelIdentity:
        """That of the encoder."""
        return self.encoder.identity

    def encode_documents(self, texts: Sequence[str]) -> Vectors:
        """As the encoder does."""
        return self.encoder.encode_documents(texts)

    def read_questions(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """As the encoder does."""
        return self.encoder.read_questions(texts)

    def read_documents(self, texts: Sequence[str]) -> tuple[Vectors, list[TokenVectors]]:
        """As the encoder does."""
        new = [text for text in dict.fromkeys(texts) if text not in self._read]
        if new:
            for text, vector, tokens in zip(new, *self.encoder.read_documents(new), strict=True):
                self._read[text] = (vector, tokens)
        found = [self._read[text] for text in texts]
        return np.stack([vector for vector, _ in found]), [tokens for _, tokens in found]


def outcomes(scripted: Sequence[Scripted], encoder: Remembering) -> list[tuple[Line, Checked]]:
    """Each planted line with what its check found; all is read first, in large batches."""
    encoder.read_documents(list(_texts(scripted)))
    found = []
    for one in scripted:
        checker = Checker(one.sources, encoder)
        for line in one.lines:
            parts = [checker.check(sentence) for sentence in split(line.text)]
            found += [(line, part) for part in parts]
    return found


def _texts(scripted: Sequence[Scripted]) -> Iterator[str]:
    """What the check of these answers will read."""
    for source in {source for one in scripted for source in one.sources}:
        yield source.title
        yield from (source.abstract[a:b] for a, b in sentences(source.abstract))
    for one in scripted:
        for line in one.lines:
            for sentence in split(line.text):
                clauses = [clause.text for clause in sentence.clauses]
                yield from clauses or [sentence.text]


def share_dropped(found: Sequence[tuple[Line, Checked]], *, sound: bool) -> float:
    """Of the sound or the faulty sentences, the share that would not be shown."""
    of = [one for line, one in found if line.kind.sound == sound]
    return sum(not one.sound for one in of) / len(of)
