from __future__ import annotations

import pytest

from assistant.indexing.report import Progress, Report
from assistant.ingestion.progress import describe, show_progress


@pytest.mark.parametrize(
    ("progress", "elapsed_s", "said"),
    [
        (Progress(0, 9, "a.md"), 0.0, "0 of 9 files, 0 passages"),
        (
            Progress(40, 205, "a.md", 3120, 0.25),
            100.0,
            "40 of 205 files, 3,120 passages, 31/s, about 5 min left",
        ),
        (
            Progress(1, 2, "a.md", 64, 0.5),
            32.0,
            "1 of 2 files, 64 passages, 2/s, about 32 s left",
        ),
        (
            Progress(1, 2, "a.md", 100, 0.01),
            200.0,
            "1 of 2 files, 100 passages, 0/s, about 5.5 h left",
        ),
    ],
)
def test_progress_tells_rate_and_time_left(progress: Progress, elapsed_s: float, said: str) -> None:
    assert describe(progress, elapsed_s) == said


def test_progress_is_lines_where_there_is_no_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = iter(range(0, 1000, 2))
    monkeypatch.setattr("time.monotonic", lambda: float(next(clock)))  # each file takes 2 s
    report = Report()
    events = [Progress(0, 0, "loading the embedding model")]
    events += [Progress(n, 9, f"{n}.md", 10 * n, n / 9) for n in range(1, 10)]

    shown = show_progress(iter([*events, report]))

    lines = capsys.readouterr().err.splitlines()
    assert shown is report
    assert lines[0] == "ingest: loading the embedding model"
    assert lines[1] == "ingest: 3 of 9 files, 30 passages, 8/s, about 8 s left"
    assert 2 <= len(lines) <= 5
    assert all(line.startswith("ingest: ") and "\r" not in line for line in lines)
