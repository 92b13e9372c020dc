"""Where Ollama is: its own variable `OLLAMA_HOST` read as Ollama reads it, and near or far."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

OLLAMA_PORT = "11434"
_DEFAULT_PORTS = {"http": "80", "https": "443"}
# A server that listens everywhere is reached on the machine itself.
_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104  # not bound to
# Names that are looked up on this machine or in its own network: RFC 6761, RFC 6762, and those
# that containers give to their host.
_NEAR_NAMES = ("localhost", "local", "internal", "lan", "home.arpa")


def from_ollama_host(value: str) -> str:
    """The address that `OLLAMA_HOST` means: a host, host:port or URL; empty: Ollama's default.

    As `envconfig.Host` of Ollama: no scheme means http and port 11434, a scheme means its own
    port, a port that is none means the default. `0.0.0.0`, where a server listens, is reached at
    `127.0.0.1`.
    """
    value = value.strip().strip("\"'").strip()
    scheme, found, rest = value.partition("://")
    if not found or scheme not in _DEFAULT_PORTS:
        scheme, rest = "http", rest if found else value
    default = _DEFAULT_PORTS[scheme] if found else OLLAMA_PORT
    authority, _, path = rest.partition("/")
    host, port = _split(authority)
    host = _EVERYWHERE.get(host, host)
    if not port.isascii() or not port.isdigit() or not 0 < int(port) <= 65535:
        port = default
    shown = f"[{host}]" if ":" in host else host
    path = path.strip("/")
    return f"{scheme}://{shown}:{port}" + (f"/{path}" if path else "")


def stays_near(url: str) -> bool:
    """Whether the address is this machine or a private network, as far as its form tells.

    A name without a dot, or of a zone that the public name system does not serve, counts as near.
    """
    host = _host(url)
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host or host.endswith(tuple(f".{name}" for name in _NEAR_NAMES))
    return address.is_loopback or address.is_private or address.is_link_local


def is_this_machine(url: str) -> bool:
    """Whether the address is a loopback one."""
    host = _host(url)
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _host(url: str) -> str:
    """The host in lower case; empty for what is no address."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def _split(authority: str) -> tuple[str, str]:
    """Host without brackets, and what stands behind its colon; an IPv6 address may be bare."""
    if authority.startswith("["):
        host, _, behind = authority[1:].partition("]")
        return host, behind.removeprefix(":")
    if authority.count(":") > 1:
        return authority, ""
    host, _, port = authority.partition(":")
    return host, port
