"""A CrossEncoder of a few thousand random weights, made on the spot: real loading, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

WORDS = ("robots", "grasp", "paper", "question", "speech", "vision", "of", "the")
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def tiny_cross_encoder(folder: Path, *, labels: int = 1, head: bool = True) -> Path:
    """The model, saved in the folder. It knows WORDS, and is sure of what it thinks of them.

    Args:
        folder: where it goes; it is made.
        labels: scores that it gives for a pair; a reranker gives one.
        head: False leaves out the layer that scores.
    """
    import torch  # noqa: PLC0415 - seconds
    from transformers import (  # noqa: PLC0415 - same
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        BertTokenizerFast,
    )

    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = {word: at for at, word in enumerate((*_SPECIAL, *WORDS))}
    tokenizer = BertTokenizerFast(vocab=vocabulary, model_max_length=32)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
        intermediate_size=32, max_position_embeddings=32, num_labels=labels, initializer_range=0.5,
    )  # fmt: skip
    model = BertForSequenceClassification(config) if head else BertModel(config)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
