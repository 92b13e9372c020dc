"""Passages made up around the real ones, so that an index of any size can be searched.

Vectors are drawn from the normal distribution that has the mean and the covariance of the real
ones: as narrow and as crowded as a real collection. Two other ways were tried and mislead. Random
directions are far from every question, so a search never leaves the real passages; and noise
around each real vector makes stars (one centre, a hundred points nearer to it than to each other)
in which Chroma 1.5.9 lost 6 of 10 vectors.

Words are drawn from one real passage each, and some from all: a word then stands in the same share
of the passages as in the corpus, which is what a word search has to work through. A real collection
of this size is about more than one subject, so most words would stand in fewer.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.indexing.library import Entry, Library
from assistant.reading.split import searched_heading
from assistant.types import Document, Passage, Section, Source

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]

SEED = 20
PASSAGES = 20  # of one document
TITLE_WORDS = 5
STRAY_WORDS = 0.2  # share of the words that come from all passages
BATCH_DOCUMENTS = 50  # put into the library in one transaction, about as many as ingest does

ROOT = "/made-up"  # no folder: an ingest never looks there
LABEL = "Made up"


class Maker:
    """Makes documents after the passages of a library; the same number, the same document."""

    def __init__(self, texts: Sequence[str], vectors: Vectors) -> None:
        """`vectors`: (texts, dimensions), rows of length 1."""
        import numpy as np

        self._words = [np.array(text.split()) for text in texts]
        self._all_words = np.concatenate(self._words)
        self._mean = vectors.mean(axis=0)
        # Random sums of these rows have the covariance of the vectors.
        self._spread = (vectors - self._mean) / np.sqrt(max(1, len(vectors) - 1))

    def entry(self, number: int) -> Entry:
        """The document with this number, as ingest would put it into the library."""
        import numpy as np

        rng = np.random.default_rng([SEED, number])
        source = Source(f"{number}.md", " ".join(rng.choice(self._all_words, TITLE_WORDS)))
        texts = [self._text(rng) for _ in range(PASSAGES)]
        passages = list(_passages(source, texts))
        document = Document(
            source, "\n".join(texts), (Section(LABEL, 0, passages[-1].end),), sha256=""
        )
        heading = searched_heading(source, LABEL)
        return Entry(
            document, passages, [heading] * PASSAGES, self._vectors(rng), ROOT, str(number)
        )

    def _text(self, rng: np.random.Generator) -> str:
        import numpy as np

        words = self._words[rng.integers(len(self._words))]
        own = rng.choice(words, len(words))
        stray = rng.choice(self._all_words, len(words))
        return " ".join(np.where(rng.random(len(words)) < STRAY_WORDS, stray, own))

    def _vectors(self, rng: np.random.Generator) -> Vectors:
        """(PASSAGES, dimensions), float32, rows of length 1."""
        import numpy as np

        rows = self._mean + rng.standard_normal((PASSAGES, len(self._spread))) @ self._spread
        vectors: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
        return vectors


def maker_of(library: Library) -> Maker:
    """A maker after everything in this library."""
    import numpy as np

    batches = list(library.vector_batches())
    ids = [passage_id for batch in batches for passage_id in batch.passage_ids]
    passages = library.passages(ids)
    return Maker(
        [passages[i].text for i in ids], np.concatenate([batch.vectors for batch in batches])
    )


def fill(library: Library, maker: Maker, passages: int) -> int:
    """Add documents until there are about this many passages; how many passages were added."""
    there = library.counts()["passages"]
    number = len(library.marks(ROOT))
    missing = max(0, -(-(passages - there) // PASSAGES))
    for first in range(number, number + missing, BATCH_DOCUMENTS):
        last = min(first + BATCH_DOCUMENTS, number + missing)
        library.replace(maker.entry(i) for i in range(first, last))
    return missing * PASSAGES


def _passages(source: Source, texts: Sequence[str]) -> Iterator[Passage]:
    start = 0
    for text in texts:
        name = hashlib.sha256(f"{source.doc_id}\n{start}\n{text}".encode()).hexdigest()[:20]
        yield Passage(name, source, LABEL, start, start + len(text), text)
        start += len(text) + 1
