from __future__ import annotations

import hashlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest

from assistant.errors import FetchError
from assistant.reading import download, fetch
from assistant.reading.fetch import Fetched, Original, fetch_originals, keep_list

TEXT = b"".join(b"Line %d of an original.\n" % i for i in range(5000))


@dataclass(frozen=True)
class Turn:
    """What the server does with one request; the last one of a path is repeated."""

    status: int = 200
    body: bytes = TEXT
    headers: dict[str, str] = field(default_factory=dict[str, str])
    cut_after: int | None = None  # bytes of the body, then the connection ends
    ranges: bool = True
    wrong_range: bool = False


class Shelf:
    """A server on loopback that gives out files as it was told, and remembers each request."""

    def __init__(self) -> None:
        self.turns: dict[str, list[Turn]] = {}
        self.asked: list[tuple[str, str | None]] = []  # (path, Range)
        shelf = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                shelf.asked.append((self.path, self.headers.get("Range")))
                turns = shelf.turns[self.path]
                _answer(self, turns.pop(0) if len(turns) > 1 else turns[0])

            def log_message(self, format: str, *args: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}
        )
        self._thread.start()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self._server.server_port}{path}"

    def put(self, name: str, *turns: Turn, expect: bytes = TEXT) -> Original:
        """An original of this name whose address answers with the turns, one after the other."""
        self.turns[f"/{name}"] = list(turns)
        sha256 = hashlib.sha256(expect).hexdigest()
        return Original(name, name, "license", "somebody", "", self.url(f"/{name}"), sha256)

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(5)


def _answer(handler: BaseHTTPRequestHandler, turn: Turn) -> None:
    status, body = turn.status, turn.body
    wanted = handler.headers.get("Range")
    headers = dict(turn.headers)
    if wanted and turn.ranges and status == 200:
        start = int(wanted.removeprefix("bytes=").rstrip("-"))
        shift = 1 if turn.wrong_range else 0
        status = 206 if start < len(body) else 416
        headers["Content-Range"] = f"bytes {start + shift}-{len(body) - 1}/{len(body)}"
        body = body[start + shift :]
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    if "Transfer-Encoding" not in headers:
        headers.setdefault("Content-Length", str(len(body)))
        handler.send_header("Content-Length", headers["Content-Length"])
    handler.end_headers()
    handler.wfile.write(body[: turn.cut_after])
    if turn.cut_after is not None:
        handler.close_connection = True


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    shelf = Shelf()
    yield shelf
    shelf.close()


def client() -> httpx.Client:
    headers = {"Accept-Encoding": "identity"}
    return httpx.Client(trust_env=False, timeout=0.5, headers=headers)


def run(folder: Path, *originals: Original, slept: list[float] | None = None) -> list[Fetched]:
    waits = [] if slept is None else slept
    return list(fetch_originals(originals, folder, client=client, sleep=waits.append))


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.rglob("*") if p.is_file())


def test_files_are_downloaded_and_a_second_run_asks_for_nothing(
    shelf: Shelf, tmp_path: Path
) -> None:
    originals = [shelf.put("licenses/a.txt", Turn()), shelf.put("b.txt", Turn())]

    first = run(tmp_path, *originals)
    asked = len(shelf.asked)
    second = run(tmp_path, *originals)

    assert [f.how for f in first] == ["downloaded", "downloaded"]
    assert [f.how for f in second] == ["present", "present"]
    assert (asked, len(shelf.asked)) == (2, 2)
    assert (tmp_path / "licenses/a.txt").read_bytes() == TEXT
    assert first[0].size_bytes == second[0].size_bytes == len(TEXT)
    assert names(tmp_path) == ["a.txt", "b.txt"]


def test_a_changed_file_is_fetched_again(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("edited")

    (result,) = run(tmp_path, shelf.put("a.txt", Turn()))

    assert result.how == "downloaded"
    assert (tmp_path / "a.txt").read_bytes() == TEXT


def test_download_goes_on_where_the_connection_was_cut(shelf: Shelf, tmp_path: Path) -> None:
    original = shelf.put("a.txt", Turn(cut_after=70_000), Turn())

    (result,) = run(tmp_path, original)

    assert result.how == "resumed"
    first, second = shelf.asked
    assert first == ("/a.txt", None)
    assert second == ("/a.txt", f"bytes={70_000}-")
    assert (tmp_path / "a.txt").read_bytes() == TEXT


def test_next_run_goes_on_where_the_last_one_was_stopped(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "a.txt.part").write_bytes(TEXT[:1000])
    seen: list[tuple[int, int | None]] = []

    (result,) = fetch_originals(
        [shelf.put("a.txt", Turn())],
        tmp_path,
        client=client,
        on_bytes=lambda _, so_far, total: seen.append((so_far, total)),
    )

    assert result.how == "resumed"
    assert shelf.asked == [("/a.txt", "bytes=1000-")]
    assert seen[-1] == (len(TEXT), len(TEXT))
    assert names(tmp_path) == ["a.txt"]


def test_complete_part_only_gets_its_name(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "a.txt.part").write_bytes(TEXT)

    (result,) = run(tmp_path, shelf.put("a.txt", Turn()))

    assert (result.how, shelf.asked, names(tmp_path)) == ("resumed", [], ["a.txt"])


@pytest.mark.parametrize(
    "turns",
    [
        (Turn(ranges=False),),
        (Turn(wrong_range=True), Turn()),
        (Turn(status=416, body=b""), Turn()),
    ],
    ids=["range ignored", "another range", "range refused"],
)
def test_download_starts_over_where_the_server_does_not_continue(
    shelf: Shelf, tmp_path: Path, turns: tuple[Turn, ...]
) -> None:
    (tmp_path / "a.txt.part").write_bytes(TEXT[:1000])

    (result,) = run(tmp_path, shelf.put("a.txt", *turns))

    assert (result.how, names(tmp_path)) == ("downloaded", ["a.txt"])
    assert (tmp_path / "a.txt").read_bytes() == TEXT


@pytest.mark.parametrize(
    "begun", [b"something else", b"x" * 2 * len(TEXT)], ids=["shorter", "longer"]
)
def test_part_of_another_file_is_thrown_away(shelf: Shelf, tmp_path: Path, begun: bytes) -> None:
    (tmp_path / "a.txt.part").write_bytes(begun)

    (result,) = run(tmp_path, shelf.put("a.txt", Turn()))

    assert (result.how, names(tmp_path)) == ("downloaded", ["a.txt"])
    assert (tmp_path / "a.txt").read_bytes() == TEXT


def test_wrong_file_is_kept_aside_and_never_accepted(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("the old one")

    (result,) = run(tmp_path, shelf.put("a.txt", Turn(body=b"<html>moved</html>")))

    assert result.how == "failed"
    assert "holds another file" in result.reason
    assert "a.txt.rejected" in result.reason
    assert (tmp_path / "a.txt").read_text() == "the old one"
    assert (tmp_path / "a.txt.rejected").read_bytes() == b"<html>moved</html>"
    assert len(shelf.asked) == 1


def test_one_failure_stops_nothing(shelf: Shelf, tmp_path: Path) -> None:
    missing = shelf.put("a.txt", Turn(status=404, body=b""))

    results = run(tmp_path, missing, shelf.put("b.txt", Turn()))

    assert [f.how for f in results] == ["failed", "downloaded"]
    assert results[0].reason.startswith("404 Not Found from http://127.0.0.1")
    assert shelf.asked == [("/a.txt", None), ("/b.txt", None)]


def test_temporary_error_is_tried_again(shelf: Shelf, tmp_path: Path) -> None:
    slept: list[float] = []

    (result,) = run(tmp_path, shelf.put("a.txt", Turn(status=500), Turn()), slept=slept)

    assert (result.how, slept) == ("downloaded", [0.5])


def test_three_tries_are_the_most(shelf: Shelf, tmp_path: Path) -> None:
    slept: list[float] = []

    (result,) = run(tmp_path, shelf.put("a.txt", Turn(status=503, body=b"")), slept=slept)

    assert (len(shelf.asked), slept) == (3, [0.5, 1.0])
    assert result.reason.endswith("(after 3 tries)")


@pytest.mark.parametrize(
    ("asked", "slept", "how"),
    [
        ("7", [7.0], "downloaded"),
        ("Wed, 21 Oct 2015 07:28:00 GMT", [0.0], "downloaded"),
        ("soon", [0.5], "downloaded"),
        ("3600", [], "failed"),
    ],
)
def test_retry_after_is_honoured_up_to_a_limit(
    shelf: Shelf, tmp_path: Path, asked: str, slept: list[float], how: str
) -> None:
    waited: list[float] = []
    busy = Turn(status=429, body=b"", headers={"Retry-After": asked})

    (result,) = run(tmp_path, shelf.put("a.txt", busy, Turn()), slept=waited)

    assert (result.how, waited) == (how, slept)


def test_silent_server_is_left_after_three_tries(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/a.txt"
        original = Original("a.txt", "A", "license", "somebody", "", url, "0" * 64)

        (result,) = run(tmp_path, original)

    assert (result.how, result.reason) == ("failed", f"no answer from {url} (after 3 tries)")


def test_unreachable_host_is_waited_for_only_once(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        url = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    originals = [
        Original(f"{i}.txt", "A", "license", "somebody", "", url, "0" * 64) for i in range(9)
    ]
    slept: list[float] = []

    results = run(tmp_path, *originals, slept=slept)

    assert {f.how for f in results} == {"failed"}
    assert slept == [0.5, 1.0]


def test_redirect_is_followed_to_an_acceptable_address(shelf: Shelf, tmp_path: Path) -> None:
    moved = shelf.put("a.txt", Turn(status=302, body=b"", headers={"Location": "/b.txt"}))
    shelf.put("b.txt", Turn())

    (result,) = run(tmp_path, moved)

    assert result.how == "downloaded"


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "http://example.org/a", "ftp://127.0.0.1/a", "https://", ""]
)
def test_redirect_elsewhere_is_not_followed(shelf: Shelf, tmp_path: Path, target: str) -> None:
    headers = {"Location": target} if target else {}
    original = shelf.put("a.txt", Turn(status=302, body=b"", headers=headers))

    (result,) = run(tmp_path, original)

    assert result.how == "failed"
    assert "which is not followed" in result.reason or "redirects" in result.reason


def test_another_host_may_not_lead_to_this_machine(shelf: Shelf, tmp_path: Path) -> None:
    inside = shelf.put("a.txt", Turn())

    def outside(request: httpx.Request) -> httpx.Response:
        return httpx.Response(302, headers={"Location": inside.url})

    (result,) = fetch_originals(
        [replace(inside, url="https://example.org/a.txt")],
        tmp_path,
        client=lambda: httpx.Client(transport=httpx.MockTransport(outside)),
    )

    assert (result.how, shelf.asked) == ("failed", [])


@pytest.mark.parametrize(
    "headers",
    [{"Content-Length": str(download.SIZE_LIMIT_BYTES + 1)}, {"Content-Encoding": "gzip"}],
)
def test_body_that_cannot_be_right_is_not_read(
    shelf: Shelf, tmp_path: Path, headers: dict[str, str]
) -> None:
    original = shelf.put("a.txt", Turn(headers=headers, cut_after=10))

    (result,) = run(tmp_path, original)

    assert (result.how, names(tmp_path)) == ("failed", [])
    assert "larger than 64 MB" in result.reason or "sent packed" in result.reason


def test_body_without_a_length_is_stopped_at_the_limit(shelf: Shelf, tmp_path: Path) -> None:
    headers = {"Transfer-Encoding": "chunked"}
    size_bytes = download.SIZE_LIMIT_BYTES + 1
    body = b"%x\r\n%s\r\n0\r\n\r\n" % (size_bytes, bytes(size_bytes))

    (result,) = run(tmp_path, shelf.put("a.txt", Turn(headers=headers, body=body)))

    assert "is larger than 64 MB" in result.reason
    assert (tmp_path / "a.txt.part").stat().st_size == 0


def test_file_without_an_address_says_what_to_do(shelf: Shelf, tmp_path: Path) -> None:
    original = replace(shelf.put("a.txt", Turn()), url="")

    (before,) = run(tmp_path, original)
    (tmp_path / "a.txt").write_bytes(TEXT)
    (after,) = run(tmp_path, original)

    assert (before.how, after.how) == ("no_address", "present")
    assert before.reason == (
        f"no pinned address is known; put the file at {tmp_path / 'a.txt'} by hand"
    )


def test_link_out_of_the_folder_is_not_followed(shelf: Shelf, tmp_path: Path) -> None:
    folder, outside = tmp_path / "originals", tmp_path / "outside"
    folder.mkdir()
    outside.mkdir()
    (folder / "licenses").symlink_to(outside)

    (result,) = run(folder, shelf.put("licenses/a.txt", Turn()))

    assert (result.how, names(outside), shelf.asked) == ("failed", [], [])


def test_folder_that_cannot_be_made_is_a_reason(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "licenses").write_text("in the way")

    results = run(tmp_path, shelf.put("licenses/a.txt", Turn()), shelf.put("b.txt", Turn()))

    assert [f.how for f in results] == ["failed", "downloaded"]
    assert "cannot be written" in results[0].reason


def test_default_client_follows_nothing_and_asks_for_plain_bytes() -> None:
    with fetch.open_client() as made:
        assert not made.follow_redirects
        assert made.headers["Accept-Encoding"] == "identity"
        assert made.timeout.read == 30


def test_the_list_is_kept_beside_the_originals_it_describes(tmp_path: Path) -> None:
    sources = tmp_path / "sources.toml"
    sources.write_text("source = []\n")

    keep_list(sources, tmp_path / "originals")

    assert (tmp_path / "originals" / "sources.toml").read_text() == "source = []\n"


def test_a_list_that_cannot_be_kept_is_told(tmp_path: Path) -> None:
    (tmp_path / "originals").write_text("a file, no folder")
    (tmp_path / "sources.toml").write_text("source = []\n")

    with pytest.raises(FetchError, match="cannot be written"):
        keep_list(tmp_path / "sources.toml", tmp_path / "originals")
