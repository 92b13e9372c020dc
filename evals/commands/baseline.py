"""`python -m evals baseline`: the same questions in a plain dense index of the same documents."""

from __future__ import annotations

import argparse
from pathlib import Path

from assistant.settings import Settings, read_settings
from evals.baseline import Encode
from evals.commands.options import add_gold, opener, positive, seed
from evals.evaluate import run_baseline
from evals.report import render
from evals.result_file import as_json, check_writable, write_text


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add = command.add_argument
    add_gold(command)
    add(
        "--chars",
        type=positive,
        default=1000,
        metavar="N",
        help="longest piece (default: %(default)s characters)",
    )
    add("--out", type=Path, metavar="RESULT.json", help="write everything there, for `compare`")
    add("--seed", type=seed, default=0, metavar="N", help="of the intervals (default: %(default)s)")


def run(args: argparse.Namespace) -> int:
    """Search, score, write and print; return the exit code."""
    if args.out:
        check_writable(args.out)
    settings = read_settings(index_dir=args.index)
    result = run_baseline(
        args.gold, settings, opener(args), _open_encoder, chars=args.chars, seed=args.seed
    )
    if args.out:
        write_text(as_json(result), args.out)
    print(render(result))
    return 0


def _open_encoder(settings: Settings) -> Encode:
    from assistant.indexing.encoder import open_encoder  # late: brings the model's libraries

    return open_encoder(settings.embedding_model, settings.cache_dir).encode
