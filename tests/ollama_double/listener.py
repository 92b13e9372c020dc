"""The listening socket and its threads: one for each connection, all ended by `stop`."""

from __future__ import annotations

import contextlib
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable
from http.server import ThreadingHTTPServer
from typing import Any

from tests.ollama_double.backend import Backend
from tests.ollama_double.handler import Handler
from tests.ollama_double.state import Recorded

_STOP_S = 5.0  # more than any step takes that does not watch `stopping`


class Listener(ThreadingHTTPServer):
    """A server on loopback that can be stopped in bounded time, with clients still connected."""

    request_queue_size = 128

    def __init__(
        self,
        port: int,
        backend: Backend,
        record: Callable[[Recorded], None],
        tls: ssl.SSLContext | None = None,
    ) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        if tls is not None:
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.backend = backend
        self.record = record
        self.stopping = threading.Event()
        self.faults: list[BaseException] = []  # of the double itself
        self._threads_by_socket: dict[socket.socket, threading.Thread] = {}
        self._abrupt: set[socket.socket] = set()
        self._serving = threading.Thread(
            target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )

    def start(self) -> None:
        """Begin to answer."""
        self._serving.start()

    def stop(self) -> None:
        """End every connection and join every thread. Raises the double's own fault, if any."""
        self.stopping.set()
        self.shutdown()
        self.server_close()
        deadline = time.monotonic() + _STOP_S
        open_now = list(self._threads_by_socket.items())
        for connection, _ in open_now:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
        for thread in (self._serving, *(thread for _, thread in open_now)):
            thread.join(max(deadline - time.monotonic(), 0.0))
            if thread.is_alive():
                raise RuntimeError(f"{thread.name} of the Ollama double did not end")
        if self.faults:
            raise RuntimeError("the Ollama double failed") from self.faults[0]

    def close_without_goodbye(self, connection: socket.socket) -> None:
        """Close this connection without FIN when its handler returns."""
        self._abrupt.add(connection)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Answer in a thread that `stop` can find; the base class keeps none of a daemon."""
        thread = threading.Thread(
            target=self.process_request_thread, args=(request, client_address), daemon=True
        )
        self._threads_by_socket[request] = thread
        thread.start()

    def shutdown_request(self, request: Any) -> None:
        """Close one connection and forget it."""
        if request in self._abrupt:
            self._abrupt.discard(request)
            request.close()
        else:
            super().shutdown_request(request)
        self._threads_by_socket.pop(request, None)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Keep faults for `stop`; a connection that breaks is none."""
        fault = sys.exception()
        if fault is not None and not isinstance(fault, ConnectionError):
            self.faults.append(fault)
