"""The group `llm`: a language model, where one is given."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, Field, SecretStr, model_validator

from config.groups import Text, WebAddress  # noqa: TC001 - pydantic reads the annotations


def _open_address(value: str) -> str:
    """An address that holds no secret: it is shown by `paperwire status`."""
    if "@" in urlsplit(value).netloc:
        raise ValueError("it must hold no name and no password; a key belongs in llm.api_key")
    return value


def _bearer(value: SecretStr) -> SecretStr:
    key = value.get_secret_value().strip()
    if not (key.isascii() and key.isprintable() and " " not in key):
        raise ValueError("it holds a space, a line break or a letter that no key has")
    return SecretStr(key)


class LlmSettings(BaseModel):
    """An OpenAI-compatible endpoint: Ollama, llama.cpp, vLLM, or a hosted one."""

    base_url: Annotated[WebAddress, AfterValidator(_open_address)] | None = Field(
        default=None,
        description="An OpenAI-compatible endpoint, `/v1` included. Unset: answers are excerpts "
        "only, and nothing is sent to any model.",
    )
    model: Text = Field(
        default="default",
        description="The model's name at that endpoint. Servers of a single model take any name.",
    )
    api_key: Annotated[SecretStr, AfterValidator(_bearer)] | None = Field(
        default=None, description="The endpoint's key, if it asks for one."
    )
    wait_s: float = Field(
        default=8.0,
        gt=0,
        le=600,
        description="Seconds that somebody is kept waiting for the first word, before excerpts "
        "are shown instead. A model without a graphics card may need more.",
    )
    timeout_s: float = Field(
        default=60.0,
        gt=0,
        le=3600,
        description="Seconds that one answer of the model may take as a whole.",
    )
    answer_tokens: int = Field(
        default=800, ge=50, le=100_000, description="The longest answer of the model, in tokens."
    )
    concurrency: int = Field(
        default=4, ge=1, le=1000, description="How many answers the model is asked for at a time."
    )
    full_text: bool = Field(
        default=False,
        description="Whether a paper's full text is fetched from arXiv's HTML version to explain "
        "it. Papers have licences of their own, many of which allow reading and no more.",
    )
    full_text_mb: int = Field(
        default=50,
        ge=0,
        description="Megabytes of full texts that are kept, for 30 days at most, in `full_texts` "
        "in the data folder; 0: none.",
    )
    tokens_per_day: int = Field(
        default=1_000_000,
        ge=0,
        description="Tokens that may be read and written in a day (UTC); 0: without a limit. "
        "What is over a limit is answered with excerpts.",
    )
    seconds_per_day: float = Field(
        default=0.0,
        ge=0,
        description="Seconds that the model may be at work in a day; 0: without a limit.",
    )
    cost_per_day: float = Field(
        default=0.0,
        ge=0,
        description="What may be spent in a day, in the currency of the two prices; 0: without "
        "a limit.",
    )
    price_read: float = Field(
        default=0.0, ge=0, description="What a million tokens of questions and texts cost."
    )
    price_written: float = Field(
        default=0.0, ge=0, description="What a million tokens of the model's answers cost."
    )

    @model_validator(mode="after")
    def _price_known(self) -> LlmSettings:
        if self.cost_per_day and not (self.price_read or self.price_written):
            raise ValueError("cost_per_day needs price_read and price_written")
        return self
