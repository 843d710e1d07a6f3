"""JSON out of what a model wrote.

Small models put JSON into code fences, explain it, forget the last bracket's comma. What can
be read without guessing at content is read; half an answer is none.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, TypeVar

from pydantic import BaseModel, ValidationError

if TYPE_CHECKING:
    from collections.abc import Iterator

Model = TypeVar("Model", bound=BaseModel)

_LONGEST = 200_000  # characters; no answer that we ask for is near it
_MOST_STARTS = 50  # brackets that are tried as the start of the object
_FENCED = re.compile(r"```(?:json|JSON)?\s*\n?(.*?)```", re.DOTALL)
_TRAILING = re.compile(r'("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])', re.DOTALL)
_LONE_BACKSLASH = re.compile(r'\\(\\|["/]|[bfnrt](?![a-zA-Z])|u[0-9a-fA-F]{4})|\\')
_DECODER = json.JSONDecoder(strict=False)  # a line break within a string is read as one


def parse(text: str, model: type[Model]) -> Model | None:
    """The first object in the text that fits the model; None if there is none.

    Tolerated: words and code fences around it, a comma before a closing bracket, line breaks
    within strings, and LaTeX whose backslashes were not doubled. An object that is cut off
    is not completed.
    """
    for candidate in _candidates(text[:_LONGEST]):
        for start in _starts(candidate):
            found = _decoded(candidate[start:])
            try:
                if isinstance(found, dict):
                    return model.model_validate(found)
            except ValidationError:
                continue
    return None


def _candidates(text: str) -> Iterator[str]:
    yield text
    yield from (match[1] for match in _FENCED.finditer(text))


def _starts(text: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\{", text)][:_MOST_STARTS]


def _decoded(text: str) -> object:
    for attempt in (text, _mended(text)):
        try:
            found: object = _DECODER.raw_decode(attempt)[0]
        except (ValueError, RecursionError):
            continue
        return found
    return None


def _mended(text: str) -> str:
    r"""Without commas before closing brackets, and with `\alpha` as `\\alpha`."""
    text = _LONE_BACKSLASH.sub(lambda found: found[0] if found[1] else r"\\", text)
    return _TRAILING.sub(lambda found: found[1] or "", text)
