"""The feedback of this machine: `feedback.jsonl` in the data folder, readable by its owner only.

Nothing is made before the first verdict, and nothing is ever sent anywhere.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from assistant.errors import AssistantError, IndexBusy, LibraryError
from assistant.feedback.entry import Feedback, as_object, from_object
from assistant.feedback.lines import append_line, read_lines
from assistant.indexing.lock import writing
from assistant.reason import phrase

FEEDBACK_FILE = "feedback.jsonl"
LOCK_WAIT_S = 5.0  # a line takes milliseconds to write
# The lock between programs is looked at twenty times a second and given to whoever comes first: of
# fifty readers of one page some would wait in vain. They queue here before one of them asks for it.
_IN_TURN = threading.Lock()
# About 10,000 verdicts. A page that stands open to strangers must not fill the disk.
LARGEST_BYTES = 100_000_000


class FeedbackError(AssistantError):
    """Feedback cannot be kept or read."""


def keep_feedback(entry: Feedback, data_dir: Path) -> None:
    """Add the entry; it is on the disk when this returns. Raises FeedbackError."""
    keep_line(data_dir / FEEDBACK_FILE, as_object(entry))


def keep_line(path: Path, record: Mapping[str, object]) -> None:
    """Add an object to a file of the data folder, made where it is missing.

    Raises FeedbackError when it cannot be written, or has grown too large.
    """
    folder = path.parent
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _IN_TURN, writing(folder, wait_s=LOCK_WAIT_S):
            if path.exists() and path.stat().st_size > LARGEST_BYTES:
                raise FeedbackError(
                    "{path!r} has reached {mb} MB; move the file away to keep more",
                    path=str(path),
                    mb=LARGEST_BYTES // 1_000_000,
                )
            append_line(path, record, mode=0o600)
    except IndexBusy as exc:
        raise FeedbackError(
            "another program is writing to {folder!r}; try again in a moment", folder=str(folder)
        ) from exc
    except (LibraryError, OSError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else phrase("it cannot be written to")
        raise FeedbackError(
            "feedback cannot be kept in {folder!r} ({reason}); name another folder with"
            " ASSISTANT_DATA_DIR",
            folder=str(folder),
            reason=reason,
        ) from exc


def read_feedback(data_dir: Path) -> list[Feedback]:
    """The last verdict on each answer, oldest first; those taken back are left out.

    Raises FeedbackError when the file cannot be read.
    """
    path = data_dir / FEEDBACK_FILE
    last: dict[str, Feedback] = {}
    try:
        for entry in read_lines(path, from_object):
            last.pop(entry.id, None)
            last[entry.id] = entry
    except OSError as exc:
        raise FeedbackError(
            "{path!r} cannot be read ({reason})", path=str(path), reason=exc.strerror
        ) from exc
    return [entry for entry in last.values() if entry.verdict != "none"]
