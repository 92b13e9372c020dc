from __future__ import annotations

from pathlib import Path

import pytest

from tests.faults.tally import OURS, RAW, Tally, kept, table


def refuse_odd(number: int) -> None:
    assert number % 2 == 0, f"{number} is odd"


def test_broken_promise_is_counted_and_the_next_case_is_tried() -> None:
    tally = Tally("D01")

    tally.each(range(5), refuse_odd)

    assert tally.runs == 5
    assert [failure.split(" assert ")[0] for failure in tally.failures] == [
        "1: AssertionError: 1 is odd",
        "3: AssertionError: 3 is odd",
    ]


def test_mistake_of_the_test_itself_is_not_counted_as_a_failure() -> None:
    with pytest.raises(ZeroDivisionError):
        Tally("D01").each([0], lambda number: refuse_odd(1 // number))


def test_table_sums_the_last_full_run_of_every_test_beside_raw_chroma(tmp_path: Path) -> None:
    file = tmp_path / "results" / "faults.jsonl"
    counted = [
        Tally("D02", OURS, "ingest", full=True, runs=9, failures=["an earlier run"]),
        Tally("D02", OURS, "ingest", full=True, runs=100, seeds="0 to 99"),
        Tally("D02", OURS, "rebuild", full=True, runs=20, failures=["7: lost"], notes=["slow"]),
        Tally("D02", OURS, "ingest", full=False, runs=2, failures=["of the sample"]),
        Tally("D02", RAW, "raw", full=True, runs=24, failures=["unreadable"] * 12),
    ]

    for tally in counted:
        with kept(tally, file):
            pass

    assert (
        table(file).splitlines()[-1] == "| D02 | 120 | 1 of 120 | 12 of 24 | 0 to 99 | 0 | slow |"
    )
    assert "no full run" in table(tmp_path / "none")
