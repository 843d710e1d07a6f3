"""What the scripted model can answer."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Seen:
    """One request for a completion."""

    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def system(self) -> str:
        """Our words that come first."""
        return self._said("system")

    @property
    def user(self) -> str:
        """The task, and other people's words between fences."""
        return self._said("user")

    def _said(self, role: str) -> str:
        messages = self.body["messages"]
        return "\n".join(m["content"] for m in messages if m["role"] == role)


@dataclass(frozen=True, slots=True)
class Says:
    """A whole answer, in parts of so many characters."""

    text: str
    size: int = 7
    read: int = 100  # tokens that it claims to have read, and written
    written: int = 20
    counts: bool = True  # whether it says so


@dataclass(frozen=True, slots=True)
class Half:
    """Begins an answer and breaks the connection off."""

    text: str


@dataclass(frozen=True, slots=True)
class Silent:
    """Says this, possibly nothing, and then nothing more."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Refuses:
    """The model will not."""

    words: str = "I can't help with that."


@dataclass(frozen=True, slots=True)
class Status:
    """An HTTP error."""

    status: int
    retry_after: str | None = None
    said: dict[str, Any] = field(default_factory=lambda: {"error": {"message": "no"}})


@dataclass(frozen=True, slots=True)
class Garbage:
    """Something with status 200 that is no chat completion."""

    body: bytes = b"<html>Welcome to nginx!</html>"
    content_type: str = "text/html"


Reply = Says | Half | Silent | Refuses | Status | Garbage


def answers_json(value: object) -> Says:
    """An answer in JSON."""
    return Says(json.dumps(value, ensure_ascii=False))


def obeys(seen: Seen) -> Says:
    """Does all that a text in the question could ask for.

    It says everything that it was told, its rules and the key it was called with included, so
    that whatever an injection asks to be said is said.
    """
    return Says("\n".join([seen.user, seen.system, seen.headers.get("Authorization", "")]))
