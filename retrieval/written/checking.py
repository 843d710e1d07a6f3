"""Whether the papers that a written sentence cites carry it. Nothing else is shown.

A sentence is dropped when it cites no paper or an unknown one, when a quotation, a number or a
name in it does not stand in the cited papers, when they say the contrary, and when what it says
is not theirs as far as words and their meaning can tell. In doubt it is dropped: excerpts are
always there instead.
"""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from retrieval.written import contrary
from retrieval.written.aligned import exchanged_words
from retrieval.written.belonging import exchanged
from retrieval.written.comparisons import comparison_turned
from retrieval.written.figures import figures, missing
from retrieval.written.reading import spoken
from retrieval.written.support import beside, passage, read_papers, read_sentence, support
from retrieval.written.values import Checked, Clause, Flaw, Reason
from retrieval.written.wording import content_words, names, quotations, squashed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from retrieval.encoding.encoder import Encoder
    from retrieval.written.support import Beside, ReadPaper, ReadSentence, Support
    from retrieval.written.values import Sentence, Source

# Fitted by `bench/quality/written.py` over the sentences of `claims.jsonl` marked "tuned".
BIAS = -3.20
WEIGHTS = (-0.03, 4.30, -1.65, -0.20, -0.86, -0.42, 0.42, 0.74, -1.60, -0.95, -1.38)
CARRIED = 0.33  # a sentence is shown from this probability
# A cited paper that has so little to do with the sentence is cited wrongly.
HARDLY_WORDS, HARDLY_MEANING = 0.45, 0.3
# Another paper that carries the sentence so much better (in logits) is meant.
BETTER = 2.0
_WORDS_OF_A_CLAUSE = 3  # that tell something
_COPIED_WORDS = 6
_QUOTED_WORDS = 2  # from which a quotation must stand in the paper as it is

_FOREIGN = re.compile(
    r"https?:|www\.|\]\(|<[@#:/a-z!&]|(?<!\w)@\w{2,}|@(?:everyone|here)\b"
    r"|\b[a-z0-9-]{2,}\.(?:com|org|net|io|ai|gg|dev|app|xyz|info|me|co|ru|cn|ly|link|site|top)\b"
    r"|discord\.|```|javascript:|data:",
    re.IGNORECASE,
)


class Checker:
    """Checks the sentences of one answer. Not safe to share between threads."""

    def __init__(self, sources: Sequence[Source], encoder: Encoder) -> None:
        self._encoder = encoder
        self._papers = {paper.source.number: paper for paper in read_papers(sources, encoder)}

    def check(self, sentence: Sentence) -> Checked:
        """Read one sentence beside the papers it cites.

        Raises:
            ModelError: the encoder cannot be loaded.
        """
        if not sentence.cited:
            return Checked(sentence, (Reason(Flaw.UNCITED),))
        unknown = [number for number in sentence.cited if number not in self._papers]
        if unknown:
            return Checked(sentence, (Reason(Flaw.UNKNOWN_PAPER, str(unknown[0])),))
        foreign = _FOREIGN.search(sentence.text) or _FOREIGN.search(sentence.told)
        if foreign:
            return Checked(sentence, (Reason(Flaw.FOREIGN, foreign[0]),))
        parts = [self._compared(sentence, one.text, one.cited) for one in _parts(sentence)]
        reasons = dict.fromkeys(reason for part in parts for reason in part.reasons)
        passages = dict.fromkeys(passage for part in parts for passage in part.passages)
        return replace(
            min(parts, key=lambda part: part.likely),
            reasons=tuple(reasons),
            passages=tuple(passages),
        )

    def _compared(self, sentence: Sentence, text: str, numbers: Sequence[int]) -> Checked:
        """A text beside the papers of these numbers."""
        cited = [self._papers[number] for number in dict.fromkeys(numbers)]
        read = read_sentence(text, self._encoder)
        if _copied(text, cited):
            return Checked(sentence, (), tuple(passage(read, beside(read, p)) for p in cited), 1.0)
        laid = [beside(read, paper) for paper in cited]
        held = support(read, laid)
        reasons = [*_particulars(read, cited), *_carried(read, laid, held)]
        if not reasons:
            lines = [one for paper in cited for one in paper.lines]
            reasons += [Reason(Flaw.CONTRARY, one) for one in exchanged_words(read.line, lines)]
        if not reasons:
            reasons += self._elsewhere(read, cited, held)
        passages = tuple(passage(read, one) for one in laid)
        return Checked(sentence, tuple(reasons), passages, probability(held))

    def _elsewhere(
        self, sentence: ReadSentence, cited: Sequence[ReadPaper], held: Support
    ) -> Iterator[Reason]:
        """Another paper says it, the cited ones hardly."""
        others = [paper for paper in self._papers.values() if paper not in cited]
        rivals = (logit(support(sentence, [beside(sentence, one)])) for one in others)
        if max(rivals, default=-math.inf) > logit(held) + BETTER:
            yield Reason(Flaw.OTHER_PAPER)


def _parts(sentence: Sentence) -> Sequence[Clause]:
    """What is laid beside papers: the clauses where they say something alone, else all of it.

    In "A and B [1] [2] are fast" a clause is no claim, and the whole is looked at as well.
    """
    whole = Clause(sentence.text, sentence.cited)
    if all(len(content_words(one.text)) >= _WORDS_OF_A_CLAUSE for one in sentence.clauses):
        return sentence.clauses or (whole,)
    return (whole, *(one for one in sentence.clauses if one.cited != sentence.cited))


def _copied(text: str, cited: Sequence[ReadPaper]) -> bool:
    """Whether the paper says it word for word, or is quoted and nothing is added."""
    if len(cited) > 1:
        return False
    (paper,) = cited
    if len(text.split()) >= _COPIED_WORDS and squashed(text) in paper.squashed:
        return True
    quoted = quotations(text)
    bare = text
    for one in quoted:
        bare = bare.replace(one, " ")
    held = all(squashed(one) in paper.squashed for one in quoted)
    return bool(quoted) and held and not (content_words(bare) or names(bare) or figures(bare))


def _carried(sentence: ReadSentence, laid: Sequence[Beside], held: Support) -> Iterator[Reason]:
    """Whether the papers carry it together, and each of several has to do with it."""
    if probability(held) < CARRIED:
        yield Reason(Flaw.UNSUPPORTED)
    for one in laid if len(laid) > 1 else ():
        alone = support(sentence, [one])
        if alone.words < HARDLY_WORDS or alone.meaning < HARDLY_MEANING:
            yield Reason(Flaw.OTHER_PAPER, str(one.paper.source.number))


def logit(held: Support) -> float:
    """The weighted sum of the signals."""
    return BIAS + sum(w * x for w, x in zip(WEIGHTS, held.row(), strict=True))


def probability(held: Support) -> float:
    """That the papers carry the sentence."""
    return 1.0 / (1.0 + math.exp(-logit(held)))


def _particulars(sentence: ReadSentence, cited: Sequence[ReadPaper]) -> Iterator[Reason]:
    """What a sentence states to the letter: quotations, numbers, names; and the contrary."""
    for quoted in quotations(sentence.text):
        key = squashed(quoted)
        if len(quoted.split()) >= _QUOTED_WORDS or not quoted.islower():
            if not any(key in paper.squashed for paper in cited):
                yield Reason(Flaw.QUOTATION, quoted)
        elif not any(paper.vocabulary.holds(quoted) for paper in cited):
            yield Reason(Flaw.QUOTATION, quoted)
    for figure in missing(sentence.figures, [f for paper in cited for f in paper.figures]):
        yield Reason(Flaw.NUMBER, sentence.text[figure.start : figure.end])
    for paper in cited if len(cited) == 1 else ():
        for words in exchanged(sentence.text, sentence.figures, paper.text, paper.figures):
            yield Reason(Flaw.NUMBER, words)
    for name in names(sentence.text):
        if not any(p.vocabulary.names(name.text) or p.facts.names(name.text) for p in cited):
            yield Reason(Flaw.NAME, name.text)
    yield from (Reason(Flaw.CONTRARY, words) for words in _contrary(sentence, cited))


def _contrary(sentence: ReadSentence, cited: Sequence[ReadPaper]) -> Iterator[str]:
    """The words that say the contrary for certain; those that may are weighed by `support`."""
    pieces = [words for paper in cited for words in paper.words]
    claim = sentence.words
    yield from contrary.ways_turned(claim, pieces, surely=True)
    yield from contrary.numbers_turned(claim, pieces)
    yield from contrary.negations_turned(claim, spoken(claim, pieces), surely=True)
    if any(comparison_turned(claim, words) for words in pieces):
        yield "than"
