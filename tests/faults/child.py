"""Ingests as `ingest.py` does, with the stand-in encoder: what the fault tests kill and starve.

    python -m tests.faults.child ingest|rebuild|import ROOT INDEX [--kill-at MOMENT] [--gate]

MOMENT counts what this process does to files of the index (opened, made, renamed, removed), from 1;
it is killed before the one of that number. `swap` is the moment before CURRENT is replaced, and
`swapped` the one after. At the end their number is printed. Exit codes are those of `ingest.py`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

CURRENT = "CURRENT"
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


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("run", choices=["ingest", "rebuild", "import"])
    parser.add_argument("root", type=Path, help="what is ingested, or the exported library")
    parser.add_argument("index", type=Path)
    parser.add_argument("--kill-at", default="never", metavar="MOMENT")
    parser.add_argument("--gate", action="store_true", help="wait for a line before it begins")
    parser.add_argument("--batch", type=int, default=48, help="passages stored in one step")
    return parser.parse_args()


def main() -> int:
    """Run it; the exit code."""
    # Here, as in `ingest.py`: the process that reads files imports this module again.
    from assistant.errors import AssistantError
    from assistant.indexing import intake
    from assistant.ingestion.ingest import ingest, rebuild
    from assistant.ingestion.transfer import import_library
    from assistant.settings import Settings
    from tests.faults.encoder import StandIn

    args = _parse()
    intake.BATCH_PASSAGES = args.batch  # so that a small folder is stored in several steps
    killer = Killer(str(args.index), args.kill_at)
    sys.addaudithook(killer)
    settings = Settings(index_dir=args.index, cache_dir=args.index / "no-cache")
    sys.stdout.write("started\n")
    sys.stdout.flush()
    if args.gate:
        sys.stdin.readline()
    runs: dict[str, Iterator[object]] = {
        "ingest": ingest(settings, [args.root], encoder=StandIn),
        "rebuild": rebuild(settings, [args.root], encoder=StandIn),
        "import": import_library(settings, args.root, replace=True, encoder=StandIn),
    }
    try:
        for _ in runs[args.run]:
            pass
    except AssistantError as exc:
        sys.stderr.write(f"ingest: {exc}\n")
        return 2
    sys.stdout.write(f"{killer.seen}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
