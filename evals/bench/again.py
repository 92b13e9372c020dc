"""Ingesting again: what a second run costs, measured against the first of the same folder.

Twice: as the whole command, and in a process that has loaded everything. The first is what a
user waits for, the second is what grows with the documents.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from assistant.indexing.library import Library
from evals.bench.contestant import TURN_S, Contestant
from evals.bench.processes import python, time_process
from evals.bench.race import Race, Turn, seconds_of

STAGES = ("first", "unchanged", "one added", "one removed")

# Of the first ingest. Nothing to do is a look at each file, and nothing heavy is imported for it.
UNCHANGED_TARGET = 0.02
# One document is a fiftieth of corpus/. The rest is fixed: loading the encoder and the reader,
# about 1.5 of 15 s.
ADDED_TARGET = 0.15

Ingest = Callable[[Path, Path], Turn]  # (documents, index_dir)


def race_again(corpus: Path, index_dir: Path, folder: Path, times: int) -> list[Race]:
    """Unchanged, longer by a document and shorter by one; each over the first ingest."""
    newcomer = middle_document(index_dir)
    with Contestant("ours", index_dir) as loaded:
        ways: dict[str, Ingest] = {"command": _whole_command, "in process": loaded.turn}
        turns = {
            way: [
                time_stages(ingest, corpus, folder / f"{way}-{number}", newcomer)
                for number in range(times)
            ]
            for way, ingest in ways.items()
        }
    return [race for way, stages in turns.items() for race in races_of(way, stages)]


def races_of(way: str, turns: list[dict[str, Turn]]) -> list[Race]:
    """The races of what was timed one way: each later stage over the first."""
    sides = {
        stage: seconds_of(f"{stage}, {way}", [turn[stage] for turn in turns]) for stage in STAGES
    }
    targets: Mapping[str, float | None] = {
        "unchanged": UNCHANGED_TARGET,
        "one added": ADDED_TARGET,
        "one removed": None,
    }
    return [
        Race("again", sides[stage], sides["first"], "s", target)
        for stage, target in targets.items()
    ]


def time_stages(ingest: Ingest, corpus: Path, folder: Path, newcomer: str) -> dict[str, Turn]:
    """All stages in order, on a copy of the corpus that gains the document `newcomer` and loses it.

    The first is of everything but that document.
    """
    documents, index_dir = folder / "documents", folder / "index"
    shutil.copytree(corpus, documents)
    (documents / newcomer).unlink()
    turns = {stage: ingest(documents, index_dir) for stage in ("first", "unchanged")}
    shutil.copy2(corpus / newcomer, documents / newcomer)
    turns["one added"] = ingest(documents, index_dir)
    (documents / newcomer).unlink()
    turns["one removed"] = ingest(documents, index_dir)
    shutil.rmtree(folder)
    return turns


def middle_document(index_dir: Path) -> str:
    """The doc_id of the document in the middle when they are ordered by length."""
    with Library(index_dir) as library:
        lengths = {s.doc_id: len(library.document(s.doc_id).text) for s in library.sources()}
    return sorted(lengths, key=lambda doc_id: (lengths[doc_id], doc_id))[len(lengths) // 2]


def _whole_command(documents: Path, index_dir: Path) -> Turn:
    command = python("ingest.py", str(documents), "--index", str(index_dir))
    return time_process(command, timeout_s=TURN_S)
