"""The real page as a program, over hostile documents and a model that obeys them."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import NamedTuple

from evals.bench.processes import free_port
from tests.ollama_double import OllamaDouble
from tests.small_index import REPOSITORY


@dataclass
class Sink:
    """A server elsewhere: what arrives here has left the page."""

    hits: list[str] = field(default_factory=list[str])
    url: str = ""


class Served(NamedTuple):
    """A running page, what wrote its answers, and where nothing may arrive."""

    address: str
    double: OllamaDouble
    sink: Sink


@contextmanager
def open_sink() -> Iterator[Sink]:
    """On a port of its own, so of another origin than the page."""
    sink = Sink()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path != "/favicon.ico":  # a browser looks for it on every page it is at
                sink.hits.append(self.path)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_HEAD = do_OPTIONS = do_GET  # noqa: N815  # names of the base class

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    sink.url = f"http://127.0.0.1:{server.server_port}"
    yield sink
    server.shutdown()
    server.server_close()
    thread.join(5)


@contextmanager
def page_of(index: Path, data: Path, double: OllamaDouble, *options: str) -> Iterator[str]:
    """The address of `python app.py`, as a user starts it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "app.py", "--port", str(port), "--index", str(index), *options],
        cwd=REPOSITORY,
        env=os.environ
        | {
            "PYTHONUNBUFFERED": "1",
            "ASSISTANT_OLLAMA_URL": double.url,
            "ASSISTANT_DATA_DIR": str(data),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        ready = process.stdout.readline()
        assert str(port) in ready, "the page did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(15)
