"""What can go wrong in this package: SettingsError, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pydantic import ValidationError


class SettingsError(Exception):
    """A setting cannot be used. The message is one sentence that names it."""


def settings_sentence(error: ValidationError, prefix: str, delimiter: str) -> str:
    """One sentence for a failed check: the first setting at fault, and how many more.

    Values are left out: what stands in a wrong place may be a secret.
    """
    first, *more = error.errors(include_url=False, include_input=False)
    path = [str(part) for part in first["loc"]]
    reason = first["msg"].removeprefix("Value error, ")
    rest = f" (and {len(more)} more)" if more else ""
    if not path:  # settings that do not go together
        return f"the settings cannot be used: {reason}{rest}"
    name = f"{prefix}{delimiter.join(path).upper()} ({'.'.join(path)})"
    return f"the setting {name} cannot be used: {reason[:1].lower()}{reason[1:]}{rest}"
