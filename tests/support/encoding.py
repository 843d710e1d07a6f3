"""A sentence encoder of a few thousand weights, made on the spot: real loading, no network."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SUBJECTS = ("robots", "lips", "proteins", "galaxies", "bridges", "songs", "crops", "markets")
_OTHERS = (
    *("we", "study", "a", "the", "of", "with", "and", "in", "on", "new", "method", "data", "model"),
    *("learn", "from", "results", "show", "that", "it", "is", "better", "than", "before", "for"),
    *("large", "small", "quick", "many", "tasks", "first", "second", "third", "long", "short"),
    *("grasp", "read", "fold", "watch", "build", "sing", "grow", "trade"),
)
_SPECIAL = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def tiny_encoder(folder: Path) -> Path:
    """A model that knows nothing yet, saved in the folder, which is made."""
    import torch  # noqa: PLC0415 - seconds
    from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - same
    from sentence_transformers.sentence_transformer.modules import (  # noqa: PLC0415 - same
        Pooling,
        Transformer,
    )
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: PLC0415 - same

    folder.mkdir(parents=True)
    words = (*_SPECIAL, *SUBJECTS, *_OTHERS, ".", ",")
    tokenizer = BertTokenizerFast(
        vocab={word: at for at, word in enumerate(words)}, model_max_length=64
    )
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words), hidden_size=32, num_hidden_layers=2, num_attention_heads=2,
        intermediate_size=64, max_position_embeddings=64,
    )  # fmt: skip
    inner = folder / "inner"
    BertModel(config).save_pretrained(inner)
    tokenizer.save_pretrained(inner)
    transformer = Transformer(str(inner), max_seq_length=64)
    pooling = Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(folder / "model"))
    return folder / "model"


def tiny_papers(count: int) -> list[tuple[str, str]]:
    """Titles and abstracts in the words that the tiny model knows; no two alike."""
    papers = []
    for i in range(count):
        subject, other = SUBJECTS[i % 8], SUBJECTS[(i // 8) % 8]
        verb, size = _OTHERS[-(i % 7) - 1], ("large", "small", "quick", "long", "short")[i % 5]
        title = f"New {size} method for {subject} and {other}"
        abstract = (
            f"We study {subject} with {size} data and learn from many tasks in the first model. "
            f"The second method is to {verb} {other} better than before with {subject} data. "
            f"Results on {subject} and {other} show that it is quick for {size} tasks, number {i}."
        )
        papers.append((title, abstract))
    return papers
