"""Entries, folders and indexes made for the tests of the index, with the encoder of the tests."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import ReadingError
from assistant.indexing.encoding import embed
from assistant.indexing.lexical import search_words
from assistant.indexing.library import Entry, Library
from assistant.indexing.plan import list_root
from assistant.indexing.report import Report
from assistant.indexing.sync import OpenReader, sync_roots
from assistant.indexing.vector_index import open_current
from assistant.reading.files import FoundFile
from assistant.reading.parsed import Described
from assistant.reading.read import read_document
from assistant.reading.split import searched_heading, split_document
from assistant.types import Document, Kind
from tests.doubles import WordEncoder, a_document

WINDOW_TOKENS = 64  # small, so that a few sentences already make several passages
CANARY = "zqxjvwkptcanary"


def an_entry(
    text: str, *, doc_id: str = "own/notes.md", root: str = "/docs", kind: Kind = "own"
) -> Entry:
    """A document with its passages and vectors, as `sync` would make it."""
    document = a_document(text, doc_id=doc_id, kind=kind)
    encoder = WordEncoder()
    passages = split_document(document, count_tokens=encoder.count_tokens, max_tokens=WINDOW_TOKENS)
    embedded = embed(encoder, passages)
    return Entry(
        document=document,
        passages=passages,
        headings=[searched_heading(document.source, p.label, p.context) for p in passages],
        vectors=embedded.vectors,
        root=root,
        mark=hashlib.sha256(text.encode()).hexdigest(),
        sentences=embedded.sentences,
    )


def write(folder: Path, files: Mapping[str, str]) -> Path:
    """The folder with these files in it, by name."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


class OpenedEncoders:
    """Opens encoders of the tests, and counts how often that was asked for."""

    def __init__(self, model_sha256: str = WordEncoder.model_sha256) -> None:
        self.opened = 0
        self.model_sha256 = model_sha256

    def __call__(self) -> WordEncoder:
        self.opened += 1
        encoder = WordEncoder()
        encoder.model_sha256 = self.model_sha256
        return encoder


class ReaderHere:
    """Reads files in this process: a child costs half a second."""

    def read_many(
        self, files: Iterable[FoundFile], described: Mapping[str, Described] | None = None
    ) -> Iterator[tuple[FoundFile, Document | ReadingError]]:
        """See `Reader.read_many`."""
        for found in files:
            said = (described or {}).get(found.doc_id)
            try:
                yield found, read_document(found.path, doc_id=found.doc_id, described=said)
            except ReadingError as exc:
                yield found, exc


@contextmanager
def reader_here() -> Iterator[ReaderHere]:
    """A reader that needs no child process."""
    yield ReaderHere()


def sync(
    library: Library,
    *paths: Path,
    encoders: OpenedEncoders | None = None,
    reader: OpenReader = reader_here,
) -> Report:
    """One run of `sync_roots` to its end."""
    steps = sync_roots(
        library,
        [list_root(path, library) for path in paths],
        encoders or OpenedEncoders(),
        reader,
    )
    while True:
        try:
            next(steps)
        except StopIteration as end:
            assert isinstance(end.value, Report)
            return end.value


def contents(library: Library) -> dict[str, tuple[str, str, bytes]]:
    """Document, text and vector of every passage, by its id."""
    found = {}
    for batch in library.vector_batches():
        passages = library.passages(batch.passage_ids)
        for name, vector in zip(batch.passage_ids, batch.vectors, strict=True):
            passage = passages[name]
            found[name] = (passage.source.doc_id, passage.text, vector.tobytes())
    return found


def found_by_word(library: Library, query: str) -> list[str]:
    """Texts that the lexical search finds, best first."""
    return [hit.passage.text for hit in search_words(library, query, 10)]


def found_by_meaning(index_dir: Path, query: str, k: int = 10) -> list[tuple[float, str]]:
    """Score and id of what the vector index finds, best first; equal scores by id."""
    with Library(index_dir) as library:
        hits = open_current(index_dir, library).search(WordEncoder().encode([query])[0], k)
    return sorted((round(-h.score, 4), h.passage.passage_id) for h in hits)


def traces(folder: Path, text: str) -> list[str]:
    """Files below the folder whose bytes hold the text, in either case."""
    wanted = text.lower().encode()
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [file.name for file in files if wanted in file.read_bytes().lower()]
