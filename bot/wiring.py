"""The one place that builds everything. Nothing is built at import time, or before it is used.

`status` and `show` need the catalogue only; `ask` needs the encoder and both indexes, which
load torch and Chroma and take seconds. So an App opens each part at its first use.
"""

from __future__ import annotations

import shutil
import time
from functools import cached_property
from typing import TYPE_CHECKING, Self

from retrieval.catalogue import Catalogue
from retrieval.catalogue.database import Database
from retrieval.errors import StoreUnwritable
from retrieval.indexes.ownership import Ownership

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from config.settings import Settings
    from ingest.live.full_texts import FullTexts
    from ingest.live.opening import LiveServices
    from retrieval.answering.answer import Answers
    from retrieval.answering.reranking import Reranker
    from retrieval.answering.search import Search
    from retrieval.encoding.encoder import Encoder
    from retrieval.encoding.passages import PaperReader
    from retrieval.encoding.readings import ReadingStore
    from retrieval.following import Following
    from retrieval.following.matching import Matching
    from retrieval.following.planning import Planner
    from retrieval.indexes.copies import Copies
    from retrieval.indexes.indexer import Indexer
    from retrieval.indexes.nearest import NearestVectors
    from retrieval.indexes.vectors import ChromaVectors
    from retrieval.indexes.words import TantivyWords
    from retrieval.llm import Endpoint
    from retrieval.members import Members


def open_app(settings: Settings, *, encoder: Encoder | None = None) -> App:
    """Everything, as the settings say. Use it in a `with` statement.

    Args:
        settings: read by the entry point.
        encoder: stands in for the configured model, for tests.
    """
    return App(settings, encoder)


class App:
    """The parts, each opened at its first use and closed together."""

    def __init__(self, settings: Settings, encoder: Encoder | None) -> None:
        self.settings = settings
        self.data_dir: Path = settings.data_dir
        self.ownership = Ownership(self.data_dir)
        self._encoder = encoder
        self.now = settings.clock()

    @property
    def today(self) -> dt.date:
        """The day by the settings' clock, in UTC."""
        return self.now().date()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def database(self) -> Database:
        """The store that the catalogue and what is kept of members share."""
        if self.settings.database_url is not None:
            return Database(self.settings.database_url.get_secret_value())
        try:
            self.data_dir.mkdir(parents=True, exist_ok=True)
        except OSError as exc:
            raise StoreUnwritable(
                f"the data folder {self.data_dir} cannot be made: {exc.strerror}"
            ) from exc
        return Database(f"sqlite:///{self.data_dir / 'catalogue.sqlite3'}")

    @cached_property
    def catalogue(self) -> Catalogue:
        """The truth: papers, sightings, what is indexed."""
        return Catalogue(self.database)

    @cached_property
    def members(self) -> Members:
        """What is kept of members and servers."""
        from retrieval.members import Members  # noqa: PLC0415 - imports numpy

        return Members(self.database, self.catalogue)

    @cached_property
    def following(self) -> Following:
        """Followers, their topics, and what they were sent."""
        from retrieval.following.store import Following  # noqa: PLC0415 - imports SQLAlchemy

        return Following(self.database)

    @cached_property
    def matching(self) -> Matching:
        """What is followed, matched with papers; it remembers what it read."""
        from retrieval.following.matching import Matching  # noqa: PLC0415 - imports numpy

        return Matching(self.catalogue, self.answers)

    @cached_property
    def encoder(self) -> Encoder:
        """The model that turns texts into vectors."""
        if self._encoder is not None:
            return self._encoder
        from retrieval.encoding.encoder import SentenceEncoder  # noqa: PLC0415 - imports numpy

        return SentenceEncoder(self.settings.model, adopted=self.taught)

    @property
    def taught(self) -> Path:
        """Where the adapter stands that `paperwire tune` made."""
        return self.data_dir / "encoder"

    @cached_property
    def reranker(self) -> Reranker | None:
        """The cross-encoder that orders the first papers again; None if none is set."""
        if self.settings.reranker is None:
            return None
        from retrieval.answering.reranking import CrossEncoderReranker  # noqa: PLC0415 - only where set

        return CrossEncoderReranker(self.settings.reranker)

    @cached_property
    def chroma(self) -> ChromaVectors:
        """Chroma, embedded or on a server: where vectors are kept for all processes."""
        server = self.settings.chroma
        if server.url is None:
            from retrieval.indexes.vectors import open_embedded  # noqa: PLC0415 - same

            folder = self.data_dir / "chroma"
            return open_embedded(folder, self.encoder.identity, expected=self._vectors_expected)
        from retrieval.indexes.chroma_server import open_server  # noqa: PLC0415 - same

        return open_server(
            server.url,
            self.encoder.identity,
            tenant=server.tenant,
            database=server.database,
            api_key=server.api_key.get_secret_value() if server.api_key else None,
            expected=self._vectors_expected,
        )

    def _vectors_expected(self) -> str | None:
        return self.catalogue.indexing.built_with().get("vectors")

    @cached_property
    def vectors(self) -> NearestVectors:
        """The vectors: written to Chroma, and asked of this data folder's copy of it."""
        from retrieval.indexes.nearest import NearestVectors, VectorFiles  # noqa: PLC0415 - imports numpy

        files = VectorFiles(self.data_dir / "nearest", self.encoder.identity)
        return NearestVectors(lambda: self.chroma, files, self.catalogue.indexing.latest)

    @cached_property
    def words(self) -> TantivyWords:
        """The word index of this data folder."""
        from retrieval.indexes.words import TantivyWords  # noqa: PLC0415 - only where words are searched

        return TantivyWords(self.data_dir / "words")

    @cached_property
    def copies(self) -> Copies:
        """What of this data folder follows what is indexed, by whichever process."""
        from retrieval.indexes.copies import Copies  # noqa: PLC0415 - with the words
        from retrieval.indexes.word_copy import WordCopy  # noqa: PLC0415 - same

        note = self.data_dir / "words" / "followed.json"
        words = WordCopy(self.words, self.catalogue, note)
        return Copies(self.catalogue, [words, self.vectors])

    @cached_property
    def readings(self) -> ReadingStore:
        """Papers as the encoder read them, in this data folder."""
        from retrieval.encoding.readings import ReadingStore  # noqa: PLC0415 - only where papers are read

        return ReadingStore(self.data_dir / "readings.sqlite3")

    @cached_property
    def reader(self) -> PaperReader:
        """Reads papers through the encoder, each once."""
        from retrieval.encoding.passages import PaperReader  # noqa: PLC0415 - imports numpy

        return PaperReader(self.encoder, self.readings)

    @cached_property
    def search(self) -> Search:
        """The fused ranking."""
        from threadpoolctl import threadpool_limits  # noqa: PLC0415 - where numpy multiplies

        from retrieval.answering.search import Search  # noqa: PLC0415 - imports numpy

        # For products as small as a question's, the threads of numpy's library wait longer than
        # they work, and wait by computing: a third of an answer's time (docs/performance.md).
        # It limits what is loaded by now.
        threadpool_limits(1, user_api="blas")

        return Search(self.vectors, self.words, self.reader, self.catalogue, reranker=self.reranker)

    @cached_property
    def answers(self) -> Answers:
        """The engine behind both front ends."""
        from retrieval.answering.answer import Answers  # noqa: PLC0415 - same

        return Answers(self.catalogue, self.search, self.words)

    @cached_property
    def planner(self) -> Planner:
        """What of an announcement is due to whom."""
        from retrieval.following.planning import Planner  # noqa: PLC0415 - same

        return Planner(self.matching, self.following, self.members)

    @cached_property
    def indexer(self) -> Indexer:
        """Brings the indexes up to date. Call `ownership.acquire` before it runs."""
        from retrieval.indexes.indexer import Indexer  # noqa: PLC0415 - same

        return Indexer(self.catalogue, self.vectors, self.copies, self.reader)

    @cached_property
    def live(self) -> LiveServices:
        """Connections to arXiv and Hugging Face; nothing is requested before it is needed."""
        from ingest.live.opening import connect  # noqa: PLC0415 - imports arxiv and requests

        return connect(
            arxiv_api_url=self.settings.arxiv.api_url,
            arxiv_rss_url=self.settings.arxiv.rss_url,
            hf_api_url=self.settings.hf.api_url,
            timeout_s=self.settings.arxiv.timeout_s,
            gap_s=self.settings.arxiv.gap_s,
            now=self.now,
        )

    @cached_property
    def full_texts(self) -> FullTexts | None:
        """Full texts of papers; None unless the settings allow fetching them."""
        settings = self.settings.llm
        if not settings.full_text:
            return None
        from ingest.live.full_texts import FullTexts  # noqa: PLC0415 - only where allowed

        return FullTexts(
            self.live.arxiv,
            self.settings.arxiv.html_url,
            self.data_dir / "full_texts",
            most_kept=settings.full_text_mb << 20,
            now=self.now,
            clock=time.monotonic,
        )

    @cached_property
    def llm(self) -> Endpoint | None:
        """The language model; None where none is set.

        Close it with `aclose` in the event loop that used it.
        """
        settings = self.settings.llm
        if settings.base_url is None:
            return None
        from retrieval.llm import Endpoint, EndpointOptions, Limits, Price  # noqa: PLC0415 - same
        from retrieval.llm.ledger import StoredLedger  # noqa: PLC0415 - same

        options = EndpointOptions(
            base_url=settings.base_url,
            model=settings.model,
            api_key=settings.api_key.get_secret_value() if settings.api_key else None,
            wait_s=settings.wait_s,
            timeout_s=settings.timeout_s,
            answer_tokens=settings.answer_tokens,
            concurrency=settings.concurrency,
            limits=Limits(settings.tokens_per_day, settings.seconds_per_day, settings.cost_per_day),
            price=Price(settings.price_read, settings.price_written),
        )
        return Endpoint(options, clock=self.now, ledger=StoredLedger(self.database))

    def forget_encoder(self) -> None:
        """Load the encoder anew when it is needed next: its adapter has changed."""
        if self._encoder is None:
            self.__dict__.pop("encoder", None)

    def discard_indexes(self) -> None:
        """Drop both indexes, damaged or not; everything is due afterwards.

        Raises:
            StoreOwned: another process is indexing what this one would drop.
            StoreUnwritable: a folder cannot be removed.
        """
        with self.catalogue.indexing.alone():
            self._discard_indexes()

    def _discard_indexes(self) -> None:
        self.catalogue.indexing.make_all_due()
        names = ("chroma", "vectors", "words", "copies", "reader", "search", "answers", "indexer")
        for name in names:
            part = self.__dict__.pop(name, None)
            if name in {"chroma", "vectors"} and part is not None:
                part.close()
        try:
            for name in ("chroma", "words", "nearest"):
                if (self.data_dir / name).exists():
                    shutil.rmtree(self.data_dir / name)
        except OSError as exc:
            raise StoreUnwritable(f"an old index cannot be removed: {exc}") from exc
        self.readings.clear()
        if self.settings.chroma.url is not None:
            self.chroma.clear()

    def close(self) -> None:
        """Release what was opened."""
        for name in ("vectors", "chroma"):
            if name in self.__dict__:
                self.__dict__[name].close()
        if "readings" in self.__dict__:
            self.readings.close()
        if "full_texts" in self.__dict__ and self.full_texts is not None:
            self.full_texts.close()
        if "live" in self.__dict__:
            self.live.close()
        if "database" in self.__dict__:
            self.database.close()
        self.ownership.release()
