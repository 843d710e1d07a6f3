"""What `make demo` shows: a sample of real papers is read, then three questions are answered.

It calls the very command that `paperwire` is, several times in one process, so that the
encoder is loaded once.
"""

from __future__ import annotations

import os
import shlex
import sys
from pathlib import Path

from bot.cli import main

SAMPLE = Path("docs", "sample", "papers.jsonl.gz")
STORE = Path("var", "demo")
QUESTIONS = (
    "How do agents keep a long-term memory?",
    "detecting hallucinations of language models",
    "speech recognition papers since November 2025",
)


def demonstrate() -> int:
    """Ingest, ask, and say how to go on; the first status that is not 0, else 0."""
    # A store and a working folder of its own: neither your settings nor your papers are touched.
    sample = Path(os.path.relpath(SAMPLE, STORE))
    STORE.mkdir(parents=True, exist_ok=True)
    os.chdir(STORE)
    for name in [name for name in os.environ if name.upper().startswith("PAPERWIRE_")]:
        del os.environ[name]
    os.environ["PAPERWIRE_DATA_DIR"] = "."

    asked = [["ask", question, "-k", "3"] for question in QUESTIONS]
    for words in [["ingest", str(sample)], *asked]:
        sys.stdout.write(f"\n$ paperwire {shlex.join(words)}\n")
        sys.stdout.flush()
        status = main(words)
        if status != 0:
            return status
    paperwire = Path(".venv", "bin", "paperwire")
    sys.stdout.write(f'\nAsk your own: PAPERWIRE_DATA_DIR={STORE} {paperwire} ask "..."\n')
    return 0


if __name__ == "__main__":
    sys.exit(demonstrate())
