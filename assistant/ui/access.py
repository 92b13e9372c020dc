"""Who may reach the page: the address it listens on, passwords, and what is refused outright."""

from __future__ import annotations

import errno
import ipaddress
import socket
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from assistant.errors import SettingsError

# Each would open the page to strangers or run code that a visitor sends.
REFUSED_VARIABLES = {
    "GRADIO_SHARE": "it publishes the page through a tunnel on another company's server",
    "GRADIO_VIBE_MODE": "it lets every visitor run code on this machine",
    "GRADIO_ALLOWED_PATHS": "it lets every visitor read files of this machine",
}
OFF = ("", "0", "false")  # values that ask for nothing
WAITING_CONNECTIONS = 128  # of the listening socket, as asyncio has it


class User(NamedTuple):
    """Someone who may sign in."""

    name: str
    password: str


def refuse_variables(environment: Mapping[str, str]) -> None:
    """Raise SettingsError when Gradio is asked for something the page must not do."""
    for name, reason in REFUSED_VARIABLES.items():
        if environment.get(name, "").lower() not in OFF:
            raise SettingsError(
                f"{name} is set to {environment[name]!r}; {reason}. Run `unset {name}`"
                " and start again"
            )


def is_loopback(host: str) -> bool:
    """Whether only programs on this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_host(host: str, *, guarded: bool, allow_open: bool) -> None:
    """Raise SettingsError when the page would stand open to the network by accident."""
    if guarded or allow_open or is_loopback(host):
        return
    raise SettingsError(
        f"host {host!r} can be reached from other machines, and no password is set; give"
        " `--password-file FILE` (lines `name:password`), or `--allow-open` to let everyone in"
    )


def read_users(path: Path) -> tuple[User, ...]:
    """The users of a password file, in its order: lines `name:password`; blank and # lines skipped.

    Raises SettingsError when the file cannot be read, can be read by everyone, or has no user.
    """
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as exc:
        raise SettingsError(f"password file {str(path)!r} cannot be read: {exc}") from exc
    if mode & stat.S_IROTH:
        raise SettingsError(
            f"password file {str(path)!r} can be read by every user of this machine;"
            f" run `chmod 600 {path}`"
        )
    users: list[User] = []
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        name, colon, password = line.partition(":")
        if not (name.strip() and colon and password):
            raise SettingsError(
                f"password file {str(path)!r}, line {number}: expected `name:password`"
            )
        users.append(User(name.strip(), password))
    if not users:
        raise SettingsError(
            f"password file {str(path)!r} names no user; add a line `name:password`"
        )
    return tuple(users)


def take_port(host: str, port: int) -> socket.socket:
    """A listening socket. Raises SettingsError when the port is taken or the host is not ours."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as exc:
        raise SettingsError(f"host {host!r} is not an address of this machine: {exc}") from exc
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(WAITING_CONNECTIONS)
    except OSError as exc:
        listener.close()
        raise SettingsError(_why_not(host, port, exc)) from exc
    return listener


def _why_not(host: str, port: int, exc: OSError) -> str:
    if exc.errno == errno.EADDRINUSE:
        free = port + 1 if port < 65_535 else port - 1
        return (
            f"port {port} on {host} is taken by another program; stop that program, or choose"
            f" another port with `--port {free}`"
        )
    if exc.errno == errno.EACCES:
        return f"port {port} needs administrator rights; choose one above 1023 with `--port 7860`"
    return f"cannot listen on host {host!r}, port {port}: {exc.strerror}"
