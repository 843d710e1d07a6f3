"""The reference of all settings, written from the settings themselves.

`python -m config.reference` prints `docs/settings.md`, and with `--env` `.env.example`.
Tests hold both files to it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from pydantic import BaseModel, SecretStr

from config.settings import ENV_DELIMITER, ENV_PREFIX, Settings
from config.toml import group_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTRODUCTION = """\
# Settings

<!-- Written by `make docs` from the folder config; a test compares the two. -->

Paperwire needs no settings: with none set, everything but `paperwire run` works, offline,
in `./var`. A value is looked for in this order, and the first one found counts:

1. a variable of the environment, such as `PAPERWIRE_DATA_DIR=/srv/paperwire`;
2. a line of `.env` in the working folder, written the same way
   ([.env.example](../.env.example) has them all);
3. `paperwire.toml` in the working folder, by the name in the second column: `arxiv.timeout_s`
   is `timeout_s` under `[arxiv]`;
4. the default.

An empty value counts as not set. A name that does not exist is refused in `paperwire.toml`
and ignored elsewhere, since variables may be meant for another program.

| variable | in `paperwire.toml` | default | what it does |
|---|---|---|---|
"""

_ENV_INTRODUCTION = """\
# Copy to .env and take the # off the lines you want to change.
# docs/settings.md explains the order in which settings are read.
# Keep .env to yourself: it may hold secrets, and git ignores it.
"""


@dataclass(frozen=True, slots=True)
class SettingRow:
    """One setting as it is documented."""

    variable: str  # "PAPERWIRE_ARXIV__TIMEOUT_S"
    key: str  # "arxiv.timeout_s"
    default: str | None  # None: unset
    description: str
    secret: bool


def setting_rows(
    model: type[BaseModel] = Settings, path: tuple[str, ...] = ()
) -> Iterator[SettingRow]:
    """Every setting, groups opened, in the order they are declared."""
    for name, field in model.model_fields.items():
        here = (*path, name)
        group = group_of(field.annotation)
        if group is not None:
            yield from setting_rows(group, here)
            continue
        yield SettingRow(
            variable=ENV_PREFIX + ENV_DELIMITER.join(here).upper(),
            key=".".join(here),
            default=None if field.default is None else str(field.default),
            description=field.description or "",
            secret=SecretStr in (field.annotation, *get_args(field.annotation)),
        )


def settings_page() -> str:
    """The text of `docs/settings.md`."""
    return _INTRODUCTION + "".join(_table_row(row) for row in setting_rows())


def env_example() -> str:
    """The text of `.env.example`: every setting, commented out, with its default."""
    return _ENV_INTRODUCTION + "".join(
        f"\n# {row.description}\n#{row.variable}={row.default or ''}\n" for row in setting_rows()
    )


def _table_row(row: SettingRow) -> str:
    default = f"`{row.default}`" if row.default is not None else "unset"
    description = f"{row.description} Secret." if row.secret else row.description
    return f"| `{row.variable}` | `{row.key}` | {default} | {description} |\n"


if __name__ == "__main__":
    sys.stdout.write(env_example() if "--env" in sys.argv[1:] else settings_page())
