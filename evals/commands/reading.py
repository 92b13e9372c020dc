"""`python -m evals reading`: what becomes of each file of a folder when it is read."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assistant.reading.speakers import clock
from assistant.settings import read_settings
from evals.manifest import CORPUS
from evals.reading import Reading, as_csv, read_folder
from evals.report import number, table
from evals.result_file import check_writable, write_text

_HEAD = tuple(
    "document sections longest speakers spoken from to pages passages lost kept s".split()
)


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add("--documents", type=Path, default=CORPUS, metavar="DIR", help="default: corpus")
    add("--csv", type=Path, metavar="FILE.csv", help="write a row for each file there, with notes")


def run(args: argparse.Namespace) -> int:
    """Print the table; return 1 when a file could not be read or would lose text."""
    from assistant.indexing.encoder import open_encoder  # late: --help needs no model

    if args.csv:
        check_writable(args.csv)
    settings = read_settings()
    encoder = open_encoder(settings.embedding_model, settings.cache_dir)
    readings = list(
        read_folder(
            args.documents, count_tokens=encoder.count_tokens, max_tokens=encoder.max_tokens
        )
    )
    print(render(readings))
    if args.csv:
        write_text(as_csv(readings), args.csv)
    for failed in (r for r in readings if r.failure):
        print(f"evals: {failed.doc_id}: {failed.failure}", file=sys.stderr)
    return 1 if any(r.failure or r.lost for r in readings) else 0


def render(readings: list[Reading]) -> str:
    """A row for each file that was read, and what they are together."""
    read = [r for r in readings if not r.failure]
    rows = [_cells(r) for r in read]
    kept = [r.kept for r in read if r.kept is not None]
    said = (
        f"{len(read)} of {len(readings)} files read: {sum(r.sections for r in read):,} sections,"
        f" {sum(r.passages for r in read):,} passages, {sum(r.lost for r in read)} characters lost"
        f" between them; {sum(bool(r.speakers) for r in read)} files name"
        f" {sum(r.speakers for r in read)} speakers; of a file's words are kept"
        f" {number(min(kept, default=None))} at least,"
        f" {number(sum(kept) / len(kept) if kept else None)} on average"
    )
    return f"{table(_HEAD, rows)}\n\n{said}"


def _cells(r: Reading) -> tuple[str, ...]:
    def time(seconds: float | None) -> str:
        return "" if seconds is None else clock(seconds)

    return (
        r.doc_id,
        str(r.sections),
        f"{r.longest:.2f}",
        str(r.speakers or ""),
        f"{r.spoken:.2f}" if r.speakers else "",
        time(r.first_s),
        time(r.last_s),
        str(r.pages or ""),
        str(r.passages),
        str(r.lost),
        "" if r.kept is None else f"{r.kept:.3f}",
        f"{r.seconds:.2f}",
    )
