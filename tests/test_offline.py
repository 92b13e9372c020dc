"""Ingest and ask with nothing but loopback. Nothing may even be attempted, a look-up included."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from assistant.settings import read_settings
from tests.small_index import REPOSITORY, small_index

pytestmark = pytest.mark.slow

# Loaded by every Python that is started: refuses what would leave the machine, and writes it down.
WATCH = """
import os, sys

def watch(event, values):
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        address = values[1]
        host = address[0] if isinstance(address, tuple) else None
    elif event in ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"):
        host = values[0]
    else:
        return
    host = host.decode() if isinstance(host, bytes) else host
    if host is not None and host not in ("127.0.0.1", "::1", "localhost", "0.0.0.0", ""):
        with open(os.environ["WATCH_LOG"], "a") as log:
            log.write(f"{event} {host}\\n")
        raise OSError(f"refused: {host}")

sys.addaudithook(watch)
"""
# In a network of its own only loopback is up, and the kernel counts what found no way out:
# that covers the native code of the libraries too.
ALONE = (
    'ip link set lo up && "$@"; code=$?;'
    ' awk \'/^Ip:/ && !head {head = 1; for (i = 1; i <= NF; i++) if ($i == "OutNoRoutes") n = i;'
    ' next} /^Ip:/ {print "lost", $n}\' /proc/net/snmp >> "$WATCH_LOG.kernel";'
    ' awk \'/^Ip6OutNoRoutes/ {print "lost", $2}\' /proc/net/snmp6 >> "$WATCH_LOG.kernel";'
    " exit $code"
)


class Watched(NamedTuple):
    code: int
    out: str
    error: str
    attempts: list[str]


@cache
def can_be_alone() -> bool:
    if not (shutil.which("unshare") and shutil.which("ip")):
        return False
    command = ["unshare", "-rn", "ip", "link", "set", "lo", "up"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def watched(folder: Path, *arguments: str, **environment: str) -> Watched:
    """A command run to its end, and what it tried to reach."""
    hook, log, home = folder / "hook", folder / "attempts.log", folder / "home"
    for made in (hook, home):
        made.mkdir(exist_ok=True)
    (hook / "sitecustomize.py").write_text(WATCH)
    alone = ["unshare", "-rn", "sh", "-c", ALONE, "sh"] if can_be_alone() else []
    # Some telemetry keeps quiet where it takes the machine for a test server.
    surroundings = {k: v for k, v in os.environ.items() if k not in ("CI", "XDG_CACHE_HOME")}
    surroundings["ASSISTANT_CACHE_DIR"] = str(read_settings({}).cache_dir)
    done = subprocess.run(
        [*alone, sys.executable, *arguments],
        capture_output=True,
        text=True,
        cwd=REPOSITORY,
        env=surroundings
        | {"PYTHONPATH": str(hook), "WATCH_LOG": str(log), "HOME": str(home)}
        | environment,
        check=False,
        timeout=500,
    )
    attempts = log.read_text().splitlines() if log.exists() else []
    kernel = Path(f"{log}.kernel")
    if kernel.exists():
        attempts += [line for line in kernel.read_text().splitlines() if line != "lost 0"]
    return Watched(done.returncode, done.stdout, done.stderr, attempts)


@pytest.mark.parametrize(
    "attempt",
    [
        "socket.create_connection(('192.0.2.1', 80), timeout=1)",
        "socket.getaddrinfo('example.org', 80)",
        "socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('192.0.2.1', 53))",
    ],
)
def test_watch_sees_an_attempt(tmp_path: Path, attempt: str) -> None:
    seen = watched(tmp_path, "-c", f"import socket; {attempt}")

    assert seen.code == 1
    assert len(seen.attempts) == 1


def test_kernel_sees_an_attempt_of_native_code(tmp_path: Path) -> None:
    if not can_be_alone():
        pytest.skip("this machine gives no network of its own")
    # By the C library, past every hook of Python.
    native = (
        "import ctypes, struct; c = ctypes.CDLL(None); s = c.socket(2, 2, 0);"
        "a = struct.pack('<H', 2) + struct.pack('>H', 53) + bytes([192, 0, 2, 1]) + bytes(8);"
        "c.connect(s, a, 16)"
    )

    assert watched(tmp_path, "-c", native).attempts == ["lost 1"]


def test_ingest_and_ask_reach_for_nothing(tmp_path: Path) -> None:
    docs, index = small_index().parent / "docs", tmp_path / "index"

    ingested = watched(tmp_path, "ingest.py", str(docs), "--index", str(index))
    asked = watched(
        tmp_path,
        *("-m", "assistant", "ask", "May fields of endeavor be excluded?", "--index", str(index)),
    )

    assert (ingested.code, asked.code) == (0, 0), (ingested.error, asked.error)
    assert asked.out
    assert asked.attempts == []
    # onnxruntime 1.31 keeps what it will report, and a number for the machine, in the home folder.
    assert [file.name for file in (tmp_path / "home").rglob("*")] == []


@pytest.mark.long
@pytest.mark.timeout(900)
def test_first_ingest_on_a_machine_exports_the_model_and_reaches_for_nothing(
    tmp_path: Path,
) -> None:
    docs, index = small_index().parent / "docs", tmp_path / "index"
    arguments = ("ingest.py", str(docs), "--index", str(index))

    first = watched(tmp_path, *arguments, ASSISTANT_CACHE_DIR=str(tmp_path / "cache"))

    assert first.code == 0, first.error
    assert "preparing the embedding model: about half a minute, only this once" in first.error
    assert first.attempts == []


# The page as a user starts it, and one question by the address that its own script uses.
CHAT = """
import os, subprocess, sys, httpx
from evals.bench.processes import free_port
from tests.ollama_double import OllamaDouble

port = free_port()
with OllamaDouble() as double:
    command = [sys.executable, "app.py", "--index", sys.argv[1], "--port", str(port)]
    settings = {"PYTHONUNBUFFERED": "1", "ASSISTANT_OLLAMA_URL": double.url}
    page = subprocess.Popen(command, env=os.environ | settings, stdout=subprocess.PIPE)
    try:
        page.stdout.readline()
        address = f"http://127.0.0.1:{port}"
        assert httpx.get(address, timeout=30).status_code == 200
        question = {"question": "May a license restrict fields of endeavor?"}
        event = httpx.post(f"{address}/gradio_api/call/v2/ask", json=question, timeout=30).json()
        answer = f"{address}/gradio_api/call/ask/{event['event_id']}"
        print(httpx.get(answer, timeout=60).text)
    finally:
        page.terminate()
        page.wait(15)
"""


def test_the_page_and_its_model_reach_for_nothing(tmp_path: Path) -> None:
    asked = watched(tmp_path, "-c", CHAT, str(small_index()), PYTHONPATH=f"{tmp_path}/hook")

    assert asked.code == 0, asked.error
    assert '"model": "qwen3:4b-instruct"' in asked.out
    assert asked.attempts == []
