"""`python -m evals support`: the weights behind the check of written statements."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from assistant.settings import read_settings
from evals.commands.options import add_gold, add_work
from evals.gold import read_gold


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add_gold(command)
    add = command.add_argument
    add("--data", type=Path, required=True, metavar="DIR", help="folder with wice/, contract_nli/")
    add_work(command)


def run(args: argparse.Namespace) -> int:
    """Fit and print; return the exit code."""
    from assistant.wiring import open_assistant  # late: brings the index
    from evals.public.claims import RememberingEncoder
    from evals.public.contracts import NAME, load_contracts
    from evals.public.indexed import open_indexed, the_encoder
    from evals.public.tables import Bench
    from evals.support_examples import claim_examples, contract_examples, gold_examples
    from evals.support_fit import fit, render_fit

    bench = Bench(args.data, args.work)
    encoder = RememberingEncoder(the_encoder())
    examples = list(claim_examples(bench, encoder))
    documents = {c.doc_id: c.text for c in load_contracts(bench).contracts}
    with closing(open_indexed(bench, NAME, documents)) as contracts:
        examples += contract_examples(bench, contracts, encoder)
    with closing(open_assistant(read_settings(index_dir=args.index), model="none")) as opened:
        examples += gold_examples(read_gold(args.gold).items, opened, encoder)
    print(render_fit(fit(examples)))
    return 0
