"""`python -m evals bench`: speed as ratios to plain references, in one run."""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.bench.plan import KINDS, Plan, run_bench
from evals.bench.results import as_json, render
from evals.bench.sizes import SIZES
from evals.commands.options import GOLD, positive
from evals.manifest import CORPUS
from evals.result_file import check_writable, write_text


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add("--only", choices=KINDS, action="append", help="this kind; may be repeated")
    add("--corpus", type=Path, default=CORPUS, metavar="DIR", help="ingested (default: corpus)")
    add(
        "--passages",
        type=positive,
        metavar="N",
        help="only files of the corpus that make about N passages, always the same (default: all)",
    )
    add(
        "--index",
        type=Path,
        metavar="DIR",
        help="for ask, page, load and stream (default: one of the corpus)",
    )
    add("--times", type=positive, default=3, metavar="N", help="turns (default: %(default)s)")
    add(
        "--sizes",
        type=positive,
        nargs="+",
        default=SIZES,
        metavar="N",
        help=f"passages to search in (default: {' '.join(map(str, SIZES))})",
    )
    add(
        "--gold",
        type=Path,
        metavar="PATH",
        help="whose questions to search for (default: evals/gold; short of 200, more are made of"
        " the corpus' headings)",
    )
    add("--json", action="store_true", help="print every figure as one JSON object")
    add("--out", type=Path, metavar="FILE", help="write that object there as well")


def run(args: argparse.Namespace) -> int:
    """Measure, write and print; return the exit code: 1 when anything was left out."""
    if args.out:
        check_writable(args.out)
    plan = Plan(
        kinds=args.only or KINDS,
        # Absolute: what is timed runs in the repository's folder.
        corpus=args.corpus.absolute(),
        passages=args.passages,
        index_dir=args.index and args.index.absolute(),
        times=args.times,
        sizes=args.sizes,
        gold=args.gold or (GOLD if GOLD.is_dir() else None),
    )
    results = run_bench(plan)
    found = as_json(results)
    if args.out:
        write_text(found + "\n", args.out)
    print(found if args.json else render(results))
    return 1 if results.left_out else 0
