"""A double of the Ollama server, to try the assistant by hand without a model.

usage: python -m tests.ollama_double [-h] [--port PORT] [--model NAME] [--character NAME]
                                     [--token-s SECONDS] [--parallel N]
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import threading
from collections.abc import Sequence
from dataclasses import replace

from tests.ollama_double.characters import CHARACTERS, Character
from tests.ollama_double.prompt import Prompt
from tests.ollama_double.script import Script
from tests.ollama_double.server import OllamaDouble


def main(argv: Sequence[str] | None = None) -> int:
    """Serve until Ctrl-C; return the exit code: 0 stopped, 2 the port cannot be used."""
    args = _parse(argv)
    try:
        double = OllamaDouble(
            models=args.model or ["qwen3:4b-instruct"],
            character=_at_pace(CHARACTERS[args.character], args.token_s),
            port=args.port,
            parallel=args.parallel,
            on_request=lambda r: _say(f"{r.method} {r.path} {len(r.raw)} bytes"),
        )
    except OSError as exc:
        _say(f"ollama_double: port {args.port}: {exc.strerror}; choose another with --port")
        return 2
    with double, contextlib.suppress(KeyboardInterrupt):
        _say(f"{args.character!r} at {double.url}; Ctrl-C ends it")
        threading.Event().wait()
    return 0


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.ollama_double",
        description="Serve the Ollama protocol on 127.0.0.1, without a model behind it.",
    )
    add = parser.add_argument
    add("--port", type=int, default=11434, help="port to listen on, 0: any (default: 11434)")
    add(
        "--model",
        action="append",
        metavar="NAME",
        help="model it claims to have, repeatable (default: qwen3:4b-instruct)",
    )
    add(
        "--character",
        choices=CHARACTERS,
        default="quoting",
        metavar="NAME",
        help=f"how it answers: {', '.join(CHARACTERS)} (default: quoting)",
    )
    add(
        "--token-s",
        type=float,
        default=0.03,
        metavar="SECONDS",
        help="time for each word (default: 0.03)",
    )
    add(
        "--parallel",
        type=int,
        default=1,
        metavar="N",
        help="answers at the same time, as OLLAMA_NUM_PARALLEL (default: 1)",
    )
    return parser.parse_args(argv)


def _at_pace(character: Character, token_s: float) -> Character:
    def answer(prompt: Prompt) -> Script:
        return replace(character(prompt), per_token_s=token_s)

    return answer


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)  # noqa: T201 - a command talks to its user


if __name__ == "__main__":
    raise SystemExit(main())
