"""A result as text for the terminal: the numbers, by type, and the items that were lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evals.metrics import METRICS, by_type, summarise, trivial_baselines
from evals.result import ItemResult, Result
from evals.stats import Estimate

TYPE_METRICS = ("hit@5", "key_fact_recall", "abstention_accuracy")
GOT_CHARS = 400  # of an answer, shown for a lost item


def render(result: Result) -> str:
    """The whole report: one line, the metrics, the trivial baselines, the types."""
    scores = [item.scores for item in result.items]
    types = [item.type for item in result.items]
    metrics = summarise(scores, seed=result.seed)
    parts = [
        _headline(result, metrics),
        table(
            ("metric", "value", "95 % interval", "n", ""),
            [
                (m.name, number(e.value), interval(e), str(e.n), m.meaning)
                for m in METRICS
                if (e := metrics[m.name]).n
            ],
        ),
    ]
    if metrics["abstention_f1"].n:
        parts.append(_baselines([item.answerable for item in result.items]))
    parts.append(
        table(
            ("type", "n", *TYPE_METRICS),
            [
                (name, str(types.count(name)), *(_cell(found[m]) for m in TYPE_METRICS))
                for name, found in by_type(types, scores, seed=result.seed).items()
            ],
        )
    )
    return "\n\n".join(parts)


def render_misses(items: Sequence[ItemResult]) -> str:
    """Each item that lost something: where, what was expected, what came."""
    lost = [item for item in items if item.lost_at]
    if not lost:
        return "No item was lost."
    return "\n\n".join([f"{len(lost)} of {len(items)} items lost something:", *map(miss, lost)])


def miss(item: ItemResult) -> str:
    """One lost item, a line each for what a person looks at first."""
    lines = [
        f"{item.id}  {item.type}  lost at: {item.lost_at or 'nothing'}  outcome: {item.outcome}",
        f"  question  {item.question}",
        f"  expected  {item.expected}",
        f"  got       {shorten(item.error or item.got, GOT_CHARS) or '-'}",
    ]
    if item.missing_facts:
        lines.append(f"  missing   {'; '.join(forms[0] for forms in item.missing_facts)}")
    if item.wanted_files:
        rank = item.first_useful_rank
        lines.append(f"  evidence  {', '.join(item.wanted_files)}")
        lines.append(f"  found     {'not in the first ten' if rank is None else f'rank {rank}'}")
    lines.extend(f'  cited     {c.doc_id}: "{shorten(c.quote, 120)}"' for c in item.citations[:3])
    return "\n".join(lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Columns as wide as their widest cell; the first and last to the left, others to the right."""
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(len(head))]
    numeric = range(1, len(head) - 1 if not head[-1] else len(head))
    return "\n".join(
        "  ".join(
            cell.rjust(width) if i in numeric else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in (head, *rows)
    )


def number(value: float | None) -> str:
    """Three digits behind the point, fewer for larger numbers; "-" for none."""
    if value is None:
        return "-"
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 3
    return f"{value:.{digits}f}"


def interval(estimate: Estimate) -> str:
    """Both ends, or "-" where one item cannot give any."""
    if estimate.low is None or estimate.high is None:
        return "-"
    return f"{number(estimate.low)} to {number(estimate.high)}"


def shorten(text: str, chars: int) -> str:
    """On one line, cut at `chars` with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= chars else line[: chars - 1].rstrip() + "…"


def _headline(result: Result, metrics: Mapping[str, Estimate]) -> str:
    hit, failed = metrics["hit@5"], metrics["failed"]
    lines = [
        f"{result.system}, {result.model or 'no model'}: {len(result.items)} items of {result.gold}"
        f" in {result.duration_s:.0f} s"
    ]
    if failed.value:
        lines.append(f"{round(failed.value * failed.n)} items ended in an error; they score zero.")
    if hit.n:
        # Half the width of a 95 % interval at a share of one half: 50 items +-14 points.
        visible = 98 / hit.n**0.5
        lines.append(f"On {hit.n} items, differences under about {visible:.0f} points are noise.")
    return "\n".join(lines)


def _baselines(answerable: Sequence[bool]) -> str:
    found = trivial_baselines(answerable)
    names = list(next(iter(found.values())))
    return table(
        ("for comparison", *names),
        [
            (name.replace("_", " "), *(number(values[m]) for m in names))
            for name, values in found.items()
        ],
    )


def _cell(estimate: Estimate) -> str:
    if not estimate.n:
        return "-"
    return f"{number(estimate.value)} ({interval(estimate)})"
