"""The table of the fuzz, at the end of a run."""

from __future__ import annotations

import pytest

from tests.reading.hostile.fuzz import TALLIES


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One row for each format that was fuzzed."""
    if TALLIES:
        terminalreporter.section("damaged files")
    for tally in TALLIES:
        terminalreporter.line(str(tally))
