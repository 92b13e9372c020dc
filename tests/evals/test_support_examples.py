from __future__ import annotations

import json
from pathlib import Path
from typing import cast

from assistant.retrieval.retrieve import Retrieved
from assistant.types import Passage, Source
from assistant.wiring import OpenAssistant
from evals.gold import read_gold
from evals.public.claims import RememberingEncoder
from evals.public.tables import Bench
from evals.support_examples import claim_examples, gold_examples
from tests.doubles import WordEncoder, a_passage, a_source, some_hits

RIGHT = a_passage("The anvil is free to use.", a_source("anvil.md", title="Anvil"))
WRONG = a_passage("Hammers are sold in town.", a_source("hammer.md", title="Hammer"))


class Opened:
    """An index of two documents."""

    def sources(self) -> list[Source]:
        return [RIGHT.source, WRONG.source]

    def passages_of(self, doc_id: str) -> list[Passage]:
        return [p for p in (RIGHT, WRONG) if p.source.doc_id == doc_id]

    def retrieve(self, _query: str, _k: int) -> Retrieved:
        return Retrieved(some_hits(RIGHT, WRONG), [], [])


def test_claims_are_examples_with_the_signs_of_each_piece(tmp_path: Path) -> None:
    raw = {
        "label": "supported",
        "supporting_sentences": [[0]],
        "claim": "The anvil is free.",
        "evidence": ["The anvil is free to use.", "Nobody may sell it."],
        "meta": {"id": "c1"},
    }
    (tmp_path / "wice").mkdir()
    (tmp_path / "wice" / "claim_test.jsonl").write_text(json.dumps(raw) + "\n")

    (example,) = claim_examples(Bench(tmp_path, tmp_path), RememberingEncoder(WordEncoder()))

    assert (example.origin, example.supported, len(example.signs)) == ("wice", True, 3)
    assert all(signs.words == 1 for signs in example.signs)


def test_gold_answers_are_held_against_their_evidence_and_against_other_documents(
    tmp_path: Path,
) -> None:
    item = {
        "id": "g1",
        "question": "Is the anvil free?",
        "type": "fact",
        "history": [],
        "evidence": [{"file": "anvil.md", "quote": "The anvil is free to use."}],
        "facts": [["free"]],
        "answer": "Yes, the anvil is free.",
        "answerable": True,
    }
    (tmp_path / "gold.jsonl").write_text(json.dumps(item) + "\n")
    items = read_gold(tmp_path / "gold.jsonl").items
    opened = cast(OpenAssistant, Opened())

    right, wrong = gold_examples(items, opened, RememberingEncoder(WordEncoder()))

    assert (right.supported, wrong.supported) == (True, False)
    assert right.signs[0].words > wrong.signs[0].words
