from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from evals.bench.processes import BenchError, free_port, run_process, time_process, time_to_page

SERVER = """
import http.server as http, sys, time
time.sleep(0.1)
http.HTTPServer(("127.0.0.1", int(sys.argv[1])), http.SimpleHTTPRequestHandler).serve_forever()
"""


def program(*words: str) -> list[str]:
    return [sys.executable, "-S", "-c", *words]


def test_a_process_is_timed_from_start_to_end() -> None:
    turn, output = run_process(program("import time; time.sleep(0.1); print('done')"), timeout_s=20)

    assert turn.seconds >= 0.1
    assert output == "done\n"


def test_a_failing_process_is_reported_with_its_last_words() -> None:
    with pytest.raises(BenchError, match="exit code 3; last words: 'no index'"):
        time_process(
            program("import sys; print('no index', file=sys.stderr); sys.exit(3)"), timeout_s=20
        )


def test_a_process_that_does_not_end_is_ended(tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    code = f"import os, time; open({str(mark)!r}, 'w').write(str(os.getpid())); time.sleep(60)"

    with pytest.raises(BenchError, match="did not end in 2 s"):
        time_process(program(code), timeout_s=2)

    with pytest.raises(ProcessLookupError):
        os.kill(int(mark.read_text()), 0)


def test_a_page_is_timed_to_its_first_answer_and_its_server_ended() -> None:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"

    first = time_to_page(program(SERVER, str(port)), url, timeout_s=20)
    again = time_to_page(program(SERVER, str(port)), url, timeout_s=20)

    assert min(first.seconds, again.seconds) >= 0.1  # the second found the port free again


def test_a_server_that_gives_up_is_noticed_at_once() -> None:
    with pytest.raises(BenchError, match="before its page was ready; last words: 'taken'"):
        time_to_page(program("raise SystemExit('taken')"), "http://127.0.0.1:9/", timeout_s=20)
