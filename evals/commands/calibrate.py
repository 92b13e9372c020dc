"""`python -m evals calibrate`: the weights behind an answer's confidence, fitted and checked."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from assistant.settings import read_settings
from evals.calibrate import fit, make_examples, read_elsewhere, render_fit
from evals.commands.options import add_gold
from evals.gold import read_gold


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add_gold(command)
    command.add_argument(
        "--elsewhere",
        type=Path,
        required=True,
        metavar="SQUAD.json",
        help="questions about other subjects, in the format of SQuAD",
    )


def run(args: argparse.Namespace) -> int:
    """Fit and print; return the exit code."""
    from assistant.wiring import open_assistant  # late: brings the index

    items, elsewhere = read_gold(args.gold).items, read_elsewhere(args.elsewhere)
    with closing(open_assistant(read_settings(index_dir=args.index), model="none")) as opened:
        print(render_fit(fit(list(make_examples(items, elsewhere, opened.retrieve)))))
    return 0
