"""`python -m evals run`: ask every question of a gold set, score, report, and keep a gate."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.settings import Settings, read_settings
from evals.commands.options import add_gold, opener, positive, seconds, seed
from evals.compare import compare_results
from evals.comparison_report import render_comparison
from evals.evaluate import run_gold
from evals.gate import BUDGET_S, refusals
from evals.judge import VOTES, Judge
from evals.metrics import METRICS, PRIMARY
from evals.report import render, render_misses
from evals.result import Result
from evals.result_file import as_baseline, as_csv, as_json, check_writable, read_result, write_text


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add_gold(command)
    add(
        "--model",
        metavar="NAME",
        help="Ollama model, or `none` for quotations only (default: the configured one if it is"
        " there, else none)",
    )
    add(
        "--judge",
        metavar="NAME",
        help="also let this Ollama model judge the answers (default: no judge)",
    )
    add("--votes", type=positive, default=VOTES, metavar="N", help="of the judge (default: 3)")
    add("--out", type=Path, metavar="RESULT.json", help="write everything there, for `compare`")
    add("--csv", type=Path, metavar="FILE.csv", help="write a row for each item there")
    add("--html", type=Path, metavar="FILE.html", help="write a page with plots there")
    add("--seed", type=seed, default=0, metavar="N", help="of the intervals (default: %(default)s)")
    add("--all-metrics", action="store_true", help="print every metric, not the short table")
    add("--show-misses", action="store_true", help="also print every item that lost something")
    gate = command.add_argument_group("gate")
    gate.add_argument(
        "--gate",
        type=Path,
        metavar="BASELINE.json",
        help="end with 1 when this run loses against the baseline: a must-pass item, the primary"
        " measure with its interval, an exact quotation, or the latency budget",
    )
    gate.add_argument(
        "--primary",
        choices=[m.name for m in METRICS if m.in_short and m.better != "neither"],
        default=PRIMARY,
        metavar="METRIC",
        help=f"a metric of the short table (default: {PRIMARY})",
    )
    gate.add_argument(
        "--budget-s",
        type=seconds,
        default=BUDGET_S,
        metavar="S",
        help="of the 95th percentile (default: %(default)s seconds)",
    )
    gate.add_argument(
        "--accept", type=Path, metavar="BASELINE.json", help="make this run the baseline"
    )


def run(args: argparse.Namespace) -> int:
    """Ask, score, write and print; return the exit code."""
    baseline = read_result(args.gate) if args.gate else None
    for path in filter(None, (args.out, args.csv, args.html, args.accept)):
        check_writable(path)
    settings = read_settings(index_dir=args.index)
    with _judge(args, settings) as judge:
        result = run_gold(
            args.gold, settings, opener(args), model=args.model, seed=args.seed, judge=judge
        )
    _write(args, result)
    print(render(result, whole=args.all_metrics))
    if args.show_misses:
        print(f"\n{render_misses(result.items)}")
    code = 0 if baseline is None else _gate(args, baseline, result)
    if args.accept and not code:  # what the gate refuses becomes no baseline
        write_text(as_json(as_baseline(result), slim=True), args.accept)
    return code


@contextmanager
def _judge(args: argparse.Namespace, settings: Settings) -> Iterator[Judge | None]:
    if args.judge is None:
        yield None
        return
    from evals.judging_model import judging_model  # late: brings the client of Ollama

    with judging_model(settings, args.judge) as ask:
        yield Judge(ask, votes=args.votes)


def _write(args: argparse.Namespace, result: Result) -> None:
    if args.out:
        write_text(as_json(result), args.out)
    if args.csv:
        write_text(as_csv(result), args.csv)
    if args.html:
        from evals.page import render_page  # late: brings the plotting library

        write_text(render_page(result), args.html)


def _gate(args: argparse.Namespace, baseline: Result, result: Result) -> int:
    comparison = compare_results(baseline, result)
    said = refusals(comparison, primary=args.primary, budget_s=args.budget_s)
    print(f"\n{render_comparison(comparison)}\n")
    for reason in said:
        print(f"evals: gate: {reason}", file=sys.stderr)
    print("gate: closed" if said else "gate: passed")
    return 1 if said else 0
