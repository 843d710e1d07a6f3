"""`paperwire.toml`, read strictly: a key that names no setting is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel
from pydantic_settings import BaseSettings, TomlConfigSettingsSource

from config.errors import SettingsError

if TYPE_CHECKING:
    from collections.abc import Iterator


class StrictTomlSource(TomlConfigSettingsSource):
    """The settings of the TOML file that the settings class names; a missing file holds none.

    Raises:
        SettingsError: when the file cannot be read, is not TOML, or holds an unknown key.
    """

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        name = settings_cls.model_config.get("toml_file")
        try:
            super().__init__(settings_cls)
        except (OSError, ValueError) as exc:  # broken TOML and broken UTF-8 are ValueErrors
            raise SettingsError(f"{name} cannot be read: {exc}") from exc
        unknown = next(_unknown_keys(self.toml_data, settings_cls), None)
        if unknown is not None:
            raise SettingsError(
                f"{name}: there is no setting '{unknown}'; docs/settings.md lists them all"
            )


def group_of(annotation: object) -> type[BaseModel] | None:
    """The model behind a setting that is a group of settings; None for a single setting."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return None


def _unknown_keys(values: dict[str, Any], model: type[BaseModel]) -> Iterator[str]:
    """Dotted names of the keys that the model does not have, in the order they stand."""
    for key, value in values.items():
        field = model.model_fields.get(key)
        group = group_of(field.annotation) if field else None
        if field is None:
            yield key
        elif group is not None and isinstance(value, dict):
            yield from (f"{key}.{name}" for name in _unknown_keys(value, group))
