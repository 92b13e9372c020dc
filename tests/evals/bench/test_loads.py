from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from evals.bench.loads import chromium, load

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SCRIPT = b"//" + b"x" * 200_000 + b"\ndocument.body.append(document.createElement('textarea'));"
PAGE = b"<body><textarea hidden></textarea><script src=/page.js></script></body>"


class Page(BaseHTTPRequestHandler):
    """A page whose box is there when its script has run."""

    def do_GET(self) -> None:
        body = SCRIPT if self.path == "/page.js" else PAGE
        self.send_response(200)
        self.send_header("Content-Type", "text/javascript" if body is SCRIPT else "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=3600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Page)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_a_visit_is_weighed_whole_and_with_an_empty_cache(port: int) -> None:
    with chromium() as browser:
        first, second = load(browser, port), load(browser, port)

    for visit in (first, second):
        assert 200 < visit.kilobytes < 210
        assert 0 < visit.seconds < 60
