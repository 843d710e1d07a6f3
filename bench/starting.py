"""How long the command takes to start: `python bench/starting.py [ROUNDS]`.

The partner is `python -c "import torch"`. A scratch store of the shipped sample is asked. All take
turns, and the medians are compared.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time

from sampled import SAMPLE, written

ROUNDS = 7
OURS = {
    "paperwire --help": ["--help"],
    "paperwire status": ["status"],
    "paperwire show": ["show", "2606.25161"],
    "paperwire ask": ["ask", "How do agents keep a long-term memory?", "-k", "3"],
}
PARTNER = "python -c 'import torch'"


def main(rounds: int = ROUNDS) -> None:
    """Fill a store, take turns, print."""
    commands = {PARTNER: [sys.executable, "-c", "import torch"]}
    commands |= {name: [sys.executable, "-m", "bot", *rest] for name, rest in OURS.items()}
    times: dict[str, list[float]] = {name: [] for name in commands}
    with tempfile.TemporaryDirectory() as folder:
        environment = os.environ | {"PAPERWIRE_DATA_DIR": folder}
        _run([sys.executable, "-m", "bot", "ingest", str(SAMPLE)], environment)
        for done in range(rounds):
            for name, command in commands.items():
                times[name].append(_run(command, environment))
            print(f"{done + 1} of {rounds}", end="\r", file=sys.stderr)
    medians = {name: statistics.median(found) for name, found in times.items()}
    figures: dict[str, object] = {f"{name}, s": found for name, found in medians.items()}
    figures |= {f"{name}, of importing torch": medians[name] / medians[PARTNER] for name in OURS}
    written("starting", figures)


def _run(command: list[str], environment: dict[str, str]) -> float:
    begun = time.perf_counter()
    subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
