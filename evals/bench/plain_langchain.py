"""What a tutorial builds of the same parts: LangChain's splitter, embeddings and Chroma.

langchain-huggingface, where its class for these embeddings is, does not go with our release of
huggingface-hub. So `PlainEmbeddings` is that class, written out: SentenceTransformer's `encode`
with its defaults, and lists of numbers.

Not here: any of its loaders. The folder holds plain text, so it has nothing to parse.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from langchain_core.embeddings import Embeddings

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# Of LangChain's own tutorial on retrieval. The overlap is the splitter's default as well; it makes
# some characters count twice, which is why the race is in characters of the source.
PIECE_CHARS = 1000
OVERLAP_CHARS = 200


class Model(Protocol):
    """What is used of a SentenceTransformer."""

    def encode(self, texts: list[str], /, *, show_progress_bar: bool) -> npt.NDArray[np.float32]:
        """(texts, dimensions), float32, in the order given."""
        ...


class PlainEmbeddings(Embeddings):
    """SentenceTransformer as LangChain calls it."""

    def __init__(self, model: Model) -> None:
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """(texts, dimensions), in the order given."""
        vectors: list[list[float]] = self._model.encode(texts, show_progress_bar=False).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """(dimensions,)."""
        return self.embed_documents([text])[0]


def ingest_plainly(source: Path, target: Path, model: Model) -> int:
    """Read, cut, embed and store every file of a folder; how many pieces that made."""
    # Of the development requirements: only a race against them needs them.
    from chromadb.config import Settings
    from langchain_chroma import Chroma
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    files = sorted(file for file in source.rglob("*") if file.is_file())
    splitter = RecursiveCharacterTextSplitter(chunk_size=PIECE_CHARS, chunk_overlap=OVERLAP_CHARS)
    pieces = splitter.create_documents(
        [file.read_text(encoding="utf-8") for file in files],
        [{"source": str(file.relative_to(source))} for file in files],
    )
    Chroma.from_documents(
        pieces,
        PlainEmbeddings(model),
        persist_directory=str(target),
        client_settings=Settings(anonymized_telemetry=False, is_persistent=True),
    )
    return len(pieces)
