"""Average taught encoders: `python bench/quality/averaged.py OUT ADAPTER ADAPTER [...]`.

The mean of the weights of models that were taught from one beginning is often better than each of
them, and costs nothing when it is used (model soups, Wortsman et al. 2022). Each ADAPTER is a
folder as `paperwire tune` leaves in the data folder (`encoder/`). OUT gets the best
approximation to the mean of their changes that has the rank of the first (Eckart & Young 1936),
and a record that tells what each was taught. How good it is stands in no record: ask
`bench/quality/ranking.py` and `paperwire tune`, which examines what it begins with.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file, save_file

from retrieval.encoding.adapter import CONFIG, RECORD, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DOWN, UP = ".lora_A.weight", ".lora_B.weight"


def changes(folder: Path) -> dict[str, Floats]:
    """By matrix, what an adapter adds to it: (alpha / r) B A, in the shape of the matrix."""
    config = json.loads((folder / CONFIG).read_text("utf-8"))
    scale = np.float32(config["lora_alpha"] / config["r"])
    tensors = {
        name: tensor.astype(np.float32) for name, tensor in load_file(folder / WEIGHTS).items()
    }
    names = [name.removesuffix(DOWN) for name in tensors if name.endswith(DOWN)]
    return {
        name: (scale * tensors[name + UP] @ tensors[name + DOWN]).astype(np.float32)
        for name in names
    }


def averaged(folders: Sequence[Path], out: Path) -> float:
    """Write the average; how much of it the rank leaves, as a share of its squared norm."""
    config = json.loads((folders[0] / CONFIG).read_text("utf-8"))
    rank = int(config["r"])
    every = [changes(folder) for folder in folders]
    tensors, whole, left = {}, 0.0, 0.0
    for name in every[0]:
        mean = np.mean([change[name] for change in every], axis=0)
        to, lengths, of = np.linalg.svd(mean, full_matrices=False)
        whole += float((lengths**2).sum())
        left += float((lengths[:rank] ** 2).sum())
        half = np.sqrt(lengths[:rank])
        tensors[name + DOWN] = (half[:, None] * of[:rank]).astype(np.float16)
        tensors[name + UP] = (to[:, :rank] * half).astype(np.float16)
    out.mkdir(parents=True, exist_ok=True)
    save_file(tensors, out / WEIGHTS)
    (out / CONFIG).write_text(json.dumps(config | {"lora_alpha": rank}, indent=2) + "\n", "utf-8")
    records = [json.loads((folder / RECORD).read_text("utf-8")) for folder in folders]
    record = {"base": records[0]["base"], "model": records[0]["model"], "averaged": records}
    (out / RECORD).write_text(json.dumps(record, indent=2) + "\n", "utf-8")
    return left / whole


if __name__ == "__main__":
    match [Path(argument) for argument in sys.argv[1:]]:
        case [out, *folders] if len(folders) > 1:
            print(f"{averaged(folders, out):.1%} of the average left")
        case _:
            print("NOTHING DONE: needs a folder and taught encoders\n\n" + str(__doc__))
