"""Which vector index is in use: folders built aside from the library and swapped in whole.

    index_dir/CURRENT         name of the generation in use, replaced in one step
    index_dir/gen-<id>/       a Chroma folder that is never written to again, and its manifest

Why aside: a kill while Chroma 1.5.9 writes its HNSW files in place left 12 of 24 indexes
unreadable, and opening one of those can fill the disk. A generation is either complete or not there.

Not here: Chroma itself (`vector_index.py`).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import uuid
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from assistant.errors import IndexDamaged

CURRENT = "CURRENT"
MANIFEST = "manifest.json"
DATABASE = "chroma.sqlite3"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from, written beside it when it is complete."""

    library_id: str  # of the library it was built from
    revision: int  # of that library
    passages: int
    dimensions: int
    chromadb: str  # its files are read by the version that wrote them
    sizes: dict[str, int]  # bytes per file, by path relative to the generation


def current_generation(index_dir: Path) -> Path | None:
    """The folder named by CURRENT; None when nothing was built yet."""
    try:
        name = (index_dir / CURRENT).read_text().strip()
    except OSError:
        return None
    folder = index_dir / name
    return folder if name.startswith("gen-") and folder.is_dir() else None


def is_current(index_dir: Path, library_id: str, revision: int) -> bool:
    """Whether the generation in use is whole and holds this revision of this library."""
    folder = current_generation(index_dir)
    try:
        return folder is not None and check_generation(folder, library_id).revision == revision
    except IndexDamaged:
        return False


def build_generation(index_dir: Path) -> Path:
    """Build a generation of the library in a child process, swap it in, remove the old ones.

    In a child, because Chroma keeps a client per path for the life of a process and because a new
    threshold is honoured only by processes that open the folder afterwards. Raises IndexDamaged.
    """
    index_dir = index_dir.absolute()
    folder = index_dir / f"gen-{uuid.uuid4().hex[:12]}"
    done = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "assistant.indexing.vector_index", str(index_dir), folder.name],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    if done.returncode != 0:
        shutil.rmtree(folder, ignore_errors=True)
        reason = (done.stderr.strip().splitlines() or ["no message"])[-1]
        raise IndexDamaged(
            f"the vector index could not be built ({reason}); the library in {str(index_dir)!r}"
            " is whole: free some disk space and run `python ingest.py` again"
        )
    aside = index_dir / f"{CURRENT}.{uuid.uuid4().hex[:8]}"
    aside.write_text(folder.name + "\n")
    _flush(aside)
    os.replace(aside, index_dir / CURRENT)
    _flush(index_dir)
    remove_old_generations(index_dir)
    return folder


def remove_old_generations(index_dir: Path) -> None:
    """Remove every generation but the one in use, and what killed builds left behind."""
    current = current_generation(index_dir)
    for folder in index_dir.glob("gen-*"):
        if folder != current:
            shutil.rmtree(folder, ignore_errors=True)
    for leftover in index_dir.glob(f"{CURRENT}.*"):
        leftover.unlink(missing_ok=True)


def check_generation(folder: Path, library_id: str) -> Manifest:
    """The manifest, if it is of this library, every file has its size, and Chroma is the same.

    Sizes are compared before Chroma touches anything. Raises IndexDamaged.
    """
    try:
        manifest = Manifest(**json.loads((folder / MANIFEST).read_text()))
    except (OSError, ValueError, TypeError) as exc:
        raise IndexDamaged(f"generation {folder.name!r} is not complete: {exc}") from exc
    if manifest.chromadb != version("chromadb"):
        raise IndexDamaged(
            f"generation {folder.name!r} was written by chromadb {manifest.chromadb!r},"
            f" installed is {version('chromadb')!r}"
        )
    if manifest.library_id != library_id:
        raise IndexDamaged(f"generation {folder.name!r} was built from another library")
    for name, size in manifest.sizes.items():
        file = folder / name
        found = file.stat().st_size if file.is_file() else -1
        # The database may grow when it is opened; the vectors' files never change.
        if found != size and not (name == DATABASE and found > size):
            raise IndexDamaged(f"{name!r} of {folder.name!r} has {found} bytes, expected {size}")
    return manifest


def seal_generation(folder: Path, manifest: Manifest) -> None:
    """Flush every file to disk, then write the manifest with their sizes: now it is complete."""
    files = sorted(f for f in folder.rglob("*") if f.is_file())
    sizes = {f.relative_to(folder).as_posix(): f.stat().st_size for f in files}
    for file in files:
        _flush(file)
    sealed = folder / MANIFEST
    sealed.write_text(json.dumps(asdict(replace(manifest, sizes=sizes)), indent=1))
    _flush(sealed)
    _flush(folder)


def _flush(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
