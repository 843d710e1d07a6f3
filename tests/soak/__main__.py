"""`make soak`: a simulated year of deliveries, over the real papers of the corpus.

    python -m tests.soak [--days N] [--followers N] [--kills N] [--seed N] [--only FROM TO]
        [--folder FOLDER [--judge]]

Ends with status 1 if a paper was missed, told twice, or told on a wrong day.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
import time
from pathlib import Path

from tests.soak.outcome import Outcome
from tests.soak.play import Stretch
from tests.soak.world import from_corpus

_CORPUS = Path(__file__).resolve().parents[3] / "shared" / "data" / "corpus" / "arxiv-112k.jsonl.gz"
_FIRST = dt.date(2025, 8, 22)


def main() -> int:
    """Run it, print the figures; 0 if everything holds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--days", type=int, default=365)
    parser.add_argument("--first", type=dt.date.fromisoformat, default=_FIRST)
    parser.add_argument("--followers", type=int, default=200)
    parser.add_argument("--kills", type=int, default=250)
    parser.add_argument("--leavers", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--only",
        type=dt.date.fromisoformat,
        nargs=2,
        metavar=("FROM", "TO"),
        help="play only these announcements, with what the whole has in store for them",
    )
    parser.add_argument("--folder", type=Path, help="keep what the process stored here")
    parser.add_argument(
        "--judge",
        action="store_true",
        help="play nothing: judge again what was played, with these flags, in --folder",
    )
    asked = parser.parse_args()
    if not _CORPUS.exists():
        sys.stderr.write(f"The corpus is missing, expected at {_CORPUS}: nothing to simulate.\n")
        return 1
    begun = time.monotonic()
    last = asked.first + dt.timedelta(days=asked.days - 1)
    stretch = Stretch.draw(
        from_corpus(_CORPUS, asked.first, last, asked.seed),
        followers=asked.followers,
        kills=asked.kills,
        leavers=asked.leavers,
        seed=asked.seed,
        only=tuple(asked.only) if asked.only else None,
    )
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="paperwire-soak-"))
    folder.mkdir(parents=True, exist_ok=True)
    outcome = Outcome.kept(folder) if asked.judge else stretch.play(folder, _tell)
    _tell("working out what everybody should hold")
    played = stretch.judge(outcome, folder)
    _tell("\n".join(played.lines()))
    _tell(f"{(time.monotonic() - begun) / 60:.1f} minutes; what was stored: {folder}")
    return 0 if played.holds else 1


def _tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
