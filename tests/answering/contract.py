"""What this program relies on of an Ollama server: the same for the double and a real one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace

import pytest
from langchain_core.messages import HumanMessage, SystemMessage

from assistant.answering.choosing import SEED, choose_model
from assistant.answering.installed import installed_models, same_model
from assistant.answering.loading import LOADED, load
from assistant.answering.ollama import OllamaModel
from assistant.answering.pull import Progress, pull
from assistant.answering.relay import Relay
from assistant.answering.server import Server, connected, text_of
from assistant.answering.writing import Heard
from assistant.errors import AnswerCutOff, ModelMissing, PullFailed
from assistant.types import Writer

NO_MODEL = "openness-assistant-no-such-model:1b"
QUESTION = [SystemMessage("Answer in one short sentence."), HumanMessage("What is a license?")]
SILENCE_S = 300.0  # a real one may have to be loaded from a slow disk
WINDOW = 4096


class Contract:
    """Every check takes the server and one installed model that answers; subclasses name them."""

    @pytest.fixture
    def server(self) -> Server:
        """The server to be held to the contract."""
        raise NotImplementedError

    @pytest.fixture
    def model(self) -> str:
        """A model that is installed there."""
        raise NotImplementedError

    @pytest.fixture
    def writer(self, model: str) -> Writer:
        """The model with a window and an answer that are small."""
        return Writer(model, context_tokens=WINDOW, answer_tokens=60, seed=SEED)

    @pytest.fixture
    def relay(self) -> Iterator[Relay]:
        """A relay of its own, closed at the end."""
        with closing(Relay()) as relay:
            yield relay

    def test_it_says_its_version(self, server: Server) -> None:
        with connected(server) as ask:
            version = text_of(ask("/api/version", None), "version")

        assert version

    def test_it_describes_the_model(self, server: Server, model: str) -> None:
        (found,) = (m for m in installed_models(server) if same_model(m.name, model))

        assert found.size_bytes > 0
        assert len(found.digest) == 64
        assert found.context_length >= 2048
        assert "completion" in found.capabilities
        assert found.cache_bytes_per_token > 0
        assert found.unfit == ""

    def test_the_model_is_chosen(self, server: Server, model: str) -> None:
        assert choose_model(server, model).model == model

    def test_it_loads_the_model_with_the_window(
        self, server: Server, writer: Writer, relay: Relay
    ) -> None:
        *_, last = relay.items(load(server, writer, silence_s=SILENCE_S), Progress())
        (found,) = (m for m in installed_models(server) if same_model(m.name, writer.name))

        assert last == LOADED
        assert found.loaded_bytes > 0
        assert found.loaded_window == WINDOW

    def test_it_streams_an_answer_and_counts_what_it_read(
        self, server: Server, writer: Writer, relay: Relay
    ) -> None:
        heard, pieces = Heard(), []
        stream = OllamaModel(server, writer, silence_s=SILENCE_S).stream(QUESTION, heard)
        try:
            pieces = [piece for piece in relay.pieces(stream) if piece]
        except AnswerCutOff:  # sixty tokens are few
            pieces = ["cut"]

        assert pieces
        assert heard.read_tokens > 5

    def test_the_same_question_gets_the_same_answer(
        self, server: Server, writer: Writer, relay: Relay
    ) -> None:
        model = OllamaModel(server, replace(writer, answer_tokens=700), silence_s=SILENCE_S)

        answers = {"".join(relay.pieces(model.stream(QUESTION))) for _ in range(2)}

        assert len(answers) == 1

    def test_a_stopped_answer_leaves_the_server_free(
        self, server: Server, writer: Writer, relay: Relay
    ) -> None:
        model = OllamaModel(server, replace(writer, answer_tokens=4000), silence_s=SILENCE_S)
        talk = [HumanMessage("Count from 1 to 2000 in words, one per line.")]
        with closing(relay.pieces(model.stream(talk))) as pieces:  # type: ignore[type-var]
            next(piece for piece in pieces if piece)
        started = time.monotonic()

        *_, last = relay.items(load(server, writer, silence_s=SILENCE_S), Progress())

        assert last == LOADED  # one request at a time: it waits for what is not stopped
        assert time.monotonic() - started < 15

    def test_a_missing_model_is_told(self, server: Server, writer: Writer, relay: Relay) -> None:
        missing = OllamaModel(server, replace(writer, name=NO_MODEL), silence_s=SILENCE_S)

        with pytest.raises(ModelMissing):
            list(relay.pieces(missing.stream(QUESTION)))
        assert choose_model(server, NO_MODEL).model is None

    def test_a_model_that_is_in_no_library_is_told(self, server: Server, relay: Relay) -> None:
        with pytest.raises(PullFailed):
            list(relay.items(pull(server, NO_MODEL), Progress()))
