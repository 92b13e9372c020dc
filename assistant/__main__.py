"""Ask from the command line: `python -m assistant ask "Is Llama 3.1 open source?"`."""

from __future__ import annotations

import argparse
import json
import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import AssistantError, QuestionError
from assistant.printed import discard_output
from assistant.programs.given import read_turn
from assistant.scope_options import add_kind_option, read_scope, scope_options
from assistant.settings import Settings, read_settings
from assistant.types import Answer, Turn

EPILOG = """\
exit codes: 0 done (also when the documents do not answer), 1 `doctor` found a problem or `check`
            a quotation that does not stand, 2 could not run

examples:
  python -m assistant ask "Does the Open Weight Definition ask for the training data?"
  python -m assistant ask "and the other one?" --history turns.json --json
  python -m assistant ask "Who may use Gemma at work?" --kind license --model none
  python -m assistant ask "Must the data be open?" --document open-source-ai-definition-1.0.md
  python -m assistant compare "Is commercial use allowed?" --document mit.md --document gpl-3.0.md
  python -m assistant search "field of endeavor" -k 3
  python -m assistant documents --kind license
  python -m assistant documents licenses/mit.md
  python -m assistant check conversation.json
  python -m assistant doctor
  python -m assistant mcp

settings: every ASSISTANT_... variable of the README's table; the command line wins
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    args = _parse(argv)
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    try:
        settings = read_settings(index_dir=args.index)
        run = {
            "ask": _ask,
            "search": _search,
            "compare": _compare,
            "documents": _documents,
            "check": _check,
            "doctor": _doctor,
            "mcp": _mcp,
        }[args.command]
        code = run(args, settings)
        sys.stdout.flush()  # a reader that has gone away is noticed here, not at exit
    except AssistantError as exc:
        print(f"{args.command}: {exc}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        discard_output()
        return 0
    return code


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m assistant",
        description="Answers about openness in AI, from documents, with checked citations.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument(
        "--index", type=Path, metavar="DIR", help="folder of the index (default: .index)"
    )
    shared.add_argument("--json", action="store_true", help="print one JSON object")
    which = scope_options()

    ask = commands.add_parser("ask", parents=[shared, which], help="answer one question")
    ask.add_argument("question", help="the question; `-` reads it from standard input")
    ask.add_argument(
        "--model",
        metavar="NAME",
        help="Ollama model that writes the answer, or `none` for quotations only"
        " (default: the configured one, if Ollama has it)",
    )
    ask.add_argument(
        "--history",
        type=Path,
        metavar="FILE",
        help='the conversation so far: JSON [{"role": "user" | "assistant", "content": ...}]',
    )

    search = commands.add_parser("search", parents=[shared, which], help="list the best passages")
    search.add_argument("query", help="words or a question")
    search.add_argument("-k", type=int, default=5, metavar="N", help="how many (default: 5)")

    compared = commands.add_parser(
        "compare", parents=[shared], help="ask the same question of two to four documents"
    )
    compared.add_argument("question", help="the question")
    compared.add_argument(
        "--document",
        action="append",
        required=True,
        metavar="ID",
        help="a document to ask, twice or more; the end of its id is enough: mit.md",
    )
    compared.add_argument("--model", metavar="NAME", help="as for `ask`")

    documents = commands.add_parser(
        "documents", parents=[shared], help="list what is indexed, or show all about one document"
    )
    documents.add_argument("doc_id", nargs="?", metavar="DOC_ID", help="the document to show")
    add_kind_option(documents)

    check = commands.add_parser(
        "check",
        parents=[shared],
        help="hold the quotations of an exported conversation against the documents here",
    )
    check.add_argument("file", type=Path, metavar="FILE", help="a .json or .html export")

    commands.add_parser(
        "doctor", parents=[shared], help="check the installation, the index and Ollama"
    )
    mcp = commands.add_parser(
        "mcp",
        parents=[shared],
        help="offer ask, search and open_document to a client of the Model Context Protocol",
    )
    mcp.add_argument(
        "--model",
        metavar="NAME",
        help="Ollama model that writes the answers, or `none` for quotations only",
    )
    return parser.parse_args(argv)


def _ask(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.answering.question import clean_question
    from assistant.printed import answer_object, answer_text

    # Cleaned before anything is loaded: an empty question is told at once.
    question = clean_question(_read_input() if args.question == "-" else args.question)
    history = _read_history(args.history)
    from assistant.wiring import open_assistant

    assistant = open_assistant(settings, model=args.model)
    try:
        answer = assistant.ask(question, history=history, scope=read_scope(args))
    finally:
        assistant.close()
    if args.json:
        print(json.dumps(answer_object(answer), ensure_ascii=False, indent=1))
    else:
        print(answer_text(answer))
    return 0


def _compare(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.printed import comparison_object, comparison_text
    from assistant.wiring import open_assistant

    assistant = open_assistant(settings, model=args.model)
    try:
        *_, answer = assistant.compare(args.question, documents=args.document)
    finally:
        assistant.close()
    assert isinstance(answer, Answer)  # the last event of a stream
    if args.json:
        print(json.dumps(comparison_object(answer), ensure_ascii=False, indent=1))
    else:
        print(comparison_text(answer))
    return 0


def _search(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.answering.question import clean_question
    from assistant.printed import hits_object, hits_text
    from assistant.wiring import open_assistant

    if not 1 <= args.k <= 1000:
        raise QuestionError(f"-k is {args.k}; it must be from 1 to 1000")
    query = clean_question(args.query)
    assistant = open_assistant(settings, model="none")
    try:
        hits = assistant.search(query, k=args.k, scope=read_scope(args))
    finally:
        assistant.close()
    if args.json:
        print(json.dumps({"query": query, "hits": hits_object(hits)}, ensure_ascii=False, indent=1))
    else:
        print(hits_text(hits))
    return 0


def _documents(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.documents.listing import list_documents, show_document
    from assistant.documents.printed import (
        detail_object,
        detail_text,
        list_object,
        list_text,
    )
    from assistant.indexing.library import Library

    if args.doc_id is not None and args.kind:
        raise QuestionError("--kind narrows the list of all documents; leave it out with DOC_ID")
    with Library(settings.index_dir) as library:
        if args.doc_id is None:
            listed = list_documents(library, args.kind or ())
            made: object = list_object(listed) if args.json else list_text(listed)
        else:
            shown = show_document(library, args.doc_id)
            made = detail_object(shown) if args.json else detail_text(shown)
    print(json.dumps(made, ensure_ascii=False, indent=1) if args.json else made)
    return 0


def _check(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.rechecking import check_export, rechecked_objects, rechecked_text

    checked = check_export(args.file, settings.index_dir)
    if args.json:
        print(json.dumps(rechecked_objects(checked), ensure_ascii=False, indent=1))
    else:
        print(rechecked_text(checked))
    return 0 if all(one.stands for one in checked) else 1


def _doctor(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.doctor.checks import examine

    findings = examine(settings)
    if args.json:
        print(json.dumps([f._asdict() for f in findings], ensure_ascii=False, indent=1))
    else:
        for finding in findings:
            verdict = "ok" if finding.ok else "FAIL" if finding.needed else "note"
            print(f"{verdict:5} {finding.what}: {finding.told}")
    return 1 if any(f.needed and not f.ok for f in findings) else 0


def _mcp(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.programs.mcp_server import make_server, offered
    from assistant.programs.tools import Tools
    from assistant.wiring import open_assistant

    assistant = open_assistant(settings, model=args.model)
    try:
        tools = Tools(lambda: assistant)
        # To standard error: standard output belongs to the protocol.
        print(
            f"mcp: offering {', '.join(tool.__name__ for tool in offered(tools))} over the index at"
            f" {str(settings.index_dir)!r}, to the program that started this one and to no other;"
            " they read and change nothing",
            file=sys.stderr,
            flush=True,
        )
        make_server(tools).run("stdio")
    finally:
        assistant.close()
    return 0


def _read_history(file: Path | None) -> list[Turn]:
    if file is None:
        return []
    try:
        return [read_turn(turn) for turn in json.loads(file.read_text(encoding="utf-8-sig"))]
    except (OSError, ValueError, TypeError, RecursionError, QuestionError) as exc:
        raise QuestionError(
            f"history {str(file)!r} cannot be read ({exc}); it must be a JSON list of"
            ' {"role": "user" | "assistant", "content": "..."}'
        ) from exc


def _read_input() -> str:
    """Standard input as text, whatever its bytes: what is no UTF-8 cannot be asked about."""
    return sys.stdin.buffer.read().decode("utf-8", errors="replace")


if __name__ == "__main__":
    raise SystemExit(main())
