"""The chat page: asks the index, shows every answer with its sources.

usage: app.py [-h] [--host HOST] [--port PORT] [--index DIR] [--model NAME] [--password-file FILE]
              [--allow-open] [--allow-changes]
"""

from __future__ import annotations

import argparse
import logging
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from assistant.answering.managing import Models
from assistant.documents.collection import Collection
from assistant.documents.curation import Curation
from assistant.errors import AssistantError
from assistant.feedback.store import keep_feedback
from assistant.history.store import HistoryStore
from assistant.local_models import open_models
from assistant.settings import Settings, read_settings
from assistant.types import Assistant
from assistant.ui.access import check_host, is_loopback, read_users
from assistant.ui.opening import Opening
from assistant.ui.server import serve
from assistant.ui.site import Site

EXAMPLES = """\
examples:
  python app.py                              the page on http://127.0.0.1:7860
  python app.py --model none                 exact quotations only, no language model
  python app.py --port 8000 --index my-index
  python app.py --host 0.0.0.0 --password-file users.txt

Settings not given here are read from ASSISTANT_... variables; see the README.

exit codes: 0 stopped with Ctrl-C, 2 could not start (the reason is printed)
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Serve the page until Ctrl-C; return the exit code."""
    args = parse_args(argv)
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    try:
        settings = read_settings(host=args.host, port=args.port, index_dir=args.index)
        check_host(settings.host, guarded=bool(args.password_file), allow_open=args.allow_open)
        users = read_users(args.password_file) if args.password_file else ()
        print("app: starting", file=sys.stderr, flush=True)
        site = _make_site(settings, args, guarded=bool(users))
        serve(site, host=settings.host, port=settings.port, users=users, ready=_announce)
    except AssistantError as exc:
        print(f"app: {exc}", file=sys.stderr)
        return 2
    return 0


def parse_args(argv: Sequence[str] | None) -> argparse.Namespace:
    """What was typed. Exits 2 with the usage when it makes no sense."""
    defaults = Settings()
    parser = argparse.ArgumentParser(
        prog="app.py",
        description="Ask questions about openness in AI in the browser; every answer shows the"
        " passages it stands on.",
        epilog=EXAMPLES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", help=f"address to listen on (default: {defaults.host})")
    parser.add_argument("--port", type=int, help=f"port to listen on (default: {defaults.port})")
    parser.add_argument(
        "--index",
        type=Path,
        metavar="DIR",
        help=f"folder that `python ingest.py` filled (default: {defaults.index_dir})",
    )
    parser.add_argument(
        "--model",
        metavar="NAME",
        help="Ollama model that writes the answers, or `none` for exact quotations (default:"
        f" {defaults.model} if Ollama has it, else none)",
    )
    parser.add_argument(
        "--password-file",
        type=Path,
        metavar="FILE",
        help="who may sign in: lines `name:password`, readable by you only",
    )
    parser.add_argument(
        "--allow-open",
        action="store_true",
        help="let everyone in who can reach --host, without a password",
    )
    parser.add_argument(
        "--allow-changes",
        action="store_true",
        help="let everyone who may use a shared page change documents, and get and choose models",
    )
    return parser.parse_args(argv)


def _make_site(settings: Settings, args: argparse.Namespace, *, guarded: bool) -> Site:
    """The services behind the page, as far as this address may use them."""
    alone = is_loopback(settings.host)
    shared = guarded or not alone
    may_change = args.allow_changes or not shared
    models = open_models(settings)
    return Site(
        Opening(lambda: _open(settings, args.model, models)),
        keep=partial(keep_feedback, data_dir=settings.data_dir),
        documents=Collection(settings.index_dir),
        models=models,
        curation=Curation(settings) if may_change else None,
        # Only where readers can be told apart: strangers would read each other's questions.
        history=HistoryStore(settings.data_dir) if alone or guarded else None,
        shared=shared,
        manages=may_change,
    )


def _open(settings: Settings, model: str | None, models: Models) -> Assistant:
    from assistant.wiring import open_assistant  # loads the index and the encoder: 1 to 3 s

    assistant = open_assistant(settings, model=model)
    models.attach(assistant.use_model)
    return assistant


def _announce(address: str) -> None:
    print(f"The chat is ready: {address}", flush=True)
    print("Press Ctrl-C to stop.", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
