from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from assistant.history.record import conversation_to_json
from assistant.history.store import HistoryStore
from assistant.ui.access import User
from assistant.ui.history_routes import file_name
from tests.history.made import conversation, exchange
from tests.ui.conftest import make_assistant

OCTETS = {"Content-Type": "application/octet-stream"}
NAME = "c" * 32
USERS = (User("ada", "lovelace"), User("bob", "builder"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> HistoryStore:
    kept = HistoryStore(tmp_path_factory.mktemp("history"))
    kept.add("", NAME, exchange("a1"))
    kept.add("", NAME, exchange("a2", question="Another <b>?", answer=None))
    kept.add("ada", "a" * 32, exchange("a1", question="Zaubernuss?"))
    return kept


@pytest.fixture(scope="module")
def client(serve_page: Callable[..., str], store: HistoryStore) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=serve_page(make_assistant, history=store)) as client:
        yield client


@pytest.fixture(scope="module")
def guarded(serve_page: Callable[..., str], store: HistoryStore) -> str:
    return serve_page(make_assistant, users=USERS, history=store)


def signed_in(address: str, user: User) -> httpx.Client:
    client = httpx.Client(base_url=address)
    client.post("/login", data={"username": user.name, "password": user.password})
    return client


@pytest.mark.parametrize(
    ("form", "kind", "begins"),
    [
        ("md", "text/markdown", "# May I use the anvil?"),
        ("json", "application/json", '{\n "title": "May I use the anvil?"'),
        ("html", "text/html", "<!doctype html>"),
    ],
)
def test_a_conversation_is_downloaded_in_three_forms(
    client: httpx.Client, form: str, kind: str, begins: str
) -> None:
    answer = client.get(f"/conversations/{NAME}/export.{form}")

    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(kind)
    assert (
        answer.headers["content-disposition"]
        == f'attachment; filename="may-i-use-the-anvil.{form}"'
    )
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.text.startswith(begins)
    assert "Another" in answer.text


def test_a_single_answer_is_downloaded_alone(client: httpx.Client) -> None:
    answer = client.get(f"/conversations/{NAME}/export.json?answer=a2")

    record = json.loads(answer.text)
    assert [one["answer_id"] for one in record["exchanges"]] == ["a2"]
    assert record["title"] == "Another <b>?"


@pytest.mark.parametrize(
    "path",
    [
        f"/conversations/{'d' * 32}/export.json",
        f"/conversations/{NAME}/export.exe",
        f"/conversations/{NAME}/export.json?answer=none",
        f"/conversations/{'a' * 32}/export.json",  # of another owner
        "/conversations/..%2f..%2fetc/export.json",
    ],
)
def test_what_is_not_there_is_not_given(client: httpx.Client, path: str) -> None:
    assert client.get(path).status_code == 404


def bring_in(client: httpx.Client, data: bytes) -> tuple[int, dict[str, Any]]:
    answer = client.post("/conversations", content=data, headers=OCTETS)
    return answer.status_code, answer.json()


def test_an_export_comes_back_as_an_imported_conversation(
    client: httpx.Client, store: HistoryStore
) -> None:
    page = client.get(f"/conversations/{NAME}/export.html").content

    status, told = bring_in(client, page)

    assert status == 201
    kept = store.conversation("", told["id"])
    assert kept.imported
    assert [one.question for one in kept.exchanges] == ["May I use the anvil?", "Another <b>?"]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"# Text", "The file is no exported conversation"),
        (b"\x00" * 1000, "The file is no exported conversation"),
        (b'{"format": "openness-assistant conversation", "version": 99}', "newer version"),
        (
            conversation_to_json(conversation()).replace('"quoted"', '"<img src=x>"').encode(),
            "outcome: should be 'answered'",
        ),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(
    client: httpx.Client, data: bytes, said: str
) -> None:
    status, told = bring_in(client, data)

    assert status == 400
    assert said in told["problem"]
    assert "<img" not in told["problem"]


def test_of_a_huge_file_no_more_than_the_limit_is_read(client: httpx.Client) -> None:
    sent = 0

    def hundred_megabytes() -> Iterator[bytes]:
        nonlocal sent
        for _ in range(100):
            sent += 1
            yield b" " * 1_000_000

    try:
        answer = client.post("/conversations", content=hundred_megabytes(), headers=OCTETS)
    except httpx.WriteError:
        return  # the program hung up in the middle, which is as good
    assert answer.status_code == 400
    assert "may have 20,000,000" in answer.json()["problem"]


def test_a_form_on_another_page_cannot_bring_anything_in(client: httpx.Client) -> None:
    data = conversation_to_json(conversation())

    for kind in ("text/plain", "multipart/form-data; boundary=x", ""):
        answer = client.post("/conversations", content=data, headers={"Content-Type": kind})
        assert answer.status_code == 415


def test_without_signing_in_nothing_goes_in_or_out(guarded: str) -> None:
    with httpx.Client(base_url=guarded) as stranger:
        assert stranger.get(f"/conversations/{'a' * 32}/export.md").status_code == 401
        assert bring_in(stranger, b"{}")[0] == 401


def test_each_user_reaches_only_their_own(guarded: str, store: HistoryStore) -> None:
    ada, bob = (signed_in(guarded, user) for user in USERS)

    mine = ada.get(f"/conversations/{'a' * 32}/export.md")
    theirs = bob.get(f"/conversations/{'a' * 32}/export.md")
    nobodys = ada.get(f"/conversations/{NAME}/export.md")
    _, told = bring_in(bob, conversation_to_json(conversation()).encode())

    assert "Zaubernuss" in mine.text
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert "Zaubernuss" not in theirs.text
    assert [one.id for one in store.conversations("bob")] == [told["id"]]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("May I use it?", "may-i-use-it"),
        ("Größe, 开源", "grosse"),
        ("开源", "conversation"),
        ('"; rm -rf /\r\nX: y', "rm-rf-x-y"),
        ("x" * 200, "x" * 60),
    ],
)
def test_a_title_becomes_a_plain_file_name(title: str, name: str) -> None:
    assert file_name(title) == name
