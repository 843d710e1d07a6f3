"""The terminal: `paperwire`. It translates between people and the core, and nothing more.

application   the commands, put together
session       what every command has at hand
ingesting, asking, inspecting, evaluating: the commands
"""

from __future__ import annotations

from bot.cli.entry import main

__all__ = ["main"]
