"""A plain dense index to compare with: 1,000-character pieces, one embedding each, exact cosine.

What most tutorials build, with the same encoder and the same measures. No titles, no sections, no
words, no fusion, no rewriting: a follow-up question is searched as it was typed. The documents'
text is the library's, so reading is equal and only cutting and searching differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt

from assistant.types import Document, Hit, Passage
from evals.gold import GoldItem
from evals.items import Searched, Texts, searched_item
from evals.ranking import DEPTH
from evals.result import ItemResult

Vectors = npt.NDArray[np.float32]
Encode = Callable[[Sequence[str]], Vectors]  # (texts, dims), rows of length 1

PIECE_CHARS = 1000


def cut_text(text: str, longest: int = PIECE_CHARS) -> Iterator[tuple[int, int]]:
    """Ranges of at most `longest` characters that cover the text but for white space between.

    Cut at the last white space that fits; a longer word is cut through.
    """
    start = 0
    while True:
        while start < len(text) and text[start].isspace():
            start += 1
        if start == len(text):
            return
        end = min(start + longest, len(text))
        if end < len(text) and not text[end].isspace():
            end = next((i for i in range(end, start, -1) if text[i - 1].isspace()), end)
        while text[end - 1].isspace():
            end -= 1
        yield start, end
        start = end


def cut_documents(documents: Iterable[Document], longest: int = PIECE_CHARS) -> list[Passage]:
    """The pieces of all documents, in order."""
    return [
        Passage(
            passage_id=f"{document.doc_id}:{start}",
            source=document.source,
            label="",
            start=start,
            end=end,
            text=document.text[start:end],
        )
        for document in documents
        for start, end in cut_text(document.text, longest)
    ]


class PlainIndex:
    """Pieces and their vectors; searched by comparing with every one."""

    def __init__(self, passages: Sequence[Passage], vectors: Vectors, encode: Encode) -> None:
        """`vectors`: (passages, dims), rows of length 1."""
        if len(passages) != len(vectors):
            raise ValueError(f"{len(passages)} pieces, {len(vectors)} vectors")
        self._passages = passages
        self._vectors = vectors
        self._encode = encode

    def search(self, query: str, *, k: int) -> list[Hit]:
        """The k pieces of the highest cosine, best first; equals in document order."""
        scores = self._vectors @ self._encode([query])[0]
        best = np.argsort(-scores, kind="stable")[:k]
        return [Hit(self._passages[i], float(scores[i])) for i in best]


def run_plain(index: PlainIndex, items: Iterable[GoldItem], texts: Texts) -> Iterator[ItemResult]:
    """The retrieval outcome of each item, in the order given."""
    for item in items:
        hits = index.search(item.question, k=DEPTH)
        # No latency: a search is not to be compared with an answer.
        yield searched_item(item, Searched(hits, {}), texts, latency_s=None)
