"""CUAD's license agreements: what each says on each of 41 subjects, as experts marked it."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.public.spans import Span
from evals.public.tables import Bench, DataMissing

NAME = "cuad_licenses"


@dataclass(frozen=True, slots=True)
class Pair:
    """One subject in one contract."""

    contract: str  # doc_id: the file's name
    category: str  # "Governing Law"
    question: str  # "Governing Law: Which state/country's law governs ...?"
    present: bool  # whether the contract says anything on it
    gold: tuple[Span, ...]  # where; empty also where an expert's excerpt stands nowhere as it is
    value: str  # the expert's short answer: "New York", "7/11/06", "Yes"


def load_pairs(bench: Bench) -> list[Pair]:
    """Every contract with every subject, contract by contract."""
    questions = load_questions(bench.file(NAME, "category_descriptions.csv"))
    path = bench.file(NAME, "gold_spans.jsonl")
    pairs = []
    for line in path.read_text("utf-8").splitlines():
        said = json.loads(line)
        contract = f"{said['doc']}.txt"
        pairs.append(
            Pair(
                contract=contract,
                category=said["category"],
                question=questions[said["category"].lower()],
                present=said["present"],
                gold=tuple(Span(contract, *span) for span in said["spans"] if span),
                value=said["answer"],
            )
        )
    if not pairs:
        raise DataMissing(f"{path}: holds no pairs; get the whole data of {NAME!r} again")
    return pairs


def load_questions(path: Path) -> dict[str, str]:
    """What is asked for each category, by its name in lower case: two spellings are in use."""
    with path.open(encoding="utf-8-sig", newline="") as opened:
        rows: list[Mapping[str, str]] = list(csv.DictReader(opened))
    named = [
        (
            row["Category (incl. context and answer)"].removeprefix("Category: ").strip(),
            row["Description"].removeprefix("Description: ").strip(),
        )
        for row in rows
    ]
    return {name.lower(): f"{name}: {description}" for name, description in named}


def text_of(bench: Bench, contract: str) -> str:
    """The contract's text file as it is: positions count its own line ends."""
    return bench.file(NAME, f"txt/{contract}").read_bytes().decode("utf-8")


def pdf_of(bench: Bench, contract: str) -> Path:
    """The same contract as it was filed."""
    return bench.file(NAME, f"pdf/{Path(contract).stem}.pdf")
