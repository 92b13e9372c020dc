"""Doubles that are deterministic and meaningful, and builders of small values."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable, Sequence

import numpy as np
import numpy.typing as npt
from langchain_core.messages import BaseMessage

from assistant.answering.words.english import ENGLISH
from assistant.answering.writing import Heard
from assistant.answering.written import mark
from assistant.indexing.encoder import Encoded, Part
from assistant.reading.stems import content_terms
from assistant.types import Document, Hit, Kind, Passage, Section, Source, Writer

UNSUPPORTED = mark(ENGLISH.unsupported)  # the marks of the check, in English; {reason}
UNCITED = mark(ENGLISH.uncited)

Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]


class WordEncoder:
    """Texts that share words get near vectors: each word adds one random direction."""

    dimensions = 128
    max_tokens = 256
    model_sha256 = "word-encoder-0000000"

    def encode(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """(texts, 128), float32, rows of length 1."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            for word in sorted(content_terms(text)) or [""]:
                seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
                vectors[row] += np.random.default_rng(seed).standard_normal(self.dimensions)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors

    def encode_parts(self, texts: Sequence[str], parts: Sequence[Sequence[Part]]) -> Encoded:
        """Each part as if it stood alone."""
        return encode_each_part(self.encode, texts, parts)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """About a token for four characters, as in English."""
        return [len(text) // 4 + 1 for text in texts]


def encode_each_part(
    encode: Encode, texts: Sequence[str], parts: Sequence[Sequence[Part]]
) -> Encoded:
    """`Encoder.encode_parts` by an encoder that knows whole texts only."""
    return Encoded(
        encode(texts),
        [
            encode([text[start:end] for start, end in of_text])
            for text, of_text in zip(texts, parts, strict=True)
        ],
    )


class ScriptedModel:
    """Says what it was told to, and remembers what it was asked. An exception is raised."""

    def __init__(self, *pieces: str | Exception) -> None:
        self.writer = Writer(name="scripted:1b", context_tokens=8192, answer_tokens=700)
        self.pieces = pieces
        self.asked: list[Sequence[BaseMessage]] = []
        self.counts: int | None = None  # tokens it says it has read; None: says nothing

    async def stream(
        self, messages: Sequence[BaseMessage], heard: Heard | None = None
    ) -> AsyncIterator[str]:
        """The pieces, one by one."""
        self.asked.append(messages)
        if heard is not None and self.counts is not None:
            heard.read_tokens = self.counts
        for piece in self.pieces:
            if isinstance(piece, Exception):
                raise piece
            yield piece


def a_source(doc_id: str = "definitions/osd.md", **fields: object) -> Source:
    """A source with a title made from its id; fields override."""
    title = doc_id.rsplit("/", 1)[-1].rsplit(".", 1)[0].replace("-", " ").title()
    return Source(doc_id=doc_id, **{"title": title, "kind": "definition"} | fields)  # type: ignore[arg-type]


def a_passage(
    text: str, source: Source | None = None, *, start: int = 0, **fields: object
) -> Passage:
    """A passage that stands at `start` of its document."""
    source = source or a_source()
    name = hashlib.sha256(f"{source.doc_id}{start}{text}".encode()).hexdigest()[:12]
    values = {"passage_id": name, "label": "Section 1"} | fields
    return Passage(source=source, start=start, end=start + len(text), text=text, **values)  # type: ignore[arg-type]


def some_hits(*passages: Passage) -> list[Hit]:
    """The passages as hits, best first."""
    return [Hit(passage, 1.0 / rank) for rank, passage in enumerate(passages, start=1)]


def a_document(text: str, *, doc_id: str = "own/notes.md", kind: Kind = "own") -> Document:
    """A document of one section that covers its text."""
    source = a_source(doc_id, kind=kind)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(source, text, (Section("Whole", 0, len(text)),), digest)
