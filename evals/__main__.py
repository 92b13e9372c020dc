"""Evaluation from the command line.

    python -m evals run --gold FILE [--index DIR] [--model NAME|none] --out RESULT.json
    python -m evals compare A.json B.json
    python -m evals baseline --gold FILE [--index DIR] [--out RESULT.json]
    python -m evals calibrate --gold FILE --elsewhere SQUAD.json [--index DIR]
    python -m evals bench [--only ask|page|ingest] [--index DIR] [--times N] [--json]

Results go to standard output, progress and problems to standard error.
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from assistant.errors import AssistantError
from assistant.settings import Settings, read_settings
from evals.baseline import Encode
from evals.bench import CORPUS, RACES, races_as_json, render_races, run_bench
from evals.commands import OpenAssistant, OpenedAssistant, run_baseline, run_gold
from evals.compare import render_comparison
from evals.report import render, render_misses
from evals.result import Result, check_writable, read_result, write_result

ENDING = """\
examples:
  python -m evals run --gold gold.jsonl --model none --out today.json --show-misses
  python -m evals compare yesterday.json today.json

Every number comes with its count and a 95 % interval.
Exit codes: 0 done, 2 could not run. `python -m evals COMMAND --help` says more."""


def main(argv: Sequence[str] | None = None, *, open_assistant: OpenAssistant | None = None) -> int:
    """Run the command; return its exit code."""
    args = parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        if args.command == "compare":
            print(render_comparison(read_result(args.before), read_result(args.after)))
        elif args.command == "bench":
            _bench(args)
        elif args.command == "calibrate":
            _calibrate(args)
        else:
            _evaluate(args, open_assistant or _open_assistant)
    except AssistantError as exc:
        print(f"evals: {exc}", file=sys.stderr)
        return 2
    return 0


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """The command line as values; ends the program for --help and for mistakes."""
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="How good are the answers, how fast is the program, and did a change help?",
        epilog=ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, says: str) -> argparse.ArgumentParser:
        return commands.add_parser(name, help=says, description=says.capitalize() + ".")

    run = add("run", "ask every question of a gold file and score the answers")
    _add_gold_options(run, out_required=True)
    run.add_argument(
        "--model",
        metavar="NAME",
        help="Ollama model, or `none` for quotations only (default: the configured one if it is"
        " there, else none)",
    )
    baseline = add("baseline", "search them in a plain dense index over the same documents")
    _add_gold_options(baseline, out_required=False)
    baseline.add_argument(
        "--chars",
        type=_positive,
        default=1000,
        metavar="N",
        help="longest piece (default: %(default)s characters)",
    )
    calibrate = add("calibrate", "fit the weights behind an answer's confidence")
    calibrate.add_argument("--gold", type=Path, required=True, metavar="FILE")
    calibrate.add_argument("--index", type=Path, metavar="DIR", help="index to ask")
    calibrate.add_argument(
        "--elsewhere",
        type=Path,
        required=True,
        metavar="SQUAD.json",
        help="questions about other subjects, in the format of SQuAD",
    )
    compare = add("compare", "say what changed between two results, lost items first")
    compare.add_argument("before", type=Path, metavar="A.json")
    compare.add_argument("after", type=Path, metavar="B.json")
    _add_bench_options(add("bench", "measure speed as ratios to plain references, in one run"))
    return parser.parse_args(argv)


def _add_gold_options(command: argparse.ArgumentParser, *, out_required: bool) -> None:
    add = command.add_argument
    add("--gold", type=Path, required=True, metavar="FILE", help="questions, one JSON a line")
    add("--index", type=Path, metavar="DIR", help="index to ask (default: the configured one)")
    add(
        "--out",
        type=Path,
        required=out_required,
        metavar="RESULT.json",
        help="write everything there, for `compare`",
    )
    add("--seed", type=int, default=0, metavar="N", help="of the intervals (default: %(default)s)")
    add("--show-misses", action="store_true", help="also print every item that lost something")


def _add_bench_options(command: argparse.ArgumentParser) -> None:
    add = command.add_argument
    add("--only", choices=RACES, action="append", help="this comparison; may be repeated")
    add("--corpus", type=Path, default=CORPUS, metavar="DIR", help="ingested (default: corpus)")
    add("--index", type=Path, metavar="DIR", help="for ask and page (default: one of the corpus)")
    add("--times", type=_positive, default=3, metavar="N", help="turns (default: %(default)s)")
    add("--json", action="store_true", help="print every figure as one JSON object")


def _positive(text: str) -> int:
    if (value := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not at least 1")
    return value


def _evaluate(args: argparse.Namespace, open_assistant: OpenAssistant) -> None:
    if args.out:
        check_writable(args.out)
    settings = read_settings(index_dir=args.index)
    if args.command == "run":
        result = run_gold(args.gold, settings, open_assistant, model=args.model, seed=args.seed)
    else:
        result = run_baseline(
            args.gold, settings, open_assistant, _open_encoder, chars=args.chars, seed=args.seed
        )
    if args.out:
        write_result(result, args.out)
    _print(result, show_misses=args.show_misses)


def _print(result: Result, *, show_misses: bool) -> None:
    print(render(result))
    if show_misses:
        print(f"\n{render_misses(result.items)}")


def _bench(args: argparse.Namespace) -> None:
    races = run_bench(
        args.only or RACES, corpus=args.corpus, index_dir=args.index, times=args.times
    )
    print(races_as_json(races) if args.json else render_races(races))


def _calibrate(args: argparse.Namespace) -> None:
    from assistant.wiring import open_assistant  # late, like the index
    from evals.calibrate import fit, make_examples, read_elsewhere, render_fit
    from evals.gold import read_gold

    items, elsewhere = read_gold(args.gold).items, read_elsewhere(args.elsewhere)
    with closing(open_assistant(read_settings(index_dir=args.index), model="none")) as opened:
        print(render_fit(fit(list(make_examples(items, elsewhere, opened.retrieve)))))


def _open_assistant(settings: Settings, *, model: str | None = None) -> OpenedAssistant:
    # Late: it brings the index and the model's libraries, which `compare` and --help do not need.
    from assistant.wiring import open_assistant

    return open_assistant(settings, model=model)


def _open_encoder(settings: Settings) -> Encode:
    from assistant.indexing.encoder import open_encoder  # late, like the index

    return open_encoder(settings.embedding_model, settings.cache_dir).encode


if __name__ == "__main__":
    raise SystemExit(main())
