"""The double keeps the contract that a real server is held to in `test_live.py`."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.answering.server import Server
from tests.answering.contract import Contract
from tests.ollama_double import OllamaDouble, Script
from tests.ollama_double.prompt import Prompt


def slow_and_steady(prompt: Prompt) -> Script:
    """An answer that takes a while, and the same to every question."""
    return Script(tokens=(" word",) * 20, per_token_s=0.02)


class TestDouble(Contract):
    @pytest.fixture
    def server(self) -> Iterator[Server]:
        with OllamaDouble(character=slow_and_steady) as double:
            yield Server(double.url)

    @pytest.fixture
    def model(self) -> str:
        return "qwen3:4b-instruct"
