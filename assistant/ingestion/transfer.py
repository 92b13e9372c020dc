"""A whole library as one file, to take it to another machine or to keep it as a backup.

A zip of the SQLite file and of what it is, with its checksum. The vector index is not in it: it is
built from the library where it is imported, without embedding anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import uuid
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from assistant.errors import AssistantError, IndexMissing, LibraryError
from assistant.indexing.encoder import OpenEncoder, open_encoder
from assistant.indexing.export import find_export
from assistant.indexing.failures import failed_files, forget_failures
from assistant.indexing.flush import flush
from assistant.indexing.generations import GenerationBuilder
from assistant.indexing.library import Library
from assistant.indexing.library_file import take_over
from assistant.indexing.lock import writing
from assistant.indexing.plan import root_path
from assistant.indexing.report import Progress
from assistant.indexing.schema import LIBRARY_FILE
from assistant.ingestion.ingest import IMPORT_FOLDER
from assistant.settings import Settings, index_fingerprint

FORMAT = "openness-assistant library 1"
DESCRIPTION = "library.json"
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class Exported:
    """What lies in the file beside the library."""

    format: str
    fingerprint: str  # what its vectors were made with
    roots: Mapping[str, int]  # the folders it was made of, with their documents
    documents: int
    passages: int
    size_bytes: int  # of the library
    sha256: str  # of the library


def export_library(settings: Settings, file: Path) -> Exported:
    """Write the library as it is now into a new file, also while an ingest changes it.

    Raises LibraryError when there is none, or when the file is there already.
    """
    if file.exists():
        raise LibraryError(f"{str(file)!r} is there already; name another file, or remove it first")
    with Library(settings.index_dir) as library:
        try:
            with tempfile.TemporaryDirectory(dir=file.absolute().parent, prefix=".export-") as made:
                folder = Path(made)
                library.copy_to(folder / LIBRARY_FILE)
                exported = _describe(folder)
                _write(folder / "whole", exported, folder / LIBRARY_FILE)
                os.replace(folder / "whole", file)
                flush(file.absolute().parent)
        except OSError as exc:
            raise LibraryError(
                f"{str(file)!r} cannot be written ({exc.strerror}); nothing was left there: free"
                " some space, or name another folder"
            ) from exc
    return exported


def import_library(
    settings: Settings,
    file: Path,
    *,
    roots: Sequence[str] = (),
    replace: bool = False,
    encoder: OpenEncoder | None = None,
) -> Iterator[Progress | Exported]:
    """Take over an exported library and build its vector index. Ends with what it holds.

    `roots`: where its folders lie here, "NEW" for the only one, "OLD=NEW" for one of several; the
    others keep the names they had. `replace`: also where the library here holds documents. An
    import that is interrupted leaves what was there. Raises LibraryError.
    """
    exported = _read_description(file)
    _refuse_other_model(file, exported, settings, encoder)
    renamed = _renamed(exported, roots)
    aside = settings.index_dir / IMPORT_FOLDER
    with writing(settings.index_dir), GenerationBuilder(settings.index_dir) as builder:
        if not replace:
            _refuse_loss(settings.index_dir)
        builder.warm_up()
        yield Progress(0, 0, f"unpacking {exported.documents} documents")
        shutil.rmtree(aside, ignore_errors=True)
        try:
            _unpack(file, exported, aside)
            with _open_unpacked(file, aside) as fresh:
                for old, new in renamed.items():
                    fresh.rename_root(old, new)
                take_over(settings.index_dir, fresh)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        with Library(settings.index_dir) as library:
            library.tidy()  # of what was there before, nothing stays
        yield Progress(0, 0, "building the vector index")
        builder.build()
    yield exported


def _describe(folder: Path) -> Exported:
    with Library(folder) as copy:
        copy.execute("DELETE FROM stamps")  # files look otherwise on another machine
        forget_failures(copy, failed_files(copy))  # and may be read there
        counts = copy.counts()
        fingerprint, roots = copy.fingerprint, copy.roots()
    file = folder / LIBRARY_FILE
    with file.open("rb") as opened:
        sha256 = hashlib.file_digest(opened, "sha256").hexdigest()
    return Exported(
        format=FORMAT,
        fingerprint=fingerprint,
        roots=roots,
        documents=counts["documents"],
        passages=counts["passages"],
        size_bytes=file.stat().st_size,
        sha256=sha256,
    )


def _write(target: Path, exported: Exported, library: Path) -> None:
    # Level 1: vectors hardly become smaller, and texts do as well with less time.
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(DESCRIPTION, json.dumps(asdict(exported), indent=1, ensure_ascii=False))
        with library.open("rb") as source, packed.open(LIBRARY_FILE, "w", force_zip64=True) as to:
            shutil.copyfileobj(source, to, BLOCK_BYTES)
    flush(target)


def _read_description(file: Path) -> Exported:
    try:
        with zipfile.ZipFile(file) as packed:
            exported = Exported(**json.loads(packed.read(DESCRIPTION)))
            packed.getinfo(LIBRARY_FILE)
    except OSError as exc:
        raise LibraryError(f"{str(file)!r} cannot be opened: {exc.strerror}") from exc
    except (zipfile.BadZipFile, zlib.error, ValueError, TypeError, KeyError, EOFError) as exc:
        raise LibraryError(
            f"{str(file)!r} is no exported library, or not all of it; make one with"
            " `python ingest.py --export FILE`"
        ) from exc
    if exported.format != FORMAT:
        raise LibraryError(
            f"{str(file)!r} has format {exported.format!r}, this version reads {FORMAT!r}; export"
            " it with the same version of the program"
        )
    return exported


def _refuse_other_model(
    file: Path, exported: Exported, settings: Settings, encoder: OpenEncoder | None
) -> None:
    export = None if encoder else find_export(settings.embedding_model, settings.cache_dir)
    open_it = encoder or (lambda: open_encoder(settings.embedding_model, settings.cache_dir))
    model = export or open_it()
    wanted = index_fingerprint(model_sha256=model.model_sha256, dimensions=model.dimensions)
    if exported.fingerprint not in ("", wanted):
        raise LibraryError(
            f"{str(file)!r} was built with {exported.fingerprint!r}, the settings say {wanted!r};"
            " set ASSISTANT_EMBEDDING_MODEL to the model it was built with, or ingest the"
            " documents themselves"
        )


def _renamed(exported: Exported, roots: Sequence[str]) -> dict[str, str]:
    """Old names of roots to new ones."""
    renamed: dict[str, str] = {}
    for given in roots:
        old, equals, new = given.rpartition("=")
        if not equals and len(exported.roots) == 1:
            [old] = exported.roots
        if old not in exported.roots:
            raise LibraryError(
                f"--root {given!r} names no folder of the library; write OLD=NEW with one of"
                f" {list(exported.roots)}"
            )
        renamed[old] = str(root_path(Path(new)))
    return renamed


def _refuse_loss(index_dir: Path) -> None:
    try:
        with Library(index_dir) as library:
            documents = f"{library.counts()['documents']} documents"
            if library.is_empty:
                return
    except IndexMissing:
        return
    except LibraryError:
        documents = "a library that does not open"
    raise LibraryError(
        f"{str(index_dir)!r} holds {documents} already; name another folder with --index, or add"
        " --replace to give them up"
    )


def _unpack(file: Path, exported: Exported, aside: Path) -> None:
    """The library, if it is the one that was packed: no byte more, no byte other."""
    digest = hashlib.sha256()
    left = exported.size_bytes
    try:
        aside.mkdir(parents=True)
        with (
            zipfile.ZipFile(file) as packed,
            packed.open(LIBRARY_FILE) as source,
            (aside / LIBRARY_FILE).open("wb") as target,
        ):
            while left >= 0 and (block := source.read(BLOCK_BYTES)):
                left -= len(block)
                digest.update(block)
                target.write(block)
    except (zipfile.BadZipFile, zlib.error, EOFError) as exc:
        raise _damaged(file) from exc
    except OSError as exc:
        raise LibraryError(
            f"{str(file)!r} cannot be unpacked into {str(aside.parent)!r} ({exc.strerror}); free"
            " some space; what was there is as it was"
        ) from exc
    if left or digest.hexdigest() != exported.sha256:
        raise _damaged(file)


def _open_unpacked(file: Path, aside: Path) -> Library:
    """The library, checked as nothing of a stranger's has been: its tables are ours, all whole."""
    try:
        fresh = Library(aside, create=True)
        with Library(aside / "empty", create=True) as empty:
            if fresh.layout() != empty.layout():
                raise LibraryError("its tables are of another version")
        fresh.check()
        # A vector index that was built from the original is not of this one.
        fresh.execute("UPDATE meta SET value = ? WHERE key = 'library_id'", [uuid.uuid4().hex])
    except AssistantError as exc:
        raise LibraryError(
            f"{str(file)!r} holds a library that this version cannot use: {exc}"
        ) from exc
    return fresh


def _damaged(file: Path) -> LibraryError:
    return LibraryError(
        f"{str(file)!r} is damaged: its library is not the one that was packed; copy or export it"
        " again"
    )
