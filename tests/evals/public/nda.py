"""Two small contracts in ContractNLI's format, made up for these tests."""

from __future__ import annotations

import json
from pathlib import Path

from evals.public.tables import Bench

SECRET = "The Receiver shall keep the drawings secret."
COPY = "The Receiver may make a copy of the drawings."
NO_COPY = "The Receiver shall not make a copy of the drawings."
LAW = "The law of Bellwich applies."
HYPOTHESES = {
    "nda-1": "The Receiver may make a copy of the drawings.",
    "nda-2": "The Receiver shall not solicit employees.",
}


def write_contracts(folder: Path) -> Bench:
    """The data folder of a benchmark run; the first text begins with an empty line."""
    documents = [
        _document(f"\n{SECRET}\n{COPY}\n{LAW}", 1, [(SECRET, COPY, LAW)], "Entailment", [1]),
        _document(f"{LAW}\n{NO_COPY}", 2, [(LAW, NO_COPY)], "Contradiction", [1]),
    ]
    labels = {name: {"hypothesis": text} for name, text in HYPOTHESES.items()}
    (folder / "data" / "contract_nli").mkdir(parents=True)
    file = folder / "data" / "contract_nli" / "dev.json"
    file.write_text(json.dumps({"documents": documents, "labels": labels}))
    return Bench(folder / "data", folder / "work")


def _document(
    text: str, number: int, sentences: list[tuple[str, ...]], choice: str, spans: list[int]
) -> dict[str, object]:
    found = [[text.index(s), text.index(s) + len(s)] for s in sentences[0]]
    annotations = {
        "nda-1": {"choice": choice, "spans": spans},
        "nda-2": {"choice": "NotMentioned", "spans": []},
    }
    return {
        "id": number,
        "text": text,
        "spans": found,
        "annotation_sets": [{"annotations": annotations}],
    }
