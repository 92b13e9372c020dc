"""`python -m evals calibrate`: the weights behind an answer's confidence, fitted and checked."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from assistant.settings import read_settings
from evals.calibrate import fit, render_fit
from evals.calibration_examples import (
    CUAD,
    ELSEWHERE,
    SQUAD,
    Example,
    contract_examples,
    elsewhere_examples,
    gold_examples,
    squad_examples,
    squad_questions,
)
from evals.commands.options import add_sets, add_work, positive
from evals.gold import read_gold
from evals.public.tables import Bench


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add_sets(command)
    add(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder with squad2_halfdev and cuad_licenses, as for `evals public`",
    )
    add_work(command)
    add(
        "--sample",
        type=positive,
        default=1000,
        metavar="N",
        help="questions of SQuAD over its own articles (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Fit and print; return the exit code."""
    bench = Bench(args.data, args.work, args.sample)
    print(render_fit(fit(list(_examples(args.sets, bench)), public=(SQUAD, CUAD))))
    return 0


def _examples(sets: list[tuple[Path, Path]], bench: Bench) -> Iterator[Example]:
    from assistant.wiring import open_assistant  # late: brings the index

    elsewhere = squad_questions(bench, ELSEWHERE)
    for gold, index in sets:
        name = str(gold)
        print(f"evals: asking {name!r} of {str(index)!r}", file=sys.stderr)
        items = read_gold(gold).items
        settings = read_settings(index_dir=index)
        with closing(open_assistant(settings, model="none")) as opened:
            yield from gold_examples(name, items, opened.standalone, opened.retrieve)
            yield from elsewhere_examples(name, elsewhere, opened.retrieve)
    print("evals: asking SQuAD 2 and CUAD", file=sys.stderr)
    yield from squad_examples(bench)
    yield from contract_examples(bench)
