"""The encoder's rate beside that of its own matrix products: `python bench/encoding.py [PAPERS]`.

The partner: every matrix product that the model needs for these texts, the same shapes with the
same padding, in the same type, on as many threads, and nothing between them. The candidate: from
texts to vectors, tokenising included. They take turns, some papers at a time.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from sampled import papers, written
from tokenizers import Tokenizer

from retrieval.encoding.batching import by_length
from retrieval.encoding.bert import Linear
from retrieval.encoding.packaged import BUDGET, STEP, PackagedModel
from retrieval.encoding.precision import best_precision
from retrieval.encoding.published import packaged_folder
from retrieval.encoding.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Callable

    from retrieval.encoding.batching import Batch

PAPERS, TURN = 1_024, 128
LAYERS, HEADS, SIZE, WIDE = 6, 12, 384, 1_536  # of the packaged model


def main(wanted: int = PAPERS) -> None:
    """Take turns, print."""
    texts = [f"{row['title']}\n{row['abstract']}" for row in papers(wanted)]
    model, products = PackagedModel(packaged_folder()), Products()
    model.encode(texts[:16])
    spent = dict.fromkeys(("encoding", "reading", "all products", "products of weights"), 0.0)
    for first in range(0, wanted, TURN):
        some = texts[first : first + TURN]
        spent["encoding"] += _seconds(lambda: model.encode(some))  # noqa: B023 - called at once
        shapes = products.shapes(some)
        spent["all products"] += _seconds(lambda: products.run(shapes, seen=True))  # noqa: B023 - same
        spent["reading"] += _seconds(lambda: model.read(some))  # noqa: B023 - same
        spent["products of weights"] += _seconds(lambda: products.run(shapes, seen=False))  # noqa: B023 - same
        print(f"{first + len(some)} of {wanted}", end="\r", file=sys.stderr)
    best = best_precision()
    figures: dict[str, object] = {"papers": wanted, "computed in": f"{best.dtype} on {best.device}"}
    figures |= {f"{name}, papers/s": wanted / seconds for name, seconds in spent.items()}
    figures["encoding: share of the rate of all products"] = (
        spent["all products"] / spent["encoding"]
    )
    figures["encoding: share of the rate of the weights' products"] = (
        spent["products of weights"] / spent["encoding"]
    )
    written("encoding", figures)


@dataclass(frozen=True, slots=True)
class Shape:
    """What is multiplied for one batch, made before the clock runs."""

    narrow: torch.Tensor
    wide: torch.Tensor
    texts: tuple[tuple[torch.Tensor, torch.Tensor], ...]  # heads and scores of each


class Products:
    """The matrix products of one forward pass, without the rest of it.

    Those of the weights as the encoder has them (oneDNN's order, where there is oneDNN), those of
    attention text by text into one place, so that they stay in the cache.
    """

    def __init__(self) -> None:
        self._workers = Workers()
        self._tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(512)
        self._at = best_precision()
        shapes = [(3 * SIZE, SIZE), (SIZE, SIZE), (WIDE, SIZE), (SIZE, WIDE)]
        linear = [Linear(self._drawn(*one), self._drawn(one[0])) for one in shapes]
        self._from_narrow, self._from_wide = linear[:3], linear[3]

    def shapes(self, texts: list[str]) -> list[Shape]:
        """Batches as the encoder makes them of these texts."""
        lengths = [len(one.ids) for one in self._tokenizer.encode_batch_fast(texts)]
        batches = by_length(lengths, budget=BUDGET, step=STEP, workers=self._workers.count)
        return [self._shape(one) for one in batches]

    def run(self, shapes: list[Shape], *, seen: bool) -> None:
        """Compute them; `seen` says whether those of attention, too."""
        list(self._workers.map(lambda shape: self._run(shape, seen=seen), shapes))

    def _shape(self, batch: Batch) -> Shape:
        def text(length: int) -> tuple[torch.Tensor, torch.Tensor]:
            return self._drawn(HEADS, length, SIZE // HEADS), self._drawn(HEADS, length, length)

        place = {length: text(length) for length in set(batch.lengths)}
        return Shape(
            self._drawn(batch.rows, SIZE),
            self._drawn(batch.rows, WIDE),
            tuple(place[length] for length in batch.lengths),
        )

    def _run(self, shape: Shape, *, seen: bool) -> None:
        with torch.inference_mode():
            for _ in range(LAYERS):
                for linear in self._from_narrow:
                    linear(shape.narrow)
                self._from_wide(shape.wide)
                for heads, scores in shape.texts if seen else ():
                    torch.bmm(heads, heads.transpose(1, 2), out=scores)
                    torch.bmm(scores, heads)

    def _drawn(self, *shape: int) -> torch.Tensor:
        return torch.ones(shape, dtype=self._at.dtype, device=self._at.device)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
