"""A real Ollama on this machine is held to the contract: `pytest -m live tests/answering`.

The server of ASSISTANT_OLLAMA_URL or OLLAMA_HOST, and the model of ASSISTANT_MODEL, as the program
itself would take them. Nothing is downloaded; a model of no library is asked for.
"""

from __future__ import annotations

import pytest

from assistant.answering.server import Server
from assistant.settings import read_settings
from tests.answering.contract import Contract

pytestmark = [pytest.mark.live, pytest.mark.timeout(900)]

# Read before the tests begin: they run with none of these variables.
SETTINGS = read_settings()


class TestLive(Contract):
    @pytest.fixture
    def server(self) -> Server:
        return Server(SETTINGS.ollama_url, SETTINGS.ca_file)

    @pytest.fixture
    def model(self) -> str:
        return SETTINGS.model
