"""Documents become an index.

python ingest.py                     corpus/ into .index
python ingest.py ~/papers talk.vtt   your own folders and files, beside what is there
python ingest.py --dry-run           what would change; nothing is touched
python ingest.py --remove ~/papers   take a folder, a file or one document out again
python ingest.py --watch ~/papers    go on: what changes there is read at once
python ingest.py --verify            is everything whole? what is not is repaired
python ingest.py --export lib.zip    the library as one file; --import takes it in
python ingest.py --fetch             download the originals of corpus/sources.toml
"""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from assistant.errors import AssistantError
from assistant.settings import Settings, read_settings

CORPUS = Path("corpus")
SOURCES = CORPUS / "sources.toml"
ORIGINALS = Path("originals")
Job = Callable[[argparse.Namespace, Settings], int]

INTERRUPTED, TERMINATED = 130, 143  # 128 and the number of the signal, as shells say it

USAGE = """\
ingest.py [-h] [--index DIR] [--rebuild | --dry-run | --watch] [PATH ...]
       ingest.py [--index DIR] [--verify | --export FILE | --fetch | --remove ROOT_OR_DOC]
       ingest.py [--index DIR] --import FILE [--root [OLD=]NEW] [--replace]"""

EPILOG = """\
exit codes: 0 done, 1 some files failed (each is named with its reason), 2 could not run

Running it twice does nothing the second time. An edited file is read again, a removed one
disappears. Only --fetch ever goes online.
"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; return its exit code."""
    args = _parse(argv)
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    try:
        settings = read_settings(index_dir=args.index)
        code = _job_of(args)(args, settings)
        sys.stdout.flush()  # a reader that has gone away is noticed here, not at exit
    except AssistantError as exc:
        print(f"ingest: {exc}", file=sys.stderr)
        return 2
    except KeyboardInterrupt as exc:
        print("\ningest: stopped; what was read is kept, the next run goes on", file=sys.stderr)
        return TERMINATED if isinstance(exc, _Terminated) else INTERRUPTED
    except BrokenPipeError:
        # Late: it brings all of answering, a tenth of a second that every run would wait for.
        from assistant.printed import discard_output

        discard_output()
        return 0
    return code


def _job_of(args: argparse.Namespace) -> Job:
    jobs: dict[Job, bool] = {
        _fetch: args.fetch,
        _remove: args.remove is not None,
        _dry_run: args.dry_run,
        _verify: args.verify,
        _export: args.export is not None,
        _import: args.take_in is not None,
        _watch: args.watch,
    }
    return next((job for job, is_asked in jobs.items() if is_asked), _ingest)


def _parse(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="ingest.py",
        usage=USAGE,
        description=__doc__,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="folders or files (default: corpus)"
    )
    parser.add_argument(
        "--index", type=Path, metavar="DIR", help="folder of the index (default: .index)"
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rebuild", action="store_true", help="read and embed everything again")
    what.add_argument("--dry-run", action="store_true", help="print the plan and change nothing")
    what.add_argument("--watch", action="store_true", help="go on until Ctrl-C")
    what.add_argument("--verify", action="store_true", help="look for damage and repair it")
    what.add_argument("--export", type=Path, metavar="FILE", help="write the library to a file")
    what.add_argument(
        "--import", type=Path, metavar="FILE", dest="take_in", help="take over an exported library"
    )
    what.add_argument("--fetch", action="store_true", help="download missing originals, then stop")
    what.add_argument(
        "--remove", metavar="ROOT_OR_DOC", help="remove a root or one document from the index"
    )
    parser.add_argument(
        "--root",
        action="append",
        default=[],
        metavar="[OLD=]NEW",
        help="with --import: where a folder of that library lies here",
    )
    parser.add_argument(
        "--replace", action="store_true", help="with --import: give up what the index holds now"
    )
    args = parser.parse_args(argv)
    args.paths = args.paths or [CORPUS]
    if (args.root or args.replace) and args.take_in is None:
        parser.error("--root and --replace go with --import")
    return args


def _ingest(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.ingestion.ingest import ingest, rebuild
    from assistant.ingestion.progress import show_progress

    started = time.perf_counter()
    report = show_progress((rebuild if args.rebuild else ingest)(settings, args.paths))
    for name, reason in report.skipped:
        print(f"ingest: left out {name}: {reason}", file=sys.stderr)
    for name, note in report.notes:
        print(f"ingest: {name}: {note}", file=sys.stderr)
    for name, reason in report.failed:
        print(f"ingest: failed {name}: {reason}", file=sys.stderr)
    changed = f"{report.added} read ({report.passages} passages), {report.removed} removed"
    if not (report.added or report.removed or report.failed):
        changed = "nothing to do"
    print(
        f"ingest: {changed}, {report.kept} unchanged, {len(report.failed)} failed,"
        f" {time.perf_counter() - started:.1f} s"
    )
    return 1 if report.failed else 0


def _dry_run(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.ingestion.ingest import plan

    for root in plan(settings, args.paths):
        for word, doc_ids in (("read", root.plan.read), ("remove", root.plan.remove)):
            for doc_id in doc_ids:
                print(f"{word:7} {doc_id}")
        for unreadable in root.unreadable:
            print(f"fail    {unreadable.doc_id}: {unreadable.reason}")
        for name, note in root.notes:
            print(f"note    {name}: {note}")
        for skipped in root.skipped:
            print(f"leave   {skipped.doc_id}: {skipped.reason}")
        print(
            f"ingest: {root.name}: {len(root.plan.read)} to read, {len(root.plan.remove)} to"
            f" remove, {len(root.plan.keep)} unchanged; nothing was touched"
        )
    return 0


def _remove(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.ingestion.ingest import remove

    gone = remove(settings, args.remove)
    print(f"ingest: {len(gone)} removed: {', '.join(gone[:5])}{' ...' if len(gone) > 5 else ''}")
    return 0


def _verify(_: argparse.Namespace, settings: Settings) -> int:
    from assistant.ingestion.verification import verify

    words = {"well": "ok", "repaired": "repaired", "broken": "BROKEN"}
    states = []
    for finding in verify(settings):
        states.append(finding.state)
        print(f"{words[finding.state]:8} {finding.part}: {finding.told}", flush=True)
    if set(states) == {"well"}:
        print("ingest: everything is whole")
    else:
        print(
            f"ingest: {states.count('repaired')} repaired, {states.count('broken')} could not be"
            " repaired"
        )
    return 1 if "broken" in states else 0


def _export(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.ingestion.transfer import export_library

    exported = export_library(settings, args.export)
    print(
        f"ingest: {exported.documents} documents, {exported.passages} passages in {args.export},"
        f" {max(1, round(args.export.stat().st_size / 1e3)):,} kB"
    )
    return 0


def _import(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.indexing.report import Progress
    from assistant.ingestion.transfer import import_library

    for step in import_library(settings, args.take_in, roots=args.root, replace=args.replace):
        if isinstance(step, Progress):
            print(f"ingest: {step.doing}", file=sys.stderr)
            continue
        print(f"ingest: {step.documents} documents, {step.passages} passages taken over")
    from assistant.indexing.library import Library

    with Library(settings.index_dir) as library:
        for root, documents in library.roots().items():
            here = Path(root).exists()
            moved = "" if here else ", which is not here: run `python ingest.py` with where it lies"
            print(f"ingest: {documents} from {root}{moved}")
    return 0


def _watch(args: argparse.Namespace, settings: Settings) -> int:
    from assistant.ingestion.watching import watch

    print(f"ingest: watching {', '.join(map(str, args.paths))}; Ctrl-C ends", file=sys.stderr)
    try:
        for line in watch(settings, args.paths):
            print(f"{time.strftime('%H:%M:%S')} {line}", flush=True)
    except KeyboardInterrupt:
        print("\ningest: watching no longer; what was read is kept", file=sys.stderr)
    return 0


def _fetch(_: argparse.Namespace, __: Settings) -> int:
    from tqdm import tqdm

    from assistant.reading.fetch import fetch_originals, keep_list, read_sources

    originals = read_sources(SOURCES)
    print(f"ingest: {len(originals)} originals (about 7 MB) into {ORIGINALS}/", file=sys.stderr)
    there = failed = 0
    fetching = fetch_originals(originals, ORIGINALS)
    for fetched in tqdm(fetching, total=len(originals), unit="file", disable=None):
        there += not fetched.reason
        failed += fetched.how == "failed"  # one without an address is told and no failure
        if fetched.reason:
            tqdm.write(f"ingest: {fetched.original.file}: {fetched.reason}", file=sys.stderr)
    keep_list(SOURCES, ORIGINALS)
    print(f"ingest: {there} of {len(originals)} originals are there")
    return 1 if failed else 0


class _Terminated(KeyboardInterrupt):
    """Asked to end by the system, which is treated as Ctrl-C is."""


def run() -> NoReturn:
    """The command as a process: it can be stopped at any time, and then waits for nobody."""

    def terminate(*_: object) -> None:
        raise _Terminated

    signal.signal(signal.SIGTERM, terminate)
    code = main()
    if code in (INTERRUPTED, TERMINATED):
        # Everything is closed. Threads that still encode would be waited for at a plain exit.
        sys.stderr.flush()
        os._exit(code)
    raise SystemExit(code)


if __name__ == "__main__":
    run()
