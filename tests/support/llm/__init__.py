"""A language model on loopback that follows a script, for tests of everything that asks one.

**What it is.** An aiohttp server that speaks OpenAI's chat completions, streamed and whole. A
test says what it answers, in order or by looking at the question, and reads what it was asked:

    scripted_llm.then(Says("Robots walk [1]."), Status(429, retry_after="0"), Half("Robots wa"))
    scripted_llm.always(obeys)

**What it is not.** A model. It shows what Paperwire does with good and bad answers, not which
answers a model gives; `make test-llm` asks a real, small one.

- `server`: `ScriptedLlm`, and `Seen`, a request that it got
- `replies`: what it can answer; `obeys` does all that texts in the question tell it to
"""

from tests.support.llm.replies import (
    Garbage,
    Half,
    Refuses,
    Reply,
    Says,
    Seen,
    Silent,
    Status,
    answers_json,
    obeys,
)
from tests.support.llm.server import KEY, MODEL, ScriptedLlm

__all__ = [
    "KEY",
    "MODEL",
    "Garbage",
    "Half",
    "Refuses",
    "Reply",
    "Says",
    "ScriptedLlm",
    "Seen",
    "Silent",
    "Status",
    "answers_json",
    "obeys",
]
