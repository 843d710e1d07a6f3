"""Lines on a screen with an indent, for rich."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text

if TYPE_CHECKING:
    from rich.console import Console, ConsoleOptions, RenderResult


class Hanging:
    """A text with every line indented, and a label before the first.

    Unlike rich's own padding and tables it fills no line with spaces and cuts no link.
    """

    def __init__(self, text: Text, indent: int = 0, label: str = "") -> None:
        self._text = text
        self._indent = indent
        self._label = label

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = max(options.max_width - self._indent, 1)
        lines = [self._text] if self._text.no_wrap else self._text.wrap(console, width)
        lead = Text(self._label.ljust(self._indent), no_wrap=True, overflow="ignore")
        for line in lines or [Text()]:
            line.rstrip()
            yield Text.assemble(lead, line, no_wrap=True, overflow="ignore")
            lead = Text(" " * self._indent)
