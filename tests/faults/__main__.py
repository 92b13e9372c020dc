"""The full numbers of the fault tests, row by row, and their table for evals/LOG.md.

    python -m tests.faults              what has been counted so far, as a table
    python -m tests.faults D02 D05      count these rows in full, then the table
    python -m tests.faults all          every row: hours on a laptop
    python -m tests.faults S03          the attacks on the page are counted in the same way

A row that was stopped is simply counted again; the others keep their numbers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.faults.tally import table

FOLDERS = (Path(__file__).parent, Path(__file__).parents[1] / "ui" / "attacks")


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 1 when a promise of ours was broken."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.faults",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("rows", nargs="*", metavar="ROW", help="D01 to D15, S01 to W05, or `all`")
    rows = [row.lower() for row in parser.parse_args(argv).rows]
    code = 0
    if rows:
        chosen = [] if "all" in rows else ["-k", " or ".join(f"{row}_" for row in rows)]
        code = int(pytest.main(["--long", "-q", *chosen, *map(str, FOLDERS)]))
    sys.stdout.write(table() + "\n")
    return code


if __name__ == "__main__":
    raise SystemExit(main())
