from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI, Request
from fastapi.testclient import TestClient

from assistant.ui.body import BodyLimit


@pytest.fixture
def client() -> Iterator[TestClient]:
    site = FastAPI()
    read: list[int] = []

    @site.post("/ask")
    @site.post("/gradio_api/upload")
    async def count(request: Request) -> int:
        read.append(len(await request.body()))
        return read[-1]

    @site.get("/read")
    async def so_far() -> list[int]:
        return read

    site.add_middleware(BodyLimit, body_bytes=1_000, uploads_bytes=2_000)
    with TestClient(site) as client:
        yield client


def in_pieces(size: int) -> Iterator[bytes]:
    for _ in range(size // 100):
        yield b"x" * 100


def test_a_body_up_to_the_limit_is_read(client: TestClient) -> None:
    assert client.post("/ask", content=b"x" * 1_000).json() == 1_000
    assert client.post("/ask", content=in_pieces(1_000)).json() == 1_000


def test_a_body_over_the_limit_is_refused_by_its_length(client: TestClient) -> None:
    answer = client.post("/ask", content=b"x" * 1_001)

    assert (answer.status_code, answer.text) == (
        413,
        "The request has more than 1,000 bytes, the most this page takes; a question may have"
        " 4,000 characters.\n",
    )
    assert client.get("/read").json() == []


def test_a_body_without_a_length_is_refused_when_it_gets_there(client: TestClient) -> None:
    answer = client.post("/ask", content=in_pieces(1_100))

    assert answer.status_code == 413
    assert "more than 1,000 bytes" in answer.text
    assert client.get("/read").json() == []


@pytest.mark.parametrize("length", ["-1", "1e9", "many", ""])
def test_a_length_that_is_none_is_refused(client: TestClient, length: str) -> None:
    assert client.post("/ask", content=b"x", headers={"content-length": length}).status_code == 413


def test_uploads_have_a_limit_of_their_own(client: TestClient) -> None:
    assert client.post("/gradio_api/upload", content=b"x" * 2_000).json() == 2_000

    answer = client.post("/gradio_api/upload", content=b"x" * 2_001)

    assert (answer.status_code, answer.text) == (
        413,
        "These files have more than 2,000 bytes together; send fewer at a time.\n",
    )
