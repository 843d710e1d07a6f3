"""Papers that are about what a question does not want: "not about medicine".

Whether a paper is about a topic is told by the soft share of the topic's words (see
`coverage`): a paper on clinical notes is about medicine though it never says so. A topic whose
words the encoder does not read is looked for as it stands, and in English by the glossary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from retrieval.answering.judging import terms_of
from retrieval.queries import Query
from retrieval.question.glossary import in_english

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from retrieval.answering.search import Search
    from retrieval.indexes.words import WordIndex
    from retrieval.papers import KnownPaper

# Of the soft share. By words of titles over 20 fields 84 % of the papers of a field reach it, and
# 1.5 % of those without any of its words (docs/quality.md).
ABOUT = 0.35


def about(
    topics: Sequence[str], papers: Sequence[KnownPaper], search: Search, words: WordIndex
) -> Collection[str]:
    """The ids of those papers that are about one of the topics."""
    found: set[str] = set()
    for topic in dict.fromkeys(
        text for said in topics for text in (said, in_english(said)) if text
    ):
        asked = search.asking.ask(Query(text=topic, question=topic))
        if asked.words.read:
            met = [one.words for one in search.met(asked, papers)]
            shares = asked.words.closeness(met).share.tolist()
        else:
            shares = [asked.words.exact_share(terms_of(known, words)) for known in papers]
        least = ABOUT if asked.words.read else 1.0
        found |= {k.paper.id for k, share in zip(papers, shares, strict=True) if share >= least}
    return found
