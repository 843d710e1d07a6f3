"""The language model, where one is given: `Endpoint` is the way in.

Without an endpoint nothing here is loaded. With one, whoever gets an `LlmError` goes on as if
there were none.

endpoint   asks, streams, retries, gives up
options    where it is, what may be spent
prompt     our words and other people's, kept apart
parsing    JSON out of what a model wrote
guarding   what none of its words may hold when they are shown
errors     what can go wrong
connections, sending, dialect, replies: HTTP and JSON; breaker, budget, tally: what is counted
"""

from __future__ import annotations

from retrieval.llm.budget import Ledger, Spent
from retrieval.llm.endpoint import Endpoint
from retrieval.llm.errors import LlmError, LlmRefused, LlmUnavailable, OutOfBudget
from retrieval.llm.options import EndpointOptions, Limits, Price
from retrieval.llm.parsing import parse
from retrieval.llm.prompt import Prompt, as_data

__all__ = [
    "Endpoint",
    "EndpointOptions",
    "Ledger",
    "Limits",
    "LlmError",
    "LlmRefused",
    "LlmUnavailable",
    "OutOfBudget",
    "Price",
    "Prompt",
    "Spent",
    "as_data",
    "parse",
]
