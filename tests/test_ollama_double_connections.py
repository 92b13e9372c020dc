"""The double's queue, clients that leave, connections that drop, and its own end."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import httpx
import pytest

from tests.ollama_double import CHARACTERS, DROPPED, SILENT, OllamaDouble

MODEL = "qwen3:4b-instruct"


def chat_body(content: str = "hi", **more: object) -> dict[str, Any]:
    return {"model": MODEL, "messages": [{"role": "user", "content": content}], **more}


def chat(double: OllamaDouble, content: str = "hi", **more: object) -> httpx.Response:
    return httpx.post(f"{double.url}/api/chat", json=chat_body(content, **more), timeout=10)


@contextmanager
def client_that_waits(double: OllamaDouble) -> Iterator[None]:
    """Someone who asks and never gets an answer; leaves at the end of the block."""
    body = json.dumps(chat_body()).encode()
    request = b"POST /api/chat HTTP/1.1\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    port = httpx.URL(double.url).port or 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request)
        double.wait_for()
        yield


def test_queue_refuses_what_has_no_place_and_serves_the_rest_in_time() -> None:
    statuses: list[int] = []

    def ask() -> None:
        statuses.append(chat(double).status_code)

    with OllamaDouble(scripts=[SILENT], max_queue=2) as double:
        clients = [threading.Thread(target=ask) for _ in range(7)]
        with client_that_waits(double):
            for client in clients:
                client.start()
            double.wait_for(count=8)
            while len(statuses) < 5:
                time.sleep(0.01)
            refused = list(statuses)
        for client in clients:
            client.join()

    assert refused == [503] * 5
    assert sorted(statuses) == [200] * 2 + [503] * 5
    assert double.in_progress == 0


@pytest.mark.parametrize("name", ["silent", "endless"])
def test_client_that_leaves_is_noticed_and_frees_its_place(name: str) -> None:
    with OllamaDouble(character=CHARACTERS[name]) as double:
        with (
            pytest.raises(httpx.ReadTimeout),
            httpx.stream("POST", f"{double.url}/api/chat", json=chat_body(), timeout=0.3) as reply,
        ):
            next(reply.iter_raw())
            raise httpx.ReadTimeout("enough")
        left = double.chats[0].client_left.wait(2)
        freed = double.chats[0].finished.wait(2)

    assert (left, freed, double.in_progress) == (True, True, 0)


def test_client_that_leaves_the_queue_is_noticed() -> None:
    with OllamaDouble(scripts=[SILENT]) as double, client_that_waits(double):
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{double.url}/api/chat", json=chat_body(), timeout=0.2)
        second_left = double.wait_for(count=2).client_left.wait(2)
        first_left = double.chats[0].client_left.is_set()

    assert (first_left, second_left) == (False, True)


def test_complete_answers_have_no_client_that_left() -> None:
    with OllamaDouble() as double:
        chat(double)
        finished = double.chats[0].finished.wait(2)

    assert finished
    assert not double.chats[0].client_left.is_set()


def test_stops_quickly_with_clients_connected_and_requests_hanging() -> None:
    failures: list[httpx.HTTPError] = []

    def wait(double: OllamaDouble) -> None:
        try:
            chat(double)
        except httpx.HTTPError as exc:
            failures.append(exc)

    with httpx.Client() as idle:
        double = OllamaDouble(scripts=[SILENT]).start()
        idle.get(double.url)
        waiting = threading.Thread(target=wait, args=(double,))
        waiting.start()
        request = double.wait_for()
        started = time.monotonic()
        double.stop()
        took_s = time.monotonic() - started
        waiting.join()

    assert took_s < 1
    assert len(failures) == 1
    assert request.finished.is_set()
    assert not request.client_left.is_set()


def test_connection_that_drops_leaves_the_next_one_in_order() -> None:
    with OllamaDouble(scripts=[DROPPED, replace(DROPPED, ending="reset")]) as double:
        with pytest.raises(httpx.RemoteProtocolError):
            chat(double)
        with pytest.raises(httpx.ReadError):
            chat(double)
        assert chat(double).status_code == 200
