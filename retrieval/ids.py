"""Ids that nobody can guess, for what is kept beside the papers."""

from __future__ import annotations

import secrets

_BYTES = 9  # 12 characters of base64; with 72 random bits no id is ever guessed or met again


def new_id() -> str:
    """A fresh id of 12 URL-safe characters; no command line takes it for an option."""
    made = secrets.token_urlsafe(_BYTES)
    return f"_{made[1:]}" if made.startswith("-") else made
