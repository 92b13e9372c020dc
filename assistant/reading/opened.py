"""A file is opened once, and what was opened is looked at: not what its name stood for before.

Between listing a folder and reading it, a file can be exchanged for a link, a pipe or a device.
A link would show a file of another folder, a pipe would be waited for without end.
"""

from __future__ import annotations

import errno
import os
import stat
from io import BufferedReader
from pathlib import Path

from assistant.errors import ReadingError
from assistant.reason import Reason

_NOT_REGULAR = "is not a regular file (a pipe, a socket or a device)"
_MOVED = "became a link, or its folder did, after it was found; run the same command again"
# Missing on Windows, which has no such pipes and links. NONBLOCK: a pipe is opened at once.
_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def open_regular(path: Path, *, root: Path | None = None) -> BufferedReader:
    """The regular file at `path`, opened for reading.

    `root` is the folder it was found in and must lie in; None: it was named itself, and may be a
    link. Raises ReadingError where it is something else, OSError where it cannot be opened.
    """
    # Looked at before it is opened as well: opening some devices already does something.
    if not stat.S_ISREG(path.stat(follow_symlinks=root is None).st_mode):
        raise _not_now(_MOVED if path.is_symlink() else _NOT_REGULAR)
    try:
        handle = os.open(path, _FLAGS | (_NO_LINK if root else 0))
    except OSError as exc:
        if exc.errno == errno.ELOOP:
            raise _not_now(_MOVED) from exc
        raise
    try:
        opened = os.fstat(handle)
        if not stat.S_ISREG(opened.st_mode):
            raise _not_now(_NOT_REGULAR)
        if root is not None and not _lies_in(path, root, opened):
            raise _not_now(_MOVED)
        return os.fdopen(handle, "rb")
    except BaseException:
        os.close(handle)
        raise


def read_regular(path: Path, *, root: Path | None = None, most_bytes: int) -> bytes:
    """The bytes of a regular file, as `open_regular` opens it. Raises ReadingError."""
    try:
        with open_regular(path, root=root) as file:
            if os.fstat(file.fileno()).st_size > most_bytes:  # it may have grown
                raise _not_now(
                    Reason("is too large: more than {mb} MB", mb=most_bytes // 1_000_000)
                )
            return file.read()
    except OSError as exc:
        raise _not_now(Reason("cannot be opened: {reason}", reason=exc.strerror)) from exc


def _not_now(message: str) -> ReadingError:
    """What is at a place may be another thing the next time."""
    return ReadingError(message, may_pass=True)


def _lies_in(path: Path, root: Path, opened: os.stat_result) -> bool:
    """Whether the file that was opened lies in the folder, links in its path followed.

    Asked after opening: a folder that was a link only for a moment then leads to another file.
    """
    real = path.resolve(strict=True)
    return real.is_relative_to(root.resolve()) and os.path.samestat(real.stat(), opened)
