"""Options that several commands share, and opening what they need."""

from __future__ import annotations

import argparse
import math
from pathlib import Path

from assistant.settings import Settings
from evals.evaluate import OpenAssistant, OpenedAssistant
from evals.manifest import REPOSITORY

GOLD = REPOSITORY / "evals" / "gold"
PUBLIC_INDEXES = "~/.cache/openness-assistant/public"


def add_gold(command: argparse.ArgumentParser) -> None:
    """The gold set and the index it is asked of."""
    add = command.add_argument
    add(
        "--gold",
        type=Path,
        default=GOLD,
        metavar="PATH",
        help="questions, one JSON a line: a file, or a folder of them (default: evals/gold)",
    )
    add("--index", type=Path, metavar="DIR", help="index to ask (default: the configured one)")


def add_sets(command: argparse.ArgumentParser) -> None:
    """Several gold sets, each with its own index: `args.sets`, pairs of paths."""
    command.add_argument(
        "--set",
        dest="sets",
        nargs=2,
        type=Path,
        action="append",
        required=True,
        metavar=("GOLD", "INDEX"),
        help="a gold file or folder, and the index of its documents; once for each set",
    )


def add_work(command: argparse.ArgumentParser) -> None:
    """Where the indexes of public benchmarks are kept."""
    command.add_argument(
        "--work",
        type=_folder,
        default=PUBLIC_INDEXES,
        metavar="DIR",
        help="indexes are kept there for the next run (default: %(default)s)",
    )


def _folder(text: str) -> Path:
    return Path(text).expanduser()


def positive(text: str) -> int:
    """A whole number of at least 1, for argparse."""
    if (value := int(text)) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is not at least 1")
    return value


def seed(text: str) -> int:
    """A whole number of at least 0, for argparse."""
    if (value := int(text)) < 0:
        raise argparse.ArgumentTypeError(f"{text!r} is below 0")
    return value


def seconds(text: str) -> float:
    """A finite number above 0, for argparse."""
    if not 0 < (value := float(text)) < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of seconds above 0")
    return value


def opener(args: argparse.Namespace) -> OpenAssistant:
    """What opens the assistant: the program's own, unless a test handed in another."""
    return args.open_assistant or _open_assistant


def _open_assistant(settings: Settings, *, model: str | None = None) -> OpenedAssistant:
    # Late: it brings the index and the model's libraries, which --help does not need.
    from assistant.wiring import open_assistant

    return open_assistant(settings, model=model)
