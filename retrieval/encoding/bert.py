"""BERT's forward pass on one page (Devlin et al. 2019), for the model that is packaged.

The same as `transformers.BertModel` for encoding, held to it by a test; what differs is what it
costs. Query, key and value are one product; on a processor the weights lie as its matrix unit
wants them (oneDNN), sums are made in the same pass as products, and there is no module, hook
or copy between two kernels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from retrieval.encoding.precision import Precision

    Tensor = torch.Tensor
    Runs = Sequence[tuple[int, int]]  # (texts, length): texts padded to one length
    Run = tuple[tuple[int, ...], Tensor | None]  # as it is looked at, and its mask

_MASKED = -1e4  # added to a score that must not count; fits every type


class Bert:
    """Token ids to hidden states. Thread-safe: nothing is kept between two calls."""

    def __init__(
        self, weights: Mapping[str, Tensor], config: Mapping[str, Any], at: Precision
    ) -> None:
        """Take the weights over, in the precision that was asked for.

        Raises:
            KeyError: a weight is missing.
        """
        self._at = at
        self._heads = int(config["num_attention_heads"])
        self._eps = float(config["layer_norm_eps"])

        def placed(name: str) -> Tensor:
            return weights[name].to(at.device, at.dtype).contiguous()

        def joined(layer: str, end: str) -> Tensor:
            """Query, key and value of a head beside each other, since they are read together."""
            names = [f"{layer}.attention.self.{n}.{end}" for n in ("query", "key", "value")]
            heads = [weights[name].reshape(self._heads, -1) for name in names]
            rest = weights[names[0]].shape[1:]
            return torch.stack(heads, 1).reshape(-1, *rest).to(at.device, at.dtype)

        self._words = placed("embeddings.word_embeddings.weight")
        kind = weights["embeddings.token_type_embeddings.weight"][0]
        places = weights["embeddings.position_embeddings.weight"] + kind
        self._places = places.to(at.device, at.dtype)
        self._begin = _Norm("embeddings.LayerNorm", placed, self._eps)
        self._layers = [
            _Layer(f"encoder.layer.{number}", placed, joined, self._eps)
            for number in range(int(config["num_hidden_layers"]))
        ]

    @property
    def window(self) -> int:
        """Tokens that it has places for."""
        return self._places.shape[0]

    @property
    def dimension(self) -> int:
        """Coordinates of a hidden state."""
        return self._places.shape[1]

    def __call__(self, ids: Tensor, runs: Runs, lengths: Sequence[int]) -> Tensor:
        """Hidden states of the last layer, in the model's own type.

        Args:
            ids: token ids of all texts behind one another, each padded, int64.
            runs: (texts, length) of those that follow one another padded to one length.
            lengths: tokens of each text that count.

        Returns:
            Shape (len(ids), dimension); what stands behind a text's end means nothing.
        """
        masks = list(self._masks(runs, lengths))
        with torch.inference_mode():
            x = functional.embedding(ids.to(self._at.device), self._words)
            x = self._begin(
                x + torch.cat([self._places[:length].repeat(n, 1) for n, length in runs])
            )
            for layer in self._layers:
                x = layer(x, masks)
            return x

    def _masks(self, runs: Runs, lengths: Sequence[int]) -> Iterator[Run]:
        """What is added to the scores of each run, where any of its texts is padded."""
        first = 0
        for count, length in runs:
            own, first = lengths[first : first + count], first + count
            shape = (count, length, self._heads, 3, -1)
            if all(one == length for one in own):
                yield shape, None
                continue
            behind = torch.arange(length) >= torch.tensor(own)[:, None]
            mask = torch.zeros(behind.shape, dtype=self._at.dtype).masked_fill_(behind, _MASKED)
            yield shape, mask.to(self._at.device)[:, None, None, :]


class _Layer:
    """One layer: texts look at themselves, then each token for itself."""

    def __init__(self, name: str, placed: Any, joined: Any, eps: float) -> None:  # noqa: ANN401 - two functions from names to tensors
        self._qkv = Linear(joined(name, "weight"), joined(name, "bias"))
        inner, wide, out = "attention.output.dense", "intermediate.dense", "output.dense"
        self._inner, self._wide, self._out = (
            Linear(placed(f"{name}.{part}.weight"), placed(f"{name}.{part}.bias"))
            for part in (inner, wide, out)
        )
        self._first = _Norm(f"{name}.attention.output.LayerNorm", placed, eps)
        self._second = _Norm(f"{name}.output.LayerNorm", placed, eps)

    def __call__(self, x: Tensor, runs: Sequence[Run]) -> Tensor:
        joined = torch.split(self._qkv(x), [shape[0] * shape[1] for shape, _ in runs])
        seen = [_seen(rows, *run) for rows, run in zip(joined, runs, strict=True)]
        x = self._first(self._inner.added(torch.cat(seen) if len(seen) > 1 else seen[0], x))
        return self._second(self._out.added(self._wide.gelu(x), x))


def _seen(rows: Tensor, shape: tuple[int, ...], mask: Tensor | None) -> Tensor:
    """What texts of one length see in themselves; shape (rows, dimension)."""
    query, key, value = rows.view(shape).permute(3, 0, 2, 1, 4).unbind(0)
    seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
    return seen.transpose(1, 2).reshape(len(rows), -1)


class _Norm:
    def __init__(self, name: str, placed: Any, eps: float) -> None:  # noqa: ANN401 - a function from names to tensors
        self._weight, self._bias = placed(f"{name}.weight"), placed(f"{name}.bias")
        self._eps = eps

    def __call__(self, x: Tensor) -> Tensor:
        return functional.layer_norm(x, self._weight.shape, self._weight, self._bias, self._eps)


class Linear:
    """x W^T + b. On a processor with oneDNN, which torch's wheels bring, W is reordered once."""

    def __init__(self, weight: Tensor, bias: Tensor) -> None:
        self._bias = bias
        self._ops = torch.ops.mkldnn if _takes_onednn(weight) else None
        self._weight = self._ops._reorder_linear_weight(weight) if self._ops else weight  # noqa: SLF001 - what torch's own compiler calls; torch is pinned, and a test holds the result

    def __call__(self, x: Tensor) -> Tensor:
        """The product; shape (rows, out)."""
        if self._ops is None:
            return functional.linear(x, self._weight, self._bias)
        made: Tensor = self._ops._linear_pointwise(x, self._weight, self._bias, "none", [], "")  # noqa: SLF001 - same
        return made

    def gelu(self, x: Tensor) -> Tensor:
        """GELU of the product, exact and not by its likeness to tanh, in one pass."""
        if self._ops is None:
            return functional.gelu(functional.linear(x, self._weight, self._bias))
        made: Tensor = self._ops._linear_pointwise(x, self._weight, self._bias, "gelu", [], "none")  # noqa: SLF001 - same
        return made

    def added(self, x: Tensor, to: Tensor) -> Tensor:
        """The product plus something of its shape, in one pass."""
        if self._ops is None:
            return functional.linear(x, self._weight, self._bias) + to
        made: Tensor = self._ops._linear_pointwise.binary(x, to, self._weight, self._bias, "add")  # noqa: SLF001 - same
        return made


def _takes_onednn(weight: Tensor) -> bool:
    """Whether oneDNN is there and multiplies such weights: bfloat16 not by every processor."""
    if weight.device.type != "cpu" or not torch.backends.mkldnn.is_available():  # type: ignore[no-untyped-call] # torch leaves it bare
        return False
    names = ("_reorder_linear_weight", "_linear_pointwise", "_is_mkldnn_bf16_supported")
    ops = torch.ops.mkldnn
    if not all(hasattr(ops, name) for name in names):
        return False
    return weight.dtype != torch.bfloat16 or bool(ops._is_mkldnn_bf16_supported())  # noqa: SLF001 - as above
