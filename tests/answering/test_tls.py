"""An Ollama behind https, through the real clients, with a certificate made for the test."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import trustme
from langchain_core.messages import HumanMessage

from assistant.answering.choosing import choose_model
from assistant.answering.ollama import OllamaModel
from assistant.answering.pull import Progress, pull
from assistant.answering.relay import Relay
from assistant.answering.server import Server
from assistant.errors import AnswerFailed
from assistant.types import Writer
from tests.ollama_double import OllamaDouble, Script, says

MODEL = "qwen3:4b-instruct"
WRITER = Writer(MODEL, context_tokens=8192, answer_tokens=700)
QUESTION = [HumanMessage("Is it open?")]


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    return context


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> str:
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    return str(tmp_path / "authority.pem")


@pytest.fixture
def relay() -> Iterator[Relay]:
    with closing(Relay()) as relay:
        yield relay


def test_server_behind_https_is_asked_for_its_models_and_for_answers(
    relay: Relay, tls: ssl.SSLContext, ca_file: str
) -> None:
    with OllamaDouble(scripts=[says("Yes.")], tls=tls, pullable=["gemma3:1b"]) as double:
        server = Server(double.url, ca_file)
        chosen = choose_model(server, MODEL)
        model = OllamaModel(server, WRITER, silence_s=5)
        answer = "".join(relay.pieces(model.stream(QUESTION)))
        *_, pulled = relay.items(pull(server, "gemma3:1b"), Progress())

    assert double.url.startswith("https://")
    assert (chosen.model, answer, pulled.done) == (MODEL, "Yes.", True)


def test_stop_closes_the_request_behind_https_too(
    relay: Relay, tls: ssl.SSLContext, ca_file: str
) -> None:
    endless = Script(tokens=(" more",), endless=True, per_token_s=0.01)
    with OllamaDouble(scripts=[endless], tls=tls) as double:
        model = OllamaModel(Server(double.url, ca_file), WRITER, silence_s=5)
        with closing(relay.pieces(model.stream(QUESTION))) as pieces:  # type: ignore[type-var]
            next(pieces)
        left = double.wait_for().client_left.wait(2)

    assert left


def test_certificate_that_is_not_trusted_is_told_with_the_setting(
    relay: Relay, tls: ssl.SSLContext
) -> None:
    with OllamaDouble(tls=tls) as double:
        chosen = choose_model(Server(double.url), MODEL)
        model = OllamaModel(Server(double.url), WRITER, silence_s=5)
        with pytest.raises(AnswerFailed) as failure:
            list(relay.pieces(model.stream(QUESTION)))

    told = (
        f"the certificate of {double.url!r} is not trusted; name the PEM file of its authority with"
        " ASSISTANT_CA_FILE"
    )
    assert (chosen.notice, str(failure.value)) == (f"Quoting only: {told}", told)
    assert double.requests == []


@pytest.mark.parametrize("content", [None, "not a certificate"])
def test_file_that_holds_no_certificate_is_told(tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "authority.pem"
    if content is not None:
        path.write_text(content)

    with pytest.raises(AnswerFailed, match="set ASSISTANT_CA_FILE to a PEM file"):
        Server("https://127.0.0.1:9", str(path)).client_options()
