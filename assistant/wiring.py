"""Settings in, a working assistant out: the only place where the parts meet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple

from assistant.answering.choosing import Chosen, choose_model
from assistant.answering.comparing import check_documents, compare
from assistant.answering.compose import Lookup
from assistant.answering.engine import Engine
from assistant.answering.first_questions import Facts
from assistant.answering.question import clean_question
from assistant.answering.relay import Relay
from assistant.answering.remembered import RememberedEncode
from assistant.answering.suggesting import Suggesting
from assistant.answering.support import Entailment, Entails, check_statement
from assistant.answering.words.languages import words_of
from assistant.answering.writing import Writing
from assistant.errors import IndexMismatch, IndexMissing
from assistant.indexing.cross_encoder import open_entailment, open_reranker
from assistant.indexing.encoder import Encoder, OpenEncoder, open_encoder
from assistant.indexing.kin_table import kin_of
from assistant.indexing.lexical import (
    rarity,
    search_words,
    share_holding,
    speakers_holding,
    texts_holding,
)
from assistant.indexing.library import Library
from assistant.indexing.newest import newer_versions
from assistant.indexing.openings import hashes, headings, opening
from assistant.indexing.vector_index import VectorIndex, open_current
from assistant.local_models import ollama_server, open_model
from assistant.retrieval.asked import Asked
from assistant.retrieval.kept_shelf import MOST_WORDS, KeptShelf
from assistant.retrieval.read_question import read_question
from assistant.retrieval.retrieve import Rerank, Retrieved, Searches, gather, retrieve
from assistant.retrieval.scope import documents_in, exact_scope
from assistant.retrieval.shelf import Lookups, Shelf
from assistant.retrieval.signs import Signs, read_signs
from assistant.retrieval.standalone import standalone_question
from assistant.settings import Settings, index_fingerprint
from assistant.types import (
    EVERYTHING,
    Answer,
    Document,
    Event,
    Hit,
    Passage,
    QuestionTemplates,
    Scope,
    Source,
    Turn,
    Writer,
)

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vector = npt.NDArray[np.float32]


class _Current(NamedTuple):
    """Who answers now; exchanged as a whole, so that no reader sees half of a change."""

    chosen: Chosen
    writer: Writer | None
    engine: Engine


class OpenAssistant:
    """An `Assistant` over one index; safe to use from many threads. Close it when done."""

    def __init__(
        self,
        settings: Settings,
        library: Library,
        encoder: Encoder,
        index: VectorIndex,
        shelf: KeptShelf | None = None,
    ) -> None:
        """`shelf` of this library; None: a new one."""
        self.fingerprint = library.fingerprint
        self._settings = settings
        self._library = library
        self._encode = RememberedEncode(encoder.encode)
        self._index = index
        self._kept_shelf = shelf or _keep_shelf(library, lambda: encoder)
        self._rarities: tuple[int, dict[str, float]] = 0, {}  # of a revision of the library
        self._rerank: Rerank = (
            open_reranker(settings.reranker) if settings.reranker else lambda _, hits: list(hits)
        )
        self._entails = _open_entails(settings.entailment) if settings.entailment else None
        self._suggesting = self._make_suggesting()
        self._relay: Relay | None = None
        self._choosing = Lock()
        self._current = _Current(Chosen(None, ""), None, self._make_engine(None, ""))

    @property
    def model(self) -> str | None:
        """See `Assistant.model`."""
        return self._current.chosen.model

    @property
    def model_digest(self) -> str:
        """What Ollama calls the model's files; empty without a model."""
        return self._current.chosen.digest

    @property
    def writer(self) -> Writer | None:
        """The model that writes the answers and how it is asked; None: quotations only."""
        return self._current.writer

    @property
    def notice(self) -> str:
        """Why only quotations are given, when a model was wanted; else empty."""
        return self._current.chosen.notice

    def use_model(self, chosen: Chosen) -> None:
        """Let this model write from now on; None: quotations only.

        An answer on its way is finished by the model that began it.
        """
        with self._choosing:
            writing = self._open_writing(chosen)
            engine = self._make_engine(writing, chosen.notice)
            self._current = _Current(chosen, writing.writer if writing else None, engine)

    def _open_writing(self, chosen: Chosen) -> Writing | None:
        if chosen.model is None:
            return None
        self._relay = self._relay or Relay()
        return Writing(open_model(self._settings, chosen), self._relay.pieces)

    def ask(
        self, question: str, *, history: Sequence[Turn] = (), scope: Scope = EVERYTHING
    ) -> Answer:
        """See `Assistant.ask`."""
        return self._current.engine.ask(question, history=history, scope=scope)

    def stream(
        self,
        question: str,
        *,
        history: Sequence[Turn] = (),
        scope: Scope = EVERYTHING,
        language: str = "en",
    ) -> Iterator[Event]:
        """See `Assistant.stream`."""
        return self._current.engine.stream(
            question, history=history, scope=scope, language=language
        )

    def compare(
        self,
        question: str,
        *,
        documents: Sequence[str],
        history: Sequence[Turn] = (),
        language: str = "en",
    ) -> Iterator[Event]:
        """See `Assistant.compare`. Raises QuestionError for fewer than two or more than four."""
        exact = exact_scope(Scope(documents=tuple(documents)), self._library.sources())
        engine = self._current.engine  # of all sides, whoever is chosen meanwhile
        return compare(
            clean_question(question),
            check_documents(exact.documents),
            lambda scope: engine.stream(question, history=history, scope=scope, language=language),
            self._title,
            self._encode,
            words_of(language),
        )

    def first_questions(self, templates: QuestionTemplates) -> tuple[str, ...]:
        """See `Assistant.first_questions`."""
        return self._suggesting.first(templates)

    def follow_ups(
        self, answer: Answer, templates: QuestionTemplates, *, history: Sequence[Turn] = ()
    ) -> tuple[str, ...]:
        """See `Assistant.follow_ups`."""
        return self._suggesting.after(answer, templates, history)

    def search(self, query: str, *, k: int, scope: Scope = EVERYTHING) -> list[Hit]:
        """See `Assistant.search`."""
        return self.retrieve(query, k, scope).hits

    def document(self, doc_id: str) -> Document:
        """See `Assistant.document`."""
        return self._library.document(doc_id)

    def sources(self) -> list[Source]:
        """See `Assistant.sources`."""
        return self._library.sources()

    def close(self) -> None:
        """Stop the model's loop and close the library."""
        if self._relay is not None:
            self._relay.close()
        self._library.close()

    def retrieve(self, query: str, k: int, scope: Scope = EVERYTHING) -> Retrieved:
        """Like `search`, with what each of the two searches said.

        Raises ScopeError or LibraryError where the scope names what the library does not hold.
        """
        asked, vector = self._read(query)
        with self._unchanged():
            exact, within = scope, None
            if scope != EVERYTHING:
                sources = self._library.sources()
                exact = exact_scope(scope, sources)
                within = documents_in(exact, sources)
            found = retrieve(
                asked,
                self._searches(vector),
                kin_of=partial(kin_of, self._library),
                rerank=self._rerank,
                k=k,
                within=within,
            )
        return found._replace(scope=exact, documents=None if within is None else len(within))

    def signs(self, query: str) -> list[tuple[Hit, Signs]]:
        """What speaks for each passage that was found, for fitting what it counts; best first."""
        asked, vector = self._read(query)
        with self._unchanged():
            searches = self._searches(vector)
            hits = gather(asked, searches, k=1).hits
            return list(zip(hits, read_signs(asked, hits, searches.rarity), strict=True))

    def standalone(self, question: str, history: Sequence[Turn]) -> str:
        """The question with what it needs of the conversation, by rules."""
        return standalone_question(question, history, self.shelf() if history else None)

    def _read(self, query: str) -> tuple[Asked, Vector]:
        asked = read_question(query, self.shelf())
        return asked, self._encode([asked.searched])[0]

    def _searches(self, vector: Vector) -> Searches:
        return Searches(
            dense=lambda _, k, within: self._index.search(vector, k, within),
            lexical=partial(search_words, self._library),
            nearness=partial(self._library.nearness, vector),
            rarity=self.rarity,
        )

    @contextmanager
    def _unchanged(self) -> Iterator[None]:
        # One state of the library for all that is looked up, while an ingest may be changing it.
        with self._library.snapshot():
            if self._library.fingerprint != self.fingerprint:
                raise IndexMismatch(
                    "the index was built anew with {built_with!r} since it was opened with"
                    " {opened_with!r}; start the program again",
                    built_with=self._library.fingerprint,
                    opened_with=self.fingerprint,
                )
            yield

    def shelf(self) -> Shelf:
        """What the documents are called, as the library is now."""
        with self._library.snapshot():
            return self._kept_shelf.at(self._library.revision)

    def supports(self, statement: str, passages: Sequence[Passage]) -> bool:
        """Whether the passages, together, support a statement; by the check behind the answers."""
        checks = (
            check_statement(
                statement,
                passage,
                self._encode,
                beside=[*passages[:i], *passages[i + 1 :]],
                entails=self._entails,
            )
            for i, passage in enumerate(passages)
        )
        return any(check.support == "supported" for check in checks)

    def rarity(self, words: Sequence[str]) -> Mapping[str, float]:
        """How rare each word is among the passages, higher is rarer.

        Remembered for one state of the library: ranking and quoting ask for the same words.
        """
        revision = self._library.revision
        counted_at, kept = self._rarities
        if counted_at != revision or len(kept) > MOST_WORDS:
            kept = {}
            self._rarities = revision, kept
        kept.update(rarity(self._library, [word for word in words if word not in kept]))
        return {word: kept[word] for word in words}

    def passages_of(self, doc_id: str) -> list[Passage]:
        """Every passage of a document, in its order."""
        return self._library.passages_of(doc_id)

    def counts(self) -> Mapping[str, int]:
        """Number of documents, passages and characters in the library."""
        return self._library.counts()

    def _make_suggesting(self) -> Suggesting:
        facts = Facts(
            sources=(),
            labels=partial(headings, self._library),
            share=partial(share_holding, self._library),
            speakers_of=partial(speakers_holding, self._library),
        )
        return Suggesting(
            revision=lambda: self._library.revision,
            facts=lambda: replace(facts, sources=self._library.sources()),
            kin_of=partial(kin_of, self._library),
            ask=self._make_engine(None, "").ask,
        )

    def _title(self, doc_id: str) -> str:
        named = (i.source for i in self.shelf().identities if i.source.doc_id == doc_id)
        return next((source.title for source in named), doc_id)

    def _make_engine(self, writing: Writing | None, notice: str) -> Engine:
        return Engine(
            retrieve=self.retrieve,
            encode=self._encode,
            lookup=Lookup(
                locate=self._library.section_at,
                read=self._library.text_at,
                newer=partial(newer_versions, self._library),
                documents=lambda: sum(self._library.roots().values()),
                title=self._title,
            ),
            passages=self._settings.passages,
            writing=writing,
            entails=self._entails,
            notice=notice,
            fingerprint=self.fingerprint,
            standalone=self.standalone,
            rarity=self.rarity,
        )


HOLDING = 20  # passages in which a word's way of writing is looked up
BEGINNING = 200  # in which the word that a slip stands for is looked for


def _keep_shelf(library: Library, encoder: OpenEncoder) -> KeptShelf:
    return KeptShelf(
        sources=library.sources,
        hashes=lambda: hashes(library),
        opening=lambda doc_id: opening(library, doc_id),
        lookups=Lookups(
            holding=lambda word: texts_holding(library, word, HOLDING),
            beginning=lambda word: texts_holding(library, word, BEGINNING, beginning=True),
            share=lambda words: share_holding(library, words),
            knows=lambda word: share_holding(library, word) > 0,
            # What the encoder has a piece of its own for is a word; a slip is put together.
            is_word=lambda word: encoder().count_tokens([word])[0] == 1,
        ),
    )


def open_assistant(settings: Settings, *, model: str | None = None) -> OpenAssistant:
    """Open the index and choose the model. `model`: None as configured, `none` quotations only.

    Raises IndexMissing, IndexMismatch, IndexDamaged or EncoderError with the next step.
    """
    library = Library(settings.index_dir)
    try:
        if library.is_empty:
            raise IndexMissing(
                "the index at {folder!r} holds no documents; run `python ingest.py` to add"
                " corpus/, or name a folder of your own",
                folder=str(settings.index_dir),
            )
        # Side by side: importing Chroma, loading the encoder and asking Ollama wait for different
        # things (2 s, 0.6 s and up to 1 s).
        with ThreadPoolExecutor(max_workers=3) as pool:
            encoder = pool.submit(open_encoder, settings.embedding_model, settings.cache_dir)
            wanted = model or settings.model
            chosen = pool.submit(choose_model, ollama_server(settings), wanted)
            index = pool.submit(open_current, settings.index_dir, library)
            # Meanwhile, for the first question: 0.3 s for 500 documents.
            shelf = _keep_shelf(library, encoder.result)
            with library.snapshot():
                shelf.at(library.revision)
            _check_fingerprint(library, encoder.result(), settings)
            opened = OpenAssistant(settings, library, encoder.result(), index.result(), shelf)
            opened.use_model(chosen.result())
    except BaseException:
        library.close()
        raise
    return opened


def _open_entails(name: str) -> Entails:
    judge = open_entailment(name)
    return lambda pairs: [Entailment(*said) for said in judge(pairs)]


def _check_fingerprint(library: Library, encoder: Encoder, settings: Settings) -> None:
    wanted = index_fingerprint(model_sha256=encoder.model_sha256, dimensions=encoder.dimensions)
    if library.fingerprint != wanted:
        raise IndexMismatch(
            "index at {folder!r} was built with {built_with!r}, settings say {wanted!r}; run"
            " `python ingest.py --rebuild`",
            folder=str(settings.index_dir),
            built_with=library.fingerprint,
            wanted=wanted,
        )
