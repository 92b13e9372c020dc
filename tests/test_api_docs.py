"""docs/api.md, followed word by word against the page and a client of the protocol."""

from __future__ import annotations

import asyncio
import contextlib
import io
import json
import re
import subprocess
from collections.abc import Callable, Iterator

import pytest
from mcp import Client, StdioServerParameters

from assistant.settings import read_settings
from assistant.wiring import OpenAssistant, open_assistant
from tests.small_index import REPOSITORY, small_index
from tests.ui.conftest import serve_page  # noqa: F401  # a fixture

pytestmark = pytest.mark.slow

PAGE = (REPOSITORY / "docs" / "api.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:7860"


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def assistant() -> Iterator[OpenAssistant]:
    opened = open_assistant(read_settings(index_dir=small_index()), model="none")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(serve_page: Callable[..., str], assistant: OpenAssistant) -> str:  # noqa: F811
    return serve_page(lambda: assistant)


def test_every_example_in_python_runs(address: str) -> None:
    shown: dict[str, object] = {}
    printed = io.StringIO()

    with contextlib.redirect_stdout(printed):
        for example in examples("python"):
            exec(example.replace(ADDRESS, address), shown)

    lines = printed.getvalue().splitlines()
    assert lines[0] == "quoted"
    assert any("No Discrimination Against Fields of Endeavor" in line for line in lines)
    assert lines[-1] == "['licenses/apache-2.0.md', 'licenses/gemma-terms-of-use.md']"


def test_every_example_in_a_shell_runs(address: str) -> None:
    for example in examples("sh"):
        done = subprocess.run(
            ["bash", "-eu", "-c", example.replace(ADDRESS, address)],
            capture_output=True,
            text=True,
            timeout=60,
            check=True,
        )

        assert '"outcome": "quoted"' in done.stdout, done.stderr


def test_the_configuration_of_a_client_starts_the_server() -> None:
    (configured,) = json.loads(examples("json")[0])["mcpServers"].values()
    index = str(small_index())
    filled = json.loads(
        json.dumps(configured).replace("FOLDER/.index", index).replace("FOLDER", str(REPOSITORY))
    )

    async def names() -> list[str]:
        async with Client(StdioServerParameters(**filled), read_timeout_seconds=60) as client:
            return [tool.name for tool in (await client.list_tools()).tools]

    assert asyncio.run(names()) == ["ask", "search", "open_document", "documents"]


def test_every_endpoint_is_documented(address: str) -> None:
    import httpx

    named = httpx.get(f"{address}/gradio_api/info").json()["named_endpoints"]

    assert sorted(named) == ["/ask", "/ask_stream", "/documents", "/open_document", "/search"]
    for name, told in named.items():
        assert f"`{name[1:]}`" in PAGE
        assert len(told["description"]) > 60
        for parameter in told["parameters"]:
            assert f"`{parameter['parameter_name']}`" in PAGE
            assert parameter["type"], parameter
