"""`python -m evals public`: benchmarks with published figures, run and printed."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from dataclasses import asdict
from pathlib import Path

from evals.commands.options import add_work, positive, seed
from evals.public.tables import Bench, DataMissing, Table, render_table
from evals.result_file import check_writable, write_text

# Each is a module of `evals.public`; `public all` runs those whose data is there.
NAMES = (
    "mteb_small",
    "chroma_chunking",
    "legalbench_rag",
    "cuad_licenses",
    "squad2_halfdev",
    "contract_nli",
    "wice",
    "canard",
    "injection",
    "html_articles",
)


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add("names", nargs="+", choices=(*NAMES, "all"), metavar="NAME", help=", ".join(NAMES))
    add("--data", type=Path, required=True, metavar="DIR", help="folder with one for each NAME")
    add_work(command)
    add("--sample", type=positive, metavar="N", help="only N questions, drawn with the seed")
    add("--seed", type=seed, default=0, metavar="N", help="default: %(default)s")
    add("--out", type=Path, metavar="TABLES.json", help="also write the tables there")


def run(args: argparse.Namespace) -> int:
    """Run the benchmarks named; return the exit code."""
    if args.out:
        check_writable(args.out)
    bench = Bench(args.data, args.work, args.sample, args.seed)
    names = list(dict.fromkeys(NAMES if "all" in args.names else args.names))
    if "all" in args.names:
        missing = [name for name in names if not bench.holds(name)]
        for name in missing:
            print(f"evals: no data for {name!r} in {str(bench.data)!r}: left out", file=sys.stderr)
        names = [name for name in names if name not in missing]
    tables: list[Table] = []
    for name in names:
        print(f"evals: {name}", file=sys.stderr)
        found = _run(name, bench)
        print("\n\n".join(render_table(each) for each in found), end="\n\n", flush=True)
        tables += found
    if args.out:
        text = json.dumps([asdict(each) for each in tables], ensure_ascii=False, indent=1)
        write_text(text + "\n", args.out)
    return 0


def _run(name: str, bench: Bench) -> list[Table]:
    """The tables of one benchmark. Raises DataMissing, or what the pipeline raises."""
    try:
        module = importlib.import_module(f"evals.public.{name}")
        found: list[Table] = module.run(bench)
    except ModuleNotFoundError as exc:
        raise DataMissing(
            f"{name!r} needs the package {exc.name!r}, one of the packages of the checks; run"
            " `make setup-dev`"
        ) from exc
    return found
