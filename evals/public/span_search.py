"""Questions searched in every way that is compared; what is found as ranges in the set's own files.

Beside the program's searches there is the pipeline of the published rows: recursive pieces
without titles, one vector each, exact cosine. It uses the same encoder and the same texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistant.types import Document, Passage
from assistant.wiring import OpenAssistant
from evals.baseline import PlainIndex
from evals.public.indexed import encode_once, searches, the_encoder
from evals.public.spans import Places, Span

Ranked = dict[str, list[list[Span]]]  # by row: for each question its passages, best first


class SpanSearch:
    """An opened benchmark, and a plain index over the same documents."""

    def __init__(
        self,
        opened: OpenAssistant,
        sources: Mapping[str, str],
        *,
        plain_row: str,
        plain_chars: int,
        vectors_file: Path,
    ) -> None:
        """`sources`: the text of each file by doc_id, in which the gold positions count.

        The plain index's vectors are kept in `vectors_file`.
        """
        documents = [opened.document(doc_id) for doc_id in sources]
        self._opened = opened
        self._places = {d.doc_id: Places(d.text, sources[d.doc_id], d.doc_id) for d in documents}
        self._plain_row = plain_row
        plain = [p for d in documents for p in recursive_passages(d, plain_chars)]
        vectors = encode_once(vectors_file, [p.text for p in plain])
        self._plain = PlainIndex(plain, vectors, the_encoder().encode)
        self.plain_pieces = self.place(plain)
        self.own_pieces = self.place(p for doc_id in sources for p in opened.passages_of(doc_id))

    def place(self, passages: Iterable[Passage]) -> list[Span]:
        """The passages as ranges in the benchmark's files, in their order."""
        return [self.span(p.source.doc_id, p.start, p.end) for p in passages]

    def span(self, doc_id: str, start: int, end: int) -> Span:
        """Positions of the document as it was read, as a range in the benchmark's file."""
        return Span(doc_id, *self._places[doc_id].in_file(start, end))

    def find(self, queries: Sequence[str], k: int) -> Ranked:
        """The k best of each way to search, the plain one first."""
        found: Ranked = {}
        for query in queries:
            rows = {self._plain_row: self._plain.search(query, k=k)}
            for row, hits in (rows | searches(self._opened, query, k)).items():
                found.setdefault(row, []).append(self.place(hit.passage for hit in hits))
        return found


def recursive_passages(document: Document, chars: int) -> Iterator[Passage]:
    """Pieces of at most `chars` without overlap, cut at blank lines, lines, spaces if need be."""
    # A tool of development: only the plain pipelines that ours is compared with need it.
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=chars, chunk_overlap=0)
    end = 0
    for piece in splitter.split_text(document.text):
        # They stand in order, and only white space lies between.
        start = document.text.index(piece, end)
        end = start + len(piece)
        yield Passage(f"{document.doc_id}:{start}", document.source, "", start, end, piece)
