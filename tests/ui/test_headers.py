from __future__ import annotations

import asyncio

import pytest
from starlette.types import Message, Receive, Scope, Send

from assistant.ui.headers import (
    FILE_POLICY,
    HEADERS,
    LOOPBACK_NAMES,
    POLICY,
    READER_POLICY,
    PageHeaders,
)


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    headers = [(b"content-security-policy", b"default-src *")]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"hello"})


def ask(app: PageHeaders, host: str, path: str = "/") -> tuple[int, dict[str, str]]:
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.request"}

    scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", host.encode())]}
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], {k.decode(): v.decode() for k, v in sent[0]["headers"]}


LOCAL = PageHeaders(hello, LOOPBACK_NAMES, any_address=False)
OPEN = PageHeaders(hello, {*LOOPBACK_NAMES, "Desk"}, any_address=True)


def test_every_answer_carries_every_header_once() -> None:
    status, headers = ask(LOCAL, "127.0.0.1:7860")

    assert status == 200
    assert headers == {name.lower(): value for name, value in HEADERS.items()}


def test_nothing_may_come_from_or_go_to_another_host() -> None:
    assert "default-src 'self'" in POLICY
    assert "form-action 'self'" in POLICY
    assert "http" not in POLICY
    assert "*" not in POLICY


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/read/a.md", READER_POLICY),
        ("/original/a.pdf", FILE_POLICY),
        ("/recording/a.vtt", FILE_POLICY),
        ("/reader.css", POLICY),
        ("/readers", POLICY),
    ],
)
def test_a_document_is_shown_under_a_policy_that_allows_no_script(path: str, policy: str) -> None:
    assert ask(LOCAL, "localhost", path)[1]["content-security-policy"] == policy
    assert "script-src" not in READER_POLICY + FILE_POLICY
    assert "default-src 'none'" in READER_POLICY and "default-src 'none'" in FILE_POLICY


@pytest.mark.parametrize("host", ["localhost:7860", "127.0.0.1", "[::1]:7860", "LOCALHOST"])
def test_a_local_page_answers_to_its_own_names(host: str) -> None:
    assert ask(LOCAL, host)[0] == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:7860", "192.168.1.5", "127.0.0.1.evil.example", ""]
)
def test_a_local_page_refuses_other_names(host: str) -> None:
    status, headers = ask(LOCAL, host)

    assert status == 400
    assert headers["content-security-policy"] == POLICY


def test_an_open_page_answers_to_addresses_and_its_name_only() -> None:
    assert [ask(OPEN, h)[0] for h in ("192.168.1.5:80", "[fe80::1]", "desk", "evil.example")] == [
        200,
        200,
        200,
        400,
    ]
