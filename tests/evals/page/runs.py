"""Results with a few questions, and words that would like to be more than words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from evals.compare import Comparison, compare_results
from evals.measures import Cell
from evals.result import Cited, Found, ItemResult, Result
from tests.evals.test_result_file import result

HOSTILE = (
    "</script></style><script>window.owned = 1</script>\"'><img src=http://a.invalid/x"
    ' onerror=window.owned=2><a href="javascript:1">{{ 7 * 7 }} $\\frac{1}{0}$ <!-- &amp; '
    "url(//a.invalid)"
)


def asked(
    name: str, *, question: str = "May I?", lost_at: str = "", kind: str = "fact", **scores: float
) -> ItemResult:
    """A question with these scores; `hit_at_5` stands for hit@5."""
    blank = ItemResult(
        id=name,
        type=kind,
        question=question,
        answerable=True,
        outcome="quoted",
        scores={key.replace("_at_", "@"): value for key, value in scores.items()},
        got=f"The answer to {name}.",
        expected="No.",
        confidence=scores.get("confidence"),
    )
    return replace(blank, lost_at=lost_at)  # type: ignore[arg-type]  # a stage, in a test's words


def run(*items: ItemResult, **changes: object) -> Result:
    return result(**{"items": items, **changes})


def answered(
    name: str, confidence: float, *, right: bool = True, answerable: bool = True
) -> ItemResult:
    """An answer of this confidence, as the measures score it."""
    scores: Mapping[str, float | None] = {
        "confidence": confidence,
        "is_answerable": float(answerable),
        "is_right": float(right and answerable),
        "abstention_cell": float(Cell.ANSWERED if answerable else Cell.NOT_ABSTAINED),
        "abstention_accuracy": float(answerable),
    }
    found = asked(name, confidence=confidence)
    return replace(found, scores=scores, answerable=answerable)


def abstained(name: str, confidence: float, *, answerable: bool = False) -> ItemResult:
    """An abstention: nobody knows whether its answer would have been right."""
    cell = Cell.OVER_ABSTAINED if answerable else Cell.ABSTAINED
    scores: Mapping[str, float | None] = {
        "confidence": confidence,
        "is_answerable": float(answerable),
        "is_right": None,
        "abstention_cell": float(cell),
    }
    found = asked(name, confidence=confidence)
    return replace(found, scores=scores, answerable=answerable, outcome="no_evidence", got="")


def compared(before: Result, after: Result) -> Comparison:
    return compare_results(before, after)


def hostile() -> Result:
    """A run in which every text is hostile."""
    item = replace(
        asked(HOSTILE, question=HOSTILE, kind=HOSTILE, lost_at="answer", hit_at_5=1.0),
        expected=HOSTILE,
        wanted_quotes=(HOSTILE,),
        wanted_files=(HOSTILE,),
        missing_facts=((HOSTILE, HOSTILE),),
        got=HOSTILE,
        citations=(Cited(HOSTILE, HOSTILE, HOSTILE, HOSTILE),),
        hits=(Found(HOSTILE, HOSTILE, 0, 9, 0.5, useful=True),),
        searched_for=HOSTILE + "?",
        outcome=HOSTILE,
    )
    failed = replace(asked("broken", lost_at="failed", hit_at_5=0.0), error=HOSTILE)
    texts = ("system", "model", "model_digest", "gold", "gold_sha256", "fingerprint", "machine")
    changes: dict[str, object] = dict.fromkeys((*texts, "commit", "started"), HOSTILE)
    return run(item, failed, settings={HOSTILE: HOSTILE}, footprint={HOSTILE: 3}, **changes)
