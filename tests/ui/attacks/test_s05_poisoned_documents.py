"""S05: somebody adds documents that repeat the questions and answer them falsely.

What a library holds can be found, so they are: what is promised is that one document never takes
more than three of four places, and that what came first before is still shown beside one such
document. How much three and ten of them take, and of how many questions the true words
are then no longer shown, is counted and told. Who says a thing stands with every quotation.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from math import ceil
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.ingestion.ingest import ingest
from assistant.retrieval.shares import MOST
from assistant.settings import Settings, read_settings
from assistant.types import Hit
from assistant.wiring import open_assistant
from evals.gold import GoldItem, read_gold
from evals.matching import finds
from tests.corpus_index import corpus_index
from tests.faults.tally import Tally
from tests.small_index import REPOSITORY
from tests.ui.attacks.poison import write_poison

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1500)]

PLACES = 8  # as many passages as an answer is made of
POISONED = (1, 3, 10)
SAMPLED = 15  # of the questions that the documents answer; in full, all of them


class Asked(NamedTuple):
    """What the best places hold, question by question."""

    hits: dict[str, list[Hit]]  # by the item's id

    def place(self, item: GoldItem) -> int | None:
        """The first, from 1, that holds evidence; None: none does."""
        holds = (
            place
            for place, hit in enumerate(self.hits[item.id], 1)
            if any(finds(piece, hit.passage) for piece in item.evidence)
        )
        return next(holds, None)

    def taken(self, names: Sequence[str]) -> float:
        """The share of all places that documents of these names have."""
        all_hits = [hit for hits in self.hits.values() for hit in hits]
        return sum(named(hit, names) for hit in all_hits) / len(all_hits)


def named(hit: Hit, names: Sequence[str]) -> bool:
    return hit.passage.source.doc_id.rpartition("/")[2] in names


def ask(settings: Settings, items: Sequence[GoldItem]) -> Asked:
    with closing(open_assistant(settings, model="none")) as assistant:
        return Asked({item.id: assistant.search(item.question, k=PLACES) for item in items})


@pytest.fixture
def library(full: bool, originals: Path, tmp_path: Path) -> Iterator[tuple[Settings, Path]]:
    """An index that may be written to, and the gold questions on it."""
    settings = read_settings(index_dir=tmp_path / "index")
    if full and originals.is_dir():
        list(ingest(settings, [originals]))
        yield settings, originals.parent / "gold" / "originals.jsonl"
    else:
        shutil.copytree(corpus_index(), settings.index_dir)
        yield settings, REPOSITORY / "evals" / "gold"


def test_one_document_never_takes_all_the_places(
    library: tuple[Settings, Path], tally: Tally, full: bool, tmp_path: Path
) -> None:
    settings, gold = library
    answerable = [item for item in read_gold(gold).items if item.answerable and not item.history]
    items = answerable if full else answerable[:: len(answerable) // SAMPLED]
    before = ask(settings, items)
    of_one = ceil(MOST * PLACES)
    tally.seeds = "1, 3, 10"

    for documents in POISONED:
        folder = tmp_path / "added"
        names = write_poison(folder, [item.question for item in items], documents, documents)
        list(ingest(settings, [folder]))
        after = ask(settings, items)
        for item in items:
            with tally.run(f"{documents} documents, {item.id}"):
                of_each = Counter(hit.passage.source.doc_id for hit in after.hits[item.id])
                assert max(of_each.values()) <= of_one
                was = before.place(item)
                if documents == 1 and was is not None and was <= PLACES - of_one:
                    assert after.place(item) is not None
        shown = [sum(asked.place(i) is not None for i in items) for asked in (before, after)]
        tally.notes.append(
            f"{documents} poisoned: {after.taken(names):.2f} of the places; evidence shown for"
            f" {shown[1]} of {shown[0]} questions"
        )

    assert after.taken(names) > 0  # it was found at all
    assert tally.failures == []
