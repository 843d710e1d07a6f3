"""A second opinion on the first page: a cross-encoder reads question and paper together.

It is slower than everything else in a search and mostly better at order, so it looks at the
first few papers only. None is shipped: one is used when `PAPERWIRE_RERANKER` names it.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentence_transformers import CrossEncoder

    from retrieval.answering.search import Candidate

BATCH = 16


class Reranker(Protocol):
    """Says how well texts answer a question; raises ModelError when it cannot be loaded."""

    def rerank(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score for each text, in order; higher is better, the scale is the model's own."""


class CrossEncoderReranker:
    """A sentence-transformers CrossEncoder, by name or folder.

    The model is loaded at the first use, once, on whichever thread comes first.
    """

    def __init__(self, model: str) -> None:
        self._wanted = model
        self._lock = threading.Lock()
        self._loaded: CrossEncoder | None = None

    def rerank(self, question: str, texts: Sequence[str]) -> list[float]:
        """One score for each text, in order; a pair beyond the model's window is cut."""
        model = self._load()
        if not texts:
            return []
        pairs = [(question, text) for text in texts]
        scores = model.predict(pairs, batch_size=BATCH, show_progress_bar=False)
        return [float(score) for score in scores]

    def _load(self) -> CrossEncoder:
        with self._lock:
            if self._loaded is None:
                self._loaded = _load_model(self._wanted)
            return self._loaded


def reranked(reranker: Reranker, question: str, top: Sequence[Candidate]) -> list[Candidate]:
    """The candidates, best first, in the reranker's order.

    The scores stay where they are, best first, for the model's own scale says nothing beside
    those of papers that it did not read. Equal ones keep their order.
    """
    papers = [candidate.known.paper for candidate in top]
    given = reranker.rerank(question, [f"{one.title}. {one.abstract}" for one in papers])
    order = sorted(range(len(top)), key=lambda place: -given[place])
    return [replace(top[i], score=place.score) for i, place in zip(order, top, strict=True)]


def _load_model(wanted: str) -> CrossEncoder:
    from sentence_transformers import CrossEncoder  # noqa: PLC0415 - imports torch: seconds
    from transformers.utils import logging  # noqa: PLC0415 - same

    logging.disable_progress_bar()  # type: ignore[no-untyped-call] # transformers leaves it bare
    path = Path(wanted).expanduser()
    try:
        model: CrossEncoder = CrossEncoder(str(path) if path.is_dir() else wanted)
    except (OSError, ValueError, RuntimeError) as exc:
        raise ModelError(
            f"the reranker {wanted!r} cannot be loaded: it is neither a folder with a "
            "CrossEncoder nor one that is in this machine's model cache"
        ) from exc
    _check(model, wanted)
    return model


def _check(model: CrossEncoder, wanted: str) -> None:
    # transformers would give a bare encoder a scoring layer of random weights, and only warn
    kinds: list[str] = getattr(model.config, "architectures", None) or []
    if kinds and all(kind.endswith("Model") for kind in kinds):
        raise ModelError(f"the model {wanted!r} is no reranker: it has no layer that scores")
    if model.num_labels != 1:
        raise ModelError(
            f"the model {wanted!r} is no reranker: it gives {model.num_labels} scores for a text"
        )
