"""A chart as a picture. There is not a word in it: what it shows is said beside it."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.trends import Week

_SIZE = (8.0, 3.2)  # inches
_DPI = 120
_BAR, _INK, _PAPER = "#5865f2", "#4e5058", "#ffffff"  # legible on Discord's light and dark
_LABELS = 8  # at most so many weeks are named below their bars


def papers_a_week(weeks: Sequence[Week]) -> bytes:
    """A PNG of one bar a week, on white, each named by its Monday.

    Drawn without pyplot, whose state belongs to one thread, and without a screen.
    """
    from matplotlib.figure import Figure  # noqa: PLC0415 - loads in a second, rarely needed
    from matplotlib.ticker import MaxNLocator  # noqa: PLC0415 - same

    figure = Figure(figsize=_SIZE, dpi=_DPI, layout="constrained", facecolor=_PAPER)
    axes = figure.add_subplot()
    places = range(len(weeks))
    axes.bar(places, [week.papers for week in weeks], color=_BAR)
    step = -(-len(weeks) // _LABELS)
    named = places[len(weeks) - 1 :: -step]  # the newest is always among them
    axes.set_xticks(list(named), labels=[weeks[place].monday.isoformat() for place in named])
    axes.yaxis.set_major_locator(MaxNLocator(nbins=6, integer=True))
    axes.set_ylim(bottom=0, top=max(1, *(week.papers for week in weeks)) * 1.08)
    axes.grid(axis="y", color=_INK, alpha=0.2)
    axes.set_axisbelow(True)
    axes.tick_params(colors=_INK)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    return buffer.getvalue()
