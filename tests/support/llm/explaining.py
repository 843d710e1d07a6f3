"""A scripted model that explains, after its fashion: it says the passages, in Chinese if asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from tests.support.llm.replies import answers_json
from tests.support.llm.translating import chinese, quoted

if TYPE_CHECKING:
    from tests.support.llm.replies import Says, Seen

_PASSAGE = re.compile(r"^\[(\d+)\] (.*)$", re.MULTILINE)


def explains(seen: Seen) -> Says:
    """The first passages, one a section, each as the one sentence that stands on it."""
    found = _PASSAGE.findall(quoted(seen)["passages"])
    names = ("overview", "method", "experiments", "plain")
    in_chinese = "simplified Chinese" in seen.user
    return answers_json(
        {
            name: [_sentence(int(number), text, in_chinese=in_chinese)]
            for name, (number, text) in zip(names, found, strict=False)
        }
    )


def _sentence(number: int, text: str, *, in_chinese: bool) -> dict[str, Any]:
    sentence: dict[str, Any] = {"text": text, "passages": [number]}
    return sentence | ({"chinese": chinese(text)} if in_chinese else {})
