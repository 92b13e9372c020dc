"""The page as a program: started, answered over HTTP, stopped. Processes, because of signals."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import gradio as gr
import httpx
import pytest
from gradio.routes import App
from starlette.routing import Mount

import app
from assistant.ui.access import User
from assistant.ui.headers import HEADERS
from assistant.ui.page import QUEUE_LOOKS_S
from assistant.ui.server import TOLD, make_app
from assistant.ui.words.languages import LANGUAGES
from tests.ui.conftest import make_site
from tests.ui.scripted import ANSWERED, ScriptedAssistant

ROOT = Path(app.__file__).parent
HELP = """\
usage: app.py [-h] [--host HOST] [--port PORT] [--index DIR] [--model NAME] [--password-file FILE]
              [--allow-open] [--allow-changes]
"""


def test_help_shows_what_the_file_says(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    with pytest.raises(SystemExit) as ended:
        app.main(["--help"])

    shown = capsys.readouterr().out
    assert ended.value.code == 0
    assert shown.startswith(HELP)
    assert HELP in (app.__doc__ or "")
    assert "exit codes: 0 stopped with Ctrl-C, 2 could not start" in shown


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--host", "0.0.0.0"], "--password-file FILE"),
        (["--port", "0"], "port is 0; it must be from 1 to 65535"),
        (["--host", "0.0.0.0", "--password-file", "/nowhere/users"], "'/nowhere/users'"),
    ],
)
def test_what_cannot_work_is_said_at_once(
    arguments: list[str], complaint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.main(arguments) == 2
    assert complaint in capsys.readouterr().err


def test_a_taken_port_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        code = app.main(["--port", str(port)])

    assert code == 2
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"app: port {port} on 127.0.0.1 is taken by another program; stop that program, or choose"
        f" another port with `--port {port + 1}`"
    )


def test_a_tunnel_is_refused(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRADIO_SHARE", "True")

    assert app.main(["--port", "7999"]) == 2
    assert "run `unset gradio_share`" in capsys.readouterr().err.lower()


@pytest.mark.slow
def test_the_page_carries_its_headers_and_its_own_icon(serve_page: Callable[..., str]) -> None:
    address = serve_page(ScriptedAssistant)

    page = httpx.get(address)
    icon = httpx.get(f"{address}/favicon.ico")
    stranger = httpx.get(address, headers={"Host": "evil.example"})

    assert page.status_code == 200
    assert {name: page.headers[name] for name in HEADERS} == HEADERS
    assert "fonts.g" not in page.text
    assert icon.headers["content-type"].startswith("image/svg+xml")
    assert stranger.status_code == 400


@pytest.mark.slow
def test_a_page_that_nobody_asks_hardly_wakes_up() -> None:
    app = make_app(make_site(ScriptedAssistant), host="127.0.0.1")

    mounted = [route.app for route in app.routes if isinstance(route, Mount)]
    queues = [page.blocks._queue for page in mounted if isinstance(page, App)]

    assert [queue.sleep_when_free for queue in queues] == [QUEUE_LOOKS_S] * len(LANGUAGES)
    assert hasattr(gr.Blocks()._queue, "sleep_when_free")  # else Gradio calls it otherwise by now


@pytest.mark.slow
def test_nothing_looks_for_a_screen_before_the_first_answer() -> None:
    as_gradio_does = (
        "import matplotlib; matplotlib.get_backend(); matplotlib.use('agg');"
        " import sys; print('matplotlib.pyplot' in sys.modules)"
    )

    done = subprocess.run(
        [sys.executable, "-c", as_gradio_does],
        env=os.environ | TOLD,
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "False"


@pytest.mark.slow
def test_a_guarded_page_lets_only_its_users_in(serve_page: Callable[..., str]) -> None:
    address = serve_page(ScriptedAssistant, (User("reader", "secret"),))

    with httpx.Client(base_url=address) as client:
        assert client.get("/config").status_code == 401
        wrong = client.post("/login", data={"username": "reader", "password": "x"})
        right = client.post("/login", data={"username": "reader", "password": "secret"})
        inside = client.get("/config")

    assert wrong.status_code == 400
    assert right.status_code == 200
    assert inside.status_code == 200


@pytest.mark.slow
def test_a_program_needs_no_library(serve_page: Callable[..., str]) -> None:
    address = serve_page(ScriptedAssistant)

    question = {"question": ANSWERED.question}
    called = httpx.post(f"{address}/gradio_api/call/v2/ask", json=question, timeout=10)
    event = called.json()["event_id"]
    answer = httpx.get(f"{address}/gradio_api/call/ask/{event}", timeout=10).text

    assert '"outcome": "answered"' in answer


@pytest.mark.slow
def test_ctrl_c_ends_it_within_two_seconds_and_without_a_traceback(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [
            sys.executable,
            "app.py",
            "--port",
            str(port),
            "--index",
            str(tmp_path),
            "--model",
            "none",
        ],
        cwd=ROOT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    began = time.monotonic()
    announced = [process.stdout.readline() for _ in range(2)]
    assert announced == [
        f"The chat is ready: http://127.0.0.1:{port}\n",
        "Press Ctrl-C to stop.\n",
    ]
    started_in_s = time.monotonic() - began  # 7 s on a machine with nothing else to do
    assert httpx.get(f"http://127.0.0.1:{port}").status_code == 200
    time.sleep(0.5)

    started = time.monotonic()
    process.send_signal(signal.SIGINT)
    _, complaints = process.communicate(timeout=10)

    assert process.returncode == 0
    assert time.monotonic() - started < max(2, started_in_s / 3)
    assert "Traceback" not in complaints
