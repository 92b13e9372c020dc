"""Which vector index is in use: folders built aside from the library and swapped in whole.

    index_dir/CURRENT         name of the generation in use, replaced in one step
    index_dir/gen-<id>/       a Chroma folder that is never written to again, and its manifest

A generation holds the passages of the library up to a number. Those added later are its tail
(`tail.py`), which is compared one by one until it is long enough for a new generation. One that
was removed has to leave the disk with its vector: that takes a new generation at once.

Why aside: a kill while Chroma 1.5.9 writes its HNSW files in place left 12 of 24 indexes
unreadable, and opening one of those can fill the disk. A generation is either complete or not
there.

Not here: Chroma itself (`chroma.py`), and who writes a generation (`builder.py`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
import zlib
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path
from typing import Self
from urllib.parse import quote

from assistant.errors import IndexDamaged
from assistant.indexing.flush import flush
from assistant.indexing.library import Library
from assistant.reason import phrase

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
DATABASE = "chroma.sqlite3"

# The longest tail: 1,000 vectors are loaded in 5 ms and compared in 0.2 ms. In a large library a
# tenth of it, so that a generation is built for every tenth more and not for every thousand.
LONGEST_TAIL = 1000
LONGEST_TAIL_SHARE = 0.1

# Only these folders are ours to remove: an index may lie beside anything.
_NAME = re.compile(r"gen-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from, written beside it when it is complete."""

    library_id: str  # of the library it was built from
    revision: int  # of that library
    last_number: int  # of a passage, when it was built: those with a higher one came later
    passages: int
    dimensions: int
    chromadb: str  # its files are read by the version that wrote them
    files: dict[str, int]  # CRC-32 by path relative to the generation; the database is left out


def current_generation(index_dir: Path) -> Path | None:
    """The folder named by CURRENT; None when nothing was built yet."""
    try:
        name = (index_dir / CURRENT).read_text().strip()
    except (OSError, UnicodeDecodeError):
        return None
    return index_dir / name if _is_generation(index_dir / name) else None


def is_current(index_dir: Path, library: Library) -> bool:
    """Whether the generation in use is whole, and nothing asks for a new one."""
    folder = current_generation(index_dir)
    try:
        return folder is not None and _suffices(
            check_generation(folder, library.library_id), library
        )
    except IndexDamaged:
        return False


def expects_build(index_dir: Path, library: Library) -> bool:
    """Whether a new generation is needed already; unlike `is_current`, no file is compared."""
    folder = current_generation(index_dir)
    try:
        return folder is None or not _suffices(read_manifest(folder), library)
    except IndexDamaged:
        return True


def belongs_to(manifest: Manifest, library: Library) -> bool:
    """Whether a generation is of this library's past: of no other library, and of no later state.

    A later state is what an older copy of the library meets that was put back in its place.
    """
    same = manifest.library_id == library.library_id
    return same and manifest.revision <= library.revision


def _suffices(manifest: Manifest, library: Library) -> bool:
    """Whether nothing left what it holds, and its tail is short."""
    if not belongs_to(manifest, library):
        return False
    held, after = library.reach(manifest.last_number)
    longest = max(LONGEST_TAIL, LONGEST_TAIL_SHARE * held)
    return held == manifest.passages and after <= longest


class GenerationBuilder:
    """Builds generations in a child process. Use it in `with`; `build` once.

    In a child, because Chroma keeps a client per path for the life of a process and because a new
    threshold is honoured only by processes that open the folder afterwards.
    """

    def __init__(self, index_dir: Path) -> None:
        self._index_dir = index_dir.absolute()
        self._child: subprocess.Popen[str] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._child is not None and self._child.poll() is None:
            self._child.kill()
            self._child.communicate()

    def warm_up(self) -> None:
        """Start the child, which then imports Chroma: 2 s that pass while texts are encoded.

        Starting it twice is starting it once.
        """
        if self._child is not None:
            return
        self._child = subprocess.Popen(  # noqa: S603 - our own module
            [sys.executable, "-m", "assistant.indexing.builder", str(self._index_dir)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )

    def build(self) -> Path:
        """Build a generation of the library as it is now, swap it in, remove the old ones.

        Raises IndexDamaged when that fails; the one in use then stays.
        """
        self.warm_up()
        assert self._child is not None
        folder = self._index_dir / f"gen-{uuid.uuid4().hex[:12]}"
        _, errors = self._child.communicate(f"{folder.name}\n")
        if self._child.returncode != 0:
            shutil.rmtree(folder, ignore_errors=True)
            reason = (errors.strip().splitlines() or [phrase("no message")])[-1]
            raise IndexDamaged(
                "the vector index could not be built ({reason}); the library in {folder!r} is"
                " whole: free some disk space and run `python ingest.py` again",
                reason=reason,
                folder=str(self._index_dir),
            )
        _swap_in(self._index_dir, folder)
        return folder


def build_generation(index_dir: Path) -> Path:
    """Build a generation of the library and swap it in; its folder. See `GenerationBuilder`."""
    with GenerationBuilder(index_dir) as builder:
        return builder.build()


def _swap_in(index_dir: Path, folder: Path) -> None:
    aside = index_dir / f"{CURRENT}.{uuid.uuid4().hex[:8]}"
    aside.write_text(folder.name + "\n")
    flush(aside)
    os.replace(aside, index_dir / CURRENT)
    flush(index_dir)
    remove_old_generations(index_dir)


def remove_old_generations(index_dir: Path) -> None:
    """Remove every generation but the one in use, and what killed builds left behind."""
    current = current_generation(index_dir)
    for folder in index_dir.glob("gen-*"):
        if folder != current and _is_generation(folder):
            shutil.rmtree(folder, ignore_errors=True)
    for leftover in index_dir.glob(f"{CURRENT}.{'[0-9a-f]' * 8}"):
        leftover.unlink(missing_ok=True)


def read_manifest(folder: Path) -> Manifest:
    """What a generation says of itself. Raises IndexDamaged when it is not complete."""
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
        manifest.files.items()
    except (OSError, ValueError, TypeError, AttributeError) as exc:
        raise IndexDamaged(
            "generation {name!r} is not complete: {reason}", name=folder.name, reason=exc
        ) from exc
    return manifest


def check_generation(folder: Path, library_id: str) -> Manifest:
    """The manifest, if it is of this library, every file is as written, and Chroma is the same.

    All before Chroma touches anything: opening a torn file can fill the disk. 10 ms for 10,000
    vectors. Raises IndexDamaged.
    """
    manifest = read_manifest(folder)
    if manifest.chromadb != version("chromadb"):
        raise IndexDamaged(
            "generation {name!r} was written by chromadb {built_with!r}, installed is"
            " {installed!r}",
            name=folder.name,
            built_with=manifest.chromadb,
            installed=version("chromadb"),
        )
    if manifest.library_id != library_id:
        raise IndexDamaged("generation {name!r} was built from another library", name=folder.name)
    for name, wanted in manifest.files.items():
        if _checksum(folder / name) != wanted:
            raise IndexDamaged(
                "{name!r} of {folder!r} is not as it was written", name=name, folder=folder.name
            )
    _check_database(folder / DATABASE)
    return manifest


def seal_generation(folder: Path, manifest: Manifest) -> None:
    """Flush every file to disk, then write the manifest with their checksums: now it is complete.

    Chroma writes into its database whenever it opens it; the vectors' files never change again.
    """
    files = sorted(f for f in folder.rglob("*") if f.is_file())
    for file in files:
        flush(file)
    checksums = {
        f.relative_to(folder).as_posix(): _checksum(f) for f in files if f.parent != folder
    }
    sealed = folder / MANIFEST
    sealed.write_text(json.dumps(asdict(replace(manifest, files=checksums)), indent=1))
    flush(sealed)
    flush(folder)


def _is_generation(folder: Path) -> bool:
    return _NAME.fullmatch(folder.name) is not None and folder.is_dir()


def _checksum(file: Path) -> int:
    """CRC-32 of the bytes; -1 where there is no such file."""
    try:
        return zlib.crc32(file.read_bytes())
    except OSError:
        return -1


def _check_database(file: Path) -> None:
    """Raise IndexDamaged unless SQLite finds the file whole. An absent one is never created."""
    try:
        connection = sqlite3.connect(f"file:{quote(str(file))}?mode=rw", uri=True)
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.DatabaseError as exc:
        found = exc
    if found != "ok":
        raise IndexDamaged(
            "{name!r} of {folder!r} is damaged: {found}",
            name=DATABASE,
            folder=file.parent.name,
            found=found,
        )
