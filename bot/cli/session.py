"""What every command has at hand: the settings, the parts, the two streams."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rich.console import Console

from bot.errors import failure_of
from bot.render.sentences import printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from rich.console import RenderableType

    from bot.wiring import App
    from config.settings import Settings

_WIDEST = 100  # columns: longer lines read badly, and a pipe has no width of its own


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, markup=False, emoji=False, highlight=False)
    if console.is_terminal:
        console.width = min(console.width, _WIDEST)
    elif "COLUMNS" not in os.environ:
        console.width = _WIDEST
    return console


@dataclass(slots=True)
class Session:
    """One run of the command.

    Args:
        load_settings: reads the settings, at the first command that needs them.
        open_app: builds the parts for them.
    """

    load_settings: Callable[[], Settings]
    open_app: Callable[[Settings], App]
    debug: bool = False
    out: Console = field(default_factory=lambda: _console(stderr=False))
    err: Console = field(default_factory=lambda: _console(stderr=True))

    def open(self) -> App:
        """The parts, as the settings say. Use it in a `with` statement.

        Raises:
            SettingsError: a setting cannot be used.
        """
        return self.open_app(self.load_settings())

    def print(self, view: RenderableType) -> None:
        """Show a result to a person."""
        self.out.print(view, crop=False)

    def print_json(self, data: dict[str, Any]) -> None:
        """Print a result for a program: one line, UTF-8."""
        sys.stdout.write(json.dumps(data, ensure_ascii=False) + "\n")

    def say(self, sentence: str) -> None:
        """Tell a person something beside the result, on stderr, on one line."""
        self.err.print(printable(sentence), soft_wrap=True)

    def fail(self, error: BaseException) -> None:
        """Tell what went wrong, in the one sentence that there is for it."""
        self.say(f"paperwire: {failure_of(error).sentence}")
