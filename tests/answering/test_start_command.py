from __future__ import annotations

import pytest

from assistant.answering.start_command import System, next_step

HERE = "http://127.0.0.1:11434"


@pytest.mark.parametrize(
    ("system", "told"),
    [
        (
            System("Linux", installed=True, systemd=True),
            "start it with `sudo systemctl start ollama`",
        ),
        (System("Linux", installed=True), "start it with `ollama serve`"),
        (
            System("Linux", installed=False),
            "install it from https://ollama.com/download, then start it with `ollama serve`",
        ),
        (System("Darwin", installed=True), "start it with `open -a Ollama`"),
        (
            System("Windows", installed=True),
            'start it with `start "" "%LOCALAPPDATA%\\Programs\\Ollama\\ollama app.exe"`',
        ),
        (System("Linux", installed=True, container=True), "start it with `ollama serve`"),
        (
            System("Linux", installed=False, container=True),
            "this is a container: start Ollama outside with `OLLAMA_HOST=0.0.0.0 ollama serve`, and"
            " set ASSISTANT_OLLAMA_URL=http://host.docker.internal:11434 here (on Linux run the"
            " container with `--add-host=host.docker.internal:host-gateway`)",
        ),
    ],
)
def test_next_step_is_the_command_of_the_system(system: System, told: str) -> None:
    assert next_step(HERE, system) == told


def test_server_elsewhere_is_started_there() -> None:
    assert next_step("http://gpu.lan:11434", System("Linux", installed=True)) == (
        "start it there with `OLLAMA_HOST=0.0.0.0 ollama serve`, and see that the port is open"
    )
