"""W03: a question of any size is answered or refused with the limit, and takes no memory.

In a process of its own, whose memory is its own.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from assistant.ui.question import QUESTION_LIMIT
from tests.faults.tally import Tally
from tests.small_index import REPOSITORY

pytestmark = pytest.mark.slow

KILO, MEGA = 1_000, 1_000_000
SIZES = (KILO, QUESTION_LIMIT, QUESTION_LIMIT + 1, 10 * KILO, 100 * KILO, MEGA, 10 * MEGA)
ALLOWED_GROWTH = 100 * MEGA  # bytes of memory; a few copies of the largest body that is read

# Prints the address, and at the end what the model's side has seen of questions.
SERVE = """
import sys, threading, uvicorn
from assistant.ui.access import take_port
from assistant.ui.server import address_of, make_app
from tests.ui.conftest import make_site
from tests.ui.scripted import ScriptedAssistant

assistant = ScriptedAssistant()
listener = take_port("127.0.0.1", 0)
app = make_app(make_site(lambda: assistant), host="127.0.0.1")
server = uvicorn.Server(uvicorn.Config(app, log_level="critical", timeout_graceful_shutdown=1))
thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
thread.start()
print(address_of(listener), flush=True)
sys.stdin.read()
print(max(len(question) for question, _ in assistant.asked))
server.should_exit = True
thread.join(5)
"""


@contextmanager
def served() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE],
        cwd=REPOSITORY,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(10)


def peak_bytes(process_id: int) -> int:
    """The most memory a process has ever had."""
    for line in Path(f"/proc/{process_id}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    raise AssertionError("this system does not tell")


def outcome(client: httpx.Client, question: str) -> tuple[int, str]:
    """Status and text: of the refusal, or of the answer."""
    called = client.post("/gradio_api/call/v2/ask", json={"question": question})
    if called.status_code != 200:
        return called.status_code, called.text
    event = called.json()["event_id"]
    lines = client.get(f"/gradio_api/call/ask/{event}").text.splitlines()
    (answer,) = json.loads(lines[1].removeprefix("data: "))
    return 200, answer["text"] if answer["outcome"] == "error" else ""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_a_question_is_answered_or_refused_with_the_limit(tally: Tally, full: bool) -> None:
    with served() as process:
        assert process.stdout is not None and process.stdin is not None
        client = httpx.Client(base_url=process.stdout.readline().strip(), timeout=60)
        assert outcome(client, "Why?") == (200, "")
        before = peak_bytes(process.pid)

        def ask(size: int) -> None:
            status, said = outcome(client, "x" * size)
            if size <= QUESTION_LIMIT:
                assert (status, said) == (200, "")
            else:
                assert f"{QUESTION_LIMIT:,}" in said, said[:200]
                assert status == (413 if size > MEGA - KILO else 200)

        tally.each([*SIZES, 100 * MEGA] if full else SIZES, ask)
        grown = peak_bytes(process.pid) - before
        tally.notes.append(f"memory grew by {grown / MEGA:.0f} MB")
        process.stdin.close()
        longest = int(process.stdout.readline())

    assert tally.failures == []
    assert longest == QUESTION_LIMIT
    assert grown < ALLOWED_GROWTH
