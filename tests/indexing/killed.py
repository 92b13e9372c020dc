"""Ingests with the encoder of the tests; may end itself as kill -9 would at a chosen moment.

    python -m tests.indexing.killed ingest|rebuild ROOT INDEX [MOMENT]

MOMENT counts what this process does to files of the index (opened, made, renamed, removed), from 1;
it is killed before the one of that number. `swap` is the moment before CURRENT is replaced, and
`swapped` the one after. Without a moment, the number of them all is printed.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from assistant.indexing import intake
from assistant.indexing.generations import CURRENT
from assistant.ingestion import ingest, rebuild
from assistant.settings import Settings
from tests.doubles import WordEncoder

TOUCHES = ("open", "os.", "shutil.", "sqlite3.", "subprocess.")


class Killer:
    """Counts what is done to the index; kills this process at its moment."""

    def __init__(self, index_dir: str, moment: str) -> None:
        self.index_dir = index_dir
        self.moment = moment
        self.seen = 0
        self.swapped = False

    def __call__(self, event: str, values: tuple[object, ...]) -> None:
        """An audit hook: called before the thing is done."""
        if not event.startswith(TOUCHES) or self.index_dir not in repr(values):
            return
        self.seen += 1
        swap = event == "os.rename" and Path(str(values[1])).name == CURRENT
        now = (str(self.seen), "swap" if swap else "", "swapped" if self.swapped else "")
        self.swapped = self.swapped or swap
        if self.moment in now:
            os.kill(os.getpid(), signal.SIGKILL)


def main() -> None:
    run, root, index_dir, *moment = sys.argv[1:]
    intake.BATCH_PASSAGES = 48  # so that a small folder is stored in several steps
    killer = Killer(index_dir, moment[0] if moment else "never")
    sys.addaudithook(killer)
    settings = Settings(index_dir=Path(index_dir), cache_dir=Path(index_dir) / "no-cache")
    sys.stdout.write("started\n")
    sys.stdout.flush()
    steps = (rebuild if run == "rebuild" else ingest)(settings, [Path(root)], encoder=WordEncoder)
    for _ in steps:
        pass
    sys.stdout.write(f"{killer.seen}\n")


if __name__ == "__main__":
    main()
