"""Folders in, an index out: what `ingest.py` does, without the printing."""

from __future__ import annotations

import shutil
from collections.abc import Generator, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.errors import (
    IndexDamaged,
    IndexMismatch,
    IndexMissing,
    LibraryError,
    ReadingError,
)
from assistant.indexing.failures import failed_files, forget_failures, missing_files
from assistant.indexing.generations import (
    GenerationBuilder,
    expects_build,
    is_current,
    remove_old_generations,
)
from assistant.indexing.library import Library
from assistant.indexing.library_file import take_over
from assistant.indexing.lock import writing
from assistant.indexing.plan import Root, list_root, root_path
from assistant.indexing.report import Progress, Report
from assistant.indexing.schema import LIBRARY_FILE
from assistant.indexing.sync import sync_roots
from assistant.reason import phrase
from assistant.settings import Settings

# Libraries in the making, by names that nobody else's folder has: they are removed.
REBUILD_FOLDER = "library.db-rebuild"
IMPORT_FOLDER = "library.db-import"

if TYPE_CHECKING:
    from assistant.indexing.encoder import Encoder, OpenEncoder
    from assistant.indexing.sync import OpenReader


def plan(settings: Settings, paths: Sequence[Path]) -> list[Root]:
    """What a run would do, root by root; nothing is touched.

    Raises ReadingError when a root is not there, or holds nothing that can be read.
    """
    try:
        library = Library(settings.index_dir)
    except IndexMissing:
        return _list_all(paths, None)
    with library:
        return _list_all(paths, library)


def ingest(
    settings: Settings,
    paths: Sequence[Path],
    *,
    encoder: OpenEncoder | None = None,
    reader: OpenReader | None = None,
) -> Generator[Progress | Report, None, None]:
    """Bring the index to the state of these roots; other roots stay. Ends with the Report.

    `encoder` None: the one of the settings. `reader` None: a child process for this run only.
    Raises ReadingError when a root cannot be used, and LibraryError when the library cannot; what
    was there is then as it was.
    """
    if not (settings.index_dir / LIBRARY_FILE).exists():
        _list_all(paths, None)  # a wrong path makes no empty library
    with (
        writing(settings.index_dir),
        Library(settings.index_dir, create=True) as library,
        GenerationBuilder(settings.index_dir) as builder,
    ):
        library.check()
        roots = _list_all(paths, library)
        report = yield from _read(settings, library, roots, encoder, builder, reader=reader)
        yield from _index(settings, library, builder)
    yield report


def rebuild(
    settings: Settings, paths: Sequence[Path], *, encoder: OpenEncoder | None = None
) -> Iterator[Progress | Report]:
    """Read and embed everything again: these roots and all that are remembered.

    The new library is made aside and taken over when it is complete, so that a killed rebuild
    changes nothing. Raises ReadingError when a remembered root is gone.
    """
    aside = settings.index_dir / REBUILD_FOLDER
    with writing(settings.index_dir), GenerationBuilder(settings.index_dir) as builder:
        shutil.rmtree(aside, ignore_errors=True)
        try:
            with Library(aside, create=True) as fresh:
                roots = _list_all([*paths, *_remembered_roots(settings)], fresh)
                report = yield from _read(settings, fresh, roots, encoder, builder)
                take_over(settings.index_dir, fresh)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        with Library(settings.index_dir) as library:
            yield from _index(settings, library, builder)
    yield report


def remove(settings: Settings, name: str) -> list[str]:
    """Remove a root or one document with all that was made from it; the doc_ids that went.

    Raises LibraryError when nothing has that name.
    """
    with (
        Library(settings.index_dir) as library,
        writing(settings.index_dir),
        GenerationBuilder(settings.index_dir) as builder,
    ):
        root = str(root_path(Path(name)))
        doc_ids = sorted(library.marks(root))
        failed = [file for file in failed_files(library) if file.root == root]
        if not (doc_ids or failed):
            doc_ids = [name] if library.root_of(name) is not None else []
            failed = [file for file in failed_files(library) if file.doc_id == name]
        if not (doc_ids or failed):
            raise LibraryError(
                "no root and no document is called {name!r}; the roots are {roots}",
                name=name,
                roots=list(library.roots()),
            )
        forget_failures(library, failed)
        _take_out(settings, library, builder, doc_ids)
    return sorted({*doc_ids, *(file.doc_id for file in failed)})


def remove_document(settings: Settings, doc_id: str) -> None:
    """Remove one document with all that was made from it; one that is not there is no error."""
    with (
        Library(settings.index_dir) as library,
        writing(settings.index_dir),
        GenerationBuilder(settings.index_dir) as builder,
    ):
        _take_out(settings, library, builder, [doc_id])


def forget_gone(settings: Settings) -> None:
    """Forget why files could not be read that are not there any more, words they had included."""
    with Library(settings.index_dir) as library, writing(settings.index_dir):
        forget_failures(library, missing_files(library))
        library.tidy()


def _take_out(
    settings: Settings, library: Library, builder: GenerationBuilder, doc_ids: Sequence[str]
) -> None:
    library.remove(doc_ids)
    for _ in _index(settings, library, builder):
        pass


def _list_all(paths: Sequence[Path], library: Library | None) -> list[Root]:
    return [_list(path, library) for path in dict.fromkeys(map(root_path, paths))]


def _list(path: Path, library: Library | None) -> Root:
    if library and not path.exists():
        _refuse_loss(path, phrase("is not there"), len(library.marks(str(path))))
    root = list_root(path, library)
    if not root.files:
        _refuse_loss(path, phrase("is empty now"), len(root.plan.remove))
    if not root.files:
        raise _no_documents(path, root)
    return root


def _no_documents(path: Path, root: Root) -> ReadingError:
    named = "; ".join(f"{s.doc_id}: {s.reason}" for s in root.skipped[:3])
    if not named:
        return ReadingError(
            "no documents in {path!r}; name a folder with Markdown, text, HTML, PDF, captions or"
            " records",
            path=str(path),
        )
    return ReadingError(
        "no documents in {path!r} ({named}); name a folder with Markdown, text, HTML, PDF,"
        " captions or records",
        path=str(path),
        named=named,
    )


def _refuse_loss(root: Path, state: str, documents: int) -> None:
    # A disk that is not mounted looks like this too.
    if documents:
        raise ReadingError(
            "{root!r} {state}, and {documents} documents came from it; if they are to go:"
            " `python ingest.py --remove {root}`",
            root=str(root),
            state=state,
            documents=documents,
        )


def _read(
    settings: Settings,
    library: Library,
    roots: Sequence[Root],
    encoder: OpenEncoder | None,
    builder: GenerationBuilder,
    *,
    reader: OpenReader | None = None,
) -> Generator[Progress, None, Report]:
    def of_settings() -> Encoder:
        from assistant.indexing.encoder import open_encoder

        return open_encoder(settings.embedding_model, settings.cache_dir)

    if any(root.plan.read for root in roots):
        # Late: a run that finds nothing to do, the most frequent of all, needs none of this.
        from assistant.indexing.export import find_export

        loading = phrase("loading the embedding model")
        if encoder is None and find_export(settings.embedding_model, settings.cache_dir) is None:
            loading = phrase("preparing the embedding model: about half a minute, only this once")
        yield Progress(0, 0, loading)
    known = library.marks()
    replaces = any(d in known for root in roots for d in (*root.plan.read, *root.plan.remove))
    steps = sync_roots(library, roots, encoder or of_settings, reader)
    while True:
        # As soon as it is clear that a generation will be built, its process starts. Documents
        # that are read again leave passages behind, though not before their batch is stored.
        if replaces or expects_build(settings.index_dir, library):
            builder.warm_up()
        try:
            yield next(steps)
        except StopIteration as end:
            report: Report = end.value
            return report


def _index(settings: Settings, library: Library, builder: GenerationBuilder) -> Iterator[Progress]:
    # A killed rebuild or import left it: texts that nobody would ever remove again.
    for left in (REBUILD_FOLDER, IMPORT_FOLDER):
        shutil.rmtree(settings.index_dir / left, ignore_errors=True)
    whole = is_current(settings.index_dir, library)
    if not (whole and library.is_tidy):
        # Here and not after the change: a run that was killed in between is tidied by the next.
        library.tidy()
    if whole:
        remove_old_generations(settings.index_dir)  # a killed run may have left some
        return
    yield Progress(0, 0, phrase("building the vector index"))
    builder.build()


def _remembered_roots(settings: Settings) -> list[Path]:
    try:
        with Library(settings.index_dir) as library:
            library.check()
            roots = {Path(root): documents for root, documents in library.roots().items()}
    except (IndexMissing, IndexDamaged, IndexMismatch):
        return []  # none yet, or of another version: only the named roots are known
    for root, documents in roots.items():
        if not root.exists():
            _refuse_loss(root, phrase("is not there"), documents)
    return list(roots)
