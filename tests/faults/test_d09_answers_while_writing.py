"""D09: many people ask while one ingest after the other changes every document."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

from assistant.indexing.library import Library
from assistant.indexing.vector_index import open_current
from assistant.settings import Settings
from assistant.types import Answer
from assistant.wiring import OpenAssistant
from tests.faults.corpus import queries
from tests.faults.encoder import StandIn
from tests.faults.tally import BROKEN, Tally
from tests.faults.two_editions import TwoEditions

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

CLIENTS = 20
SECONDS = 60.0  # ten minutes gave the same picture
OPENINGS = 5  # answers between two times that a client starts the program anew


def test_answers_while_everything_changes_are_whole_and_of_one_edition(
    tally: Tally, full: bool, tmp_path: Path
) -> None:
    editions = TwoEditions(tmp_path, 30 if full else 5)
    seconds, clients = (SECONDS, CLIENTS) if full else (1.0, 2)
    idle = percentile(ask_for(editions, tally, min(seconds, 3.0), clients))
    with editions.changing():
        busy = percentile(ask_for(editions, tally, seconds, clients))
    tally.notes.append(
        f"p95 {idle:.2f} s idle, {busy:.2f} s during {editions.ingests} ingests, {clients} clients"
    )

    assert tally.failures == []


def ask_for(editions: TwoEditions, tally: Tally, seconds: float, clients: int) -> list[float]:
    """All clients ask for so long; how long each answer took."""
    until = time.monotonic() + seconds
    lock = threading.Lock()
    took: list[float] = []

    def client(number: int) -> None:
        told: list[str] = []
        mine: list[float] = []
        asked = 0
        while time.monotonic() < until:
            try:
                assistant = opened(editions.index_dir)
            except BROKEN as exc:
                told.append(f"opening: {type(exc).__name__}: {exc}")
                continue
            for _ in range(OPENINGS):
                begun = time.monotonic()
                question = queries()[(number + asked) % len(queries())]
                asked += 1
                try:
                    told += wrong_in(assistant.ask(question), editions)
                except BROKEN as exc:
                    told.append(f"{type(exc).__name__}: {exc}")
                mine.append(time.monotonic() - begun)
            assistant.close()
        with lock:
            tally.runs += asked
            tally.failures += told
            took.extend(mine)

    threads = [threading.Thread(target=client, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took


def opened(index_dir: Path) -> OpenAssistant:
    """The program as it starts, with the stand-in encoder and no model."""
    library = Library(index_dir)
    try:
        index = open_current(index_dir, library)
    except BaseException:
        library.close()
        raise
    return OpenAssistant(Settings(index_dir=index_dir), library, StandIn(), index)


def wrong_in(answer: Answer, editions: TwoEditions) -> list[str]:
    """What is wrong with an answer: a passage of no edition, a document of both, a false quote."""
    told = []
    seen: dict[str, set[str]] = {}
    for hit in answer.hits:
        edition = editions.edition_of.get(hit.passage.passage_id, "no")
        seen.setdefault(hit.passage.source.doc_id, set()).add(edition)
    told += [f"{d} is of {sorted(e)} edition" for d, e in seen.items() if len(e) > 1 or "no" in e]
    for citation in answer.citations:
        passage = citation.passage
        if citation.quote not in passage.text:
            told.append(f"{citation.quote[:40]!r} does not stand in its passage")
    return told


def percentile(took: list[float]) -> float:
    """The 95th, in seconds."""
    return sorted(took)[int(len(took) * 0.95)] if took else 0.0
