"""The tables of `cuad_licenses`, from what came back for each contract and subject."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.public.cuad_pairs import NAME, Pair
from evals.public.indexed import FULL
from evals.public.tables import Row, Table
from evals.public.verdicts import separation, share, verdict_figures
from evals.stats import Estimate, bootstrap, quantile

PLAIN = "MiniLM, recursive 800 characters"
TOP = 10  # passages searched for

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Asked:
    """What came back for one pair."""

    pair: Pair
    ranks: Mapping[str, int | None]  # by row: of the first passage that touches the gold, from 1
    similarity: float  # cosine of the nearest passage
    confidence: float
    abstained: bool
    cited: tuple[bool, ...]  # for each citation, whether it touches the gold
    value_stands: bool | None  # whether the quoted words hold the value; None: none to compare


def tables(asked: Sequence[Asked]) -> list[Table]:
    """All but that of the PDFs."""
    return [
        retrieval_table(asked),
        presence_table(asked),
        answer_table(asked),
        category_table(asked),
    ]


def retrieval_table(asked: Sequence[Asked]) -> Table:
    """hit@k and MRR in the contract, for the subjects whose clauses have a place."""
    located = [a for a in asked if a.pair.gold]
    contracts = _contracts(located)

    def figures(row: str) -> dict[str, Estimate]:
        ranks = [a.ranks[row] for a in located]
        hits = {
            f"hit@{k}": share([rank is not None and rank <= k for rank in ranks], contracts)
            for k in (1, 3, 5, 10)
        }
        inverse = [0.0 if rank is None else 1 / rank for rank in ranks]
        return {**hits, "MRR@10": bootstrap(inverse, clusters=contracts)}

    rows = tuple(Row(row, figures(row)) for row in (located[0].ranks if located else ()))
    return Table(
        f"{NAME}: retrieval in the contract",
        _count(located),
        "No published figures: CUAD's own (AUPR 32 to 48) are of models trained on 408 contracts."
        ' Asked is "category: description", as in its data. A hit shares a character with an'
        " expert's excerpt; of 456 present subjects those are left out whose excerpts stand nowhere"
        " as they are.",
        ("hit@1", "hit@3", "hit@5", "hit@10", "MRR@10"),
        rows,
    )


def presence_table(asked: Sequence[Asked]) -> Table:
    """Whether the contract says anything on a subject; abstaining is the positive class."""
    present = [a.pair.present for a in asked]
    absent = [not p for p in present]
    contracts = _contracts(asked)
    always = verdict_figures(absent, [True] * len(asked), contracts)
    ours = verdict_figures(absent, [a.abstained for a in asked], contracts)
    over = [a for a in asked if a.pair.present]
    wrong = [a for a in asked if not a.pair.present]
    ours["over-abstention"] = share([a.abstained for a in over], _contracts(over))
    ours["false answers"] = share([not a.abstained for a in wrong], _contracts(wrong))
    ours["AUROC"] = separation([a.confidence for a in asked], present, contracts)
    cosine = separation([a.similarity for a in asked], present, contracts)
    return Table(
        f"{NAME}: presence",
        f"{_count(asked)}, {sum(present)} present",
        "Positive: the contract says nothing on the subject, so the program should abstain. AUROC:"
        " does the confidence put what is present first.",
        ("precision", "recall", "F1", "accuracy", "over-abstention", "false answers", "AUROC"),
        (
            Row("always abstain", always),
            Row("MiniLM, cosine of the nearest passage", {"AUROC": cosine}),
            Row("ours, full", ours),
        ),
    )


def answer_table(asked: Sequence[Asked]) -> Table:
    """What is quoted, for the subjects whose clauses have a place."""
    located = [a for a in asked if a.pair.gold]
    answered = [a for a in located if a.cited]
    citations = [(flag, a.pair.contract) for a in answered for flag in a.cited]
    valued = [a for a in located if a.value_stands is not None]
    figures = {
        "cites the clause": share([any(a.cited) for a in located], _contracts(located)),
        "citation precision": share([f for f, _ in citations], [c for _, c in citations]),
        "value stands in quotes": share([bool(a.value_stands) for a in valued], _contracts(valued)),
    }
    return Table(
        f"{NAME}: answers",
        _count(located),
        "A citation counts when what it quotes shares a character with an expert's excerpt; a"
        " question that is not answered cites nothing. Values: agreement and effective dates (in"
        " any spelling), governing law and document name.",
        tuple(figures),
        (Row("ours, quotations", figures),),
    )


def category_table(asked: Sequence[Asked]) -> Table:
    """Each subject by itself: hit@5, whether the clause is cited, and abstention where absent."""
    rows = []
    for category in sorted({a.pair.category for a in asked}):
        of_it = [a for a in asked if a.pair.category == category]
        located = [a for a in of_it if a.pair.gold]
        ranks = [a.ranks[FULL] for a in located]
        rows.append(
            Row(
                f"{category} ({sum(a.pair.present for a in of_it)} present)",
                {
                    "hit@5": share([rank is not None and rank <= 5 for rank in ranks]),
                    "cites the clause": share([any(a.cited) for a in located]),
                    "abstains where absent": share(
                        [a.abstained for a in of_it if not a.pair.present]
                    ),
                },
            )
        )
    return Table(
        f"{NAME}: by subject",
        _count(asked),
        "ours, full. Few contracts each: only large differences mean anything.",
        ("hit@5", "cites the clause", "abstains where absent"),
        tuple(rows),
    )


def reading_table(read: Sequence[tuple[str, str]]) -> Table:
    """How much of the words of each text file our reader gets from the PDF, and no others."""
    scores = [word_f1(text, wanted) for text, wanted in read]
    least = bootstrap(scores, quantile(0)).value
    return Table(
        f"{NAME}: PDF against TXT",
        f"{len(read)} contracts",
        "F1 of words, each counted as often as it stands; letters and digits only, because the text"
        " files have typewriter quotation marks.",
        ("mean", "least"),
        (
            Row(
                "ours, the reader of ingest",
                {
                    "mean": bootstrap(scores),
                    "least": Estimate(least, None, None, len(scores)),
                },
            ),
        ),
    )


def word_f1(text: str, wanted: str) -> float:
    """F1 of two texts' words as multisets; 1 when both are empty."""
    got, due = Counter(_WORD.findall(text)), Counter(_WORD.findall(wanted))
    total = got.total() + due.total()
    return 2 * (got & due).total() / total if total else 1.0


def _contracts(asked: Sequence[Asked]) -> list[str]:
    return [a.pair.contract for a in asked]


def _count(asked: Sequence[Asked]) -> str:
    return f"{len(asked):,} questions, {len(set(_contracts(asked)))} contracts"
