"""The contracts of ContractNLI: their text, candidate spans, and what annotators said of each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from evals.public.tables import Bench, reading

NAME = "contract_nli"

Choice = Literal["Entailment", "Contradiction", "NotMentioned"]
CHOICES: tuple[Choice, ...] = get_args(Choice)


@dataclass(frozen=True, slots=True)
class Contract:
    """One agreement. Spans are `[start, end)` of its text, about a sentence each, in order."""

    doc_id: str
    text: str
    spans: tuple[tuple[int, int], ...]
    choices: Mapping[str, Choice]  # by name of the hypothesis
    evidence: Mapping[str, frozenset[int]]  # numbers of spans; empty where nothing is mentioned


@dataclass(frozen=True, slots=True)
class Contracts:
    """A split of the data set."""

    hypotheses: Mapping[str, str]  # what is claimed of every contract, by name
    contracts: tuple[Contract, ...]


def load_contracts(bench: Bench) -> Contracts:
    """The whole dev split. Raises DataMissing when the file is not there, or is another one."""
    file = bench.file(NAME, "dev.json")
    with reading(file):
        found = json.loads(file.read_text(encoding="utf-8"))
        hypotheses = {name: raw["hypothesis"] for name, raw in sorted(found["labels"].items())}
        contracts = []
        for number, raw in enumerate(found["documents"]):
            said = raw["annotation_sets"][0]["annotations"]
            contracts.append(
                Contract(
                    doc_id=f"{number:04d}.txt",
                    text=raw["text"],
                    spans=tuple((start, end) for start, end in raw["spans"]),
                    choices={name: one["choice"] for name, one in said.items()},
                    evidence={name: frozenset(one["spans"]) for name, one in said.items()},
                )
            )
    return Contracts(hypotheses, tuple(contracts))
