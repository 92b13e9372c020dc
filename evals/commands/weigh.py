"""`python -m evals weigh`: what each sign of the ranking counts, fitted and checked."""

from __future__ import annotations

import argparse
from contextlib import closing

from assistant.settings import read_settings
from evals.commands.options import add_sets
from evals.gold import read_gold


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add_sets(command)


def run(args: argparse.Namespace) -> int:
    """Fit and print; return the exit code."""
    from assistant.wiring import open_assistant  # late: brings the index
    from evals.weigh import read_questions, render, weigh

    sets = {}
    for gold, index in args.sets:
        items = read_gold(gold).items
        with closing(open_assistant(read_settings(index_dir=index), model="none")) as opened:
            sets[str(gold)] = read_questions(items, opened.standalone, opened.signs)
    print(render(weigh(sets)))
    return 0
