"""Evaluation from the command line.

    python -m evals run [--gold PATH] [--index DIR] [--model NAME|none] [--out RESULT.json]
    python -m evals compare A.json B.json
    python -m evals check [--gold PATH] [--documents DIR]
    python -m evals reading [--documents DIR] [--csv FILE.csv]
    python -m evals promote [--gold FILE]
    python -m evals public NAME ... --data DIR
    python -m evals bench [--only RACE]
    python -m evals baseline [--gold PATH] [--index DIR] [--out RESULT.json]
    python -m evals weigh --set GOLD INDEX [--set GOLD INDEX ...]
    python -m evals sentences --set GOLD INDEX [--set GOLD INDEX ...] [--data DIR]
    python -m evals calibrate --set GOLD INDEX [--set GOLD INDEX ...] --data DIR
    python -m evals support [--gold PATH] --data DIR [--index DIR]

Results go to standard output, progress and problems to standard error.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import sys
from collections.abc import Sequence

from assistant.errors import AssistantError
from assistant.printed import discard_output
from evals.evaluate import OpenAssistant

# Each command is a module with `add_options(parser)` and `run(args) -> exit code`.
COMMANDS = {
    "run": ("evals.commands.run", "ask every question of a gold set and score the answers"),
    "compare": ("evals.commands.compare", "say what changed between two results, lost items first"),
    "check": ("evals.commands.check", "prove that a gold set stands in its documents"),
    "reading": ("evals.commands.reading", "show what becomes of each file of a folder"),
    "promote": ("evals.commands.promote", "make gold items of the feedback given in the chat"),
    "public": ("evals.commands.public", "run public benchmarks beside their published figures"),
    "bench": ("evals.commands.bench", "measure speed as ratios to plain references, in one run"),
    "baseline": ("evals.commands.baseline", "search a gold set in a plain dense index"),
    "weigh": ("evals.commands.weigh", "fit what each sign of the ranking counts"),
    "sentences": ("evals.commands.sentences", "fit what each sign of a sentence counts"),
    "support": ("evals.commands.support", "fit the weights behind the check of written statements"),
    "calibrate": ("evals.commands.calibrate", "fit the weights behind an answer's confidence"),
}

ENDING = """\
examples:
  python -m evals run --out today.json --html today.html
  python -m evals compare yesterday.json today.json
  python -m evals run --gate evals/gates/corpus.json

Every number comes with its count and a 95 % interval.
Exit codes: 0 done, 1 a gate or a check failed, 2 could not run.
`python -m evals COMMAND --help` says more."""


def main(argv: Sequence[str] | None = None, *, open_assistant: OpenAssistant | None = None) -> int:
    """Run the command; return its exit code. `open_assistant` None: the program's own."""
    args = parse_args(sys.argv[1:] if argv is None else argv)
    args.open_assistant = open_assistant
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s: %(message)s")
    try:
        code = int(args.run(args))
        sys.stdout.flush()  # a reader that has gone away is noticed here, not at exit
    except AssistantError as exc:
        print(f"evals: {exc}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        discard_output()
        return 0
    return code


def parse_args(argv: Sequence[str]) -> argparse.Namespace:
    """The command line as values; ends the program for --help and for mistakes."""
    parser = argparse.ArgumentParser(
        prog="python -m evals",
        description="How good are the answers, how fast is the program, and did a change help?",
        epilog=ENDING,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, (module, says) in COMMANDS.items():
        command = commands.add_parser(name, help=says, description=says.capitalize() + ".")
        # Only the command that was asked for is imported: they bring different libraries.
        if name in argv[:1]:
            found = importlib.import_module(module)
            found.add_options(command)
            command.set_defaults(run=found.run)
    return parser.parse_args(argv)


if __name__ == "__main__":
    raise SystemExit(main())
