"""One writer at a time: whoever changes the library or builds a generation holds this lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.errors import IndexBusy, LibraryError

LOCK_FILE = "writing.lock"


@contextmanager
def writing(index_dir: Path, *, wait_s: float = 0.0) -> Iterator[None]:
    """Hold the only right to write. Raises IndexBusy when another process keeps it.

    The kernel takes it back when a process is killed. Raises LibraryError where the folder cannot
    be made or written to.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(index_dir / LOCK_FILE)
    try:
        index_dir.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=wait_s)
    except Timeout as exc:
        raise IndexBusy(
            "another process is writing to {folder!r}; wait until it is done, then run the"
            " same command again",
            folder=str(index_dir),
        ) from exc
    except OSError as exc:
        raise LibraryError(
            "cannot write to the folder {folder!r} ({reason}); name another one with --index",
            folder=str(index_dir),
            reason=exc.strerror,
        ) from exc
    try:
        yield
    finally:
        lock.release()
