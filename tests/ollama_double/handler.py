"""One connection: reads requests, follows the steps of the answer, notices who leaves."""

from __future__ import annotations

import contextlib
import ipaddress
import math
import socket
import struct
import threading
import time
from collections.abc import Callable, Generator, Iterator
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler
from typing import Protocol, cast
from urllib.parse import urlsplit

from tests.ollama_double.backend import Backend
from tests.ollama_double.checks import RefusedError, parse_body
from tests.ollama_double.play import Break, Pause, Reply, Send, Step
from tests.ollama_double.state import Recorded
from tests.ollama_double.wire import chunk, client_has_left, encode

STREAM_TYPE = "application/x-ndjson"
_LOCAL_NAMES = (".localhost", ".local", ".internal")
_POLL_S = 0.05  # how soon a stop of the server is noticed; a client that leaves is at once


class ClientLeftError(Exception):
    """The other side closed the connection before the answer was complete."""


class House(Protocol):
    """What a connection needs of the server it belongs to."""

    backend: Backend
    record: Callable[[Recorded], None]
    stopping: threading.Event

    def close_without_goodbye(self, connection: socket.socket) -> None:
        """Close the connection without FIN when its handler returns."""
        ...


class Handler(BaseHTTPRequestHandler):
    """Speaks HTTP/1.1 for one connection, with as many requests as the client sends."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # each piece is a packet, as it is flushed

    @property
    def _house(self) -> House:
        return cast("House", self.server)

    def answer(self) -> None:
        """Answer one request of any method."""
        record = self._record()
        self._house.record(record)
        try:
            if not _is_local(self.headers.get("Host")):
                self._send(Reply(403, b""), record)
                return
            with contextlib.closing(self._respond(record)) as steps:
                self._follow(steps, record)
        except (ClientLeftError, ConnectionError):
            self.close_connection = True
            if not self._house.stopping.is_set():
                record.client_left.set()
        finally:
            record.finished.set()

    # The base class looks these names up.
    do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = do_PATCH = answer  # noqa: N815

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing; `House.record` tells whoever wants to know."""

    def _respond(self, record: Recorded) -> Generator[Step, None, None]:
        try:
            yield from self._house.backend.respond(record)
        except RefusedError as exc:
            yield Reply(exc.status, encode({"error": exc.error}))

    def _record(self) -> Recorded:
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        record = Recorded(
            method=self.command,
            path=urlsplit(self.path).path,
            headers={name.lower(): value for name, value in self.headers.items()},
            raw=raw,
        )
        with contextlib.suppress(RefusedError):
            record.body = parse_body(raw)
        return record

    def _follow(self, steps: Iterator[Step], record: Recorded) -> None:
        streaming = False
        for step in steps:
            match step:
                case Pause(seconds):
                    self._wait(seconds)
                case Send(data, pieces):
                    if not streaming:
                        self._begin_stream()
                        streaming = True
                    self._write(chunk(data))
                    record.pieces_sent += pieces
                case Reply():
                    self._send(step, record)
                    return
                case Break(how):
                    self._break(how)
                    return
        if not streaming:
            self._begin_stream()
        self._write(b"0\r\n\r\n")

    def _wait(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while True:
            left_s = until - time.monotonic()
            if client_has_left(self.connection, min(max(left_s, 0.0), _POLL_S)):
                raise ClientLeftError
            if self._house.stopping.is_set():
                raise ClientLeftError
            if left_s <= 0 and not math.isinf(seconds):
                return

    def _write(self, data: bytes) -> None:
        self.wfile.write(data)
        self.wfile.flush()

    def _begin_stream(self) -> None:
        self._head(200, STREAM_TYPE)
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def _send(self, reply: Reply, record: Recorded) -> None:
        self._head(reply.status, reply.content_type if reply.body else None)
        for name, value in reply.headers:
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if record.method != "HEAD":
            self._write(reply.body)
        record.pieces_sent += reply.pieces

    def _head(self, status: int, content_type: str | None) -> None:
        self.send_response_only(status)
        if content_type:
            self.send_header("Content-Type", content_type)
        self.send_header("Date", formatdate(usegmt=True))

    def _break(self, how: str) -> None:
        self.close_connection = True
        if how == "reset":
            # With a linger time of 0 the kernel sends RST on closing, not FIN.
            linger = struct.pack("ii", 1, 0)
            self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            self._house.close_without_goodbye(self.connection)


def _is_local(host: str | None) -> bool:
    """Whether a server bound to loopback answers a request with this `Host`."""
    name = urlsplit(f"//{host or ''}").hostname or ""
    if name in ("", "localhost", socket.gethostname().lower()) or name.endswith(_LOCAL_NAMES):
        return True
    try:
        address = ipaddress.ip_address(name)
    except ValueError:
        return False
    return address.is_loopback or address.is_private
