from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.__main__ import main

pytestmark = pytest.mark.slow


def test_a_kind_that_fails_is_left_out_with_its_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["bench", "--only", "ask", "--index", str(tmp_path / "nothing")])

    assert code == 1
    assert capsys.readouterr().out.startswith("Left out: ask: python -m assistant ask")


def test_json_goes_to_standard_output_and_to_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "bench.json"
    options = ["--only", "ask", "--index", str(tmp_path / "nothing"), "--json", "--out", str(out)]

    main(["bench", *options])

    printed = json.loads(capsys.readouterr().out)
    written = json.loads(out.read_text())
    assert printed == written
    assert (printed["races"], len(printed["left_out"])) == ([], 1)


def test_a_place_that_cannot_be_written_is_refused_before_anything_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["bench", "--out", str(tmp_path / "nowhere" / "bench.json")]) == 2

    assert "not there or not writable" in capsys.readouterr().err
