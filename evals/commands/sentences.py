"""`python -m evals sentences`: the weights behind the choice of quotations, fitted and checked."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path

from assistant.settings import read_settings
from evals.commands.options import add_sets, add_work
from evals.gold import read_gold
from evals.sentences import Example, fit, gold_examples, render_fit, squad_examples

QUESTIONS = 250  # of SQuAD: about as many as the gold sets have


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    add_sets(command)
    command.add_argument(
        "--data", type=Path, metavar="DIR", help="public benchmarks: SQuAD 2's half dev is used too"
    )
    add_work(command)


def run(args: argparse.Namespace) -> int:
    """Fit and print; return the exit code."""
    from assistant.wiring import open_assistant  # late: brings the index

    sets: dict[str, list[Example]] = {}
    for gold, index in args.sets:
        items = read_gold(gold).items
        with closing(open_assistant(read_settings(index_dir=index), model="none")) as opened:
            sets[str(gold)] = list(gold_examples(items, opened))
    if args.data is not None:
        sets["SQuAD 2"] = _squad(args.data, args.work)
    print(render_fit(fit(sets)))
    return 0


def _squad(data: Path, work: Path) -> list[Example]:
    from evals.public.indexed import open_indexed
    from evals.public.squad import load_articles
    from evals.public.squad2_halfdev import NAME, as_read
    from evals.public.tables import Bench

    bench = Bench(data, work, sample=QUESTIONS)
    articles = load_articles(bench.file(NAME, "dev-v2.0.json"))
    answerable = bench.draw([q for q in articles.questions if q.answers])
    with closing(open_indexed(bench, NAME, articles.documents)) as opened:
        return list(squad_examples(as_read(answerable, articles.documents, opened), opened))
