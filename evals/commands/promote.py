"""`python -m evals promote`: feedback from the chat becomes gold items, confirmed one by one."""

from __future__ import annotations

import argparse
import sys
from contextlib import closing, suppress
from pathlib import Path

from assistant.feedback.store import read_feedback
from assistant.settings import read_settings
from evals.asking import Asking
from evals.commands.options import opener
from evals.promote import promote, read_decisions, read_items, render_list, waiting_feedback
from evals.shelf import indexed_shelf

OWN_GOLD = "own.jsonl"
INTRODUCTION = """\
{count} waiting. Every question takes `skip` (ask again next time), `dismiss` (never again), `again`
(start this one over) and `quit`. Nothing is written before you have seen the item and said yes."""


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add(
        "--gold",
        type=Path,
        metavar="FILE",
        help=f"items are appended there (default: {OWN_GOLD} in the data folder)",
    )
    add("--index", type=Path, metavar="DIR", help="its documents (default: the configured one)")
    add("--list", action="store_true", help="print what is there and stop")


def run(args: argparse.Namespace) -> int:
    """Ask about what is waiting; return the exit code."""
    settings = read_settings(index_dir=args.index)
    if args.list:
        entries = read_feedback(settings.data_dir)
        listed = render_list(entries, read_decisions(settings.data_dir))
        print(listed or f"no feedback in {str(settings.data_dir)!r}")
        return 0
    if not sys.stdin.isatty():
        print(
            "evals: promote asks questions: run it in a terminal, or with --list", file=sys.stderr
        )
        return 2
    waiting = waiting_feedback(settings.data_dir)
    if not waiting:
        print(f"no feedback is waiting in {str(settings.data_dir)!r}; see --list")
        return 0
    # Beside the feedback: a person's own questions may be about documents of their own.
    gold_file = args.gold or settings.data_dir / OWN_GOLD
    read_items(gold_file)  # complains before the index is opened
    with suppress(ImportError):  # not on every system
        import readline  # noqa: F401  # lets `input` take arrow keys, and lines over 4,096 bytes
    with closing(opener(args)(settings, model="none")) as assistant:
        print(INTRODUCTION.format(count=len(waiting)))
        asking, shelf = Asking(input, print), indexed_shelf(assistant)
        added = promote(waiting, asking, shelf, gold_file=gold_file, data_dir=settings.data_dir)
    print(f"\n{len(added)} added to {gold_file}")
    return 0
