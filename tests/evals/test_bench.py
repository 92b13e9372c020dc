from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import pytest

from evals.bench import Race, races_as_json, render_races, take_turns
from evals.processes import BenchError, free_port, run_process, time_process, time_to_page

FASTER = Race("ask", "ours", "plain", "s", 0.25, (1.0, 2.0, 9.0), (10.0, 8.0, 9.0))
SLOWER = Race("ingest", "ingest", "encoder", "passages/s", 0.85, (8.0, 8.0), (10.0, 10.0))

TABLE = """\
ours / reference ours reference unit ratio target
ask: ours / plain 2.0 (1.0 to 9.0) 9.0 (8.0 to 10.0) s 0.22 at most 0.25 reached
ingest: ingest / encoder 8.0 (8.0 to 8.0) 10.0 (10.0 to 10.0) passages/s 0.80 at least 0.85 \
MISSED"""

SERVER = """
import http.server as http, sys, time
time.sleep(0.1)
http.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.SimpleHTTPRequestHandler).serve_forever()
"""


def program(*words: str) -> list[str]:
    return [sys.executable, "-S", "-c", *words]


def test_a_ratio_is_of_medians_and_its_target_has_a_direction() -> None:
    assert FASTER.ratio == pytest.approx(2 / 9)
    assert (FASTER.is_reached, SLOWER.is_reached) == (True, False)


def test_the_table_shows_medians_ranges_and_targets() -> None:
    assert [line.split() for line in render_races([FASTER, SLOWER]).splitlines()] == [
        line.split() for line in TABLE.splitlines()
    ]


def test_json_holds_every_figure() -> None:
    (race, _) = json.loads(races_as_json([FASTER, SLOWER]))["races"]

    assert race["ours"] == [1.0, 2.0, 9.0]
    assert (race["ratio"], race["reached"]) == (FASTER.ratio, True)


def test_turns_alternate_who_goes_first() -> None:
    order: list[str] = []

    def ours() -> float:
        order.append("ours")
        return 1.0

    def plain() -> float:
        order.append("plain")
        return 2.0

    assert take_turns(ours, plain, 3) == ((1.0, 1.0, 1.0), (2.0, 2.0, 2.0))
    assert order == ["ours", "plain", "plain", "ours", "ours", "plain"]


def test_a_process_is_timed_from_start_to_end() -> None:
    elapsed_s, output = run_process(
        program("import time; time.sleep(0.1); print('done')"), timeout_s=20
    )

    assert 0.1 <= elapsed_s < 5
    assert output == "done\n"


def test_a_failing_process_is_reported_with_its_last_words() -> None:
    with pytest.raises(BenchError, match="exit code 3; last words: 'no index'"):
        time_process(
            program("import sys; print('no index', file=sys.stderr); sys.exit(3)"), timeout_s=20
        )


def test_a_process_that_does_not_end_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"

    with pytest.raises(BenchError, match="did not end in 0 s"):
        time_process(program(code), timeout_s=0.4)

    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_a_page_is_timed_to_its_first_answer_and_its_server_ended() -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"

    first_s = time_to_page(program(SERVER, str(port)), url, timeout_s=20)
    again_s = time_to_page(program(SERVER, str(port)), url, timeout_s=20)

    assert first_s >= 0.1 and again_s >= 0.1  # the second found the port free again


def test_a_server_that_gives_up_is_noticed_at_once() -> None:
    started = time.perf_counter()

    with pytest.raises(BenchError, match="before its page was ready; last words: 'taken'"):
        time_to_page(program("raise SystemExit('taken')"), "http://127.0.0.1:9/", timeout_s=20)

    assert time.perf_counter() - started < 10
