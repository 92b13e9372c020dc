"""How Ollama is started on this system: the exact command, or what to do instead."""

from __future__ import annotations

import platform
import shutil
from dataclasses import dataclass
from pathlib import Path

from assistant.reason import Reason, phrase
from assistant.server_address import is_this_machine

_UNITS = (
    "/etc/systemd/system/ollama.service",  # where Ollama's own installer puts it
    "/usr/lib/systemd/system/ollama.service",
    "/lib/systemd/system/ollama.service",
)
_IN_CONTAINER = ("/.dockerenv", "/run/.containerenv")  # Docker, Podman
_MAC_APP = "/Applications/Ollama.app"


@dataclass(frozen=True, slots=True)
class System:
    """What the start command depends on."""

    name: str  # as `platform.system()`: "Linux", "Darwin", "Windows"
    installed: bool  # the program `ollama`, or the app, is here
    systemd: bool = False  # there is a unit that starts it
    container: bool = False


def read_system() -> System:
    """This system. Looks at a few paths and runs nothing."""
    return System(
        name=platform.system(),
        installed=shutil.which("ollama") is not None or Path(_MAC_APP).exists(),
        systemd=any(Path(unit).exists() for unit in _UNITS),
        container=any(Path(mark).exists() for mark in _IN_CONTAINER),
    )


def next_step(url: str, system: System | None = None) -> str:
    """What to do when nothing answers at the address: half a sentence with the command.

    `system`: None reads this one.
    """
    system = system or read_system()
    if not is_this_machine(url):
        return phrase(
            "start it there with `OLLAMA_HOST=0.0.0.0 ollama serve`, and see that the port is open"
        )
    if system.container and not system.installed:
        return phrase(
            "this is a container: start Ollama outside with `OLLAMA_HOST=0.0.0.0 ollama serve`, and"
            " set ASSISTANT_OLLAMA_URL=http://host.docker.internal:11434 here (on Linux run the"
            " container with `--add-host=host.docker.internal:host-gateway`)"
        )
    return _on(system)


def start_command(system: System) -> str:
    """The command alone, for a terminal of that system."""
    if system.name == "Darwin":
        return "open -a Ollama"
    if system.name == "Windows":
        return 'start "" "%LOCALAPPDATA%\\Programs\\Ollama\\ollama app.exe"'
    return "sudo systemctl start ollama" if system.systemd else "ollama serve"


def _on(system: System) -> str:
    if system.installed or system.systemd:
        return Reason("start it with `{command}`", command=start_command(system))
    return Reason(
        "install it from https://ollama.com/download, then start it with `{command}`",
        command=start_command(system),
    )
