"""Folders in, an index out: what `ingest.py` does, without the printing."""

from __future__ import annotations

import os
import shutil
from collections.abc import Generator, Iterator, Sequence
from functools import partial
from pathlib import Path

from assistant.errors import IndexMissing, LibraryError, ReadingError
from assistant.indexing.encoder import open_encoder
from assistant.indexing.generations import build_generation, is_current
from assistant.indexing.library import Library
from assistant.indexing.schema import LIBRARY_FILE
from assistant.indexing.sync import Progress, Report, Root, list_root, sync_roots, writing
from assistant.settings import Settings

REBUILD_FOLDER = "rebuild"


def plan(settings: Settings, paths: Sequence[Path]) -> list[Root]:
    """What a run would do, root by root; nothing is touched.

    Raises ReadingError when a root is not there, or holds nothing that can be read.
    """
    try:
        library = Library(settings.index_dir)
    except IndexMissing:
        return [_list(path, None) for path in paths]
    with library:
        return [_list(path, library) for path in paths]


def ingest(settings: Settings, paths: Sequence[Path]) -> Iterator[Progress | Report]:
    """Bring the index to the state of these roots; other roots stay. Ends with the Report."""
    with writing(settings.index_dir), Library(settings.index_dir, create=True) as library:
        roots = [_list(path, library) for path in paths]
        yield from _sync(settings, library, roots)


def rebuild(settings: Settings, paths: Sequence[Path]) -> Iterator[Progress | Report]:
    """Read and embed everything again: these roots and all that are remembered.

    The new library is made aside and takes the old one's place when it is complete, so that a
    killed rebuild changes nothing.
    """
    aside = settings.index_dir / REBUILD_FOLDER
    with writing(settings.index_dir):
        shutil.rmtree(aside, ignore_errors=True)
        wanted = dict.fromkeys([path.absolute() for path in paths])
        wanted.update(dict.fromkeys(p for p in _remembered_roots(settings) if p.exists()))
        with Library(aside, create=True) as library:
            roots = [_list(path, library) for path in wanted]
            report = yield from _read(settings, library, roots)
        for leftover in ("-wal", "-shm"):
            (settings.index_dir / f"{LIBRARY_FILE}{leftover}").unlink(missing_ok=True)
        os.replace(aside / LIBRARY_FILE, settings.index_dir / LIBRARY_FILE)
        shutil.rmtree(aside, ignore_errors=True)
        with Library(settings.index_dir) as library:
            yield from _index(settings, library)
        yield report


def remove(settings: Settings, name: str) -> list[str]:
    """Remove a root or one document with all that was made from it; the doc_ids that went.

    Raises LibraryError when nothing has that name.
    """
    with writing(settings.index_dir), Library(settings.index_dir) as library:
        doc_ids = sorted(library.marks(str(Path(name).absolute())))
        if not doc_ids and library.root_of(name) is not None:
            doc_ids = [name]
        if not doc_ids:
            raise LibraryError(
                f"no root and no document is called {name!r}; the roots are {list(library.roots())}"
            )
        library.remove(doc_ids)
        library.tidy()
        for _ in _index(settings, library):
            pass
    return doc_ids


def _list(path: Path, library: Library | None) -> Root:
    root = list_root(path, library)
    if not root.files and root.plan.remove:
        raise ReadingError(
            f"{str(path)!r} is empty now, and {len(root.plan.remove)} documents came from it; if"
            f" they are to go: `python ingest.py --remove {path}`"
        )
    if not root.files:
        named = "; ".join(f"{s.doc_id}: {s.reason}" for s in root.skipped[:3])
        raise ReadingError(
            f"no documents in {str(path)!r}{f' ({named})' if named else ''}; name a folder with"
            " Markdown, text, HTML, PDF, captions or records"
        )
    return root


def _sync(
    settings: Settings, library: Library, roots: Sequence[Root]
) -> Iterator[Progress | Report]:
    report = yield from _read(settings, library, roots)
    yield from _index(settings, library)
    yield report


def _read(
    settings: Settings, library: Library, roots: Sequence[Root]
) -> Generator[Progress, None, Report]:
    encoder = partial(open_encoder, settings.embedding_model, settings.cache_dir)
    return (yield from sync_roots(library, roots, encoder))


def _index(settings: Settings, library: Library) -> Iterator[Progress]:
    if not is_current(settings.index_dir, library.library_id, library.revision):
        yield Progress(0, 0, "building the vector index")
        build_generation(settings.index_dir)


def _remembered_roots(settings: Settings) -> list[Path]:
    try:
        with Library(settings.index_dir) as library:
            return [Path(root) for root in library.roots()]
    except LibraryError:
        return []  # none yet, or of another version: only the named roots are known
