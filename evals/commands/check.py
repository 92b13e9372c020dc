"""`python -m evals check`: every quotation of a gold set stands in its document."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from assistant.settings import read_settings
from evals.commands.options import GOLD, opener
from evals.gold import read_gold
from evals.manifest import CORPUS
from evals.proof import faulty_items
from evals.shelf import indexed_shelf, read_shelf


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add("--gold", type=Path, default=GOLD, metavar="PATH", help="default: evals/gold")
    add(
        "--documents",
        type=Path,
        metavar="DIR",
        help="folder to read the documents from (default: corpus, unless --index is given)",
    )
    add("--index", type=Path, metavar="DIR", help="take the documents of this index instead")


def run(args: argparse.Namespace) -> int:
    """Print each fault; return 1 when there is any."""
    gold = read_gold(args.gold)
    if args.index and not args.documents:
        settings = read_settings(index_dir=args.index)
        with closing(opener(args)(settings, model="none")) as assistant:
            found = faulty_items(gold.items, indexed_shelf(assistant))
    else:
        found = faulty_items(gold.items, read_shelf(args.documents or CORPUS))
    for item_id, sentences in found.items():
        for says in sentences:
            print(f"{item_id}: {says}")
    quotes = sum(len(item.evidence) for item in gold.items)
    refused = [item for item in gold.items if not item.answerable]
    unproven = sum(not item.absent for item in refused)
    said = f"{len(refused)} unanswerable{f', {unproven} without `absent`' if unproven else ''}"
    print(
        f"{len(gold.items)} items ({said}), {quotes} quotations:"
        f" {f'{len(found)} items are wrong' if found else 'every one stands'}"
    )
    return 1 if found else 0
