"""A result as text for the terminal: the numbers, by type, and the items that were lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from evals.judge import agreements
from evals.metrics import METRICS
from evals.result import STAGES_OF_LOSS, ItemResult, Result, metrics_by_type, metrics_of
from evals.stats import Estimate, visible_points
from evals.summary import trivial_baselines

TYPE_METRICS = ("hit@5", "key_fact_recall", "abstention_accuracy")
GOT_CHARS = 400  # of an answer, shown for a lost item


def render(result: Result, *, whole: bool = False) -> str:
    """The report: verdict, metrics (`whole`: all of them), trivial baselines, types, losses."""
    metrics = metrics_of(result)
    parts = [
        _headline(result, metrics),
        verdict(metrics),
        table(
            ("metric", "value", "95 % interval", "n", ""),
            [
                (m.name, number(e.value), interval(e), str(e.n), m.meaning)
                for m in METRICS
                if (e := metrics[m.name]).n and (whole or m.in_short)
            ],
        ),
    ]
    if metrics["abstention_f1"].n:
        parts.append(_baselines([item.answerable for item in result.items]))
    parts += [_types(result), f"lost at  {losses(result.items)}"]
    if metrics["judge_unscored"].n:
        parts.append(_judge(result))
    return "\n\n".join(parts)


def verdict(metrics: Mapping[str, Estimate]) -> str:
    """What the numbers say, in one line of plain words."""
    facts, fidelity = metrics["key_fact_recall"], metrics["quotation_fidelity"]
    false_answers = metrics["false_answer_rate"]
    said = []
    if facts.value is not None:
        said.append(f"{facts.value:.0%} of the expected facts are in the answers")
    if metrics["hit@5"].value is not None:
        said.append(
            f"{metrics['hit@5'].value:.0%} of the questions find evidence in the first five"
        )
    if false_answers.value is not None:
        wrong = round(false_answers.value * false_answers.n)
        said.append(f"{wrong} of {false_answers.n} unanswerable ones are answered")
    if fidelity.value is not None:
        exact = (
            "every quotation is exact" if fidelity.value == 1 else "NOT EVERY QUOTATION IS EXACT"
        )
        said.append(exact)
    return "; ".join(said)[:1].upper() + "; ".join(said)[1:] + "." if said else "Nothing measured."


def losses(items: Sequence[ItemResult]) -> str:
    """How many items went wrong first at which stage, in the order of the stages."""
    counted = Counter(item.lost_at for item in items)
    stages = [f"{stage} {counted[stage]}" for stage in STAGES_OF_LOSS if counted[stage]]
    return ", ".join([*stages, f"nothing {counted['']}"])


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
        visible = visible_points(hit.n)
        lines.append(f"On {hit.n} items, differences under about {visible} points are noise.")
    return "\n".join(lines)


def _types(result: Result) -> str:
    counted = Counter(item.type for item in result.items)
    return table(
        ("type", "n", *TYPE_METRICS),
        [
            (name, str(counted[name]), *(_cell(found[m]) for m in TYPE_METRICS))
            for name, found in metrics_by_type(result).items()
        ],
    )


def _judge(result: Result) -> str:
    """What a judge is worth: how often it agrees with what needs no judge."""
    rows = [
        (a.judge, a.measure, number(a.agreed), number(a.kappa), str(a.n))
        for a in agreements(result.items)
        if a.n
    ]
    return table(("judge", "agrees with", "share", "kappa", "n"), rows)


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
