"""The reliability curve: is an answer of probability p right p of the time?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

BINS = 10
_Z = 1.96  # of a 95 % interval
_INK, _MEASURED, _BARS = "#333333", "#1f5fa8", "#b8c7db"


def draw(path: Path, probabilities: Sequence[float], right: Sequence[bool]) -> None:
    """Draw the curve over the bars that count the questions, as a PNG.

    Args:
        path: the picture; it is replaced.
        probabilities: of the best paper of each question, 0 to 1.
        right: whether that paper answers it.
    """
    p, y = np.asarray(probabilities), np.asarray(right, dtype=float)
    figure = Figure(figsize=(6.4, 6.4), dpi=110, layout="constrained", facecolor="white")
    curve, counts = figure.subplots(2, 1, sharex=True, height_ratios=[4, 1])
    curve.plot([0, 1], [0, 1], color=_INK, linewidth=1, linestyle=(0, (4, 4)), label="calibrated")
    at, share, low, high = _binned(p, y)
    curve.errorbar(
        at, share, yerr=[share - low, high - share], color=_MEASURED, marker="o", capsize=3,
        label="measured, with 95 % intervals",
    )  # fmt: skip
    curve.set_title(f"{len(p)} questions, each judged by a model that never saw it", loc="left")
    curve.set_ylabel("best paper answers")
    curve.legend(frameon=False, loc="upper left")
    edges = np.linspace(0, 1, 2 * BINS + 1)
    answered, unanswered = p[y == 1], p[y == 0]
    counts.hist(
        [unanswered, answered], bins=list(edges), stacked=True, color=[_BARS, _MEASURED],
        label=["does not answer", "answers"],
    )  # fmt: skip
    counts.set_ylabel("questions")
    counts.set_xlabel("probability that the best paper answers")
    counts.legend(frameon=False, loc="upper center")
    for axes in (curve, counts):
        axes.spines[["top", "right"]].set_visible(False)
    for axis in (curve.xaxis, curve.yaxis):
        axis.set_major_formatter(PercentFormatter(1))
    curve.set_xlim(-0.02, 1.02)
    curve.set_ylim(-0.02, 1.02)
    figure.savefig(path, metadata={"Software": None})
    error = float(np.abs(at - share) @ _sizes(p) / len(p))
    print(f"Brier score {((p - y) ** 2).mean():.3f}, expected calibration error {error:.3f}")


def _binned(p: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, ...]:
    """Mean probability, share of right ones, and its Wilson interval, for bins of equal size."""
    bins = np.array_split(np.argsort(p, kind="stable"), BINS)
    at = np.array([p[b].mean() for b in bins])
    share = np.array([y[b].mean() for b in bins])
    n = np.array([len(b) for b in bins])
    middle = (share + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
    half = _Z / (1 + _Z**2 / n) * np.sqrt(share * (1 - share) / n + _Z**2 / (4 * n**2))
    return at, share, np.minimum(share, middle - half), np.maximum(share, middle + half)


def _sizes(p: np.ndarray) -> np.ndarray:
    return np.array([len(b) for b in np.array_split(p, BINS)])
