"""On what and in which numbers a model computes, found out and not assumed.

Processors of today multiply bfloat16 two to sixteen times as fast as float32 (AMX, AVX-512
BF16), older ones slower than float32, because there it is emulated. So it is asked for twice:
the processor must say that it has it, and a small product in it must be quicker and right.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import torch

if TYPE_CHECKING:
    from collections.abc import Mapping

_SAYS_SO = ("amx_bf16", "avx512_bf16", "avx10_2", "bf16")
_ROWS, _WIDE, _OUT = 256, 384, 1536  # the largest product of a small encoder's layer
_TRIES = 5
_FASTER = 0.8  # of float32's time; below it the lost digits are not worth it
_WITHIN = 0.02  # of the largest entry: bfloat16 has eight bits


@dataclass(frozen=True, slots=True)
class Precision:
    """A device and the numbers that it multiplies quickest without harm."""

    device: torch.device
    dtype: torch.dtype


@lru_cache(maxsize=1)
def best_precision() -> Precision:
    """What this machine does best; takes some milliseconds, once."""
    if torch.cuda.is_available():
        quick = torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
        return Precision(torch.device("cuda"), quick)
    if torch.backends.mps.is_available():
        return Precision(torch.device("mps"), torch.float16)
    has = says_bfloat16(_capabilities()) and bfloat16_pays()
    return Precision(torch.device("cpu"), torch.bfloat16 if has else torch.float32)


def says_bfloat16(capabilities: Mapping[str, object]) -> bool:
    """Whether a processor that tells these capabilities says that it multiplies bfloat16."""
    return any(capabilities.get(name) for name in _SAYS_SO)


def bfloat16_pays() -> bool:
    """Whether a product in bfloat16 is quicker here than in float32, and right."""
    generator = torch.Generator().manual_seed(0)
    left = torch.randn(_ROWS, _WIDE, generator=generator)
    right = torch.randn(_OUT, _WIDE, generator=generator)
    exact, slow = _timed(left, right)
    halved, quick = _timed(left.bfloat16(), right.bfloat16())
    wrong = (halved.float() - exact).abs().max() / exact.abs().max()
    return quick < _FASTER * slow and bool(wrong < _WITHIN)


def _timed(left: torch.Tensor, right: torch.Tensor) -> tuple[torch.Tensor, float]:
    """Left @ right.T and the seconds of the quickest try; the first try compiles."""
    found = torch.nn.functional.linear(left, right)
    seconds = []
    for _ in range(_TRIES):
        begun = time.perf_counter()
        torch.nn.functional.linear(left, right)
        seconds.append(time.perf_counter() - begun)
    return found, min(seconds)


def _capabilities() -> Mapping[str, object]:
    """What the processor says of itself."""
    tell = getattr(torch.cpu, "get_capabilities", None)  # torch 2.13 has it, 2.6 did not
    return tell() if tell is not None else dict.fromkeys(_linux_flags(), True)


def _linux_flags() -> list[str]:
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 - a device, not a path
            lines = [line for line in file if line.startswith(("flags", "Features"))]
    except OSError:
        return []
    return lines[0].partition(":")[2].split() if lines else []
