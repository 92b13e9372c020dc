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
from evals.commands.options import positive
from evals.gold import read_gold
from evals.public.tables import Bench


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add(
        "--set",
        dest="sets",
        nargs=2,
        action="append",
        required=True,
        metavar=("GOLD", "INDEX"),
        help="gold questions and the index they are asked of; give it once for each set",
    )
    add(
        "--data",
        type=Path,
        required=True,
        metavar="DIR",
        help="folder with squad2_halfdev and cuad_licenses, as for `evals public`",
    )
    add(
        "--work",
        type=Path,
        default=Path("~/.cache/openness-assistant/public"),
        metavar="DIR",
        help="indexes of those are kept there for the next run (default: %(default)s)",
    )
    add(
        "--sample",
        type=positive,
        default=1000,
        metavar="N",
        help="questions of SQuAD over its own articles (default: %(default)s)",
    )


def run(args: argparse.Namespace) -> int:
    """Fit and print; return the exit code."""
    bench = Bench(args.data, args.work.expanduser(), args.sample)
    print(render_fit(fit(list(_examples(args.sets, bench)), public=(SQUAD, CUAD))))
    return 0


def _examples(sets: list[tuple[str, str]], bench: Bench) -> Iterator[Example]:
    from assistant.wiring import open_assistant  # late: brings the index

    elsewhere = squad_questions(bench, ELSEWHERE)
    for gold, index in sets:
        print(f"evals: asking {gold!r} of {index!r}", file=sys.stderr)
        items = read_gold(Path(gold)).items
        settings = read_settings(index_dir=Path(index))
        with closing(open_assistant(settings, model="none")) as opened:
            yield from gold_examples(gold, items, opened.retrieve)
            yield from elsewhere_examples(gold, elsewhere, opened.retrieve)
    print("evals: asking SQuAD 2 and CUAD", file=sys.stderr)
    yield from squad_examples(bench)
    yield from contract_examples(bench)
