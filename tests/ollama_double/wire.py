"""Bytes as a Go server writes them: JSON, times, and noticing that the client has gone."""

from __future__ import annotations

import json
import selectors
import socket
import time
from collections.abc import Mapping

Object = Mapping[str, object]

_TLS_ALERT = b"\x15"  # first byte of a record: "close notify" comes before the end

_GO_ESCAPES = str.maketrans(
    {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def encode(value: Object) -> bytes:
    """One JSON object without spaces, `<`, `>` and `&` escaped as Go's encoder does."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_GO_ESCAPES).encode("utf-8", "replace")


def timestamp(time_ns: int | None = None) -> str:
    """RFC 3339 in UTC with up to nine fractional digits, trailing zeros trimmed; None: now."""
    seconds, fraction = divmod(time.time_ns() if time_ns is None else time_ns, 1_000_000_000)
    digits = f".{fraction:09d}".rstrip("0").rstrip(".")
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(seconds)) + digits + "Z"


def chunk(data: bytes) -> bytes:
    """The data as one piece of a chunked body."""
    return b"%x\r\n%s\r\n" % (len(data), data)


def client_has_left(connection: socket.socket, wait_s: float) -> bool:
    """True as soon as the other side has closed; waits up to `wait_s` for it."""
    with selectors.DefaultSelector() as selector:
        try:
            selector.register(connection, selectors.EVENT_READ)
            # The plain socket under a TLS one can be looked into; an alert ends the connection.
            return bool(selector.select(wait_s)) and (
                socket.socket.recv(connection, 1, socket.MSG_PEEK) in (b"", _TLS_ALERT)
            )
        except (OSError, ValueError):  # reset, or closed on our own side
            return True
