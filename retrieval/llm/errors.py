"""What can go wrong between us and a language model.

    RetrievalError
    └── LlmError
        ├── LlmUnavailable   it cannot be reached, is overloaded, or we leave it alone for now
        ├── LlmRefused       it answered, but not what was asked for
        └── OutOfBudget      a limit of the day is reached

Each message is one sentence for whoever runs Paperwire. None quotes what the endpoint said,
which may repeat the key or the question.
"""

from __future__ import annotations

from retrieval.errors import RetrievalError


class LlmError(RetrievalError):
    """The language model gave nothing that can be used; excerpts are shown instead."""


class LlmUnavailable(LlmError):
    """The endpoint cannot be reached, fails, or has failed too often to be asked now."""

    retryable = True


class LlmRefused(LlmError):
    """The endpoint or its model will not answer this."""


class OutOfBudget(LlmError):
    """What may be spent in a day is spent."""
