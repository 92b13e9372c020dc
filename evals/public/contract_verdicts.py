"""What our statement check says of a hypothesis, reading passages of the contract.

The passages are those that the product's search finds first in that contract, and the check reads
them as it reads what an answer cites.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.answering.words.english import ENGLISH
from assistant.types import Passage
from assistant.wiring import OpenAssistant
from evals.public.claims import (
    ENOUGH_WORDS,
    SAME_MEANING,
    RememberingEncoder,
    check_claim,
    likeness,
    sentences_of,
    word_share,
)
from evals.public.contracts import Choice, Contracts
from evals.public.tables import Row
from evals.public.verdicts import macro_f1, mean_over, separation, share, verdict_figures
from evals.stats import Estimate, FloatArray, bootstrap

EVERY = 100_000  # passages asked for: all, so that each contract has a ranking of its own
DEPTHS = (1, 3, 8)  # passages read: the best, as many as are quoted, as many as a model is given
SIGNS = 3  # passages over which the check's signs are shown alone
VERDICTS = ("accuracy", "F1 contradiction", "F1 entailment")
DENIED = "supported though denied"  # the dangerous mistake; lower is better
MACRO = "macro F1"  # of both answers
SUPPORT = (MACRO, "F1", "precision", "recall", "accuracy", "AUROC", DENIED)


@dataclass(frozen=True, slots=True)
class Pair:
    """A hypothesis held against a contract."""

    doc_id: str
    hypothesis: str  # its name
    wanted: Choice
    said: tuple[Choice, ...]  # for each of DEPTHS
    scores: tuple[float, ...]  # of the check, for each of DEPTHS
    words: float  # the most of the hypothesis' words that one of the first passages holds
    meaning: float  # cosine to the nearest sentence of the first passages


def judge(data: Contracts, opened: OpenAssistant, encoder: RememberingEncoder) -> list[Pair]:
    """Every pair, by hypothesis and in the order of the contracts."""
    pairs = []
    for name, hypothesis in data.hypotheses.items():
        passages = defaultdict(list)
        for hit in opened.retrieve(hypothesis, EVERY).hits:
            passages[hit.passage.source.doc_id].append(hit.passage)
        best = {c.doc_id: passages[c.doc_id][: max(DEPTHS)] for c in data.contracts}
        encoder.learn(s for found in best.values() for p in found for s in sentences_of(p))
        for contract in data.contracts:
            found = best[contract.doc_id]
            said = [verdict(hypothesis, found, k, encoder) for k in DEPTHS]
            pairs.append(
                Pair(
                    contract.doc_id,
                    name,
                    contract.choices[name],
                    tuple(choice for choice, _ in said),
                    tuple(score for _, score in said),
                    max(word_share(hypothesis, p) for p in found[:SIGNS]),
                    max(likeness(hypothesis, p, encoder) for p in found[:SIGNS]),
                )
            )
    return pairs


def verdict(
    hypothesis: str, passages: Sequence[Passage], depth: int, encoder: RememberingEncoder
) -> tuple[Choice, float]:
    """Supported by one of the first passages, or else denied by one, or else not mentioned.

    With the best score of the check, 0 to 1.
    """
    checks = check_claim(hypothesis, passages, encoder, depth=depth)
    score = max((check.score for check in checks), default=0.0)
    if any(check.support == "supported" for check in checks):
        return "Entailment", score
    denied = any(check.reason == ENGLISH.says_opposite for check in checks)
    return "Contradiction" if denied else "NotMentioned", score


def verdict_rows(pairs: Sequence[Pair]) -> list[Row]:
    """The majority of each hypothesis, and the check at each depth."""
    said = {f"ours, best {k} passages": [p.said[i] for p in pairs] for i, k in enumerate(DEPTHS)}
    said = {"majority of each hypothesis, here": majority(pairs), **said}
    return [Row(name, _verdict_figures(pairs, choices)) for name, choices in said.items()]


def majority(pairs: Sequence[Pair]) -> list[Choice]:
    """For each pair what is said most often of its hypothesis."""
    counts: dict[str, Counter[Choice]] = defaultdict(Counter)
    for pair in pairs:
        counts[pair.hypothesis][pair.wanted] += 1
    return [counts[pair.hypothesis].most_common(1)[0][0] for pair in pairs]


def support_rows(pairs: Sequence[Pair]) -> list[Row]:
    """Entailment or not: always, by each sign of the check alone, and by the check."""
    wanted = [p.wanted == "Entailment" for p in pairs]
    documents = [p.doc_id for p in pairs]

    def row(name: str, scores: Sequence[float], got: Sequence[bool]) -> Row:
        denied = [i for i, p in enumerate(pairs) if p.wanted == "Contradiction"]
        figures = {
            **verdict_figures(wanted, got, documents),
            MACRO: macro_f1(wanted, got, documents),
            "AUROC": separation(scores, wanted, documents),
            DENIED: share([got[i] for i in denied], [documents[i] for i in denied]),
        }
        return Row(name, figures)

    return [
        row("floor: always supported", [1.0] * len(pairs), [True] * len(pairs)),
        row("words alone", [p.words for p in pairs], [p.words >= ENOUGH_WORDS for p in pairs]),
        row(
            "meaning alone",
            [p.meaning for p in pairs],
            [p.meaning >= SAME_MEANING for p in pairs],
        ),
        *(
            row(
                f"ours, best {k} passages",
                [p.scores[i] for p in pairs],
                [p.said[i] == "Entailment" for p in pairs],
            )
            for i, k in enumerate(DEPTHS)
        ),
    ]


def _verdict_figures(pairs: Sequence[Pair], said: Sequence[Choice]) -> dict[str, Estimate]:
    right = [choice == pair.wanted for pair, choice in zip(pairs, said, strict=True)]
    return {
        "accuracy": share(right, [pair.doc_id for pair in pairs]),
        "F1 contradiction": mean_f1(pairs, said, "Contradiction"),
        "F1 entailment": mean_f1(pairs, said, "Entailment"),
    }


def mean_f1(pairs: Sequence[Pair], said: Sequence[Choice], of: Choice) -> Estimate:
    """F1 of one answer for each hypothesis, and the mean of those of which it is true at all.

    As published. The interval resamples contracts.
    """
    hypotheses = list(dict.fromkeys(pair.hypothesis for pair in pairs))
    rows: dict[str, list[float]] = defaultdict(list)
    # A row for each contract: for each hypothesis in turn, wanted and said.
    for pair, choice in sorted(zip(pairs, said, strict=True), key=lambda both: both[0].hypothesis):
        rows[pair.doc_id] += [float(pair.wanted == of), float(choice == of)]

    def statistic(tables: FloatArray) -> FloatArray:
        split = tables.reshape(*tables.shape[:-1], len(hypotheses), 2)
        both = np.nansum(split[..., 0] * split[..., 1], axis=-2)
        wanted, got = (np.nansum(split[..., i], axis=-2) for i in (0, 1))
        found = np.where(wanted > 0, 2 * both / np.maximum(wanted + got, 1), np.nan)
        return mean_over(found, axis=-1)

    return bootstrap([tuple(row) for row in rows.values()], statistic)
