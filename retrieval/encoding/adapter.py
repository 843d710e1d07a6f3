"""A taught encoder as a small file beside the published weights: LoRA (Hu et al. 2021).

The files are those of the peft package (`adapter_config.json`, `adapter_model.safetensors`),
so other programs can load them too. Merging is one sum for each matrix, W + (alpha / r) B A,
and is done here, because importing peft takes longer than loading the model.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from retrieval.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from torch import Tensor

WEIGHTS = "adapter_model.safetensors"
CONFIG = "adapter_config.json"
RECORD = "record.json"
_PREFIX = "base_model.model."
_DOWN, _UP = ".lora_A.weight", ".lora_B.weight"


@dataclass(frozen=True, slots=True)
class Adapter:
    """A folder with an adapter, and the weights it was made for."""

    folder: Path
    base: str  # first 12 hex digits of the SHA-256 of the weights that it changes

    @property
    def weights(self) -> Path:
        """The file with the matrices."""
        return self.folder / WEIGHTS

    @property
    def rank(self) -> int:
        """How many directions each matrix may be changed in."""
        return int(_json(self.folder / CONFIG)["r"])

    @property
    def digest(self) -> str:
        """Hex SHA-256 of the matrices.

        Raises:
            ModelError: they cannot be read.
        """
        try:
            return hashlib.sha256(self.weights.read_bytes()).hexdigest()
        except OSError as exc:
            raise ModelError(
                f"{self.weights.name} of the encoder's adapter cannot be read"
            ) from exc


def find(folder: Path) -> Adapter | None:
    """The adapter in a folder; None if there is none.

    Raises:
        ModelError: there is one that cannot be read.
    """
    if not (folder / WEIGHTS).is_file() or not (folder / RECORD).is_file():
        return None
    return Adapter(folder, str(_json(folder / RECORD).get("base")))


def merge(adapter: Adapter, parameter: Callable[[str], Tensor]) -> int:
    """Add an adapter to a model's matrices, in place; returns how many were changed.

    Args:
        adapter: what is added.
        parameter: gives a model's weight by its name, as `Module.get_parameter` does.

    Raises:
        ModelError: the adapter is not for this model, or cannot be read.
    """
    import torch  # noqa: PLC0415 - takes seconds
    from safetensors import SafetensorError  # noqa: PLC0415 - imports torch
    from safetensors.torch import load_file  # noqa: PLC0415 - same

    config = _json(adapter.folder / CONFIG)
    scale = float(config["lora_alpha"]) / float(config["r"])
    try:
        tensors = load_file(adapter.weights)
        names = [key.removesuffix(_DOWN) for key in tensors if key.endswith(_DOWN)]
        with torch.no_grad():
            for name in names:
                weight = parameter(f"{name.removeprefix(_PREFIX)}.weight")
                weight.add_(
                    tensors[name + _UP].float() @ tensors[name + _DOWN].float(), alpha=scale
                )
    except (OSError, SafetensorError, AttributeError, KeyError, RuntimeError) as exc:
        raise ModelError(
            f"the adapter in {adapter.folder.name} cannot be added to this model: {exc}"
        ) from exc
    return len(names)


def _json(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as exc:
        raise ModelError(f"{path.name} of the encoder's adapter cannot be read") from exc
    if not isinstance(found, dict):
        raise ModelError(f"{path.name} of the encoder's adapter is not a record")
    return found
