"""The index held against the library, the library against itself, and what can be is repaired."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.errors import AssistantError, IndexDamaged
from assistant.indexing.encoder import Encoder, OpenEncoder, open_encoder
from assistant.indexing.failures import contradicted, failed_files, forget_failures
from assistant.indexing.generations import build_generation, remove_old_generations
from assistant.indexing.library import Library
from assistant.indexing.lock import writing
from assistant.indexing.verify import (
    fault_of_words,
    faults_of_file,
    faults_of_index,
    faulty_documents,
)
from assistant.settings import Settings, index_fingerprint

State = Literal["well", "repaired", "broken"]
NAMED = 5  # faults of one kind that are told


@dataclass(frozen=True, slots=True)
class Finding:
    """One part that was looked at."""

    part: str
    state: State
    told: str


def verify(settings: Settings, *, encoder: OpenEncoder | None = None) -> Iterator[Finding]:
    """Every part in turn, repaired where that is possible; nobody else may write meanwhile.

    `encoder` None: the one of the settings. Raises LibraryError when there is no library that
    could be looked at.
    """
    open_it = encoder or (lambda: open_encoder(settings.embedding_model, settings.cache_dir))
    try:
        opened = Library(settings.index_dir)
    except IndexDamaged as exc:
        yield Finding("library file", "broken", str(exc))
        return
    with opened as library, writing(settings.index_dir):
        try:
            file = _file(library)
            yield file
            if file.state == "broken":
                return  # what is read from it next may be anything
            yield _words(library)
            model = open_it()
            fingerprint = _fingerprint(library, model)
            yield fingerprint
            yield _documents(library, model, may_repair=fingerprint.state == "well")
            yield _failures(library)
            library.tidy()
        except IndexDamaged as exc:
            yield Finding("library file", "broken", str(exc))
            return
        yield _index(settings, library)


def _file(library: Library) -> Finding:
    faults = faults_of_file(library)
    counts = library.counts()
    told = f"whole: {counts['documents']} documents, {counts['passages']:,} passages"
    if not faults:
        return Finding("library file", "well", told)
    # An index of a table is made of the table; everything else is the truth itself.
    library.execute("REINDEX")
    left = faults_of_file(library)
    if not left:
        return Finding("library file", "repaired", f"{_some(faults)}; its indexes were made anew")
    return Finding(
        "library file",
        "broken",
        f"{_some(left)}; bring it back with `python ingest.py --import FILE`, or run"
        " `python ingest.py --rebuild` with every folder that was in it",
    )


def _words(library: Library) -> Finding:
    fault = fault_of_words(library)
    if fault is None:
        return Finding("word index", "well", "says what the passages say")
    library.execute("INSERT INTO words (words) VALUES ('rebuild')")
    if fault_of_words(library) is None:
        return Finding("word index", "repaired", f"{fault}; it was made anew from them")
    return Finding("word index", "broken", f"{fault}, and cannot be made anew")


def _fingerprint(library: Library, model: Encoder) -> Finding:
    wanted = index_fingerprint(model_sha256=model.model_sha256, dimensions=model.dimensions)
    found = library.fingerprint
    if found == wanted or library.is_empty:
        return Finding("embedding model", "well", found or "nothing is embedded yet")
    return Finding(
        "embedding model",
        "broken",
        f"the library was built with {found!r}, the settings say {wanted!r}; set"
        " ASSISTANT_EMBEDDING_MODEL to the model it was built with, or run"
        " `python ingest.py --rebuild`",
    )


def _documents(library: Library, model: Encoder, *, may_repair: bool) -> Finding:
    dimensions = _dimensions(library.fingerprint) or model.dimensions
    faulty = dict(faulty_documents(library, dimensions))
    if not faulty:
        return Finding("documents", "well", "every passage stands where it says, with its vector")
    if may_repair:
        for doc_id in faulty:
            _make_again(library, doc_id, model)
    left = dict(faulty_documents(library, dimensions))
    made = [f"{doc_id!r}: {reason}" for doc_id, reason in faulty.items() if doc_id not in left]
    if not left:
        told = f"{_some(made)}; passages and vectors were made anew from the text"
        return Finding("documents", "repaired", told)
    library.forget_marks(left)
    told = _some([f"{doc_id!r}: {reason}" for doc_id, reason in left.items()])
    return Finding(
        "documents",
        "broken",
        f"{told}; run `python ingest.py` with their folders: these files are then read again",
    )


def _make_again(library: Library, doc_id: str, model: Encoder) -> None:
    # Late: a library that is whole needs none of the reading.
    from assistant.indexing.encoding import embed
    from assistant.indexing.intake import entry_of
    from assistant.reading.split import split_document

    try:
        document = library.document(doc_id)
    except (ValueError, TypeError, KeyError):
        return  # what it is cannot be told from its text: its file has to be read
    root = library.root_of(doc_id) or ""
    passages = split_document(
        document, count_tokens=model.count_tokens, max_tokens=model.max_tokens
    )
    mark = library.marks(root)[doc_id]
    made = entry_of(document, passages, embed(model, passages), root=root, mark=mark)
    library.replace([made])


def _failures(library: Library) -> Finding:
    wrong = contradicted(library)
    if not wrong:
        told = f"{len(failed_files(library))} remembered, with the reason"
        return Finding("unreadable files", "well", told)
    forget_failures(library, wrong)
    told = f"{_some([repr(file.doc_id) for file in wrong])}: what was remembered is no reason"
    return Finding("unreadable files", "repaired", f"{told}; the next run reads them again")


def _index(settings: Settings, library: Library) -> Finding:
    faults = faults_of_index(settings.index_dir, library)
    if not faults:
        remove_old_generations(settings.index_dir)
        return Finding("vector index", "well", "holds every vector as the library has it")
    try:
        build_generation(settings.index_dir)
        left = faults_of_index(settings.index_dir, library)
    except AssistantError as exc:
        return Finding("vector index", "broken", f"{_some(faults)}; {exc}")
    if left:
        return Finding("vector index", "broken", f"{_some(left)}, also after it was built anew")
    return Finding("vector index", "repaired", f"{_some(faults)}; it was built anew")


def _dimensions(fingerprint: str) -> int | None:
    name, _, number = (fingerprint.split() or [""])[-1].partition("-")
    return int(number) if name == "dims" and number.isdigit() else None


def _some(faults: Sequence[str]) -> str:
    more = f" and {len(faults) - NAMED} more" if len(faults) > NAMED else ""
    return "; ".join(faults[:NAMED]) + more
