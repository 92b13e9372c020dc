"""The server as a client starts it: a process, over its standard input and output."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from mcp import Client, StdioServerParameters

from assistant.programs.mcp_server import make_server
from assistant.programs.tools import Tools
from tests.small_index import REPOSITORY, python, small_index
from tests.ui.scripted import ANSWERED, ScriptedAssistant

READS_ONLY = {
    "title": None,
    "read_only_hint": True,
    "destructive_hint": False,
    "idempotent_hint": True,
    "open_world_hint": False,
}
Result = Any  # of the client's library


def talk(server: object, say: Callable[[Client], Awaitable[Result]]) -> Result:
    async def whole() -> Result:
        async with Client(server, read_timeout_seconds=60) as client:  # type: ignore[arg-type]
            return await say(client)

    return asyncio.run(whole())


def test_only_tools_that_read_are_offered_with_their_parameters() -> None:
    server = make_server(Tools(ScriptedAssistant))

    offered = talk(server, lambda client: client.list_tools()).tools

    assert {tool.name: sorted(tool.input_schema["properties"]) for tool in offered} == {
        "ask": ["history", "question", "scope"],
        "search": ["k", "query", "scope"],
        "open_document": ["doc_id", "end", "start"],
        "documents": ["scope"],
    }
    for tool in offered:
        assert tool.annotations.model_dump() == READS_ONLY
        assert len(tool.description) > 60


def test_a_tool_gives_the_same_object_as_the_commands() -> None:
    tools = Tools(ScriptedAssistant)

    called = talk(
        make_server(tools), lambda client: client.call_tool("ask", {"question": ANSWERED.question})
    )

    assert not called.is_error
    assert called.structured_content == tools.ask(ANSWERED.question)


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("ask", {"question": " "}, "question"),
        ("search", {"query": "model", "k": 99}, "k is 99; it must be from 1 to 50"),
        ("search", {"query": "model", "scope": {"kinds": ["secret"]}}, "they are definition"),
        ("open_document", {"doc_id": "../app.py"}, "no document '../app.py'"),
        ("delete_document", {"doc_id": "a.md"}, "delete_document"),
    ],
)
def test_what_cannot_be_done_is_told(tool: str, arguments: dict[str, Any], told: str) -> None:
    server = make_server(Tools(ScriptedAssistant))

    called = talk(server, lambda client: client.call_tool(tool, arguments))

    assert called.is_error
    assert told in called.content[0].text


@pytest.mark.slow
def test_a_client_starts_it_asks_and_opens_what_is_cited() -> None:
    server = StdioServerParameters(
        command=sys.executable,
        args=["-m", "assistant", "mcp", "--index", str(small_index()), "--model", "none"],
        cwd=REPOSITORY,
        env=dict(os.environ),
    )

    async def ask_and_open(client: Client) -> tuple[Result, Result]:
        question = "May a license restrict fields of endeavor?"
        answer = (await client.call_tool("ask", {"question": question})).structured_content
        cited = answer["citations"][0]
        place = {name: cited[name] for name in ("doc_id", "start", "end")}
        return cited, (await client.call_tool("open_document", place)).structured_content

    cited, opened = talk(server, ask_and_open)

    assert opened["text"] == cited["quote"]
    assert opened["sections"][0]["label"] == cited["label"]


@pytest.mark.slow
def test_without_an_index_it_says_so_and_ends(tmp_path: object) -> None:
    done = python("-m", "assistant", "mcp", "--index", f"{tmp_path}/nothing", "--model", "none")

    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("mcp: no library in ")
