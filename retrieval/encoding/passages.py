"""Papers as the encoder reads them: sentence by sentence, token by token.

The encoder reads a paper once, title and abstract in one piece, when it is indexed; that
gives the vector by which it is found and the vector of every token in its company. The
tokens are kept (see `readings`), and ranking, excerpts and abstention all look at them.
"""

from __future__ import annotations

import hashlib
import re
import threading
from bisect import bisect_right
from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from retrieval.encoding.packing import pack, unpack
from retrieval.text.latex import readable
from retrieval.text.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from retrieval.encoding.codes import Coded
    from retrieval.encoding.encoder import Encoder, TokenVectors, Vectors
    from retrieval.encoding.readings import ReadingStore
    from retrieval.papers import KnownPaper

_REMEMBERED = 2_000  # papers, more than a day announces; about 45 KB each
_LATIN = re.compile(r"[A-Za-z0-9][\x20-\x7e]*")
_LATIN_CHARACTERS = 1_500  # of a text in another script: names, figures
# Tokens that no question's word is looked for in: half of a text, and half of the space.
_SKIPPED = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "which",
        "we",
        "our",
        "they",
        "their",
        "and",
        "or",
        "but",
        "not",
        "can",
        "may",
        "also",
        "such",
        "than",
        "then",
        "there",
        "has",
        "have",
        "into",
        "over",
        "between",
        "under",
        "while",
        "when",
        "where",
        "how",
        "what",
        "who",
    ]
)
_AT_ONCE = 32  # texts, with all their tokens: half a megabyte each
_READERS = 3  # threads that ask the encoder, which computes on its own, and then pack
# Of what is kept: another one makes what was kept before unreadable. It changes with what
# `Text.of` makes of a paper, which a test watches over.
_FORM = b"3"


@dataclass(frozen=True)
class Reading:
    """One paper: unit vectors of the telling tokens of its title and sentences."""

    tokens: Coded  # of all
    counts: tuple[int, ...]  # tokens of the title, then of each sentence of the abstract

    @cached_property
    def sentence_lengths(self) -> Vectors:
        """Of the sum of the tokens of each sentence that has any, shape (such sentences,)."""
        return _lengths(self._sentence_sums())

    @property
    def sentence_means(self) -> Vectors:
        """The unit mean of the tokens of each sentence that has any, (sentences, dimension)."""
        sums = self._sentence_sums()
        unit: Vectors = sums / _lengths(sums)[:, None]
        return unit

    def _sentence_sums(self) -> Vectors:
        counts = np.asarray(self.counts[1:], dtype=np.intp)
        sentence = np.repeat(np.arange(np.count_nonzero(counts)), counts[counts > 0])
        return self.tokens[self.counts[0] :].sums(sentence)


@dataclass(frozen=True, slots=True)
class Text:
    """A paper as one text for the encoder, and where its title and sentences begin in it."""

    text: str
    starts: tuple[int, ...]  # of the title, then of each sentence

    @classmethod
    def of(cls, known: KnownPaper) -> Text:
        """Title, line break, sentences with a space between them."""
        title, body = _texts(known)
        parts = [readable(title) + "\n"]
        parts += [readable(body[start:end]) + " " for start, end in sentences(body)]
        starts = np.cumsum([0, *map(len, parts)])
        return cls("".join(parts).rstrip(), tuple(int(start) for start in starts[:-1]))


class PaperReader:
    """Reads papers, remembers the most recent ones, keeps all in a store. Thread-safe."""

    def __init__(self, encoder: Encoder, store: ReadingStore | None = None) -> None:
        self.encoder = encoder
        self._store = store
        self._lock = threading.Lock()
        self._held: OrderedDict[bytes, Reading] = OrderedDict()

    def read(self, papers: Sequence[KnownPaper]) -> list[Reading]:
        """A Reading for each paper, in order. What is neither remembered nor kept is encoded.

        Raises:
            StoreUnwritable: the store fails.
            ModelError: the encoder cannot be loaded.
        """
        digests = [self._digest(known) for known in papers]
        with self._lock:
            found = {digest: self._held[digest] for digest in digests if digest in self._held}
        found |= self._kept(
            {k.paper.id: d for k, d in zip(papers, digests, strict=True) if d not in found}
        )
        fresh = {d: known for known, d in zip(papers, digests, strict=True) if d not in found}
        if fresh:
            _, packed = self._encoded(list(fresh), list(fresh.values()))
            # as it will be read from the store, so that no answer depends on what was remembered
            found |= dict(zip(fresh, map(_reading, packed), strict=True))
        self._remember(found, digests)
        return [found[digest] for digest in digests]

    def encode(self, papers: Sequence[KnownPaper]) -> Vectors:
        """Read papers anew and keep what was read.

        Returns:
            Unit vectors of title and abstract, float32, shape (len(papers), dimension).

        Raises:
            StoreUnwritable: the store fails.
            ModelError: the encoder cannot be loaded.
        """
        return self._encoded([self._digest(known) for known in papers], papers)[0]

    def forget(self, paper_ids: Sequence[str]) -> None:
        """Drop what is kept of papers that are gone."""
        if self._store is not None:
            self._store.delete(paper_ids)

    def _digest(self, known: KnownPaper) -> bytes:
        found = hashlib.blake2b(digest_size=16)
        for part in (self.encoder.identity.revision, *_texts(known)):
            coded = part.encode("utf-8", "surrogatepass")
            found.update(len(coded).to_bytes(4, "little") + coded)
        found.update(_FORM)
        return found.digest()

    def _kept(self, wanted: dict[str, bytes]) -> dict[bytes, Reading]:
        if self._store is None or not wanted:
            return {}
        return {
            wanted[paper_id]: _reading(packed)
            for paper_id, packed in self._store.get(wanted).items()
        }

    def _encoded(
        self, digests: Sequence[bytes], papers: Sequence[KnownPaper]
    ) -> tuple[Vectors, list[bytes]]:
        vectors, packed = self._packed([Text.of(known) for known in papers])
        if self._store is not None:
            ids = [known.paper.id for known in papers]
            self._store.put(zip(ids, digests, packed, strict=True))
        return vectors, packed

    def _packed(self, texts: Sequence[Text]) -> tuple[Vectors, list[bytes]]:
        """Vectors, and what is kept of each text; while some are packed, the next are encoded."""
        vectors = np.empty((len(texts), self.encoder.identity.dimension), dtype=np.float32)
        packed: dict[int, bytes] = {}
        with ThreadPoolExecutor(_READERS, "reading") as pool:
            for places, rows, kept in pool.map(self._read_some, *_by_length(texts)):
                vectors[places] = rows
                packed |= zip(places, kept, strict=True)
        return vectors, [packed[place] for place in range(len(texts))]

    def _read_some(
        self, places: list[int], texts: list[Text]
    ) -> tuple[list[int], Vectors, list[bytes]]:
        vectors, tokens = self.encoder.read_documents([text.text for text in texts])
        return places, vectors, list(map(_packed, texts, tokens))

    def _remember(self, found: dict[bytes, Reading], used: Sequence[bytes]) -> None:
        with self._lock:
            self._held.update(found)
            for digest in used:
                if digest in self._held:
                    self._held.move_to_end(digest)
            while len(self._held) > _REMEMBERED:
                self._held.popitem(last=False)


def _by_length(texts: Sequence[Text]) -> tuple[list[list[int]], list[list[Text]]]:
    """Places and texts, some at a time: those of nearly one length, the longest first."""
    order = sorted(range(len(texts)), key=lambda place: -len(texts[place].text))
    some = [order[first : first + _AT_ONCE] for first in range(0, len(order), _AT_ONCE)]
    return some, [[texts[place] for place in places] for places in some]


def _packed(text: Text, tokens: TokenVectors) -> bytes:
    """How many tokens title and sentences have, two bytes each, then the tokens."""
    whole = text.text
    telling = [i for i, (start, end) in enumerate(tokens.spans) if _tells(whole[start:end])]
    counts = np.zeros(len(text.starts), dtype="<u2")
    for i in telling:
        counts[bisect_right(text.starts, tokens.spans[i][0]) - 1] += 1
    head = len(counts).to_bytes(2, "little") + counts.tobytes()
    return head + pack(tokens.rows[telling])


def _reading(packed: bytes) -> Reading:
    parts = int.from_bytes(packed[:2], "little")
    counts = np.frombuffer(packed, "<u2", parts, 2)
    return Reading(unpack(packed[2 + 2 * parts :]), tuple(counts.tolist()))


def _lengths(rows: Vectors) -> Vectors:
    lengths: Vectors = np.linalg.norm(rows, axis=1)
    return np.maximum(lengths, 1e-9)


@lru_cache(maxsize=1 << 16)
def _tells(token: str) -> bool:
    return any(c.isalnum() for c in token) and token.casefold() not in _SKIPPED


def _texts(known: KnownPaper) -> tuple[str, str]:
    """Title and the text to read. Without an abstract: what of the notes is in Latin letters."""
    if known.paper.abstract:
        return known.paper.title, known.paper.abstract
    others = [t.abstract for t in known.paper.translations] + list(known.notes.values())
    latin = " ".join(run for text in others for run in _LATIN.findall(text))
    return known.paper.title, latin[:_LATIN_CHARACTERS]
