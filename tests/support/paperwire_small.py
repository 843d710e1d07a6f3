"""`paperwire` as a process of its own with the small encoder: `python THIS ARGUMENTS...`."""

from __future__ import annotations

import logging
import sys

from bot.cli.entry import run
from bot.cli.session import Session
from bot.wiring import App, open_app
from config.settings import Settings, load_settings
from tests.fakes import HashedWords


def small(settings: Settings) -> App:
    return open_app(settings, encoder=HashedWords())


if __name__ == "__main__":
    logging.getLogger().addHandler(logging.NullHandler())
    sys.exit(run(sys.argv[1:], Session(load_settings, small)))
