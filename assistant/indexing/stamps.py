"""What a file looked like when it was last hashed: one that looks the same is not hashed again.

As git does it: size, times and inode tell, except for a file that was changed so shortly before
it was hashed that a later change could leave all of them as they are.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import NamedTuple

from assistant.indexing.library import Library

# The coarsest clock of a file system in use is FAT's.
COARSEST_CLOCK_NS = 2_000_000_000


class Stamp(NamedTuple):
    """A file as it was at one moment."""

    size_bytes: int
    mtime_ns: int
    ctime_ns: int  # changes with everything, also where the other time is set back
    inode: int
    sha256: str
    seen_ns: int  # by the clock, when it was hashed

    @property
    def is_settled(self) -> bool:
        """Whether any later change of the file shows in its times."""
        return self.mtime_ns < self.seen_ns - COARSEST_CLOCK_NS

    def looks_like(self, status: os.stat_result) -> bool:
        """Whether the file looks as it did then."""
        return self[:4] == (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)


def read_stamps(library: Library, root: str) -> dict[str, Stamp]:
    """What is known of the files of a root, by doc_id."""
    rows = library.rows(
        "SELECT stamps.* FROM stamps JOIN documents USING (doc_id) WHERE root = ?", (root,)
    )
    return {row["doc_id"]: Stamp(*tuple(row)[1:]) for row in rows}


def write_stamps(library: Library, stamps: Mapping[str, tuple[str, Stamp]]) -> None:
    """Remember the files of these documents, each with the mark it was read with.

    Nothing that is searched changes, so the revision stays. One statement: all or nothing.
    """
    if not stamps:
        return
    rows = [[doc_id, mark, *stamp] for doc_id, (mark, stamp) in stamps.items()]
    doc_id, mark, *fields = (
        f"json_extract(value, '$[{i}]')" for i in range(2 + len(Stamp._fields))
    )
    library.execute(
        f"INSERT OR REPLACE INTO stamps SELECT d.doc_id, {', '.join(fields)} FROM json_each(?)"
        f" JOIN documents d ON d.doc_id = {doc_id} AND d.mark = {mark}",
        (json.dumps(rows),),
    )
