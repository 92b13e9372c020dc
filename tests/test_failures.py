from __future__ import annotations

from pathlib import Path

import pytest

from tests.ollama_double.failures import HEAD, table

PAGE = Path(__file__).parents[1] / "docs/failures.md"


@pytest.fixture(scope="module")
def now() -> str:
    return table()


def test_page_of_failures_is_what_a_reader_is_told_now(now: str) -> None:
    assert PAGE.read_text(encoding="utf-8") == now, (
        "run `python -m tests.ollama_double.failures > docs/failures.md`"
    )


def test_every_failure_is_told_in_words_of_ours(now: str) -> None:
    for row in now.removeprefix(HEAD).splitlines():
        server, answer, told = row.strip("| ").split(" | ")
        assert told and told != "nothing", server
        for raw in ("Traceback", "Error(", "httpx", "<html", "None"):
            assert raw not in told, server
        if answer.startswith("incomplete"):
            assert told.startswith("Incomplete: "), server
