"""W04: a flood of files is refused with the limit named, and leaves nothing where files come in."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest

from assistant.catalogue import MOST_FILE_BYTES
from assistant.documents.collection import Collection
from assistant.documents.curation import Curation
from assistant.documents.uploads import MOST_FILES
from assistant.reading.files import bytes_below
from assistant.settings import Settings
from tests.faults.tally import Tally
from tests.indexing.made import OpenedEncoders
from tests.ui.conftest import make_assistant

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

API = "/gradio_api"
FILE_BYTES = 25_000
QUOTA_MB = 1  # less than a sample of the files has together


class Page(NamedTuple):
    """A page that takes files, and the folders in which they could be left."""

    client: httpx.Client
    incoming: Path
    kept: Path

    def left_bytes(self) -> int:
        """What lies where files come in, once what goes on has ended."""
        for _ in range(100):
            if not (size := bytes_below(self.incoming)):
                break
            time.sleep(0.1)
        return size


@pytest.fixture(scope="module")
def page(serve_page: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Page:
    folder = tmp_path_factory.mktemp("flooded")
    settings = Settings(
        index_dir=folder / "index",
        cache_dir=folder / "cache",
        data_dir=folder / "data",
        uploads_mb=QUOTA_MB,
    )
    incoming = folder / "incoming"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRADIO_TEMP_DIR", str(incoming))
        address = serve_page(
            make_assistant,
            documents=Collection(settings.index_dir),
            curation=Curation(settings, encoder=OpenedEncoders()),
        )
    client = httpx.Client(base_url=address, timeout=300)
    return Page(client, incoming, settings.data_dir / "documents")


def hand_in(page: Page, paths: list[str]) -> str:
    """Drop uploaded files on the view of the documents; what it says when it is done with them."""
    config = page.client.get("/config").json()
    (zone,) = (c["id"] for c in config["components"] if _named(c, "documents-files"))
    (event,) = (d["id"] for d in config["dependencies"] if [zone, "upload"] in d["targets"])

    def drop(files: list[dict[str, object]]) -> str:
        body = {"data": [files, False], "fn_index": event, "session_hash": "flood"}
        answer = page.client.post(f"{API}/run/predict", json=body).raise_for_status()
        return str(answer.json()["data"][1])

    said = drop([{"path": path, "meta": {"_type": "gradio.FileData"}} for path in paths])
    while 'class="job"' in said:
        time.sleep(0.5)
        said = drop([])  # nothing more: only how it goes
    return said


def _named(component: dict[str, Any], elem_id: str) -> bool:
    return bool(component["props"].get("elem_id") == elem_id)


def test_a_flood_is_taken_up_to_the_limits_and_the_rest_is_told(
    page: Page, tally: Tally, full: bool
) -> None:
    count = 1_000 if full else 60
    words = "flood water rises over the dam and the meadow " * (FILE_BYTES // 46)
    sent = [("files", (f"n{i}.md", f"# File {i}\n\n{words}")) for i in range(count)]

    answer = page.client.post(f"{API}/upload", files=sent)
    said = hand_in(page, answer.json())

    tally.notes.append(f"{count} files of {FILE_BYTES // 1000} KB")
    with tally.run("the limits are named"):
        assert f"of the {QUOTA_MB} MB for uploaded documents are in use" in said
        assert (str(MOST_FILES) in said) == (count > MOST_FILES)
    with tally.run("no more is kept than may be"):
        assert 0 < bytes_below(page.kept) <= QUOTA_MB * 1_000_000
    with tally.run("nothing is left"):
        assert page.left_bytes() == 0
        assert not list(page.kept.glob(".incoming/*"))

    assert tally.failures == []


def test_more_than_a_thousand_files_at_once_leave_nothing(page: Page, tally: Tally) -> None:
    tally.full = True
    with tally.run("1,001 files"):
        answer = page.client.post(
            f"{API}/upload", files=[("files", (f"{i}.md", "x")) for i in range(1_001)]
        )
        assert (answer.status_code, answer.text) == (
            400,
            "Too many files. Maximum number of files is 1000.",
        )
        assert page.left_bytes() == 0

    assert tally.failures == []


def test_a_file_over_the_limit_is_refused_and_leaves_nothing(page: Page, tally: Tally) -> None:
    tally.full = True
    with tally.run("50 MB and a byte"):
        answer = page.client.post(
            f"{API}/upload", files={"files": ("big.md", b"x" * (MOST_FILE_BYTES + 1))}
        )
        assert answer.status_code == 413
        assert f"{MOST_FILE_BYTES} bytes" in answer.text
        assert page.left_bytes() == 0

    assert tally.failures == []


def test_an_upload_that_is_cut_off_leaves_nothing(page: Page, tally: Tally) -> None:
    address = (page.client.base_url.host, page.client.base_url.port)
    head = (
        f"POST {API}/upload HTTP/1.1\r\nHost: 127.0.0.1:{page.client.base_url.port}\r\n"
        "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000\r\n\r\n"
        '--b\r\nContent-Disposition: form-data; name="files"; filename="cut.md"\r\n\r\n'
    )
    tally.full = True
    with tally.run("cut off"):
        with socket.create_connection(address, 10) as connection:
            connection.sendall(head.encode() + b"x" * 2_000_000)
            time.sleep(0.5)  # the first half is being written
        assert page.left_bytes() == 0

    assert tally.failures == []
