"""Sentences of abstracts, reworded or turned round: `python bench/quality/reworded.py [N]`.

What the check of written answers drops of them, over N papers (28) that it was never fitted to. The
words by which sentences are turned round are known to it, so the other lines say more: `written.py`
beside this has inventions and paraphrases written by hand.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from retrieval.encoding.encoder import SentenceEncoder
from retrieval.written.checking import Checker
from retrieval.written.values import Sentence

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.support.checked import Remembering
from tests.support.rewording import reworded

PAPERS, SEED = 28, 11


def main(count: int) -> None:
    """Measure, and print a line for each kind of change."""
    encoder = Remembering(SentenceEncoder())
    changed = list(reworded(count, SEED))
    encoder.read_documents([one.text for one in changed])
    dropped: dict[tuple[bool, str], list[bool]] = defaultdict(list)
    checkers: dict[str, Checker] = {}
    for one in changed:
        title = one.sources[0].title
        if title not in checkers:
            checkers[title] = Checker(one.sources, encoder)
        found = checkers[title].check(Sentence(one.text, (1,)))
        dropped[not one.kind.sound, one.kind.name].append(not found.sound)
    for faulty, what in ((True, "faulty"), (False, "sound")):
        kinds = {name: outs for (wrong, name), outs in dropped.items() if wrong is faulty}
        every = [out for outs in kinds.values() for out in outs]
        share = sum(every) / max(1, len(every))
        print(f"dropped {sum(every)} of {len(every)} {what} sentences: {share:.1%}")
        for name, outs in sorted(kinds.items()):
            print(f"   {name}: {sum(outs)} of {len(outs)}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else PAPERS)
