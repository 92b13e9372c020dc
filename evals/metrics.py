"""Which numbers are reported.

A metric is a name, the scores it is made of, and a statistic. Adding one is a line here and a
score in `measures` or `ranking`. How scores become numbers: `summary`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from evals.calibration import aurc, auroc, brier, calibration_error
from evals.measures import Cell, Scores
from evals.stats import FloatArray, Row, Statistic, mean, quantile

Better = Literal["higher", "lower", "neither"]

PRIMARY = "key_fact_recall"  # named beforehand: several metrics are several chances

RETRIEVERS = ("dense", "lexical")  # before fusion; without suffix: after it
STAGES = ("retrieve", "quote", "write", "check", "abstain")  # of an answer's `timings_s`


def abstention_f1(cells: FloatArray) -> FloatArray:
    """F1 of "should abstain" from the cells, over the last axis. nan: nothing to be right about."""
    hits = (cells == Cell.ABSTAINED).sum(axis=-1)
    faults = ((cells == Cell.OVER_ABSTAINED) | (cells == Cell.NOT_ABSTAINED)).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        return np.asarray(2 * hits / (2 * hits + faults))


def abstention_precision(cells: FloatArray) -> FloatArray:
    """Share of the abstentions that were right, over the last axis. nan: nothing abstained.

    Over the cells of all items: over those that abstained, two runs would be compared only where
    both did.
    """
    right = (cells == Cell.ABSTAINED).sum(axis=-1)
    with np.errstate(invalid="ignore"):
        return np.asarray(right / (right + (cells == Cell.OVER_ABSTAINED).sum(axis=-1)))


@dataclass(frozen=True, slots=True)
class Metric:
    """One reported number."""

    name: str
    meaning: str
    scores: tuple[str, ...] = ()  # it is made of; empty: the one of its own name
    statistic: Statistic = mean
    is_share: bool = False  # scores are 0 or 1: Wilson's interval
    better: Better = "higher"
    in_short: bool = False  # stands in the terminal's table

    def rows(self, items: Sequence[Scores]) -> list[Row | None]:
        """What each item contributes; None where it does not measure this."""
        names = self.scores or (self.name,)
        found: list[Row | None] = []
        for scores in items:
            values = tuple(v for name in names if (v := scores.get(name)) is not None)
            whole = len(values) == len(names)
            found.append((values if len(names) > 1 else values[0]) if whole else None)
        return found


def _share(name: str, meaning: str, *, better: Better = "higher", short: bool = False) -> Metric:
    return Metric(name, meaning, is_share=True, better=better, in_short=short)


def _seconds(name: str, meaning: str, share: float, score: str, *, short: bool = False) -> Metric:
    return Metric(name, meaning, (score,), quantile(share), better="lower", in_short=short)


def _of_retriever(name: str) -> tuple[Metric, ...]:
    return (
        _share(f"hit@5_{name}", f"hit@5 of the {name} search alone"),
        Metric(f"mrr@10_{name}", f"mrr@10 of the {name} search alone"),
        Metric(f"ndcg@10_{name}", f"ndcg@10 of the {name} search alone"),
        Metric(f"evidence_recall@10_{name}", f"evidence_recall@10 of the {name} search alone"),
        Metric(f"chars@5_{name}", f"chars@5 of the {name} search alone", better="neither"),
    )


def _of_stage(name: str) -> tuple[Metric, ...]:
    score = f"{name}_s"
    return (
        _seconds(f"{name}_s_p50", f"seconds of the stage {name!r}, median", 0.5, score),
        _seconds(f"{name}_s_p95", f"seconds of the stage {name!r}, 95th percentile", 0.95, score),
        _seconds(f"{name}_s_max", f"seconds of the stage {name!r}, most", 1.0, score),
    )


METRICS: tuple[Metric, ...] = (
    _share("hit@1", "the first passage holds half of a gold quotation", short=True),
    _share("hit@3", "one of the first three does"),
    _share("hit@5", "one of the first five does", short=True),
    _share("hit@10", "one of the first ten does", short=True),
    Metric("mrr@10", "1 / rank of the first that does", in_short=True),
    Metric("ndcg@10", "discounted gain of the gold quotations"),
    Metric("evidence_recall@10", "share of the gold quotations in the first ten", in_short=True),
    Metric("char_recall@5", "share of the gold characters in the first five"),
    Metric("char_precision@5", "share of the first five that is gold"),
    Metric("char_iou@5", "gold and retrieved characters: shared over either"),
    _share("wrong_document@1", "the first is from another document", better="lower", short=True),
    Metric("wrong_document@5", "share of the first five from other documents", better="lower"),
    Metric("chars@5", "mean length of the first five, characters", better="neither", in_short=True),
    *(metric for name in RETRIEVERS for metric in _of_retriever(name)),
    _share("hit@5_raw", "hit@5 of follow-ups searched as they were typed"),
    Metric("rewrite_gain", "hit@5 of follow-ups: as understood minus as typed", in_short=True),
    Metric("evidence_readable", "share of the gold quotations in the indexed text"),
    Metric("key_fact_recall", "share of the expected facts in the answer", in_short=True),
    _share("all_facts", "every expected fact is in the answer", short=True),
    _share("forbidden_facts", "the answer says what it must not", better="lower", short=True),
    _share("exact_match", "the answer is a short reference answer"),
    Metric("answer_f1", "word F1 with the nearest short reference answer"),
    Metric("citation_precision", "share of the citations that meet gold evidence", in_short=True),
    Metric("citation_recall", "share of the gold quotations that are cited", in_short=True),
    _share("quotation_fidelity", "every quotation of the answer is exact", short=True),
    Metric("statement_support", "written statements that what they cite supports", in_short=True),
    Metric("citation_support", "citations that their statement needs"),
    _share("judged_right", "a model's judgement: the answer says what the reference says"),
    Metric("judged_support", "a model's judgement: share of the statements supported"),
    _share("judge_unscored", "the judge gave no verdict", better="lower"),
    Metric(
        "abstention_f1",
        "F1 of abstaining where it should",
        ("abstention_cell",),
        abstention_f1,
        in_short=True,
    ),
    Metric(
        "abstention_precision",
        "abstentions that were right",
        ("abstention_cell",),
        abstention_precision,
    ),
    _share("abstention_recall", "unanswerable, abstained"),
    _share("abstention_accuracy", "rightly answered or abstained", short=True),
    _share("over_abstention", "answerable, abstained", better="lower", short=True),
    _share("false_answer_rate", "unanswerable, answered", better="lower", short=True),
    Metric("effective_reliability", "+1 complete, 0 abstained, -1 wrong or incomplete"),
    Metric("auroc", "confidence tells answerable from not", ("confidence", "is_answerable"), auroc),
    Metric(
        "brier",
        "squared distance of confidence and truth",
        ("confidence", "is_answerable"),
        brier,
        better="lower",
    ),
    Metric(
        "calibration_error",
        "distance of confidence and truth, by bin",
        ("confidence", "is_answerable"),
        calibration_error,
        better="lower",
    ),
    Metric(
        "auroc_right",
        "confidence tells complete answers from others",
        ("confidence", "is_right"),
        auroc,
    ),
    Metric(
        "aurc",
        "risk over all coverages, abstaining by confidence",
        ("confidence", "is_right"),
        aurc,
        better="lower",
    ),
    Metric(
        "quoted_words_p50",
        "words of an answer, median",
        ("quoted_words",),
        quantile(0.5),
        better="neither",
        in_short=True,
    ),
    _seconds("latency_s_p50", "seconds to an answer, median", 0.5, "latency_s", short=True),
    _seconds(
        "latency_s_p95", "seconds to an answer, 95th percentile", 0.95, "latency_s", short=True
    ),
    _seconds("latency_s_max", "seconds to an answer, most", 1.0, "latency_s"),
    *(metric for name in STAGES for metric in _of_stage(name)),
    _share("failed", "the item ended in an error", better="lower", short=True),
)

BY_NAME = {metric.name: metric for metric in METRICS}

# What one item can lose or gain between two runs, most telling first.
ITEM_METRICS = ("hit@5", "key_fact_recall", "citation_recall", "abstention_accuracy")
