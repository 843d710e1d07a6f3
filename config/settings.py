"""Every setting of Paperwire: its name, its default and what it does.

A value is looked for in this order: `PAPERWIRE_*` variables, `.env`, `paperwire.toml`, the
default here. The two files are looked for in the working folder. Two underscores stand
between levels: `PAPERWIRE_ARXIV__TIMEOUT_S` is `timeout_s` in the table `[arxiv]`.
Variables and lines of `.env` that name no setting are left to whoever they are for; a key
of `paperwire.toml` that names none is a mistake and is refused.

Importing this module reads nothing. `load_settings` is called by entry points only.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableValue

from config.errors import SettingsError, settings_sentence
from config.groups import (
    ARXIV_GAP_S,
    ArxivSettings,
    ChromaSettings,
    DeliverySettings,
    DiscordSettings,
    FetchSettings,
    HealthSettings,
    HuggingFaceSettings,
    MailSettings,
    Moment,
    Text,
)
from config.llm import LlmSettings
from config.toml import StrictTomlSource

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pydantic_settings import PydanticBaseSettingsSource

ENV_PREFIX = "PAPERWIRE_"
ENV_DELIMITER = "__"


class Settings(BaseSettings):
    """All settings, checked. Secrets show as asterisks wherever this is printed."""

    model_config = SettingsConfigDict(
        env_prefix=ENV_PREFIX,
        env_nested_delimiter=ENV_DELIMITER,
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        toml_file="paperwire.toml",
        extra="ignore",
        frozen=True,
        # "model_" would be pydantic's own prefix; a setting here is called "model"
        protected_namespaces=(),
    )

    data_dir: Path = Field(
        default=Path("var"), description="The folder for the catalogue and both indexes."
    )
    database_url: SecretStr | None = Field(
        default=None,
        description="The catalogue's database as an SQLAlchemy URL, for example "
        "`postgresql+psycopg://...`. Unset: SQLite in `data_dir`.",
    )
    model: Text = Field(
        default="default",
        description="The encoder: `default` (all-MiniLM-L6-v2 from its PyPI package, taught on "
        "arXiv papers), `plain` (the same as published), or the name or folder of any "
        "sentence-transformers model.",
    )
    reranker: Text | None = Field(
        default=None,
        description="Name or folder of a sentence-transformers CrossEncoder that puts the first "
        "dozen papers of a search in order. Unset: none does.",
    )
    now: Moment | None = Field(
        default=None,
        description="An ISO time that stands for the clock, for demonstrations and tests.",
    )
    discord: DiscordSettings = Field(default_factory=DiscordSettings)
    arxiv: ArxivSettings = Field(default_factory=ArxivSettings)
    hf: HuggingFaceSettings = Field(default_factory=HuggingFaceSettings)
    chroma: ChromaSettings = Field(default_factory=ChromaSettings)
    health: HealthSettings = Field(default_factory=HealthSettings)
    fetch: FetchSettings = Field(default_factory=FetchSettings)
    delivery: DeliverySettings = Field(default_factory=DeliverySettings)
    mail: MailSettings = Field(default_factory=MailSettings)
    llm: LlmSettings = Field(default_factory=LlmSettings)

    @model_validator(mode="after")
    def _keep_the_terms(self) -> Settings:
        host = urlsplit(self.arxiv.html_url).hostname or ""
        if self.llm.full_text and self.arxiv.gap_s < ARXIV_GAP_S and host.endswith("arxiv.org"):
            raise ValueError(
                "arxiv.gap_s below 3 is for a server of your own, and llm.full_text asks arXiv"
            )
        return self

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Put `paperwire.toml` last; pydantic-settings calls this."""
        del file_secret_settings  # a folder of secret files is not a source of ours
        toml = StrictTomlSource(settings_cls)
        return init_settings, env_settings, dotenv_settings, toml

    def clock(self) -> Callable[[], dt.datetime]:
        """A function that tells the time in UTC: the set moment if there is one, else now."""
        if self.now is None:
            return lambda: dt.datetime.now(dt.UTC)
        moment = self.now.astimezone(dt.UTC)
        return lambda: moment

    def secrets(self) -> list[str]:
        """Every secret that is set, for those who must not print one."""
        return list(_secrets(self))


def _secrets(group: BaseModel) -> Iterator[str]:
    for name in type(group).model_fields:
        value = getattr(group, name)
        if isinstance(value, BaseModel):
            yield from _secrets(value)
        elif isinstance(value, SecretStr) and (secret := value.get_secret_value().strip()):
            yield secret


def load_settings() -> Settings:
    """The settings of this process, from its variables and the files in its working folder.

    Raises:
        SettingsError: when a file cannot be read or a value cannot be used; one sentence.
    """
    try:
        return Settings()
    except ValidationError as exc:
        raise SettingsError(settings_sentence(exc, ENV_PREFIX, ENV_DELIMITER)) from exc
    except UnreadableValue as exc:  # a whole group given as a value that is not JSON
        raise SettingsError(f"a setting cannot be read: {exc}") from exc
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f".env cannot be read: {exc}") from exc
