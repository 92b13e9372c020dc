"""The README's way to Ollama, typed word by word with the double in Ollama's place."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.small_index import REPOSITORY, small_index

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

SECTION = (REPOSITORY / "README.md").read_text(encoding="utf-8").split("## Offline with Ollama")[1]
COMMANDS = re.findall(r"^\$ (.*?)(?: {2,}#.*)?$", SECTION.split("```")[1], re.MULTILINE)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A shell in which `ollama` is the double's command."""
    command = tmp_path / "bin/ollama"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m tests.ollama_double.command "$@"\n')
    command.chmod(0o755)
    return os.environ | {
        "PATH": f"{command.parent}{os.pathsep}{os.environ['PATH']}",
        "OLLAMA_HOST": f"127.0.0.1:{free_port()}",
        "ASSISTANT_INDEX_DIR": str(small_index()),
    }


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder that looks like the repository to the commands, with this Python as its `.venv`."""
    for name in ("assistant", "tests", "corpus", "app.py"):
        (tmp_path / name).symlink_to(REPOSITORY / name)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").symlink_to(shutil.which(sys.executable) or sys.executable)
    return tmp_path


@pytest.fixture
def serving(environment: dict[str, str], place: Path) -> Iterator[str]:
    """The first command of the README, until the end of the test."""
    command = COMMANDS[0].removesuffix(" &")
    server = subprocess.Popen(
        ["bash", "-c", f"exec {command}"], cwd=place, env=environment, stdout=subprocess.PIPE
    )
    assert server.stdout is not None
    assert b"Listening" in server.stdout.readline()
    yield command
    server.send_signal(signal.SIGINT)
    server.wait(10)


def typed(command: str, place: Path, environment: dict[str, str]) -> str:
    """What a command prints."""
    done = subprocess.run(
        ["bash", "-c", command.replace(".venv/bin/python", sys.executable)],
        cwd=place, env=environment, capture_output=True, text=True, timeout=200, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_every_command_does_what_the_readme_says(
    environment: dict[str, str], place: Path, serving: str
) -> None:
    _, pull, doctor, ask, page = COMMANDS
    assert (serving, page) == ("ollama serve", "make run")

    before = typed(doctor, place, environment)
    pulled = typed(pull, place, environment)
    after = typed(doctor, place, environment)
    answer = typed(ask, place, environment)

    assert "note  Answering model: 'qwen3:4b-instruct' is not installed; get it with" in before
    assert f"`{pull}`" in before
    assert pulled.strip() == "success"
    assert "ok    Answering model: qwen3:4b-instruct" in after
    assert "written by qwen3:4b-instruct (4.0B, Q4_K_M, license Apache-2.0, digest" in answer


def test_demo_shows_the_page_over_the_double(environment: dict[str, str]) -> None:
    port = free_port()
    demo = subprocess.Popen(
        [sys.executable, "-m", "tests.ollama_double.demo", "--port", str(port)],
        cwd=REPOSITORY, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert demo.stdout is not None
    try:
        ready = demo.stdout.readline()
        page = httpx.get(f"http://127.0.0.1:{port}/", trust_env=False, timeout=30)
    finally:
        demo.send_signal(signal.SIGINT)
        code = demo.wait(20)

    assert ready == f"The chat is ready: http://127.0.0.1:{port}\n"
    assert page.status_code == 200
    assert code == 0


def test_make_has_the_demo() -> None:
    recipe = (REPOSITORY / "Makefile").read_text(encoding="utf-8").split("\ndemo-ollama:")[1]

    assert "python -m tests.ollama_double.demo $(ARGS)" in recipe.split("\n\n")[0]
