"""`python -m evals compare`: what changed between two results."""

from __future__ import annotations

import argparse
from pathlib import Path

from evals.compare import compare_results
from evals.comparison_report import render_comparison
from evals.result_file import check_writable, read_result, write_text


def add_options(command: argparse.ArgumentParser) -> None:
    """The options of the command line."""
    command.add_argument("before", type=Path, metavar="A.json")
    command.add_argument("after", type=Path, metavar="B.json")
    command.add_argument("--html", type=Path, metavar="FILE.html", help="write a page there")


def run(args: argparse.Namespace) -> int:
    """Print the comparison; return the exit code."""
    if args.html:
        check_writable(args.html)
    comparison = compare_results(read_result(args.before), read_result(args.after))
    if args.html:
        from evals.page import render_page  # late: brings the plotting library

        write_text(render_page(comparison.after, comparison), args.html)
    print(render_comparison(comparison))
    return 0
